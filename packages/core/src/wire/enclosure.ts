/**
 * Enclosing: a share goes back wrapped to the reader's session, and that enclosed for the service of the
 * reader's member alone. So whoever holds that member's message key can ask, and cannot read; and the
 * service opens only what answers a request of its own, after its own yes.
 *
 * @module
 */
import { z } from 'zod'

import {
  aesGcmOpen,
  aesGcmSeal,
  domainTag,
  hashOf,
  random,
  sha256,
  unwrapKey,
  wrapKey,
  type WrapSuite,
} from '../crypto/index.ts'
import {
  type Bytes,
  canonicalJson,
  concatBytes,
  FormatError,
  fromBase64Url,
  parseCanonicalJson,
  toBase64Url,
  utf8,
} from '../lib/index.ts'

import { WireError } from './errors.ts'
import { bytesOf } from './forms.ts'
import type { ShareRequest } from './share.ts'

/** A share wrapped to a session, under a key wrapped to a service. */
export interface EnclosedShare {
  /** Which key of the asking member's service. */
  readonly kid: string
  /** As in a key access object. */
  readonly type: string
  /** Base64. */
  readonly wrappedKey: string
  /** PEM, where the suite has one. */
  readonly ephemeralPublicKey: string | null
  /** Nonce, ciphertext and tag of AES-256-GCM, base64url. */
  readonly sealed: string
}

/** A share as the reader's session opens it. */
export interface SessionShare {
  readonly key: Bytes
  /** PEM, where the suite of the session needs one. */
  readonly sessionPublicKey: string | undefined
}

/** What was asked: an enclosure answers this and nothing else. */
export type ShareContext = Pick<
  ShareRequest,
  'decision' | 'document' | 'policy' | 'purpose' | 'release' | 'session'
>

const pem = z.string().max(8192)

/** The form of an enclosure. */
export const enclosedShare: z.ZodType<EnclosedShare> = z.strictObject({
  kid: z.string().min(1).max(100),
  type: z.string().min(1).max(40),
  wrappedKey: z.string().max(16_384),
  ephemeralPublicKey: pem.nullable(),
  sealed: bytesOf(16_384),
})

const inside = z.strictObject({ key: bytesOf(8192), sessionPublicKey: pem.nullable() })

/** Encloses a share for the service whose key `to` is. */
export async function encloseShare(
  { key, sessionPublicKey }: SessionShare,
  to: { readonly kid: string; readonly suite: WrapSuite; readonly publicKey: string },
  context: ShareContext,
): Promise<EnclosedShare> {
  const [once, nonce] = [random(32), random(nonceBytes)]
  const { type, wrappedKey, ephemeralPublicKey } = await wrapKey(to.suite, to.publicKey, once)
  const said = { key: toBase64Url(key), sessionPublicKey: sessionPublicKey ?? null }
  const sealed = await aesGcmSeal(once, nonce, canonicalJson(said), bound(context))
  return {
    kid: to.kid,
    type,
    wrappedKey,
    ephemeralPublicKey: ephemeralPublicKey ?? null,
    sealed: toBase64Url(concatBytes(nonce, sealed)),
  }
}

/**
 * Opens an enclosure that answers what was asked.
 *
 * @throws {CryptoError} if it is for another key, was altered, or answers another request
 * @throws {WireError} `wire/malformed`
 */
export async function openEnclosure(
  { type, wrappedKey, ephemeralPublicKey, sealed }: EnclosedShare,
  privateKeyPem: string,
  context: ShareContext,
): Promise<SessionShare> {
  const ephemeral = ephemeralPublicKey === null ? {} : { ephemeralPublicKey }
  const once = await unwrapKey(privateKeyPem, { type, wrappedKey, ...ephemeral })
  const stored = fromBase64Url(sealed)
  const [nonce, rest] = [stored.slice(0, nonceBytes), stored.slice(nonceBytes)]
  const read = inside.safeParse(spelled(await aesGcmOpen(once, nonce, rest, bound(context))))
  if (!read.success) throw new WireError('wire/malformed', 'no share in the enclosure')
  const { key, sessionPublicKey } = read.data
  return { key: fromBase64Url(key), sessionPublicKey: sessionPublicKey ?? undefined }
}

const nonceBytes = 12

function bound({ decision, document, policy, purpose, release, session }: ShareContext): Bytes {
  const asked = { decision, document, policy, purpose, release, session: hashOf(utf8(session)) }
  return sha256(domainTag('share'), canonicalJson(asked))
}

function spelled(bytes: Uint8Array): unknown {
  try {
    return parseCanonicalJson(bytes)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new WireError('wire/malformed', 'no share in the enclosure', { cause })
  }
}
