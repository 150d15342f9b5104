/**
 * The member over HTTP: who it is, which pacts it has, which keys its KAS has, what waits to be sent.
 *
 * @module
 */
import { stateOf } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { queueStates } from '../federation/index.ts'
import { type Api, createRoutes, pageQuery, refusals, requesterOf } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { isOperator, requireOfficer, rolesOf } from './roles.ts'
import { json, pageOf } from './schemas.ts'

/** The routes. */
export function memberRoutes(deps: EdgeDeps): Api {
  const { server, cursors, now } = deps
  const routes = createRoutes()

  routes.openapi(show, (c) => {
    const standing = server.standing.current()
    const at = now().toISOString()
    const { person, facility } = requesterOf(c)
    return c.json(
      {
        member: server.self,
        person,
        facility,
        roles: [...rolesOf(deps, requesterOf(c))],
        operator: isOperator(deps, requesterOf(c)),
        pacts: [...standing.pacts.values()].map((pact) => ({
          id: pact.id,
          version: pact.terms.version,
          name: { en: pact.terms.name.en, ja: pact.terms.name.ja },
          state: stateOf(standing, pact, at),
        })),
      },
      200,
    )
  })

  routes.openapi(queue, async (c) => {
    requireOfficer(deps, requesterOf(c))
    const { limit, cursor } = c.req.valid('query')
    const [after = ''] = cursors.place('queue', cursor) ?? []
    const rest = (await queueStates(server.store)).filter(({ peer }) => peer > String(after))
    const { items, ...more } = cursors.page('queue', rest, limit, ({ peer }) => [peer])
    return c.json({ items: [...items], ...more }, 200)
  })

  return routes
}

const tags = ['member']
const member = z
  .strictObject({
    member: z.string(),
    person: z.string(),
    facility: z.string(),
    roles: z.array(z.string()).openapi({ description: 'Of yours as an officer, now' }),
    operator: z
      .boolean()
      .openapi({ description: 'Whether you may look at the state of the server' }),
    pacts: z.array(
      z.strictObject({
        id: z.string(),
        version: z.int(),
        name: z.strictObject({ en: z.string(), ja: z.string() }),
        state: z.enum(['agreed', 'signed', 'in-force', 'suspended', 'terminated']),
      }),
    ),
  })
  .openapi('Member', {
    example: {
      member: 'nzl',
      person: 'mori',
      facility: 'wellington-hq',
      roles: ['registry'],
      operator: false,
      pacts: [
        {
          id: '0f'.repeat(32),
          version: 1,
          name: { en: 'Illustrative pact', ja: '例示用の協定' },
          state: 'in-force',
        },
      ],
    },
  })
const show = createRoute({
  method: 'get',
  path: '/api/member',
  operationId: 'readMember',
  tags,
  summary: 'Who we are, who you are, and the state of our pacts',
  responses: { 200: json('The member', member), ...refusals() },
})
const queued = z
  .strictObject({
    peer: z.string(),
    waiting: z.int().openapi({ description: 'Messages' }),
    attempts: z.int().openapi({ description: 'To send the first of them' }),
    nextAt: z.string().nullable(),
    lastError: z.string().nullable().openapi({ description: 'A code' }),
  })
  .openapi('Queue')
const queueExample = {
  peer: 'nzl',
  waiting: 2,
  attempts: 3,
  nextAt: '2026-11-25T00:01:00.000Z',
  lastError: 'federation/unreachable',
}
const queue = createRoute({
  method: 'get',
  path: '/api/queue',
  operationId: 'listQueues',
  tags,
  summary: 'What waits to be sent to other members, and why',
  description: 'For officers and operators. One item a member for whom something waits, by id.',
  request: { query: pageQuery },
  responses: {
    200: json('The queues', pageOf('QueuePage', queued, queueExample)),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})
