/**
 * Asking the originator of a document for its consent, and taking such a request from another member.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { canonicalJson, fromUtf8, parseJson, toHex } from '@entente/core/lib'
import {
  type ConsentWish,
  isConsentable,
  type Pact,
  parseRelease,
  requirePact,
  sameLevel,
  type Standing,
} from '@entente/core/pact'
import type { Message } from '@entente/core/wire'

import { requireDocument } from '../documents/index.ts'
import type { Effect } from '../federation/index.ts'
import { pactOf } from '../kas/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import type { Enqueue } from './answer.ts'
import { ConsentError } from './errors.ts'
import { findConsentRow, insertConsent } from './rows.ts'

/** What asking needs. */
export interface AskDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly enqueue: Enqueue
  readonly random: (length: number) => Uint8Array
  readonly now: () => Date
}

/** Requests of one member that may wait for us: a peer cannot fill the work list without end. */
const mostOpen = 256

/**
 * Asks the originator of a document, on record first, and gives the number of the request. Of our own
 * documents our own officers are asked.
 *
 * @throws {ConsentError} `consent/not-consentable`; {DocumentError} `document/not-found`
 */
export async function askConsent(
  wish: Omit<ConsentWish, 'level'>,
  person: string,
  { store, ledger, standing, enqueue, random, now }: AskDeps,
): Promise<string> {
  const document = await requireDocument(store, wish.document)
  const { self } = standing.current()
  const pact = await pactOfDocument(document, store, standing.current())
  const { regime, level, originator } = document
  const asked: ConsentWish = { ...wish, level: { regime, level } }
  const at = now().toISOString()
  if (!pact || asked.notAfter <= at || !isConsentable(asked, pact, { originator, member: self })) {
    throw new ConsentError('consent/not-consentable', 'not under this pact')
  }
  const consent = toHex(random(16))
  const named = { document: wish.document, consent, member: originator }
  await ledger.record(async (tx, append) => {
    await insertConsent(tx, {
      consent,
      asker: self,
      originator,
      pact: pact.id,
      wish: asked,
      state: 'asked',
      statement: null,
      askedBy: person,
      createdAt: at,
    })
    const { index } = append({ kind: 'consent-asked', at, ...named, by: person })
    if (originator === self) return
    const body = { kind: 'consent-request', consent, wish: asked } as const
    await enqueue(tx, { peer: originator, pact: pact.id, entry: index, body })
  })
  return consent
}

/**
 * Verifies a request of a peer: about a document of ours that was released to it, for something that can be
 * consented to. What it has not received looks to it like what there is not.
 *
 * @throws {ConsentError} `consent/not-found`, `consent/not-consentable`, `consent/mismatch`,
 *   `consent/too-many`
 */
export async function acceptConsentRequest(
  { consent, wish }: { readonly consent: string; readonly wish: ConsentWish },
  { from: peer, pact: id }: Pick<Message, 'from' | 'pact'>,
  { store, standing, now }: Pick<AskDeps, 'now' | 'standing' | 'store'>,
): Promise<Effect> {
  const { self } = standing.current()
  await requireReleasedTo(peer, id, wish, store)
  const pact = requirePact(standing.current(), id)
  const at = now().toISOString()
  const parties = { originator: self, member: peer }
  if (!isConsentable(wish, pact, parties)) {
    throw new ConsentError('consent/not-consentable', 'not under this pact')
  }
  const known = await findConsentRow(store.db, consent)
  if (known) {
    // A peer that was restored says again what it does not know the answer of.
    const same = known.asker === peer && known.pact === id && sameWish(known.wish, wish)
    if (!same) throw new ConsentError('consent/mismatch', 'the number is that of another request')
    return () => Promise.resolve()
  }
  const { open } = await store.db
    .selectFrom('consents')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('asker', '=', peer)
    .where('originator', '=', self)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow()
  if (open >= mostOpen) throw new ConsentError('consent/too-many', `${open} wait`)
  return async (tx, append) => {
    await insertConsent(tx, {
      consent,
      asker: peer,
      originator: self,
      pact: id,
      wish,
      state: 'asked',
      statement: null,
      askedBy: null,
      createdAt: at,
    })
    const { document } = wish
    append({ kind: 'consent-request-received', at, document, consent, member: peer })
  }
}

/**
 * Checks that a document of ours was released to `peer` under the pact, at the level that is named.
 *
 * @throws {ConsentError} `consent/not-found`
 */
export async function requireReleasedTo(
  peer: string,
  pact: string,
  { document, level }: Pick<ConsentWish, 'document' | 'level'>,
  { db }: Store,
): Promise<void> {
  const rows = await db
    .selectFrom('releases')
    .innerJoin('deliveries', 'deliveries.release', 'releases.release')
    .select('releases.statement')
    .where('releases.document', '=', document)
    .where('releases.state', '=', 'released')
    .where('deliveries.recipient', '=', peer)
    .execute()
  const found = rows
    .map(({ statement }) => parseRelease(parseStatement(parseJson(statement))))
    .some((said) => said.pact.id === pact && sameLevel(said.level, level))
  if (!found) throw new ConsentError('consent/not-found', 'not released to this member')
}

/** The pact of the newest copy of what was received; of our own, the one that knows its level. */
async function pactOfDocument(
  { document, direction, regime, level }: DocumentsTable,
  { db }: Store,
  standing: Standing,
): Promise<Pact | undefined> {
  if (direction === 'own') return pactOf(standing, { regime, level })
  const copy = await db
    .selectFrom('copies')
    .innerJoin('statements', 'statements.id', 'copies.statement')
    .select('statements.body')
    .where('copies.document', '=', document)
    .orderBy('copies.entry', 'desc')
    .limit(1)
    .executeTakeFirst()
  return copy && requirePact(standing, parseRelease(parseStatement(parseJson(copy.body))).pact.id)
}

function sameWish(one: ConsentWish, other: ConsentWish): boolean {
  return fromUtf8(canonicalJson(one)) === fromUtf8(canonicalJson(other))
}
