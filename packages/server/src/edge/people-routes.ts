/**
 * People over HTTP: where they serve and what they were granted, on any day.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, HttpError, refusals, requesterOf } from '../http/index.ts'
import { findPersonState, personSummaries } from '../people/index.ts'

import { pageFrom, placeIn, requireSelfOrRole, standingFor } from './day-pages.ts'
import {
  dayQuery,
  held,
  heldExample,
  level,
  levelExample,
  listQuery,
  personParam,
} from './day-schemas.ts'
import type { EdgeDeps } from './edge.ts'
import { keepersOfAccess, requireRole } from './roles.ts'
import { dayPageOf, json } from './schemas.ts'

/** The routes. */
export function peopleRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(people, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const query = c.req.valid('query')
    const place = placeIn('people', query, deps)
    const all = personSummaries(server.standing.current(), place.at).map((one) => ({
      ...one,
      offices: [...one.offices],
    }))
    return c.json(
      pageFrom(place, all, query.limit, ({ person }) => person, deps),
      200,
    )
  })

  routes.openapi(person, (c) => {
    const { person: id } = c.req.valid('param')
    requireSelfOrRole(deps, requesterOf(c), id)
    const { at = now().toISOString(), organ } = c.req.valid('query')
    const found = findPersonState(standingFor(deps, id, organ, at), id, at)
    if (!found) throw new HttpError('http/not-found', 'no grant names such a person')
    const { post, clearances, needs } = found
    return c.json(
      {
        at,
        person: id,
        post: post && { ...post, offices: [...post.offices] },
        clearances: [...clearances],
        facilities: [...found.facilities],
        needs: needs.map((one) => ({ ...one, purposes: [...one.purposes] })),
      },
      200,
    )
  })

  return routes
}

const tags = ['people']
const at = z.string().openapi({ description: 'The day that the answer is of' })
const exampleDay = '2026-11-25T00:00:00.000Z'
const summary = {
  person: z.string(),
  nationality: z.string(),
  organ: z.string(),
  offices: z.array(z.string()),
  ...held,
}
const summaryExample = {
  person: 'mori',
  nationality: 'NZL',
  organ: 'nzl-ministry',
  offices: ['analyst'],
  ...heldExample,
}
const post = z.strictObject(summary).openapi('Post')
const people = createRoute({
  method: 'get',
  path: '/api/people',
  operationId: 'listPeople',
  tags,
  summary: 'Where everybody served on a day',
  description: 'For officers for security, need-to-know and the registry.',
  request: { query: listQuery },
  responses: {
    200: json('A page, by person', dayPageOf('PeoplePage', post, summaryExample)),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})
const scope = z.union([
  z.strictObject({ kind: z.literal('document'), document: z.string() }),
  z.strictObject({ kind: z.literal('case'), case: z.string() }),
])
const personState = z
  .strictObject({
    at,
    person: z.string(),
    post: z.strictObject(summary).nullable(),
    clearances: z.array(z.strictObject({ ...level, organ: z.string(), ...held })),
    facilities: z.array(z.strictObject({ facility: z.string(), ...held })),
    needs: z.array(z.strictObject({ scope, purposes: z.array(z.string()), ...held })),
  })
  .openapi('Person', {
    example: {
      at: exampleDay,
      person: 'mori',
      post: summaryExample,
      clearances: [{ ...levelExample, organ: 'nzl-ministry', ...heldExample }],
      facilities: [{ facility: 'wellington', ...heldExample }],
      needs: [
        {
          scope: { kind: 'case', case: 'convoy' },
          purposes: ['maritime-security'],
          ...heldExample,
        },
      ],
    },
  })
const person = createRoute({
  method: 'get',
  path: '/api/people/{person}',
  operationId: 'readPerson',
  tags,
  summary: 'What was granted to a person, as it stood on a day',
  description:
    'Post, clearances, registers and needs; what a transfer has ended is not there. For the person, and ' +
    'officers for security, need-to-know and the registry.',
  request: { params: personParam, query: dayQuery },
  responses: {
    200: json('The person', personState),
    ...refusals('http/not-found', 'http/role-required'),
  },
})
