/**
 * How the documents of the matrix are made: ours, and those released to us.
 *
 * @module
 */
import { unsignedStatement } from '@entente/core/crypto'
import { headsOf, type LevelKey, parseRelease, type Release } from '@entente/core/pact'
import type { Subject } from '@entente/core/policy'

import { digest } from '../../../core/test/example-keys.ts'
import { labelOf } from '../../../core/test/example-label.ts'
import type { Seat } from '../seats.ts'

/** Ids of the documents; all of them are in one case. */
export const documents = {
  received: '0f0e0d0c-0b0a-4908-8706-050403020100',
  own: '0f0e0d0c-0b0a-4908-8706-050403020101',
  designated: '0f0e0d0c-0b0a-4908-8706-050403020102',
  shared: '0f0e0d0c-0b0a-4908-8706-050403020103',
} as const

/** One of our own documents. */
export type Own = Extract<Subject, { readonly kind: 'own' }>

/** One that was released to us. */
export type Received = Extract<Subject, { readonly kind: 'received' }>

/** Where a document is, and what it is. */
export function titleAt({ self }: Seat, title: string): string {
  return `${self === 'jpn' ? 'Tokyo' : 'Wellington'}: ${title}`
}

/** A document of our own with a label that says no more than its level. */
export function own({ self }: Seat, level: LevelKey): Own {
  return {
    kind: 'own',
    document: documents.own,
    author: `${self}-author`,
    level,
    case: null,
    awaitsApproval: false,
    disseminated: false,
    label: labelOf(level),
  }
}

/** A document that was released, with a label that says no more than its level. */
export function received(
  { standing, pact }: Seat,
  change: Pick<Release, 'level' | 'originator' | 'recipients'> & Partial<Release>,
): Received {
  const { originator, level } = change
  const release = parseRelease(
    unsignedStatement({
      kind: 'release',
      release: '00112233445566778899aabbccddeeff',
      document: documents.received,
      author: `${originator}-author`,
      at: '2026-07-01T00:00:00.000Z',
      notAfter: '2027-07-01T00:00:00.000Z',
      heads: headsOf(standing, pact.id, originator),
      pact: { id: pact.id, version: 1 },
      payload: digest('payload'),
      commitment: digest('commitment'),
      label: digest('label statement'),
      policy: digest('policy'),
      purposes: ['maritime-security'],
      custody: 'recipient',
      kas: [{ member: 'jpn', kid: 'jpn-1' }],
      ...change,
    }),
  )
  return { kind: 'received', release, recalled: false, label: labelOf(level) }
}
