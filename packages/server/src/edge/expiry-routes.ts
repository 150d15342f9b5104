/**
 * What ends soon of that by which people may read, over HTTP.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, pageQuery, refusals, requesterOf } from '../http/index.ts'
import { expiriesBetween, expiringKinds, expiryKey } from '../people/index.ts'

import type { EdgeDeps } from './edge.ts'
import { keepersOfAccess, requireRole } from './roles.ts'
import { dayPageOf, json } from './schemas.ts'

/** How far it is looked ahead. */
const days = 365

/** The routes. */
export function expiryRoutes(deps: EdgeDeps): Api {
  const { server, cursors, now } = deps
  const routes = createRoutes()
  routes.openapi(list, (c) => {
    requireRole(deps, requesterOf(c), keepersOfAccess)
    const { limit, cursor } = c.req.valid('query')
    const [day = now().toISOString(), after = ''] = cursors.place('expiries', cursor) ?? []
    const at = String(day)
    const before = new Date(Date.parse(at) + days * 86_400_000).toISOString()
    const rest = expiriesBetween(server.standing.current(), at, before).filter(
      (one) => expiryKey(one) > String(after),
    )
    const { items, ...more } = cursors.page('expiries', rest, limit, (one) => [at, expiryKey(one)])
    return c.json({ at, items: [...items], ...more }, 200)
  })
  return routes
}

const list = createRoute({
  method: 'get',
  path: '/api/expiries',
  operationId: 'listExpiries',
  tags: ['people'],
  summary: 'Clearances, posts, accreditations, register lines and needs that end within a year',
  description:
    'For officers for security, need-to-know and the registry. The first to end first; what was given ' +
    'several times over is told once, with its last end.',
  request: { query: pageQuery },
  responses: {
    200: json(
      'A page of what ends',
      dayPageOf(
        'ExpiryPage',
        z
          .strictObject({
            kind: z.enum(expiringKinds),
            person: z.string().nullable(),
            what: z.string().openapi({
              description:
                'A level, a facility, a document or case with its purposes, an organ; of an accreditation, ' +
                'the facility and its levels',
            }),
            until: z.string(),
            grant: z.string().openapi({ description: 'Id of the grant' }),
          })
          .openapi('Expiry'),
        {
          kind: 'facility-register',
          person: 'mori',
          what: 'wellington',
          until: '2027-01-01T00:00:00.000Z',
          grant: '0f'.repeat(32),
        },
      ),
    ),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})
