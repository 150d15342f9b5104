/**
 * An authenticator with keys that are always the same, and everything it can be made to say wrongly.
 *
 * @module
 */
import { type Act, assertionAct, assertionChallenge, sha256 } from '../src/crypto/index.ts'
import { type Bytes, concatBytes, fromBase64Url, toBase64Url, utf8 } from '../src/lib/index.ts'

/** Where the officer's page stands. */
export const page = {
  domain: 'entente.mfat.example',
  origin: 'https://entente.mfat.example',
} as const

/** Flags of authenticator data (WebAuthn Level 3 §6.1). */
export const passkeyFlags = {
  none: 0,
  present: 0x01,
  reserved: 0x02,
  verified: 0x04,
  eligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
  extended: 0x80,
} as const

const pairs = {
  one: {
    x: 'INqYwmn0Q7Yq_4KFBxxa1rXqWY-r64CSK3R8C64Wvdg',
    y: 'D-akn9MgHDz7N_ckx-ycm4hnFhSmKFticRrYDSBgpT8',
    d: 'oObr2sO1oKY2fTrJ-ANeTPgfJ6zQXwikE3_rQn_Sfas',
  },
  another: {
    x: 'EH6uJvBPKT0Hd3OgBfoeIY0AkS9ex1Is9KmeBFiWNmg',
    y: 'cZ9PakB_KgqZMGPsEEU643WKVd5qceS0NRxmMBm7dHk',
    d: '49KPjKClSHFCglrDt8S01ilDcTedYWSEuA8NCs0-qf8',
  },
  third: {
    x: '5E2Zi76EALjgmpFHx5ReHB47KgEI9Z9I6om7M4bBbSY',
    y: 'm5Ws-p3GgXSye7gFbB0gcdjo8j4VyoXu0HBACyqacRs',
    d: 'SuQ33NYh7T6m2v2N-6KPzFYKIZ200Z5rC5E3svfTfPI',
  },
} as const
/** Names of the keys. */
export type PasskeyName = keyof typeof pairs

/** The public key of a passkey as an appointment spells it. */
export function pointOf(name: PasskeyName): string {
  const { x, y } = pairs[name]
  return toBase64Url(concatBytes(Uint8Array.of(4), fromBase64Url(x), fromBase64Url(y)))
}

/** What an assertion says; anything that is left out is right. */
export interface Said {
  readonly key?: PasskeyName
  readonly challenge?: Uint8Array
  readonly origin?: string
  readonly domain?: string
  readonly type?: string
  readonly crossOrigin?: string
  /** Further members, each with a comma before it. */
  readonly added?: string
  /** Present and verified: 0x05. */
  readonly flags?: number
  /** Instead of all of the client data. */
  readonly clientData?: (right: string) => string
  /** Instead of the authenticator data, before it is signed. */
  readonly authenticatorData?: (right: Bytes) => Bytes
}

/** An assertion over a statement's bytes, signed as it stands. */
export async function assertion(type: string, bytes: Bytes, said: Said = {}): Promise<Act> {
  const { key = 'one', flags = 0x05 } = said
  const challenge = toBase64Url(said.challenge ?? assertionChallenge(type, bytes))
  const right =
    `{"type":"${said.type ?? 'webauthn.get'}","challenge":"${challenge}",` +
    `"origin":"${said.origin ?? page.origin}","crossOrigin":${said.crossOrigin ?? 'false'}` +
    `${said.added ?? ''}}`
  const clientDataJSON = utf8(said.clientData?.(right) ?? right)
  const data = concatBytes(
    sha256(utf8(said.domain ?? page.domain)),
    Uint8Array.of(flags, 0, 0, 0, 0),
  )
  const authenticatorData = said.authenticatorData?.(data) ?? data
  const signed = concatBytes(authenticatorData, sha256(clientDataJSON))
  const signature = derOf(await sign(key, signed))
  return assertionAct(pointOf(key), { authenticatorData, clientDataJSON, signature })
}

/** The act with one part of its signature replaced. */
export function respelled(act: Act, change: (der: Bytes) => Bytes): Act {
  if (act.suite !== 'webauthn') throw new TypeError('no act by a passkey')
  const signature = toBase64Url(change(fromBase64Url(act.signature.signature)))
  return { ...act, signature: { ...act.signature, signature } }
}

/** The same signature with the other of the two values that s may have. */
export function otherSpelling(der: Bytes): Bytes {
  const order = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n
  const split = 4 + (der[3] ?? 0)
  const s = BigInt(`0x${der.subarray(split + 2).toHex()}`)
  const high = Uint8Array.fromHex((order - s).toString(16).padStart(64, '0'))
  const r = der.subarray(4, split)
  return sequence(r, high)
}

async function sign(name: PasskeyName, bytes: Bytes): Promise<Bytes> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const jwk = { kty: 'EC', crv: 'P-256', ...pairs[name] }
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes))
}

function derOf(raw: Bytes): Bytes {
  return sequence(raw.subarray(0, 32), raw.subarray(32))
}

function sequence(r: Bytes, s: Bytes): Bytes {
  const content = concatBytes(integer(r), integer(s))
  return concatBytes(Uint8Array.of(0x30, content.length), content)
}

function integer(bytes: Bytes): Bytes {
  const short = bytes.subarray(bytes.findIndex((byte) => byte !== 0))
  const zero = (short[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array()
  return concatBytes(Uint8Array.of(2, zero.length + short.length), zero, short)
}
