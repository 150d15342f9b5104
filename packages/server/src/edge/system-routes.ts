/**
 * The state of the server over HTTP, for its operators and for officers for security.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { alarmsOf, readSystem } from '../system/index.ts'
import { keptMinutes, type Minute } from '../telemetry/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireOperator } from './roles.ts'
import { json } from './schemas.ts'
import { systemState, systemTraffic } from './system-schemas.ts'

/** The routes. */
export function systemRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()
  routes.openapi(show, async (c) => {
    requireOperator(deps, requesterOf(c))
    const state = await readSystem(server, now)
    return c.json({ ...state, alarms: alarmsOf(state) }, 200)
  })
  routes.openapi(traffic, (c) => {
    requireOperator(deps, requesterOf(c))
    const { minutes } = c.req.valid('query')
    const until = Math.floor(now().getTime() / 60_000)
    const from = until - minutes + 1
    const listeners = [...deps.minutes.read()].map(([name, seen]) => ({
      kind: 'listener' as const,
      name,
      ...columns(seen, from),
    }))
    const peers = [...server.federation.links.minutes()].map(([name, seen]) => ({
      kind: 'peer' as const,
      name,
      ...columns(seen, from),
    }))
    const { since } = deps.minutes
    return c.json({ since, from, until, series: [...listeners, ...peers] }, 200)
  })
  return routes
}

/** As plots want it: a column of each. */
function columns(
  seen: readonly Minute[],
  from: number,
): Readonly<Record<'count' | 'failed' | 'mean' | 'minute' | 'slowest', number[]>> {
  const rows = seen.filter(({ minute }) => minute >= from)
  return {
    minute: rows.map(({ minute }) => minute),
    count: rows.map(({ count }) => count),
    failed: rows.map(({ failed }) => failed),
    mean: rows.map(({ total, count }) => Math.round(total / count)),
    slowest: rows.map(({ slowest }) => slowest),
  }
}

const show = createRoute({
  method: 'get',
  path: '/api/system',
  operationId: 'readSystem',
  tags: ['system'],
  summary: 'How the server and its connections to other members are, and what is to be done',
  description:
    'For those whom `operators` in `member.json` names, and for officers for security. What is said of ' +
    'connections is what this process has seen since it started.',
  responses: {
    200: json('The state', systemState),
    ...refusals('http/role-required'),
  },
})

const traffic = createRoute({
  method: 'get',
  path: '/api/system/traffic',
  operationId: 'readTraffic',
  tags: ['system'],
  summary: 'How much was asked and how long it took, minute by minute',
  description:
    'Requests that came in at each listener, and requests of ours to each member. For the same people as the ' +
    'state. It is kept in memory for a day and begins with the process.',
  request: {
    query: z.object({
      minutes: z.coerce
        .number()
        .int()
        .min(1)
        .max(keptMinutes)
        .default(60)
        .openapi({ description: 'How many of the last minutes', example: 60 }),
    }),
  },
  responses: {
    200: json('The traffic', systemTraffic),
    ...refusals('http/role-required'),
  },
})
