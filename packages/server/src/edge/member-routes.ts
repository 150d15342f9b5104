/**
 * The member over HTTP: who it is, which pacts it has, which keys its KAS has, what waits to be sent.
 *
 * @module
 */
import { appointed, requireDirectory, stateOf } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { queueStates } from '../federation/index.ts'
import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { json } from './schemas.ts'

/** The routes. */
export function memberRoutes({ server, now }: EdgeDeps): Api {
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
        pacts: [...standing.pacts.values()].map((pact) => ({
          id: pact.id,
          version: pact.terms.version,
          name: { en: pact.terms.name.en, ja: pact.terms.name.ja },
          state: stateOf(standing, pact, at),
        })),
        kas: appointed(requireDirectory(standing, server.self), 'kas', at).map(
          ({ kid, suite, publicKey, url }) => ({ kid, suite, publicKey, url }),
        ),
      },
      200,
    )
  })

  routes.openapi(queue, async (c) => c.json({ peers: [...(await queueStates(server.store))] }, 200))

  return routes
}

const tags = ['member']
const member = z
  .strictObject({
    member: z.string(),
    person: z.string(),
    facility: z.string(),
    pacts: z.array(
      z.strictObject({
        id: z.string(),
        version: z.int(),
        name: z.strictObject({ en: z.string(), ja: z.string() }),
        state: z.enum(['agreed', 'signed', 'in-force', 'suspended', 'terminated']),
      }),
    ),
    kas: z.array(
      z.strictObject({
        kid: z.string(),
        suite: z.string(),
        publicKey: z.string(),
        url: z.string(),
      }),
    ),
  })
  .openapi('Member')
const show = createRoute({
  method: 'get',
  path: '/api/member',
  tags,
  summary: 'Who we are, who you are, and the state of our pacts',
  responses: { 200: json('The member', member), ...refusals() },
})
const queue = createRoute({
  method: 'get',
  path: '/api/queue',
  tags,
  summary: 'What waits to be sent to other members, and why',
  responses: {
    200: json(
      'The queues',
      z
        .strictObject({
          peers: z.array(
            z.strictObject({
              peer: z.string(),
              waiting: z.int(),
              attempts: z.int(),
              nextAt: z.string().nullable(),
              lastError: z.string().nullable(),
            }),
          ),
        })
        .openapi('Queues'),
    ),
    ...refusals(),
  },
})
