/**
 * What a member's server gives its Key Access Service: statements, policies, the record, other members.
 *
 * @module
 */
import { statementId } from '@entente/core/crypto'
import { type EventKind, LedgerError, type LedgerEvent } from '@entente/core/ledger'
import { parseAppointment, parseConsent, parseGrant, parseNotice } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import type { Ledger } from '../ledger/index.ts'
import { type Change, recordChanges, type StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { readPolicy } from './book.ts'
import { KasError } from './errors.ts'
import type { KasHost } from './port.ts'

/** What the server gives from. */
export interface HostDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly askShare: KasHost['askShare']
  readonly now: () => Date
}

/** Statements handed over at once: a hybrid signature and a key make each some 10 KiB. */
const mostStatements = 200

/** What the service records; all else is not for it to say. */
const itsKinds: ReadonlySet<EventKind> = new Set([
  'emergency-used',
  'key-denied',
  'key-granted',
  'opened',
  'share-granted',
])

/** The server as its service sees it. */
export function kasHost({ store, ledger, standing, askShare, now }: HostDeps): KasHost {
  return {
    statements: (after) => standing.page(after, mostStatements),
    async giveBack(changes) {
      await recordChanges(standing, ledger, changes, (append, change) =>
        append(eventOf(change, standing.current().self, now().toISOString())),
      )
    },
    policy: (document, policy) => readPolicy(store, document, policy),
    async record(events, seen) {
      const { entries } = await recordEvents(ledger, events)
      const places = entries.map(({ index }) => index)
      const { checkpoint, proofs } = await ledger.proveSince(places, seen[ledger.key.name] ?? 0)
      return {
        checkpoint,
        entries: entries.map(({ salt }, at) => {
          const proof = proofs[at]
          if (!proof) throw new LedgerError('ledger/not-included', 'no proof of what was recorded')
          return { salt, ...proof }
        }),
      }
    },
    askShare,
  }
}

/** What the record says of a statement that comes back: the same as when it first came. */
function eventOf({ kind, statement: said }: Change, self: string, at: string): LedgerEvent {
  const statement = statementId(said)
  if (kind === 'pact') return { kind: 'pact-adopted', at, pact: statement }
  if (kind === 'grant') {
    const { issuer, number } = parseGrant(said)
    return { kind: 'grant-made', at, issuer, number, statement }
  }
  if (kind === 'notice') {
    const { pact, member, number } = parseNotice(said)
    return member === self
      ? { kind: 'notice-issued', at, pact, number, statement }
      : { kind: 'notice-received', at, pact, member, number, statement }
  }
  if (kind === 'consent') {
    const { consent, document, originator, member } = parseConsent(said)
    return originator === self
      ? { kind: 'consent-issued', at, document, consent, member, statement }
      : { kind: 'consent-received', at, document, consent, member: originator, statement }
  }
  const { member, number } = parseAppointment(said)
  return member === self
    ? { kind: 'appointment-made', at, number, statement }
    : { kind: 'appointments-received', at, member, number, statement }
}

/**
 * Records events of the service as one work.
 *
 * @throws {KasError} `kas/not-recorded`
 */
export async function recordEvents(
  ledger: Ledger,
  events: readonly LedgerEvent[],
): ReturnType<Ledger['record']> {
  if (!events.every(({ kind }) => itsKinds.has(kind))) {
    throw new KasError('kas/not-recorded', 'the event is not one of the service')
  }
  try {
    return await ledger.record(async (tx, append) => {
      for (const event of events) {
        append(event)
        if (event.kind === 'opened') await noteOpening(tx, event)
      }
    })
  } catch (cause) {
    throw new KasError('kas/not-recorded', 'the ledger did not take the event', { cause })
  }
}

/** Whoever has opened a release may acknowledge it: the first time is kept. */
async function noteOpening(
  tx: Transaction<Database>,
  { release, person, at }: LedgerEvent<'opened'>,
): Promise<void> {
  if (release === null) return
  await tx
    .insertInto('openings')
    .values({ release, person, opened_at: at })
    .onConflict((conflict) => conflict.columns(['person', 'release']).doNothing())
    .execute()
}
