/**
 * Ways in at a browser besides the passkey: the member's own OpenID provider, and the password. Each is
 * closed unless `member.json` opens it.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import {
  beginAtProvider,
  IdentityError,
  openByPassword,
  openByProvider,
  type PasskeySignInDeps,
  providerSeconds,
  type RelyingParty,
} from '../identity/index.ts'
import type { Store } from '../store/index.ts'

import { createRoutes } from './api.ts'
import type { Api } from './context.ts'
import { openRefusals, openToAnyone } from './openapi.ts'
import { browserRefusals, proofHeader, toldOf, webSessionSchema } from './web-session-routes.ts'

/** What browsers are let in by. */
export interface WaysIn extends PasskeySignInDeps {
  readonly store: Store
  readonly password: boolean
  readonly provider:
    | { readonly name: { readonly en: string; readonly ja: string }; readonly party: RelyingParty }
    | undefined
}

/** Page of the application that browsers come back to from the provider. */
export const signedInPath = '/signed-in'

/** Routes of this file that stand in the list of open routes: they authenticate in their own way. */
export const openWayInRoutes: readonly string[] = [
  'GET /api/ways-in',
  'POST /api/passwords/sessions',
  'POST /api/provider/requests',
  'POST /api/provider/sessions',
]

/** `GET /api/ways-in`, `POST /api/provider/requests`, `…/sessions`, `POST /api/passwords/sessions`. */
export function wayInRoutes(deps: WaysIn, now: () => Date): Api {
  const routes = createRoutes()
  const atProvider = () => {
    if (!deps.provider) throw closed('no provider')
    return { ...deps, party: deps.provider.party }
  }
  routes.openapi(asking, (c) => {
    const { provider, password } = deps
    return c.json({ provider: provider?.name ?? null, password }, 200)
  })
  routes.openapi(beginning, async (c) => {
    const url = await beginAtProvider(c.req.raw, atProvider(), now())
    return c.json({ url: url.href, seconds: providerSeconds }, 201)
  })
  routes.openapi(returning, async (c) => {
    const { answer } = c.req.valid('json')
    const session = await openByProvider(c.req.raw, answer, atProvider(), now())
    c.header('Set-Cookie', session.setCookie)
    return c.json(toldOf(session), 201)
  })
  routes.openapi(typing, async (c) => {
    if (!deps.password) throw closed('no passwords')
    const session = await openByPassword(c.req.raw, c.req.valid('json'), deps, now())
    c.header('Set-Cookie', session.setCookie)
    return c.json(toldOf(session), 201)
  })
  return routes
}

function closed(reason: string): IdentityError {
  return new IdentityError('identity/way-closed', reason)
}

const tags = ['sessions']
const fromThePage =
  'From a page of the application alone, with a proof by the device key in the header `DPoP`, bound to no ' +
  'token. It takes no idempotency key.'
const opened = {
  description: 'A new session',
  content: { 'application/json': { schema: webSessionSchema } },
}

const asking = createRoute({
  method: 'get',
  path: '/api/ways-in',
  operationId: 'listWaysIn',
  tags,
  summary: 'Ways in at a browser besides the passkey',
  security: openToAnyone,
  responses: {
    200: {
      description: 'What this member lets people sign in by',
      content: {
        'application/json': {
          schema: z
            .strictObject({
              provider: z
                .strictObject({ en: z.string(), ja: z.string() })
                .nullable()
                .openapi({ description: 'What the member’s own OpenID provider is called' }),
              password: z.boolean(),
            })
            .openapi('WaysIn', {
              example: { provider: { en: 'Ministry sign-in', ja: '省内認証' }, password: false },
            }),
        },
      },
    },
    ...openRefusals(),
  },
})

const beginning = createRoute({
  method: 'post',
  path: '/api/provider/requests',
  operationId: 'beginAtProvider',
  tags,
  summary: 'Begin a sign-in through the member’s own OpenID provider',
  description: `${fromThePage} Only the device that began it can end it.`,
  security: openToAnyone,
  request: { headers: proofHeader },
  responses: {
    201: {
      description: 'Where the browser is to go',
      content: {
        'application/json': {
          schema: z
            .strictObject({
              url: z.string(),
              seconds: z.int().openapi({ description: 'In which it has to come back' }),
            })
            .openapi('ProviderRequest', {
              example: {
                url: 'https://login.example/auth?response_type=code',
                seconds: providerSeconds,
              },
            }),
        },
      },
    },
    ...openRefusals(
      ...browserRefusals,
      'identity/provider-refused',
      'identity/provider-unreachable',
      'identity/way-closed',
    ),
  },
})

const returning = createRoute({
  method: 'post',
  path: '/api/provider/sessions',
  operationId: 'openSessionByProvider',
  tags,
  summary: 'Sign in at a browser that came back from the OpenID provider',
  description:
    `${fromThePage} The provider says who somebody is and nothing else; the device is enrolled for the ` +
    'same person. An answer is looked at once.',
  security: openToAnyone,
  request: {
    headers: proofHeader,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              answer: z
                .string()
                .min(1)
                .max(8192)
                .openapi({ description: 'Query of the address that the browser came back to' }),
            })
            .openapi('ProviderAnswer', { example: { answer: 'code=c0de&state=57a7e' } }),
        },
      },
    },
  },
  responses: {
    201: opened,
    ...openRefusals(
      ...browserRefusals,
      'identity/other-person',
      'identity/provider-refused',
      'identity/provider-unreachable',
      'identity/unknown-account',
      'identity/unknown-sign-in',
      'identity/way-closed',
    ),
  },
})

const typing = createRoute({
  method: 'post',
  path: '/api/passwords/sessions',
  operationId: 'openSessionByPassword',
  tags,
  summary: 'Sign in at a browser with a password, where the member allows it',
  description: `${fromThePage} The weaker way: the password of the person of the device, on record.`,
  security: openToAnyone,
  request: {
    headers: proofHeader,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ subject: z.string().max(200), password: z.string().max(1000) })
            .openapi('TypedPassword', {
              example: { subject: 'mori', password: 'four random words here' },
            }),
        },
      },
    },
  },
  responses: {
    201: opened,
    ...openRefusals(
      ...browserRefusals,
      'identity/other-person',
      'identity/too-many-attempts',
      'identity/way-closed',
      'identity/wrong-password',
    ),
  },
})
