/**
 * Whose request it is: the person and the facility of the enrolment of the device that signed it (D15).
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { fromBase64Url, utf8 } from '@entente/core/lib'
import { appointed, requireDirectory, type Standing } from '@entente/core/pact'

import { type EnrolledDevice, IdentityError, verifyProof } from '../identity/index.ts'

import type { KeyAsk } from './port.ts'
import type { Reader } from './rewrap.ts'

/** A reader, and the key that has to have signed the request. */
export interface ProvenReader {
  readonly reader: Reader
  readonly deviceKey: CryptoKey
  /** Names the proof, good for one request, and until when it could be sent again. */
  readonly proof: { readonly id: string; readonly until: Date }
}

/** Path of the call that readers make; a proof is made for it. */
export const rewrapPath = '/kas.AccessService/Rewrap'

/**
 * The enrolment that holds of a device key (P-256, uncompressed point in base64url), or undefined. A
 * withdrawal ends access at the next request (D13).
 */
export function findEnrolment(
  standing: Standing,
  deviceKey: string,
  at: Date,
): EnrolledDevice | undefined {
  const directory = requireDirectory(standing, standing.self)
  const [act] = appointed(directory, 'device', at.toISOString()).filter(
    ({ key }) => key === deviceKey,
  )
  const entry = directory.entries.find(({ appointment }) => appointment.act === act)
  return act && entry && { person: act.person, facility: act.facility, enrolment: entry.id }
}

/**
 * The reader behind a request, by the proof of the device key and by its enrolment, and by nothing that
 * a server in between could say. `origin` is where readers reach the service.
 *
 * @throws {IdentityError} those of {@link verifyProof}, and `identity/device-not-enrolled`
 */
export async function proveReader(
  { accessToken, proof }: KeyAsk,
  {
    standing,
    origin,
    now,
  }: { readonly standing: Standing; readonly origin: string; readonly now: Date },
): Promise<ProvenReader> {
  const url = new URL(rewrapPath, origin)
  const { key, id, until } = await verifyProof(
    { proof, method: 'POST', url, token: accessToken },
    now,
  )
  const enrolled = findEnrolment(standing, key, now)
  if (!enrolled) throw new IdentityError('identity/device-not-enrolled', 'no enrolment holds now')
  const { person, facility } = enrolled
  return {
    reader: { person, facility, device: hashOf(utf8(key)) },
    proof: { id, until },
    deviceKey: await crypto.subtle.importKey(
      'raw',
      fromBase64Url(key),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    ),
  }
}
