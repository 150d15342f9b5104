/**
 * The embedded OpenID provider. It authenticates people and does nothing else (D13).
 *
 * Issuer is the edge's `/auth`; the endpoints below it have the shape of Keycloak's, which clients
 * of OpenTDF have wired in. Its clock is the system's.
 *
 * @module
 */
import type {
  NodeRequest,
  NodeResponse,
  PageContext,
  Provider as OidcProvider,
} from 'oidc-provider'

import type { Store } from '../store/index.ts'

import { IdentityError } from './errors.ts'
import { interactionPath, serveSignIn } from './interaction.ts'
import type { IdentityKeys } from './keys.ts'
import { type Language, languageOf } from './language.ts'
import { interactionPolicy, Provider } from './oidc.ts'
import { oidcAdapter } from './oidc-adapter.ts'
import { pageTexts } from './page-texts.ts'
import { codePage, confirmPage, donePage, failedPage, pagePolicy } from './pages.ts'
import { findPerson } from './people.ts'

/** Where the provider is mounted on the edge. */
export const providerMount = '/auth'

/** Our own clients: public, their tokens bound to a device key. */
const ownClients = { device: 'entente-cli', web: 'entente-web' } as const

/** What the provider is made of. */
export interface ProviderDeps {
  readonly store: Store
  readonly keys: IdentityKeys
  /** Public URL of the edge without a path. */
  readonly origin: string
  readonly now: () => Date
  /** Told of failures that are the server's own. */
  readonly onFailure: (error: unknown) => void
}

/** A sign-in that holds, as the provider remembers it. */
export interface SignIn {
  readonly subject: string
  /** Thumbprint of the device key its token is bound to. */
  readonly jkt: string
}

/** The provider, as a handler of Node's requests and a memory of sign-ins. */
export interface IdentityProvider {
  readonly issuer: string
  /** Serves everything below {@link providerMount}. */
  readonly handle: (request: NodeRequest, response: NodeResponse) => void
  /**
   * The sign-in a token of the provider stands for.
   *
   * @throws {IdentityError} `identity/sign-in-required`
   */
  readonly getSignIn: (token: string) => Promise<SignIn>
}

/** Makes the provider over what the store holds of it. */
export function createProvider(deps: ProviderDeps): IdentityProvider {
  const issuer = deps.origin + providerMount
  const provider = new Provider(issuer, configuration(deps))
  provider.use((ctx, next) => servePage(provider, deps, ctx, next))
  provider.on('server_error', (_ctx: unknown, error: unknown) => deps.onFailure(error))
  // Without a listener the library writes the stack of whatever a client has broken off to the console.
  provider.on('error', (error: unknown) => deps.onFailure(error))
  const callback = provider.callback()
  const { host } = new URL(issuer)

  return {
    issuer,
    handle(request, response) {
      // Every address the provider gives out is made of the header Host: only ours is let in.
      const asked = request.headers[':authority'] ?? request.headers.host
      if (asked !== host) {
        response.statusCode = 421
        response.end()
        return
      }
      const original = request.url ?? '/'
      Object.assign(request, { originalUrl: original, url: original.slice(providerMount.length) })
      callback(request, response).catch(deps.onFailure)
    },
    async getSignIn(token) {
      const found = await provider.AccessToken.find(token)
      if (!found?.jkt) {
        throw new IdentityError('identity/sign-in-required', 'no such sign-in')
      }
      return { subject: found.accountId, jkt: found.jkt }
    },
  }
}

const publicClient = {
  client_name: 'Entente',
  token_endpoint_auth_method: 'none',
  // The provider's default is RS256, for which there is no key.
  id_token_signed_response_alg: 'ES256',
  dpop_bound_access_tokens: true,
}

const minute = 60
/** A working day: after it the person types the password again. */
const signInLifetime = 12 * 60 * minute

