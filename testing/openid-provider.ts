/**
 * An OpenID provider that answers as a test wants it to, for what no honest one would say.
 *
 * @module
 */
import { createServer } from 'node:https'
import { createHash, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'

import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** What is not as it should be. */
export interface Lie {
  readonly claims?: JWTPayload
  /** The key that signs, in place of the published one. */
  readonly key?: CryptoKey | Uint8Array
  readonly alg?: string
  /** The ID token as it is sent, whole. */
  readonly idToken?: (honest: string) => string | undefined
  /** What the discovery document says besides. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Where the token endpoint sends everybody. */
  readonly movedTo?: string
  /** Answers codes a second time, and without their verifier. */
  readonly careless?: boolean
}

/** A provider that runs. */
export interface TestProvider extends AsyncDisposable {
  readonly issuer: string
  lie: Lie
  /** Authorisation codes that were asked to be redeemed. */
  readonly redeemed: string[]
  /**
   * Signs `subject` in for a request that a browser was sent with, and gives the query that the browser
   * comes back with; `changed` is put over it.
   */
  readonly signIn: (
    url: string,
    subject: string,
    changed?: Readonly<Record<string, string>>,
  ) => string
}

interface Grant {
  readonly subject: string
  readonly nonce: string
  readonly challenge: string
  readonly redirect: string
  readonly at: number
  used: boolean
}

/** Starts one for the client `client` on the loopback, with the TLS key of a member that tests believe. */
export async function openTestProvider(
  tls: { readonly certificatePem: string; readonly privateKeyPem: string },
  client: string,
): Promise<TestProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }
  const grants = new Map<string, Grant>()
  const redeemed: string[] = []

  const tokensFor = async (form: URLSearchParams): Promise<object | undefined> => {
    const code = form.get('code') ?? ''
    redeemed.push(code)
    const grant = grants.get(code)
    if (!grant) return undefined
    const { lie } = provider
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '')
    const isProven = verifier.digest('base64url') === grant.challenge
    const isRight = form.get('client_id') === client && form.get('redirect_uri') === grant.redirect
    if (!lie.careless && (grant.used || !isProven || !isRight)) return undefined
    grant.used = true
    const at = Math.floor(Date.now() / 1000)
    const claims = {
      iss: provider.issuer,
      sub: grant.subject,
      aud: client,
      nonce: grant.nonce,
      iat: at,
      exp: at + 300,
      auth_time: grant.at,
      ...lie.claims,
    }
    const honest = await new SignJWT(claims)
      .setProtectedHeader({ alg: lie.alg ?? 'ES256', kid: 'k' })
      .sign(lie.key ?? privateKey)
    const idToken = lie.idToken ? lie.idToken(honest) : honest
    return { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken }
  }

  const answer = async (path: string, body: string): Promise<object | undefined> => {
    const { issuer, lie } = provider
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
        ...lie.metadata,
      }
    }
    if (path === '/keys') return { keys: [jwk] }
    return path === '/token' ? tokensFor(new URLSearchParams(body)) : undefined
  }

  const server = createServer({ cert: tls.certificatePem, key: tls.privateKeyPem }, (req, res) => {
    const respond = async (): Promise<void> => {
      let body = ''
      for await (const part of req) body += String(part)
      const { movedTo } = provider.lie
      if (movedTo !== undefined && req.url === '/token') {
        res.writeHead(307, { location: movedTo })
        res.end()
        return
      }
      const said = await answer(req.url ?? '', body)
      res.writeHead(said ? 200 : 400, { 'content-type': 'application/json' })
      res.end(JSON.stringify(said ?? { error: 'invalid_grant' }))
    }
    respond().catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on TCP
  const { port } = server.address() as AddressInfo
  const provider: TestProvider = {
    issuer: `https://127.0.0.1:${port}`,
    lie: {},
    redeemed,
    signIn(url, subject, changed = {}) {
      const asked = new URL(url).searchParams
      const of = (name: string): string => asked.get(name) ?? ''
      const code = randomUUID()
      grants.set(code, {
        subject,
        nonce: of('nonce'),
        challenge: of('code_challenge'),
        redirect: of('redirect_uri'),
        at: Math.floor(Date.now() / 1000),
        used: false,
      })
      const back = { code, state: of('state'), iss: provider.issuer, ...changed }
      return new URLSearchParams(back).toString()
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return provider
}
