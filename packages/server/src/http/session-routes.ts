/**
 * Opening a session, and asking whose it is.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { openSession, type SessionDeps } from '../identity/index.ts'

import { createRoutes } from './api.ts'
import { type Api, requesterOf } from './context.ts'
import { openRefusals, openToAnyone, refusals } from './openapi.ts'

/** Routes of this file that stand in the list of open routes: they authenticate in their own way. */
export const openSessionRoutes: readonly string[] = ['POST /api/sessions']

/** `POST /api/sessions`, `GET /api/sessions/current`. */
export function sessionRoutes(deps: SessionDeps, now: () => Date): Api {
  const routes = createRoutes()
  routes.openapi(opening, async (c) => {
    const { accessToken, expiresIn, ...who } = await openSession(c.req.raw, deps, now())
    return c.json({ accessToken, tokenType: 'DPoP' as const, expiresIn, ...who }, 201)
  })
  routes.openapi(asking, (c) => {
    const { person, facility, device } = requesterOf(c)
    return c.json({ person, facility, device }, 200)
  })
  return routes
}

const requester = {
  person: z.string(),
  facility: z.string(),
  device: z.string().openapi({ description: 'Id of the enrolment of the device' }),
}

const requesterExample = { person: 'mori', facility: 'wellington-hq', device: '0f'.repeat(32) }

const requesterSchema = z
  .strictObject(requester)
  .openapi('Requester', { example: requesterExample })

const sessionSchema = z
  .strictObject({
    accessToken: z.string(),
    tokenType: z.literal('DPoP'),
    expiresIn: z.int().openapi({ description: 'Seconds' }),
    ...requester,
  })
  .openapi('Session', {
    example: {
      accessToken: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln',
      tokenType: 'DPoP',
      expiresIn: 600,
      ...requesterExample,
    },
  })

const asking = createRoute({
  method: 'get',
  path: '/api/sessions/current',
  operationId: 'readSession',
  tags: ['sessions'],
  summary: 'Say who the server takes the caller for',
  responses: {
    200: {
      description: 'Person, facility and device of the request',
      content: { 'application/json': { schema: requesterSchema } },
    },
    ...refusals(),
  },
})

const opening = createRoute({
  method: 'post',
  path: '/api/sessions',
  operationId: 'openSession',
  tags: ['sessions'],
  summary: 'Exchange a sign-in for an access token of this device',
  description:
    'Send the access token of the OpenID provider as `Authorization: DPoP …` with a proof by the ' +
    'device key, bound to that token (`ath`). When it has expired, get a new one with the refresh token. It takes ' +
    'no idempotency key: a proof is good for one request.',
  security: openToAnyone,
  request: {
    headers: z.object({
      authorization: z
        .string()
        .max(5000)
        .optional()
        .openapi({ example: 'DPoP kfj3Ab-opaque-token' }),
      dpop: z
        .string()
        .max(5000)
        .optional()
        .openapi({ example: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.c2ln' }),
    }),
  },
  responses: {
    201: {
      description: 'A new session',
      content: { 'application/json': { schema: sessionSchema } },
    },
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
