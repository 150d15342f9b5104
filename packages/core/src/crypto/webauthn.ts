/**
 * The suite `webauthn`: a person's act by a passkey, as an assertion over the statement
 * (WebAuthn Level 3 §7.2, with everything fixed that it leaves open).
 *
 * @module
 */
import {
  type Bytes,
  canonicalJson,
  concatBytes,
  EntenteError,
  fromBase64Url,
  fromUtf8,
  parseJson,
  toBase64Url,
  toHex,
  utf8,
} from '../lib/index.ts'

import type { WebauthnAct } from './act.ts'
import { derContents, derTag, formatDer } from './der.ts'
import { domainTag, type Hash, hashOf, sha256 } from './hash.ts'
import { SignatureError } from './signature-errors.ts'

/** What an act by a passkey is verified under. */
export interface PasskeyKey {
  /** RP ID: the domain that the authenticator signs for. */
  readonly domain: string
  /** Where the page has to stand, as browsers spell it. */
  readonly origin: string
  /** P-256 public key (ES256), uncompressed point in base64url. */
  readonly key: string
}

/** Order of the group of P-256 (SP 800-186 §3.2.1.3). */
const order = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n
const flag = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10 } as const
const knownFlags = flag.present | flag.verified | flag.backupEligible | flag.backedUp

/** The name of a passkey's key; no hybrid key has the same. */
export function passkeyId(key: string): Hash {
  return hashOf(concatBytes(domainTag('passkey'), canonicalJson({ es256: key })))
}

/** What an authenticator is asked to sign for a statement of this type: 32 bytes. */
export function assertionChallenge(type: string, statementBytes: Uint8Array): Bytes {
  return sha256(domainTag('webauthn'), utf8(`${type}\n`), statementBytes)
}

/**
 * The act of an assertion, as a browser gives it, by the passkey with this key.
 *
 * @throws {SignatureError} `signature/malformed` if the signature is not one of ECDSA
 */
export function assertionAct(
  key: string,
  answer: {
    readonly authenticatorData: Uint8Array
    readonly clientDataJSON: Uint8Array
    readonly signature: Uint8Array
  },
): WebauthnAct {
  const { r, s } = readSignature(Uint8Array.from(answer.signature))
  return {
    suite: 'webauthn',
    key: passkeyId(key),
    signature: {
      authenticatorData: toBase64Url(answer.authenticatorData),
      clientDataJSON: toBase64Url(answer.clientDataJSON),
      // Of s and n - s, which are both valid, one is kept: nobody can respell an act.
      signature: toBase64Url(formatSignature(r, s > order / 2n ? order - s : s)),
    },
  }
}

/**
 * Checks an assertion over a statement: challenge, origin, domain, the person present and verified at the
 * authenticator, and the signature.
 *
 * @throws {SignatureError} `signature/invalid`, `signature/bad-key`
 */
export async function verifyAssertion(
  challenge: Uint8Array,
  act: WebauthnAct,
  passkey: PasskeyKey,
): Promise<void> {
  if (act.key !== passkeyId(passkey.key)) throw invalid('act names another key')
  const authenticatorData = fromBase64Url(act.signature.authenticatorData)
  const clientData = fromBase64Url(act.signature.clientDataJSON)
  requireClientData(clientData, challenge, passkey.origin)
  requireAuthenticatorData(authenticatorData, passkey.domain)
  const { r, s } = readSignature(fromBase64Url(act.signature.signature))
  if (s > order / 2n) throw invalid('of the two spellings of s, the higher')
  const good = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    await importPoint(passkey.key),
    concatBytes(fixed(r), fixed(s)),
    concatBytes(authenticatorData, sha256(clientData)),
  )
  if (!good) throw invalid(`ES256 by \`${act.key}\` fails`)
}

/**
 * What a browser writes begins with these four members in this order (WebAuthn Level 3 §5.8.1.2). Browsers
 * add members of no meaning so that nobody counts on there being none; nothing is read from them.
 */
function requireClientData(bytes: Uint8Array, challenge: Uint8Array, origin: string): void {
  const expected =
    `{"type":"webauthn.get","challenge":"${toBase64Url(challenge)}",` +
    `"origin":${JSON.stringify(origin)},"crossOrigin":false`
  const text = readText(bytes)
  if (!text.startsWith(expected)) throw invalid('the client data is of another question or page')
  const rest = text.slice(expected.length)
  if (rest === '}') return
  const isObject = rest.startsWith(',') && membersOf(text) !== undefined
  const added = isObject ? membersOf(`{${rest.slice(1)}`) : undefined
  if (!added) throw invalid('the client data is not JSON')
  const fixedNames = ['type', 'challenge', 'origin', 'crossOrigin', 'topOrigin']
  if (fixedNames.some((name) => added.includes(name))) {
    throw invalid('the client data says something twice, or stands in a frame')
  }
}

function requireAuthenticatorData(bytes: Uint8Array, domain: string): void {
  const flags = bytes[32] ?? 0
  if (toHex(bytes.subarray(0, 32)) !== toHex(sha256(utf8(domain)))) {
    throw invalid('the assertion is for another domain')
  }
  if ((flags & flag.present) === 0) throw invalid('the person was not present')
  if ((flags & flag.verified) === 0) throw invalid('the person was not verified')
  const isUnknown = (flags & ~knownFlags) !== 0
  if (isUnknown || (flags & (flag.backupEligible | flag.backedUp)) === flag.backedUp) {
    throw invalid('flags that no assertion has')
  }
}

function readSignature(der: Bytes): { readonly r: bigint; readonly s: bigint } {
  const [sequence] = derContents(der, [0x30]) ?? []
  const parts = sequence && derContents(sequence, [derTag.integer, derTag.integer])
  const [r, s] = parts?.map(positive) ?? []
  if (r === undefined || s === undefined) throw invalid('not a signature of ECDSA')
  return { r, s }
}

/** An integer between 0 and the order, in its shortest form; undefined for anything else. */
function positive(content: Uint8Array): bigint | undefined {
  const [first = 0x80, second = 0] = content
  if (first >= 0x80 || (first === 0 && second < 0x80)) return undefined
  const value = BigInt(`0x${toHex(content)}`)
  return value > 0n && value < order ? value : undefined
}

function formatSignature(r: bigint, s: bigint): Bytes {
  return formatDer(derTag.sequence, integer(r), integer(s))
}

function integer(value: bigint): Bytes {
  const bytes = fixed(value)
  const start = bytes.findIndex((byte) => byte !== 0)
  const short = bytes.subarray(start)
  return formatDer(
    derTag.integer,
    (short[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(),
    short,
  )
}

function fixed(value: bigint): Bytes {
  return Uint8Array.fromHex(value.toString(16).padStart(64, '0'))
}

async function importPoint(point: string): Promise<CryptoKey> {
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    return await crypto.subtle.importKey('raw', fromBase64Url(point), algorithm, false, ['verify'])
  } catch (cause) {
    throw new SignatureError('signature/bad-key', 'not a public key for ES256', { cause })
  }
}

function readText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch (cause) {
    throw new SignatureError('signature/invalid', 'the client data is not UTF-8', { cause })
  }
}

function membersOf(text: string): readonly string[] | undefined {
  try {
    const value = parseJson(text)
    return typeof value === 'object' && value !== null ? Object.keys(value) : undefined
  } catch (error) {
    if (error instanceof EntenteError) return undefined
    throw error
  }
}

function invalid(reason: string): SignatureError {
  return new SignatureError('signature/invalid', reason)
}
