/**
 * Acknowledgements of another member's people for what is ours, and ours said again.
 *
 * @module
 */
import { parseStatement, type Statement, statementId } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import {
  parseAcknowledgement,
  requireDirectory,
  requirePact,
  verifyAcknowledgement,
} from '@entente/core/pact'
import type { Message } from '@entente/core/wire'
import type { Transaction } from 'kysely'

import { writeStatement } from '../documents/index.ts'
import type { Announcement, Effect } from '../federation/index.ts'
import { findRelease } from '../kas/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { AcknowledgementError } from './errors.ts'
import { findAcknowledgement, insertAcknowledgement } from './rows.ts'

/** What taking one needs. */
export interface ReceiveAcknowledgementDeps {
  readonly store: Store
  readonly standing: StandingKeeper
  readonly now: () => Date
}

/**
 * Verifies an acknowledgement by a person of the peer, of what we have released and sent to it.
 *
 * @throws {AcknowledgementError} `acknowledgement/mismatch`, `acknowledgement/not-found`,
 *   `acknowledgement/given`; {PactError} what it is refused for
 */
export async function acceptAcknowledgement(
  statement: Statement,
  { from: peer, pact: id }: Pick<Message, 'from' | 'pact'>,
  { store, standing, now }: ReceiveAcknowledgementDeps,
): Promise<Effect> {
  const said = parseAcknowledgement(statement)
  const current = standing.current()
  if (said.member !== peer || said.originator !== current.self || said.pact !== id) {
    throw new AcknowledgementError('acknowledgement/mismatch', 'of another member or pact')
  }
  const release = await requireSent(said.release, peer, store)
  const directory = requireDirectory(current, peer)
  const { terms } = requirePact(current, id)
  await verifyAcknowledgement(statement, { release, directory, terms })
  const before = await findAcknowledgement(store.db, said)
  if (before) {
    // Said again after a restore.
    if (statementId(before.statement) === statementId(statement)) return () => Promise.resolve()
    throw new AcknowledgementError('acknowledgement/given', 'this person has given another')
  }
  const at = now().toISOString()
  return async (tx, append) => {
    const { document, person } = said
    const ids = { document, release: said.release, person, statement: statementId(statement) }
    const { index } = append({ kind: 'acknowledgement-received', at, ...ids, member: peer })
    await writeStatement(tx, { type: 'acknowledgement', member: peer, statement, at })
    await insertAcknowledgement(tx, said, statement, { at, entry: index })
  }
}

/** Queues every acknowledgement of our people for `peer` once more: it may have lost them. One it has changes nothing. */
export async function acknowledgeAgain(
  tx: Transaction<Database>,
  peer: string,
  self: string,
  enqueue: (tx: Transaction<Database>, announcement: Announcement) => Promise<void>,
): Promise<void> {
  const rows = await tx
    .selectFrom('acknowledgements')
    .innerJoin('documents', 'documents.document', 'acknowledgements.document')
    .innerJoin('statements', 'statements.id', 'acknowledgements.statement')
    .select(['statements.body', 'entry'])
    .where('acknowledgements.member', '=', self)
    .where('originator', '=', peer)
    .orderBy('entry')
    .execute()
  for (const { body: text, entry } of rows) {
    const statement = parseStatement(parseJson(text))
    const { pact } = parseAcknowledgement(statement)
    await enqueue(tx, { peer, pact, entry, body: { kind: 'acknowledgement', statement } })
  }
}

/** Our release, sent to `peer`: what was not looks to it like what there is not. */
async function requireSent(release: string, peer: string, store: Store): Promise<Statement> {
  const sent = await store.db
    .selectFrom('deliveries')
    .select('release')
    .where('release', '=', release)
    .where('recipient', '=', peer)
    .executeTakeFirst()
  const signed = sent && (await findRelease(store, release))
  if (signed) return signed
  throw new AcknowledgementError('acknowledgement/not-found', 'not released to this member')
}
