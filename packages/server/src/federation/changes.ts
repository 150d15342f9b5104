/**
 * What a peer changes of what is in force: its appointments and its notices, by message or ahead of one.
 *
 * @module
 */
import { type Hash, isHash, type Statement, statementId } from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import {
  type Heads,
  headsOf,
  noticesOf,
  parseAppointment,
  parseNotice,
  requireDirectory,
  type Standing,
} from '@entente/core/pact'
import { WireError } from '@entente/core/wire'
import type { Transaction } from 'kysely'

import { acknowledgeAgain } from '../acknowledgements/index.ts'
import { endChains } from '../backup/index.ts'
import { announceAgain, type AnnounceDeps, forgetUpgrades } from '../documents/index.ts'
import type { Appended, Ledger } from '../ledger/index.ts'
import type { Change, StandingKeeper } from '../standing/index.ts'
import type { Database } from '../store/index.ts'

import type { Effect, Handlers } from './inbox.ts'
import { enqueue } from './outbox.ts'

/** What changes need. */
export interface ChangeDeps {
  readonly standing: StandingKeeper
  readonly ledger: Ledger
  readonly now: () => Date
}

/** The handlers of messages that bring changes. */
export function changeHandlers(deps: ChangeDeps): Pick<Handlers, 'appointments' | 'notice'> {
  return {
    appointments: ({ statements }, { from }, keep) =>
      takeChanges(from, statements.map(asAppointment), keep, deps),
    notice: ({ statement }, { from, pact }, keep) => {
      if (parseNotice(statement).pact !== pact) {
        throw new WireError('wire/not-acceptable', 'a notice on another pact than its message')
      }
      return takeChanges(from, [asNotice(statement)], keep, deps)
    },
  }
}

/**
 * Takes statements of a peer that come ahead of a message, because it names heads that we do not know.
 * They are signed by the member's officers and need no message around them.
 *
 * @throws {WireError} `wire/not-acceptable`
 * @throws {PactError} whatever a statement is refused for
 */
export function takeStatements(
  peer: string,
  {
    appointments,
    notices,
  }: { readonly appointments: readonly Statement[]; readonly notices: readonly Statement[] },
  deps: ChangeDeps,
): Promise<void> {
  const changes = [...appointments.map(asAppointment), ...notices.map(asNotice)]
  const keep = async (effect: Effect): Promise<void> => {
    await deps.ledger.record(effect)
  }
  return takeChanges(peer, changes, keep, deps)
}

/** How far a peer's chains are known here. */
export function knownHeads(standing: Standing, peer: string, pact: string): Heads {
  if (isHash(pact) && standing.pacts.has(pact)) return headsOf(standing, pact, peer)
  return {
    appointments: requireDirectory(standing, peer).head,
    notices: { number: 0, id: null },
  }
}

/**
 * The statements that a member who knows `known` of our chains lacks, oldest first.
 */
export async function missingStatements(
  standing: StandingKeeper,
  pact: Hash,
  known: Heads,
): Promise<{
  readonly appointments: readonly Statement[]
  readonly notices: readonly Statement[]
}> {
  const current = standing.current()
  const appointments = await standing.statements('appointment', current.self)
  const notices = await standing.statements('notice', current.self)
  const own = noticesOf(current, pact, current.self)
  return {
    appointments: appointments.slice(known.appointments.number),
    notices: notices
      .filter((statement) => own.entries.some(({ id }) => id === statementId(statement)))
      .slice(known.notices.number),
  }
}

async function takeChanges(
  peer: string,
  changes: readonly Change[],
  keep: (effect: Effect) => Promise<void>,
  deps: ChangeDeps,
): Promise<void> {
  const { standing, now } = deps
  if (changes.some((change) => saidOf(change).member !== peer)) {
    throw new WireError('wire/not-acceptable', 'a member speaks for itself only')
  }
  await standing.change(changes, ({ fresh, write }) => {
    const renewed = bringsNewLedger(standing.current(), peer, fresh)
    return keep(async (tx, append) => {
      await write(tx)
      if (renewed) await startChainsAnew(peer, tx, append, deps)
      for (const change of fresh) append(eventOf(change, peer, now().toISOString()))
    })
  })
}

const asAppointment = (statement: Statement): Change => ({ kind: 'appointment', statement })
const asNotice = (statement: Statement): Change => ({ kind: 'notice', statement })

function saidOf({ kind, statement }: Change): { readonly member: string; readonly number: number } {
  return kind === 'notice' ? parseNotice(statement) : parseAppointment(statement)
}

function eventOf(change: Change, member: string, at: string): LedgerEvent {
  const { number } = saidOf(change)
  const statement = statementId(change.statement)
  if (change.kind !== 'notice') {
    return { kind: 'appointments-received', at, member, number, statement }
  }
  const { pact } = parseNotice(change.statement)
  return { kind: 'notice-received', at, pact, member, number, statement }
}

/** A peer that was restored has a ledger with a new origin, and with it new chains both ways (D18). */
function bringsNewLedger(standing: Standing, peer: string, fresh: readonly Change[]): boolean {
  const known = requireDirectory(standing, peer).entries.map(({ appointment }) => appointment.act)
  const before = known.flatMap((act) => (act.kind === 'ledger' ? [act.verifierKey] : []))
  if (before.length === 0) return false
  return fresh.some(({ kind, statement }) => {
    if (kind !== 'appointment') return false
    const { act } = parseAppointment(statement)
    return act.kind === 'ledger' && !before.includes(act.verifierKey)
  })
}

/** What was on its way to the peer, or not receipted, is said again: in the state it was restored to, it may lack it. */
async function startChainsAnew(
  peer: string,
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
  deps: ChangeDeps,
): Promise<void> {
  const { origin } = await tx.selectFrom('ledger_head').select('origin').executeTakeFirstOrThrow()
  const unanswered = await endChains(tx, { origin, peer, at: deps.now() })
  await forgetUpgrades(tx, peer)
  const say: AnnounceDeps['enqueue'] = (work, announcement) => enqueue(work, announcement, deps)
  await announceAgain(tx, append, { peer, unanswered }, { ...deps, enqueue: say })
  await acknowledgeAgain(tx, peer, deps.standing.current().self, say)
}
