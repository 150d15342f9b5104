/**
 * Signing in and out at a browser.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import {
  challengeLifetime,
  endWebSession,
  makeChallenge,
  openByPasskey,
  type OpenedWebSession,
  sessionCookie,
} from '../identity/index.ts'

import { createRoutes } from './api.ts'
import { type Api, requesterOf } from './context.ts'
import type { WaysIn } from './way-in-routes.ts'
import { commandRefusals, openRefusals, openToAnyone, refusals } from './openapi.ts'

/** Routes of this file that stand in the list of open routes: they authenticate in their own way. */
export const openWebSessionRoutes: readonly string[] = [
  'POST /api/passkeys/challenges',
  'POST /api/passkeys/sessions',
]

/** `POST /api/passkeys/challenges`, `POST /api/passkeys/sessions`, `DELETE /api/sessions/current`. */
export function webSessionRoutes(deps: WaysIn, now: () => Date): Api {
  const { passkeys, random, store } = deps
  const routes = createRoutes()
  routes.openapi(challenging, (c) => {
    const challenge = makeChallenge(passkeys.challengeKey, random(16), now())
    const { domain } = passkeys
    return c.json({ challenge, domain, seconds: challengeLifetime, origin: deps.origin }, 201)
  })
  routes.openapi(opening, async (c) => {
    const session = await openByPasskey(c.req.raw, c.req.valid('json'), deps, now())
    c.header('Set-Cookie', session.setCookie)
    return c.json(toldOf(session), 201)
  })
  routes.openapi(ending, async (c) => {
    const { by, tokenId } = requesterOf(c)
    if (by === 'cookie') await endWebSession(store, tokenId)
    c.header('Set-Cookie', sessionCookie('', 0))
    c.header('Clear-Site-Data', '"cache"')
    return c.body(null, 204)
  })
  return routes
}

/** What an opened session is told as; its cookie goes into a header. */
export function toldOf(session: OpenedWebSession): z.infer<typeof webSessionSchema> {
  const { cookie, person, facility, device, idleSeconds, endsAt } = session
  return { cookie, person, facility, device, idleSeconds, endsAt: endsAt.toISOString() }
}

/** The same, as an answer. */
export const webSessionSchema = z
  .strictObject({
    cookie: z.string().openapi({ description: 'SHA-256 of the cookie, base64url' }),
    person: z.string(),
    facility: z.string(),
    device: z.string(),
    idleSeconds: z.int().openapi({ description: 'After which an unused session ends' }),
    endsAt: z.string(),
  })
  .openapi('WebSession', {
    example: {
      cookie: 'A'.repeat(43),
      person: 'mori',
      facility: 'wellington-hq',
      device: '0f'.repeat(32),
      idleSeconds: 900,
      endsAt: '2026-11-25T12:00:00.000Z',
    },
  })

/** Header of a request that opens a session. */
export const proofHeader = z.object({
  dpop: z.string().max(5000).optional().openapi({ example: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.c2ln' }),
})

/** Codes of every route that a browser opens a session by. */
export const browserRefusals = [
  'identity/bad-proof',
  'identity/cross-site',
  'identity/device-not-enrolled',
  'identity/device-waits',
  'identity/no-proof',
  'identity/proof-mismatch',
  'identity/replayed-proof',
  'identity/stale-proof',
] as const

const tags = ['sessions']
const challenging = createRoute({
  method: 'post',
  path: '/api/passkeys/challenges',
  operationId: 'createChallenge',
  tags,
  summary: 'A challenge for a passkey to answer',
  security: openToAnyone,
  responses: {
    201: {
      description: 'The challenge, good for one sign-in',
      content: {
        'application/json': {
          schema: z
            .strictObject({
              challenge: z.string().openapi({ description: 'base64url' }),
              domain: z.string().openapi({ description: 'RP ID of the passkeys of this member' }),
              seconds: z.int().openapi({ description: 'In which it has to be answered' }),
              origin: z
                .string()
                .openapi({ description: 'What `htu` of every proof to this server begins with' }),
            })
            .openapi('Challenge', {
              example: {
                challenge: 'A'.repeat(75),
                domain: 'entente.example',
                seconds: challengeLifetime,
                origin: 'https://entente.example:8443',
              },
            }),
        },
      },
    },
    ...openRefusals(),
  },
})
const part = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[\w-]+$/)
const opening = createRoute({
  method: 'post',
  path: '/api/passkeys/sessions',
  operationId: 'openWebSession',
  tags,
  summary: 'Sign in at a browser with a passkey',
  description:
    'From a page of the application alone, with a proof by the device key in the header `DPoP`, bound to ' +
    'no token. Passkey and device are enrolled for the same person. The answer sets the cookie; proofs ' +
    'from then on name its hash, `cookie`, as `ath`. It takes no idempotency key: a challenge is ' +
    'answered once.',
  security: openToAnyone,
  request: {
    headers: proofHeader,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              credential: part.max(1364),
              clientData: part,
              authenticatorData: part,
              signature: part,
            })
            .openapi('PasskeyAnswer', {
              example: {
                credential: 'A'.repeat(43),
                clientData: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0',
                authenticatorData: 'A'.repeat(50),
                signature: 'A'.repeat(94),
              },
            }),
        },
      },
    },
  },
  responses: {
    201: {
      description: 'A new session',
      content: {
        'application/json': {
          schema: webSessionSchema,
        },
      },
    },
    ...openRefusals(
      ...browserRefusals,
      'identity/bad-passkey',
      'identity/other-person',
      'identity/passkey-not-enrolled',
    ),
  },
})
const ending = createRoute({
  method: 'delete',
  path: '/api/sessions/current',
  operationId: 'endSession',
  tags,
  summary: 'Sign out at this browser',
  description: 'An access token is not affected: it ends by itself within ten minutes.',
  responses: {
    204: { description: 'The session has ended' },
    ...refusals(...commandRefusals),
  },
})
