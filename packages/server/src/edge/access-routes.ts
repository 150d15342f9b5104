/**
 * What a person could read on a day, over HTTP.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { readablePage } from '../people/index.ts'

import { placeIn, requireSelfOrRole, standingFor } from './day-pages.ts'
import { level, listQuery, movedTo, personParam } from './day-schemas.ts'
import type { EdgeDeps } from './edge.ts'
import { dayPageOf, json } from './schemas.ts'

/** The routes. */
export function accessRoutes(deps: EdgeDeps): Api {
  const { cursors } = deps
  const routes = createRoutes()

  routes.openapi(access, async (c) => {
    const { person: id } = c.req.valid('param')
    requireSelfOrRole(deps, requesterOf(c), id)
    const query = c.req.valid('query')
    const { organ, limit } = query
    const place = placeIn(`access of ${id} in ${organ ?? 'their post'}`, query, deps)
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

const tags = ['people']
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
    'for where two hundred documents were looked at. Recalls are as they are known now. Titles are not shown. ' +
    'For the person, and officers for security, need-to-know and the registry.',
  request: { params: personParam, query: listQuery.extend({ organ: movedTo }) },
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
