/**
 * Taking the answer of another member: its consent, or its no.
 *
 * @module
 */
import { type Statement, statementId } from '@entente/core/crypto'
import { answersWish, type Consent, parseConsent, sameLevel } from '@entente/core/pact'
import type { Message } from '@entente/core/wire'

import type { Effect } from '../federation/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'

import { ConsentError } from './errors.ts'
import { findConsentRow, insertConsent, moveConsent } from './rows.ts'

/** What taking an answer needs. */
export interface ReceiveConsentDeps {
  readonly store: Store
  readonly standing: StandingKeeper
  readonly now: () => Date
}

/**
 * Takes a consent of `from`: about a document that came from there, to our own people, and in answer to what
 * we asked where it has the number of a request of ours. It stands once `keep` has returned.
 *
 * @throws {ConsentError} `consent/not-found`, `consent/mismatch`, `consent/closed`; {PactError} what it is
 *   refused for
 */
export async function takeConsent(
  statement: Statement,
  { from, pact }: Pick<Message, 'from' | 'pact'>,
  keep: (effect: Effect) => Promise<void>,
  { store, standing, now }: ReceiveConsentDeps,
): Promise<void> {
  const said = parseConsent(statement)
  const { consent, document, originator, member } = said
  const { self } = standing.current()
  if (originator !== from || member !== self || said.pact !== pact) {
    throw new ConsentError(
      'consent/mismatch',
      'of another member, to another, or under another pact',
    )
  }
  await requireReceived(said, store)
  const before = await findConsentRow(store.db, consent)
  const again = before?.state === 'given'
  if (before && !again) {
    if (before.state === 'refused') throw new ConsentError('consent/closed', 'it was refused')
    const fits =
      before.originator === from && before.pact === pact && answersWish(said, before.wish)
    if (!fits) throw new ConsentError('consent/mismatch', 'not what was asked for')
  }
  const at = now().toISOString()
  await standing.change([{ kind: 'consent', statement }], ({ fresh, write }) =>
    keep(async (tx, append) => {
      // Said again after a restore: it stands, and nothing more follows.
      if (fresh.length === 0) return
      await write(tx)
      if (before) await moveConsent(tx, before, { state: 'given', statement }, at)
      else await insertGiven(said, statement, at, tx)
      const ids = { document, consent, member: from, statement: statementId(statement) }
      append({ kind: 'consent-received', at, ...ids })
    }),
  )
}

/**
 * Takes the no of `from` to a request of ours.
 *
 * @throws {ConsentError} `consent/not-found`, `consent/closed`
 */
export async function takeRefusal(
  consent: string,
  { from }: Pick<Message, 'from'>,
  { store, standing, now }: ReceiveConsentDeps,
): Promise<Effect> {
  const before = await findConsentRow(store.db, consent)
  if (!before || before.originator !== from || before.asker !== standing.current().self) {
    throw new ConsentError('consent/not-found', 'no such request to this member')
  }
  if (before.state === 'refused') return () => Promise.resolve()
  if (before.state === 'given') throw new ConsentError('consent/closed', 'it was given')
  const at = now().toISOString()
  return async (tx, append) => {
    await moveConsent(tx, before, { state: 'refused', statement: null }, at)
    const { document } = before.wish
    append({ kind: 'consent-refusal-received', at, document, consent, member: from })
  }
}

function insertGiven(
  { consent, member, originator, pact, ...said }: Consent,
  statement: Statement,
  at: string,
  tx: Parameters<Effect>[0],
): Promise<void> {
  const { document, level, act, party, purposes, to, notAfter } = said
  const wish = { document, level, act, party, purposes, to, notAfter }
  const row = { consent, asker: member, originator, pact, wish, askedBy: null, createdAt: at }
  return insertConsent(tx, { ...row, state: 'given', statement })
}

async function requireReceived(
  { originator, document, level }: Consent,
  { db }: Store,
): Promise<void> {
  const row = await db
    .selectFrom('documents')
    .select(['regime', 'level'])
    .where('document', '=', document)
    .where('direction', '=', 'received')
    .where('originator', '=', originator)
    .executeTakeFirst()
  if (!row || !sameLevel(row, level)) {
    throw new ConsentError('consent/not-found', 'no such document came from this member')
  }
}
