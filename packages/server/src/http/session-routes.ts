/**
 * Opening a session.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { openSession, type SessionDeps } from '../identity/index.ts'

import { createRoutes } from './api.ts'
import type { Api } from './context.ts'
import { openRefusals, openToAnyone } from './openapi.ts'

/** Routes of this file that stand in the list of open routes: they authenticate in their own way. */
export const openSessionRoutes: readonly string[] = ['POST /api/sessions']

/** `POST /api/sessions`. */
export function sessionRoutes(deps: SessionDeps, now: () => Date): Api {
  const routes = createRoutes()
  routes.openapi(route, async (c) => {
    const { accessToken, expiresIn, ...who } = await openSession(c.req.raw, deps, now())
    return c.json({ accessToken, tokenType: 'DPoP' as const, expiresIn, ...who }, 201)
  })
  return routes
}

const session = z
  .strictObject({
    accessToken: z.string(),
    tokenType: z.literal('DPoP'),
    expiresIn: z.int().openapi({ description: 'Seconds' }),
    person: z.string(),
    facility: z.string(),
    device: z.string().openapi({ description: 'Id of the enrolment of the device' }),
  })
  .openapi('Session', {
    example: {
      accessToken: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln',
      tokenType: 'DPoP',
      expiresIn: 600,
      person: 'mori',
      facility: 'wellington-hq',
      device: '0f'.repeat(32),
    },
  })

const route = createRoute({
  method: 'post',
  path: '/api/sessions',
  tags: ['sessions'],
  summary: 'Exchange a sign-in for an access token of this device',
  description:
    'Send the access token of the OpenID provider as `Authorization: DPoP …` with a proof by the ' +
    'device key, bound to that token (`ath`). When it has expired, get a new one with the refresh token.',
  security: openToAnyone,
  request: {
    headers: z.object({
      authorization: z.string().max(5000).optional().openapi({ example: 'DPoP kfj3…' }),
      dpop: z.string().max(5000).optional().openapi({ example: 'eyJ0eXAiOiJkcG9wK2p3dCIs…' }),
    }),
  },
  responses: {
    201: { description: 'A new session', content: { 'application/json': { schema: session } } },
    ...openRefusals(
      'identity/bad-proof',
      'identity/device-not-enrolled',
      'identity/no-proof',
      'identity/no-token',
      'identity/other-device',
      'identity/other-person',
      'identity/proof-mismatch',
      'identity/replayed-proof',
      'identity/sign-in-required',
      'identity/stale-proof',
    ),
  },
})
