/**
 * The state of the server over HTTP, for its operators and for officers for security.
 *
 * @module
 */
import { createRoute } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { alarmsOf, readSystem } from '../system/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireOperator } from './roles.ts'
import { json } from './schemas.ts'
import { systemState } from './system-schemas.ts'

/** The routes. */
export function systemRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()
  routes.openapi(show, async (c) => {
    requireOperator(deps, requesterOf(c))
    const state = await readSystem(server, now)
    return c.json({ ...state, alarms: alarmsOf(state) }, 200)
  })
  return routes
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
