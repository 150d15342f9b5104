/**
 * The member's own OpenID provider, asked who somebody is and nothing else: what it says of roles or
 * clearances is not read (D13). Code flow with PKCE, state and nonce; its clock is the system's.
 *
 * @module
 */
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client'

import { IdentityError } from './errors.ts'

/** A provider as `member.json` names it. */
export interface ProviderConfig {
  /** Issuer identifier, to the letter: tokens of another are refused. */
  readonly issuer: string
  /** What the provider calls this server: a public client, bound by PKCE. */
  readonly client: string
  /** What people call the provider. */
  readonly name: { readonly en: string; readonly ja: string }
}

/** Secrets of one sign-in, each used once. */
export interface SignInSecrets {
  readonly state: string
  readonly nonce: string
  /** PKCE verifier (RFC 7636). */
  readonly verifier: string
}

/** This server as a client of the provider. */
export interface RelyingParty {
  readonly issuer: string
  /**
   * Where a browser is sent to sign in.
   *
   * @throws {IdentityError} `identity/provider-unreachable`
   */
  readonly begin: (secrets: SignInSecrets) => Promise<URL>
  /**
   * The subject for whom the provider answered `answer`, the query of the address that the browser came
   * back to.
   *
   * @throws {IdentityError} `identity/provider-unreachable`, `identity/provider-refused`
   */
  readonly finish: (answer: string, secrets: SignInSecrets) => Promise<string>
}

/** Seconds since the person was last asked by the provider, at most: its own session signs nobody in. */
const freshSeconds = 300
const timeoutSeconds = 10
const longestAnswer = 1 << 18
/** How long what the provider says of itself is believed. */
const discoveredMilliseconds = 600_000

/** Makes the client; `redirect` is the page that browsers come back to. Nothing is fetched yet. */
export function createRelyingParty(
  { issuer, client }: ProviderConfig,
  redirect: string,
  now: () => Date,
): RelyingParty {
  let found: { readonly at: number; readonly configuration: Configuration } | undefined
  const discover = async (): Promise<Configuration> => {
    const at = now().getTime()
    if (found && Math.abs(at - found.at) < discoveredMilliseconds) return found.configuration
    const configuration = await discovery(new URL(issuer), client, {}, None(), {
      // Without this the library takes ID tokens on the word of TLS, unsigned ones too.
      execute: [enableNonRepudiationChecks],
      timeout: timeoutSeconds,
      [customFetch]: boundedFetch,
    })
    if (configuration.serverMetadata().issuer !== issuer) {
      throw new IdentityError('identity/provider-refused', 'it calls itself by another issuer')
    }
    found = { at, configuration }
    return configuration
  }
  return {
    issuer,
    begin: ({ state, nonce, verifier }) =>
      orUnreachable(async () =>
        buildAuthorizationUrl(await discover(), {
          redirect_uri: redirect,
          scope: 'openid',
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          prompt: 'login',
          max_age: String(freshSeconds),
        }),
      ),
    finish: (answer, { state, nonce, verifier }) =>
      orUnreachable(async () => {
        const url = new URL(redirect)
        url.search = answer
        const tokens = await authorizationCodeGrant(await discover(), url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          maxAge: freshSeconds,
        })
        const subject = tokens.claims()?.sub ?? ''
        // At most 255 characters (OpenID Connect Core, §2).
        if (subject === '' || subject.length > 255)
          throw new TypeError('an answer without a subject')
        return subject
      }),
  }
}

/** What the provider sends is read to an end, and follows no redirect. */
const boundedFetch: CustomFetch = async (url, { body = null, ...options }) => {
  const response = await fetch(url, { ...options, body, redirect: 'manual' })
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > longestAnswer) throw new TypeError('the answer is too long')
    parts.push(part)
  }
  const bodiless = [101, 204, 205, 304].includes(response.status)
  return new Response(bodiless ? null : new Blob(parts), {
    status: response.status,
    headers: response.headers,
  })
}

/** Closed by default: whatever goes wrong is a refusal; only the code says whose fault it looks like. */
async function orUnreachable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    if (cause instanceof IdentityError) throw cause
    throw isUnreachable(cause)
      ? new IdentityError('identity/provider-unreachable', 'the provider does not answer', {
          cause,
        })
      : new IdentityError('identity/provider-refused', 'its answer is refused', { cause })
  }
}

function isUnreachable(cause: unknown): boolean {
  const inner = cause instanceof ClientError ? (cause.cause ?? cause) : cause
  return (
    (inner instanceof TypeError && inner.message === 'fetch failed') ||
    (inner instanceof DOMException && inner.name === 'TimeoutError')
  )
}
