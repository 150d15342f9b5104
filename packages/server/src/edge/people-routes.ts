/**
 * People and facilities over HTTP: who is on which register, and who can read what, on any day.
 *
 * @module
 */
import { type Standing, standingAsOf } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import {
  type Api,
  createRoutes,
  HttpError,
  pageQuery,
  refusals,
  requesterOf,
} from '../http/index.ts'
import {
  facilityRegister,
  facilityStates,
  findPersonState,
  personSummaries,
  readablePage,
  standingIfMoved,
} from '../people/index.ts'

import type { EdgeDeps } from './edge.ts'
import { keepersOfAccess, requireRole } from './roles.ts'
import { dayPageOf, json } from './schemas.ts'

/** The routes. */
export function peopleRoutes(deps: EdgeDeps): Api {
  const { server, cursors, now } = deps
  const routes = createRoutes()

  /** Where a list goes on: the day it is of, and the last key on the page before. */
  const placeIn = (
    list: string,
    { at, cursor }: { readonly at?: string | undefined; readonly cursor?: string | undefined },
  ): { readonly name: string; readonly at: string; readonly after: readonly string[] } => {
    const name = `${list} at ${at ?? 'now'}`
    const [day = at ?? now().toISOString(), ...after] = cursors.place(name, cursor) ?? []
    return { name, at: String(day), after: after.map(String) }
  }
  const page = <T>(
    place: ReturnType<typeof placeIn>,
    all: readonly T[],
    limit: number,
    key: (one: T) => string,
  ): { at: string; items: T[]; next?: string } => {
    const [after = ''] = place.after
    const rest = all.filter((one) => key(one) > after)
    const { items, ...more } = cursors.page(place.name, rest, limit, (one) => [place.at, key(one)])
    return { at: place.at, items: [...items], ...more }
  }

  routes.openapi(facilities, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const query = c.req.valid('query')
    const place = placeIn('facilities', query)
    const all = facilityStates(server.standing.current(), place.at).map(({ facility, levels }) => ({
      facility,
      levels: [...levels],
    }))
    return c.json(
      page(place, all, query.limit, ({ facility }) => facility),
      200,
    )
  })

  routes.openapi(register, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const query = c.req.valid('query')
    const { facility } = c.req.valid('param')
    const place = placeIn(`register of ${facility}`, query)
    const all = facilityRegister(server.standing.current(), facility, place.at)
    return c.json(
      page(place, all, query.limit, ({ person, grant }) => `${person} ${grant}`),
      200,
    )
  })

  routes.openapi(people, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const query = c.req.valid('query')
    const place = placeIn('people', query)
    const all = personSummaries(server.standing.current(), place.at).map((one) => ({
      ...one,
      offices: [...one.offices],
    }))
    return c.json(
      page(place, all, query.limit, ({ person }) => person),
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

  routes.openapi(access, async (c) => {
    const { person: id } = c.req.valid('param')
    requireSelfOrRole(deps, requesterOf(c), id)
    const query = c.req.valid('query')
    const { organ, limit } = query
    const place = placeIn(`access of ${id} in ${organ ?? 'their post'}`, query)
    const [createdAt = '', document = ''] = place.after
    const standing = standingFor(deps, id, organ, place.at)
    const after = { createdAt, document }
    const found = await readablePage(id, place.at, after, { limit }, { ...deps, standing })
    const items = found.items.map((one) => ({
      ...one,
      facilities: [...one.facilities],
      purposes: [...one.purposes],
    }))
    const { next } = found
    return c.json(
      {
        at: place.at,
        items,
        ...(next && {
          next: cursors.cursor(place.name, [place.at, next.createdAt, next.document]),
        }),
      },
      200,
    )
  })

  return routes
}

/** What stands, or would if the person served in `organ` from `at` on. */
function standingFor(
  { server }: EdgeDeps,
  person: string,
  organ: string | undefined,
  at: string,
): Standing {
  const standing = server.standing.current()
  if (organ === undefined) return standing
  const moved = standingIfMoved(standingAsOf(standing, at), person, organ, at)
  if (!moved) throw new HttpError('http/not-found', 'the person has no post then')
  return moved
}

/** A person may see what is said of them. */
function requireSelfOrRole(
  deps: EdgeDeps,
  requester: { readonly person: string },
  person: string,
): void {
  if (requester.person !== person) requireRole(deps, requester, keepersOfAccess)
}

const tags = ['people']
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const day = z.iso.datetime({ precision: 3 }).optional().openapi({
  description: 'The day that is asked about. Default: now',
  example: '2026-11-25T00:00:00.000Z',
})
const organ = id.optional().openapi({
  description: 'Asks what would be if the person served in this organ from that moment on',
  example: 'nzl-other',
})
const dayQuery = z.object({ at: day, organ })
const listQuery = pageQuery.extend({ at: day })
const facilityParam = z.object({ facility: id.openapi({ example: 'wellington' }) })
const personParam = z.object({ person: id.openapi({ example: 'mori' }) })

const held = {
  from: z.string(),
  until: z.string(),
  grant: z.string().openapi({ description: 'Id of the grant that says so' }),
  issuer: z.string().openapi({ description: 'Key id of the officer who gave it' }),
}
const heldExample = {
  from: '2026-01-01T00:00:00.000Z',
  until: '2031-01-01T00:00:00.000Z',
  grant: '0f'.repeat(32),
  issuer: '0e'.repeat(32),
}
const level = { regime: z.string(), level: z.string() }
const levelExample = { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' }
const at = z.string().openapi({ description: 'The day that the answer is of' })
const exampleDay = '2026-11-25T00:00:00.000Z'

const facilityItem = z
  .strictObject({
    facility: z.string(),
    levels: z.array(z.strictObject({ ...level, ...held })),
  })
  .openapi('Facility')
const facilities = createRoute({
  method: 'get',
  path: '/api/facilities',
  operationId: 'listFacilities',
  tags,
  summary: 'Facilities and the levels they were accredited for on a day',
  description: 'For officers for security, need-to-know and the registry.',
  request: { query: listQuery },
  responses: {
    200: json(
      'A page, by facility',
      dayPageOf('FacilityPage', facilityItem, {
        facility: 'wellington',
        levels: [{ ...levelExample, ...heldExample }],
      }),
    ),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})

const individual = z
  .strictObject({ person: z.string(), organ: z.string(), ...held })
  .openapi('AuthorisedIndividual')
const register = createRoute({
  method: 'get',
  path: '/api/facilities/{facility}/register',
  operationId: 'listAuthorisedIndividuals',
  tags,
  summary: 'Who was on the register of a facility on a day',
  description:
    'As it was known on that day: what was recorded later does not count, what was withdrawn later ' +
    'does. Who had moved to another organ by then was on it no more. For officers for security, ' +
    'need-to-know and the registry.',
  request: { params: facilityParam, query: listQuery },
  responses: {
    200: json(
      'A page, by person',
      dayPageOf('RegisterOfFacilityPage', individual, {
        person: 'mori',
        organ: 'nzl-ministry',
        ...heldExample,
      }),
    ),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})

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

const readable = z
  .strictObject({
    document: z.string(),
    release: z.string().nullable(),
    originator: z.string(),
    ...level,
    facilities: z.array(z.string()),
    purposes: z.array(z.string()),
  })
  .openapi('ReadableDocument')
const access = createRoute({
  method: 'get',
  path: '/api/people/{person}/access',
  operationId: 'listReadableDocuments',
  tags,
  summary: 'What a person could read on a day, where and for what',
  description:
    'The decision of that day for every document there was, oldest first. A page holds fewer than were asked ' +
    'for where a thousand documents were looked at. Recalls are as they are known now. Titles are not shown. ' +
    'For the person, and officers for security, need-to-know and the registry.',
  request: { params: personParam, query: listQuery.extend({ organ }) },
  responses: {
    200: json(
      'A page of what could be opened',
      dayPageOf('ReadableDocumentPage', readable, {
        document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
        release: '0f0e0d0c0b0a09080706050403020100',
        originator: 'jpn',
        regime: 'urn:entente:regime:jpn:hiketsu',
        level: '極秘',
        facilities: ['wellington'],
        purposes: ['maritime-security'],
      }),
    ),
    ...refusals('http/bad-cursor', 'http/not-found', 'http/role-required'),
  },
})
