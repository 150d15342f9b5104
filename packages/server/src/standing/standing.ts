/**
 * What is in force here, kept as the statements it follows from.
 *
 * The fold lives in memory and the statements in the store; a start folds and verifies them anew, so
 * a row that was changed on disk stops the server instead of giving anybody a right.
 *
 * @module
 */
import type { Hash, HybridPublicKey, Statement } from '@entente/core/crypto'
import { parseStatement, statementId, statementValue } from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import { canonicalJson, fromUtf8, type Json, parseJson } from '@entente/core/lib'
import {
  emptyStanding,
  extendStandingBy,
  type Standing,
  type StandingChange,
  type StandingKind,
} from '@entente/core/pact'
import type { Transaction } from 'kysely'

import type { Appended, Ledger } from '../ledger/index.ts'
import type { Database, Store } from '../store/index.ts'

import { headsIn, type StandingHeads } from './heads.ts'

/** A statement that would change what is in force. */
export interface Change {
  readonly kind: StandingKind
  readonly statement: Statement
}

/** Verified changes that wait to be recorded. */
export interface CheckedChanges {
  /** What stands once they are recorded. */
  readonly next: Standing
  /** The changes that were not known before, in order. */
  readonly fresh: readonly Change[]
  /** Writes them; to be called inside of the work that announces them. */
  readonly write: (tx: Transaction<Database>) => Promise<void>
}

/** A part of what stands, in the order in which it came to. */
export interface StandingPage {
  /** How many statements there are in all. */
  readonly total: number
  readonly heads: StandingHeads
  readonly changes: readonly Change[]
}

/** Holds the fold and lets one change at a time happen to it. */
export interface StandingKeeper {
  /** What is in force now. */
  current(): Standing
  /** Whether a statement is known, and so stands. */
  knows(id: Hash): boolean
  /** The statements of one kind by one member, oldest first, from entry `after` on, `limit` at most. */
  statements(
    kind: StandingKind,
    member: string,
    after?: number,
    limit?: number,
  ): Promise<readonly Statement[]>
  /** What stands as a list: up to `most` statements from place `after` on, and where all chains end. */
  page(after: number, most: number): Promise<StandingPage>
  /**
   * Verifies `changes` on top of what stands, hands them to `record`, and lets them stand once that
   * has returned: it must not return before they are durable. Changes already known are skipped.
   *
   * @throws whatever a change is refused for, or `record` throws; nothing stands then
   */
  change<T>(changes: readonly Change[], record: (checked: CheckedChanges) => Promise<T>): Promise<T>
}

/**
 * Folds the statements of the store.
 *
 * @throws {PactError} if the store holds a statement that does not verify
 */
export async function openStanding({
  store,
  self,
  appointingKey,
  trusted,
  now,
}: {
  readonly store: Store
  readonly self: string
  readonly appointingKey: HybridPublicKey
  readonly trusted: () => ReadonlySet<Hash>
  readonly now: () => Date
}): Promise<StandingKeeper> {
  const known = new Set<Hash>()
  const rows = await store.db
    .selectFrom('statements')
    .select(['type', 'body', 'recorded_at'])
    .where('type', 'in', kinds)
    .orderBy('seq')
    .execute()
  function* kept(): Generator<StandingChange> {
    for (const { type, body, recorded_at: recorded } of rows) {
      const statement = parseStatement(parseJson(body))
      yield { kind: kindOf(type), statement, recorded }
      known.add(statementId(statement))
    }
  }
  const empty = emptyStanding(self, appointingKey, trusted())
  let current = await extendStandingBy(empty, kept())

  let last: Promise<unknown> = Promise.resolve()
  return {
    current: () => current,
    knows: (id) => known.has(id),
    async statements(kind, member, after = 0, limit = 1_000_000) {
      const found = await store.db
        .selectFrom('statements')
        .select('body')
        .where('type', '=', kind)
        .where('member', '=', member)
        .orderBy('seq')
        .limit(limit)
        .offset(after)
        .execute()
      return found.map(({ body }) => parseStatement(parseJson(body)))
    },
    async page(after, most) {
      // Both are taken at one moment: what is recorded meanwhile is not in the heads either.
      const [ids, heads, total] = [
        [...known].slice(after, after + most),
        headsIn(current),
        known.size,
      ]
      if (ids.length === 0) return { total, heads, changes: [] }
      const found = await store.db
        .selectFrom('statements')
        .select(['type', 'body'])
        .where('id', 'in', ids)
        .orderBy('seq')
        .execute()
      const changes = found.map(({ type, body }) => ({
        kind: kindOf(type),
        statement: parseStatement(parseJson(body)),
      }))
      return { total, heads, changes }
    },
    change(changes, record) {
      const turn = last.then(async () => {
        const checked = await check({ ...current, trusted: trusted() }, changes, known, now)
        const result = await record(checked)
        current = checked.next
        for (const { statement } of checked.fresh) known.add(statementId(statement))
        return result
      })
      // The next change waits for this one however it ends; its own caller learns of the failure.
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

/**
 * Records appointments or grants of our own as one work with one event each.
 *
 * @throws {PactError} whatever a change is refused for
 */
export function recordChanges(
  standing: StandingKeeper,
  ledger: Ledger,
  changes: readonly Change[],
  announce: (append: (event: LedgerEvent) => Appended, change: Change) => void,
): Promise<readonly Hash[]> {
  return standing.change(changes, async ({ fresh, write }) => {
    await ledger.record(async (tx, append) => {
      await write(tx)
      for (const change of fresh) announce(append, change)
    })
    return fresh.map(({ statement }) => statementId(statement))
  })
}

const kinds: readonly StandingKind[] = ['pact', 'appointment', 'notice', 'grant', 'consent']

function kindOf(type: string): StandingKind {
  const kind = kinds.find((one) => one === type)
  if (!kind) throw new TypeError(`the query returned a statement of type ${type}`)
  return kind
}

async function check(
  base: Standing,
  changes: readonly Change[],
  known: ReadonlySet<Hash>,
  now: () => Date,
): Promise<CheckedChanges> {
  const fresh = changes.filter(({ statement }) => !known.has(statementId(statement)))
  const at = now().toISOString()
  const next = await extendStandingBy(
    base,
    fresh.map((one) => ({ ...one, recorded: at })),
  )
  return {
    next,
    fresh,
    async write(tx) {
      for (const { kind, statement } of fresh) {
        await tx
          .insertInto('statements')
          .values({
            type: kind,
            id: statementId(statement),
            member: memberOf(base.self, statement),
            body: fromUtf8(canonicalJson(statement)),
            recorded_at: at,
          })
          .execute()
      }
    },
  }
}

/** Pacts belong to all members: they are kept as ours. A consent is its originator's, whomever it is for. */
function memberOf(self: string, statement: Statement): string {
  const said: Json = statementValue(statement)
  const member: Json | undefined = isObject(said)
    ? (said['originator'] ?? said['member'])
    : undefined
  return typeof member === 'string' ? member : self
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