function configuration({
  store,
  keys,
  origin,
  now,
}: ProviderDeps): Readonly<Record<string, unknown>> {
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true }
  const off = { enabled: false }
  return {
    adapter: oidcAdapter(store, now),
    clients: [
      {
        ...publicClient,
        client_id: ownClients.device,
        application_type: 'native',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        response_types: [],
        redirect_uris: [],
      },
      {
        ...publicClient,
        client_id: ownClients.web,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${origin}/signed-in`],
      },
    ],
    jwks: { keys: [keys.idToken] },
    cookies: {
      names: {
        session: 'entente-session',
        interaction: 'entente-interaction',
        resume: 'entente-resume',
      },
      keys: [keys.cookie],
      long: cookie,
      short: cookie,
    },
    features: {
      devInteractions: off,
      userinfo: off,
      rpInitiatedLogout: off,
      pushedAuthorizationRequests: off,
      resourceIndicators: off,
      revocation: { enabled: true },
      deviceFlow: { enabled: true, userCodeInputSource, userCodeConfirmSource, successSource },
    },
    routes: {
      authorization: '/protocol/openid-connect/auth',
      token: '/protocol/openid-connect/token',
      jwks: '/protocol/openid-connect/certs',
      revocation: '/protocol/openid-connect/revoke',
      device_authorization: '/protocol/openid-connect/auth/device',
      code_verification: '/device',
    },
    scopes: ['openid'],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    interactions: {
      policy: promptPolicy(),
      url: (_ctx: unknown, { uid }: { readonly uid: string }) =>
        `${providerMount}${interactionPath}${uid}`,
    },
    ttl: {
      AccessToken: 5 * minute,
      AuthorizationCode: minute,
      DeviceCode: 10 * minute,
      IdToken: 5 * minute,
      // Long enough for one sign-in, too short for the next: each device asks for the password.
      Session: 10 * minute,
      Interaction: 10 * minute,
      Grant: signInLifetime,
      RefreshToken: signInLifetime,
    },
    expiresWithSession: () => false,
    issueRefreshToken: () => true,
    rotateRefreshToken: () => true,
    findAccount: async (_ctx: unknown, subject: string) => {
      const person = await findPerson(store.db, subject)
      return person && { accountId: person.subject, claims: () => ({ sub: person.subject }) }
    },
    // Our own client needs no consent beyond the confirmed code.
    loadExistingGrant: async (ctx: PageContext & { oidc: { provider: OidcProvider } }) => {
      const { accountId } = ctx.oidc.session
      if (!accountId) return undefined
      const grant = new ctx.oidc.provider.Grant({ accountId, clientId: ctx.oidc.client.clientId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    renderError: (ctx: PageContext) => {
      ctx.body = failedPage(pageLanguage(ctx))
    },
  }
}

/** Only the password is asked for: the page that confirms a device's code is the consent. */
function promptPolicy(): unknown {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

/** What comes before the provider's own routes: language, headers, and the page for the password. */
async function servePage(
  provider: OidcProvider,
  { store, origin, now }: ProviderDeps,
  ctx: PageContext,
  next: () => Promise<void>,
): Promise<void> {
  ctx.set('cache-control', 'no-store')
  ctx.set('content-security-policy', pagePolicy)
  ctx.set('x-content-type-options', 'nosniff')
  // Not no-referrer: browsers then say `Origin: null` with a form, and its origin is checked.
  ctx.set('referrer-policy', 'same-origin')
  ctx.set('strict-transport-security', 'max-age=31536000')

  const { lang, user_code: code } = ctx.query
  if (lang === 'en' || lang === 'ja') {
    ctx.cookies.set(languageCookie, lang, { path: providerMount, sameSite: 'lax', signed: false })
    ctx.redirect(`${origin}${providerMount}${ctx.path}`)
    return
  }
  if (ctx.path.startsWith(interactionPath)) {
    await serveSignIn({ provider, store, origin, now: now() }, ctx, pageLanguage(ctx))
    return
  }
  if (ctx.path === '/device' && ctx.method === 'GET' && typeof code === 'string') {
    // The provider would send the code on by a script; we show it in the form instead.
    ctx.state[prefilled] = code.slice(0, 20)
    ctx.querystring = ''
  }
  await next()
}

const languageCookie = 'entente-lang'
const prefilled = 'code'

function pageLanguage(ctx: PageContext): Language {
  const chosen = ctx.cookies.get(languageCookie)
  return chosen === 'en' || chosen === 'ja' ? chosen : languageOf(ctx.get('accept-language'))
}

interface CodeError {
  readonly name: string
  readonly userCode?: string
}

function userCodeInputSource(ctx: PageContext, _form: string, _out: unknown, error?: CodeError) {
  const language = pageLanguage(ctx)
  const given = ctx.state[prefilled]
  const form = {
    action: ctx.oidc.urlFor('code_verification'),
    secret: ctx.oidc.session.state?.secret ?? '',
    code: error?.userCode ?? (typeof given === 'string' ? given : ''),
  }
  const text = error && pageTexts[language][codeFaults[error.name] ?? 'failedText']
  ctx.body = codePage(language, text ? { ...form, fault: { text, field: 'user_code' } } : form)
}

const codeFaults: Readonly<
  Record<string, 'codeWrong' | 'codeExpired' | 'codeUsed' | 'codeStopped'>
> = {
  NoCodeError: 'codeWrong',
  NotFoundError: 'codeWrong',
  ExpiredError: 'codeExpired',
  AlreadyUsedError: 'codeUsed',
  AbortedError: 'codeStopped',
}

function userCodeConfirmSource(
  ctx: PageContext,
  _form: string,
  _client: unknown,
  _device: unknown,
  code: string,
) {
  ctx.body = confirmPage(pageLanguage(ctx), {
    action: ctx.oidc.urlFor('code_verification'),
    secret: ctx.oidc.session.state?.secret ?? '',
    code,
  })
}

function successSource(ctx: PageContext) {
  ctx.body = donePage(pageLanguage(ctx))
}
