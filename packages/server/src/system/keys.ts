/**
 * The keys that members have appointed for their servers, and until when.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'

import { keyId } from '@entente/core/crypto'
import { LedgerError, parseVerifierKey } from '@entente/core/ledger'
import type { AppointmentAct, Directory } from '@entente/core/pact'

/** What server keys are appointed for, in the order in which they are shown. */
export const serverUses = ['tls', 'message', 'label', 'kas', 'ledger', 'witness'] as const

/** What a key is for. */
export type ServerUse = (typeof serverUses)[number]

/** One key. */
export interface AppointedKeyState {
  readonly member: string
  readonly use: ServerUse
  /** By which it is known: a fingerprint or a name. */
  readonly name: string
  readonly from: string
  readonly until: string
  /** Number of its entry in the chain of appointments. */
  readonly number: number
  readonly state: 'current' | 'ended' | 'later'
}

/** The keys of one member that were not withdrawn; of those that have ended, the last of each use. */
export function keysOf({ member, entries }: Directory, at: string): readonly AppointedKeyState[] {
  const all = entries
    .filter(({ withdrawn }) => withdrawn === undefined)
    .flatMap(({ appointment: { act, number } }): readonly AppointedKeyState[] => {
      if (!isServerKey(act)) return []
      const { from, until, kind: use } = act
      const state = at < from ? 'later' : at < until ? 'current' : 'ended'
      return [{ member, use, name: nameOf(act), from, until, number, state }]
    })
  return serverUses.flatMap((use) => {
    const theirs = all.filter((one) => one.use === use)
    const open = theirs.filter(({ state }) => state !== 'ended')
    if (open.length > 0) return open
    return theirs.toSorted((one, two) => (one.until < two.until ? 1 : -1)).slice(0, 1)
  })
}

type ServerKeyAct = Extract<AppointmentAct, { readonly kind: ServerUse }>

function isServerKey(act: AppointmentAct): act is ServerKeyAct {
  return serverUses.some((use) => use === act.kind)
}

function nameOf(act: ServerKeyAct): string {
  if (act.kind === 'tls') return certificateName(act.certificate)
  if (act.kind === 'kas') return act.kid
  return 'verifierKey' in act ? logName(act.verifierKey) : keyId(act.key).slice(0, 16)
}

// Another member signed these texts, and nobody has read into them: what cannot be read has no name.
function certificateName(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase().slice(0, 16)
  } catch {
    return ''
  }
}

function logName(text: string): string {
  try {
    return parseVerifierKey(text).name
  } catch (error) {
    if (error instanceof LedgerError) return ''
    throw error
  }
}
