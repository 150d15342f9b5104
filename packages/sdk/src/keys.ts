/**
 * Asking our own Key Access Service for the key of a document.
 *
 * @module
 */
import { fromJson, type JsonValue } from '@bufbuild/protobuf'
import { generateKasKey, unwrapFromSession } from '@entente/core/crypto'
import { RewrapResponseSchema } from '@entente/core/kas-rpc'
import { type Bytes, parseJson } from '@entente/core/lib'
import type { KeyAccess, KeySource, Manifest } from '@entente/core/tdf'
import { SignJWT } from 'jose'
import { z } from 'zod'

import { ApiError } from './client-errors.ts'
import type { Client } from './client.ts'
import { dpopFetch, type SessionPorts } from './session.ts'

/**
 * Gets the shares of a manifest's key for a purpose. The request is signed by the device; the shares
 * come wrapped to a session key that nobody else has.
 *
 * @throws {ApiError} `kas/denied` with every reason, or the server's own code
 */
export async function requestKeys(
  client: Client,
  { policy, keyAccess }: Pick<Manifest, 'keyAccess' | 'policy'>,
  purpose: string,
): Promise<GrantedKeys> {
  const session = await generateKasKey('hpqt:xwing')
  const keys = keyAccess.map((access, at) => ({ id: `kao-${at}`, access }))
  const ids = new Map(keys.map(({ id, access }) => [access, id]))
  const asked = { clientPublicKey: session.publicKeyPem, purpose, policy, keys }
  const token = await signKeyRequest(client.ports, asked)
  const shares = new Map<string, Bytes>()
  const granted = await rewrap(client, token)
  for (const result of granted) {
    const { keyAccessObjectId: id, sessionPublicKey } = result
    shares.set(id, await unwrapFromSession(session.privateKeyPem, result.wrapped, sessionPublicKey))
  }
  return {
    share: (access) => Promise.resolve(shares.get(ids.get(access) ?? '')),
    articles: [...new Set(granted.flatMap(({ articles }) => articles))],
  }
}

/** Shares of a key, and the articles that were looked at before they were handed out. */
export interface GrantedKeys extends KeySource {
  readonly articles: readonly string[]
}

/** What keys are asked for, and to whose session they are wrapped. */
export interface AskedKeys {
  /** Public key of the session, PEM. */
  readonly clientPublicKey: string
  readonly purpose: string
  readonly policy: string
  readonly keys: readonly { readonly id: string; readonly access: KeyAccess }[]
}

/** The request token: what OpenTDF's clients send, with the purpose in it and a name of its own. */
export async function signKeyRequest(
  { device, now, randomId }: Pick<SessionPorts, 'device' | 'now' | 'randomId'>,
  { clientPublicKey, purpose, policy, keys }: AskedKeys,
): Promise<string> {
  const body = {
    clientPublicKey,
    requests: [
      {
        policy: { id: 'policy', body: policy },
        keyAccessObjects: keys.map(({ id, access }) => ({
          keyAccessObjectId: id,
          keyAccessObject: toWire(access),
        })),
      },
    ],
  }
  const seconds = Math.floor(now().getTime() / 1000)
  return new SignJWT({ requestBody: JSON.stringify(body), purpose })
    .setProtectedHeader({ alg: 'ES256' })
    .setJti(randomId())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .sign(device.privateKey)
}

interface Granted {
  readonly keyAccessObjectId: string
  readonly wrapped: Bytes
  readonly sessionPublicKey: string | undefined
  readonly articles: readonly string[]
}

async function rewrap({ ports, session }: Client, token: string): Promise<readonly Granted[]> {
  const response = await dpopFetch(ports, session.accessToken, '/kas.AccessService/Rewrap', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signedRequestToken: token }),
  })
  const text = await response.text()
  if (!response.ok) throw refusal(response.status, text)
  const json: JsonValue = JSON.parse(text)
  const { responses, sessionPublicKey } = fromJson(RewrapResponseSchema, json)
  return responses
    .flatMap(({ results }) => results)
    .map(({ keyAccessObjectId, metadata, result }) => {
      if (result.case !== 'kasWrappedKey') throw denial(metadata['entente-reasons']?.kind)
      const wrapped = Uint8Array.from(result.value)
      const told = metadata['entente-articles']?.kind
      const said = told?.case === 'stringValue' ? told.value : ''
      return {
        keyAccessObjectId,
        wrapped,
        sessionPublicKey: sessionPublicKey || undefined,
        articles: said.split('\n').filter((article) => article !== ''),
      }
    })
}

/** The first line is the code, each other one a reason with its article. */
function denial(kind: { case?: string | undefined; value?: unknown } | undefined): ApiError {
  const text = kind?.case === 'stringValue' ? String(kind.value) : 'kas/denied'
  const [code = 'kas/denied', ...reasons] = text.split('\n')
  const told = reasons.map((reason) => {
    const [one = '', article = null] = reason.split(' ')
    return { code: one, article }
  })
  return new ApiError(code, 403, reasons.join(', '), told)
}

function refusal(status: number, text: string): ApiError {
  const message = z.object({ message: z.string() }).safeParse(tryParse(text)).data?.message ?? ''
  // Connect errors of the service carry our code as their message.
  const code = /^(?:\[\w+\] )?([a-z-]+\/[a-z-]+)$/.exec(message)?.[1]
  return new ApiError(code ?? 'session/unexpected-answer', status, `status ${status}`)
}

function tryParse(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function toWire(access: KeyAccess): Record<string, unknown> {
  return {
    type: access.type,
    url: access.url,
    protocol: 'kas',
    kid: access.kid ?? '',
    sid: access.sid,
    wrappedKey: access.wrappedKey,
    policyBinding: { alg: 'HS256', hash: access.policyBinding },
    ...(access.ephemeralPublicKey === undefined
      ? {}
      : { ephemeralPublicKey: access.ephemeralPublicKey }),
  }
}
