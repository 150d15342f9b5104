/**
 * The peers as their appointments have them now: certificates, addresses, ledgers and witnesses.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'

import { LedgerError, parseVerifierKey, type VerifierKey } from '@entente/core/ledger'
import { appointed, requireDirectory, type Standing, type TlsAppointment } from '@entente/core/pact'

import type { FollowedLedger } from '../ledger/index.ts'

import { FederationError } from './errors.ts'

/** A certificate that opens the federation listener, and whose it is. */
export interface PeerCertificate {
  readonly member: string
  readonly certificatePem: string
}

/** Every member of a pact of ours but ourselves. */
export function peerNames({ self, directories }: Standing): readonly string[] {
  return [...directories.keys()].filter((member) => member !== self)
}

/** The certificates that are appointed at `at`, for the listener. */
export function peerCertificates(standing: Standing, at: Date): readonly PeerCertificate[] {
  return peerNames(standing).flatMap((member) =>
    serversOf(standing, member, at).map(({ certificate: certificatePem }) => ({
      member,
      certificatePem,
    })),
  )
}

/**
 * Whether the member had this certificate appointed at `at`: the listener learns of an end only when it
 * is told.
 */
export function isAppointedNow(
  standing: Standing,
  { member, fingerprint }: { readonly member: string; readonly fingerprint: string },
  at: Date,
): boolean {
  if (!peerNames(standing).includes(member)) return false
  return serversOf(standing, member, at).some(
    ({ certificate }) => fingerprintOf(certificate) === fingerprint,
  )
}

/**
 * Where a peer can be reached at `at`, by its newest appointment.
 *
 * @throws {FederationError} `federation/no-endpoint`
 */
export function endpointOf(standing: Standing, peer: string, at: Date): TlsAppointment {
  const [newest] = serversOf(standing, peer, at)
  if (!newest) {
    throw new FederationError('federation/no-endpoint', `\`${peer}\` has appointed no server`)
  }
  return newest
}

/** The ledgers of a peer that our witness follows. */
export function ledgersOf(standing: Standing, member: string, at: Date): readonly FollowedLedger[] {
  return logKeys(standing, member, 'ledger', at).map((key) => ({ member, key }))
}

/** Whether a peer has ever appointed a ledger of this origin, also one that it has withdrawn since. */
export function hasHadLedger(standing: Standing, member: string, origin: string): boolean {
  const { entries } = requireDirectory(standing, member)
  return entries.some(
    ({ appointment: { act } }) =>
      act.kind === 'ledger' && readKeys([act.verifierKey]).some(({ name }) => name === origin),
  )
}

/** The keys with which a peer cosigns. */
export function witnessKeysOf(
  standing: Standing,
  member: string,
  at: Date,
): readonly VerifierKey[] {
  return logKeys(standing, member, 'witness', at)
}

function serversOf(standing: Standing, member: string, at: Date): readonly TlsAppointment[] {
  return appointed(requireDirectory(standing, member), 'tls', at.toISOString())
}

function logKeys(
  standing: Standing,
  member: string,
  kind: 'ledger' | 'witness',
  at: Date,
): readonly VerifierKey[] {
  const acts = appointed<'ledger' | 'witness'>(
    requireDirectory(standing, member),
    kind,
    at.toISOString(),
  )
  return readKeys(acts.map(({ verifierKey }) => verifierKey))
}

/** A key that cannot be read is no key: appointments are signed, but nobody has read into this text. */
function readKeys(texts: readonly string[]): readonly VerifierKey[] {
  return texts.flatMap((text) => {
    try {
      return [parseVerifierKey(text)]
    } catch (error) {
      if (error instanceof LedgerError) return []
      throw error
    }
  })
}

function fingerprintOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
  } catch {
    return undefined
  }
}
