/**
 * Facilities over HTTP: their levels, and who is on their registers, on any day.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { facilityRegister, facilityStates } from '../people/index.ts'

import { pageFrom, placeIn } from './day-pages.ts'
import { held, heldExample, level, levelExample, listQuery, shortId } from './day-schemas.ts'
import type { EdgeDeps } from './edge.ts'
import { keepersOfAccess, requireRole } from './roles.ts'
import { dayPageOf, json } from './schemas.ts'

/** The routes. */
export function facilityRoutes(deps: EdgeDeps): Api {
  const { server } = deps
  const routes = createRoutes()

  routes.openapi(facilities, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const query = c.req.valid('query')
    const place = placeIn('facilities', query, deps)
    const all = facilityStates(server.standing.current(), place.at).map(({ facility, levels }) => ({
      facility,
      levels: [...levels],
    }))
    return c.json(
      pageFrom(place, all, query.limit, ({ facility }) => facility, deps),
      200,
    )
  })

  routes.openapi(register, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const query = c.req.valid('query')
    const { facility } = c.req.valid('param')
    const place = placeIn(`register of ${facility}`, query, deps)
    const all = facilityRegister(server.standing.current(), facility, place.at)
    return c.json(
      pageFrom(place, all, query.limit, ({ person, grant }) => `${person} ${grant}`, deps),
      200,
    )
  })

  return routes
}

const tags = ['people']
const facilityParam = z.object({ facility: shortId.openapi({ example: 'wellington' }) })
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
