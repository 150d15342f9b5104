/**
 * Refusing a release, over HTTP.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { refuseRelease, requireRelease } from '../documents/index.ts'
import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine } from './register.ts'
import { json, jsonBody, releaseParam } from './schemas.ts'

/** The routes. */
export function refusalRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()
  routes.openapi(refuse, async (c) => {
    const requester = requesterOf(c)
    const { release } = c.req.valid('param')
    const row = await requireRelease(server.store, release)
    await requireLine(row.document, requester, deps)
    const { engine } = deps.decisions
    const { reason } = c.req.valid('json')
    await refuseRelease(release, reason, requester.person, { ...server, engine, now })
    return c.json({ state: 'withdrawn' as const }, 200)
  })
  return routes
}

/** Not blank; no control characters but line ends, and none that turn the direction of text. */
function isReason(text: string): boolean {
  return /\S/.test(text) && !/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text)
}

const refuse = createRoute({
  method: 'post',
  path: '/api/releases/{release}/refusals',
  operationId: 'refuseRelease',
  tags: ['releases'],
  summary: 'Refuse a release that waits for approval; its author is told why',
  description:
    'For whoever may approve it. It is closed then; its author may prepare another. The reason is kept, ' +
    'its digest is recorded.',
  request: {
    params: releaseParam,
    body: jsonBody(
      z
        .strictObject({ reason: z.string().min(1).max(1000).refine(isReason) })
        .openapi('ReleaseRefusal', { example: { reason: 'Paragraph 3 names a source.' } }),
    ),
  },
  responses: {
    200: json(
      'It is closed',
      z
        .strictObject({ state: z.literal('withdrawn') })
        .openapi('RefusedRelease', { example: { state: 'withdrawn' } }),
    ),
    ...refusals(
      ...commandRefusals,
      'document/denied',
      'document/not-found',
      'document/release-closed',
      'document/release-refused',
      'pact/other-pact',
    ),
  },
})
