/**
 * What a person takes to the registrar: the device key and the passkey of this browser as acts of the
 * appointment chain, to be looked at and signed.
 *
 * @module
 */
import { canonicalJson, toBase64Url, toHex } from '@entente/core/lib'

import { ensureDevice } from './keep.ts'
import { makePasskey } from './passkey.ts'

/** An enrolment to be signed: the file, and the code by which both ends compare it. */
export interface EnrolmentRequest {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** SHA-256 of the bytes, hexadecimal in groups of four. */
  readonly code: string
}

/** Years for which an enrolment is asked. */
const years = 1

/** Makes the keys of this browser and the request. Undefined if the person breaks off. */
export async function requestEnrolment(
  person: string,
  facility: string,
): Promise<EnrolmentRequest | undefined> {
  const passkey = await makePasskey(person)
  if (!passkey) return undefined
  const { publicKey } = await ensureDevice()
  const point = await crypto.subtle.exportKey('raw', publicKey)
  const common = { person, facility, until: untilOf() }
  const bytes = canonicalJson([
    { kind: 'device', key: toBase64Url(new Uint8Array(point)), ...common },
    { kind: 'passkey', domain: location.hostname, ...passkey, ...common },
  ])
  return requestOf(bytes)
}

/**
 * Makes a further passkey by which a person signs in at enrolled devices, on an authenticator that holds none of
 * `others`, and the request. Undefined if the person breaks off.
 */
export async function requestFurtherPasskey(
  person: string,
  facility: string,
  others: readonly string[],
): Promise<EnrolmentRequest | undefined> {
  const passkey = await makePasskey(person, { others })
  if (!passkey) return undefined
  const domain = location.hostname
  return requestOf(
    canonicalJson([{ kind: 'passkey', domain, ...passkey, person, facility, until: untilOf() }]),
  )
}

/**
 * Makes a passkey by which an officer acts, and the request. `others` are passkeys that the person has: an
 * authenticator that holds one of them makes no further one. Undefined if the person breaks off.
 */
export async function requestOfficerPasskey(
  person: string,
  use: string,
  others: readonly string[],
): Promise<EnrolmentRequest | undefined> {
  const passkey = await makePasskey(person, { use, others })
  if (!passkey) return undefined
  const { hostname: domain, origin } = location
  const act = { kind: 'officer-passkey', person, domain, origin, ...passkey, until: untilOf() }
  return requestOf(canonicalJson([act]))
}

/**
 * Makes a passkey by which a person acts for themselves, and the request, as {@link requestOfficerPasskey} does.
 */
export async function requestPersonPasskey(
  { person, facility }: { readonly person: string; readonly facility: string },
  use: string,
  others: readonly string[],
): Promise<EnrolmentRequest | undefined> {
  const passkey = await makePasskey(person, { use, others })
  if (!passkey) return undefined
  const { hostname: domain, origin } = location
  const common = { person, facility, domain, origin, ...passkey, until: untilOf() }
  return requestOf(canonicalJson([{ kind: 'person-passkey', ...common }]))
}

function untilOf(): string {
  const until = new Date()
  until.setUTCFullYear(until.getUTCFullYear() + years)
  return until.toISOString()
}

async function requestOf(bytes: Uint8Array<ArrayBuffer>): Promise<EnrolmentRequest> {
  const digest = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  return { bytes, code: digest.match(/.{4}/g)?.join(' ') ?? digest }
}
