/**
 * Approval: an officer's act on a prepared release, by a key of their own machine or by a passkey.
 *
 * @module
 */
import {
  type Act,
  mergeActs,
  parseStatement,
  type Statement,
  statementId,
} from '@entente/core/crypto'
import { canonicalJson, fromUtf8, parseJson } from '@entente/core/lib'
import { articleOfRefusal, type Objection, type PolicyEngine } from '@entente/core/policy'
import {
  findApprover,
  findHandling,
  type Instant,
  parseRelease,
  PactError,
  type Release,
  releaseContext,
  releaseType,
  requireDirectory,
  requirePact,
  type Standing,
  verifyRelease,
} from '@entente/core/pact'
import { verifyAct } from '@entente/core/crypto'

import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'

import { DeniedError, DocumentError } from './errors.ts'
import { requireDocument, requireRelease } from './find.ts'
import { mayTravel } from './in-force.ts'
import { decideOwn } from './own-decision.ts'
import { sourcesOf } from './sources.ts'
import { writeStatement } from './statements.ts'

/** What approving needs. */
export interface ApproveDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly engine: PolicyEngine
  readonly now: () => Date
  /** The statement as the officer has seen it, with the acts it had then; see `releases.statement`. */
  readonly seen?: string
}

/** Where a release stands after an act. */
export interface Approval {
  readonly state: 'prepared' | 'released'
  readonly approvals: number
  readonly needed: number
}

/**
 * Adds the act of `officer` to a release, and releases it when there are enough. The decision to
 * release and its record are one commit; everything that leaves follows from it.
 *
 * @throws {DocumentError} `document/not-found`, `document/release-closed`; `document/release-refused`
 *   with every reason and its article: the refusal is then on record; {PactError}
 *   `pact/invalid-signature`, and what {@link verifyRelease} refuses the release for
 */
export async function approveRelease(
  release: string,
  act: Act,
  officer: string,
  { store, ledger, standing, engine, now, seen }: ApproveDeps,
): Promise<Approval> {
  const row = await requireRelease(store, release)
  const statement = parseStatement(parseJson(row.statement))
  const said = parseRelease(statement)
  const at = now().toISOString()
  const objections = await objectionsToApproval(
    { said, act, officer, at },
    { store, standing: standing.current(), engine },
  )
  const [first] = objections
  if (first) {
    const { document } = said
    await ledger.record(async (_tx, append) => {
      append({ kind: 'approval-refused', at, document, release, by: officer, code: first.code })
    })
    throw new DeniedError('document/release-refused', objections)
  }
  await requireSignature(standing.current(), statement, act)
  // Persons are counted: whoever has approved adds nothing by another of their keys.
  if (hasApproved(standing.current(), statement, officer)) {
    return progress(standing.current(), statement)
  }
  if (row.state !== 'prepared') {
    throw new DocumentError('document/release-closed', `the release is ${row.state}`)
  }
  if (seen !== undefined && seen !== row.statement) throw overtaken()

  const signed = mergeActs({ payload: statement.payload, acts: [act] }, statement)
  const done = await isComplete(standing.current(), signed)
  await ledger.record(async (tx, append) => {
    // Two officers may act at once: the row must still be what was verified.
    const { numUpdatedRows } = await tx
      .updateTable('releases')
      .set({ statement: fromUtf8(canonicalJson(signed)), state: done ? 'released' : 'prepared' })
      .where('release', '=', release)
      .where('state', '=', 'prepared')
      .where('statement', '=', row.statement)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) {
      throw overtaken()
    }
    const ids = { document: said.document, release, statement: statementId(signed) }
    append({ kind: 'approved', at, ...ids, approver: act.key })
    if (!done) return
    await writeStatement(tx, { type: 'release', member: said.originator, statement: signed, at })
    append({ kind: 'released', at, ...ids })
  })
  return progress(standing.current(), signed)
}

/**
 * Whether `person` has approved: they may look at what they have signed also when nothing waits for them
 * any more, for one whose answer was lost.
 */
export function hasApproved(standing: Standing, statement: Statement, person: string): boolean {
  const said = parseRelease(statement)
  const directory = requireDirectory(standing, standing.self)
  return statement.acts.some(({ key }) => findApprover(directory, key, said)?.person === person)
}

function overtaken(): DocumentError {
  return new DocumentError('document/release-closed', 'another officer has just acted')
}

/** What the rules have against this officer's approval, and the pact as it is now against any. */
async function objectionsToApproval(
  { said, act, officer, at }: { said: Release; act: Act; officer: string; at: Instant },
  { store, standing, engine }: { store: Store; standing: Standing; engine: PolicyEngine },
): Promise<readonly Objection[]> {
  const pact = requirePact(standing, said.pact.id)
  const going = { ...said, sources: await sourcesOf(store, said.label) }
  const decision = decideOwn(
    { action: 'approve', person: officer, officerKey: act.key, going, at },
    await requireDocument(store, said.document),
    { standing, pact, engine },
  )
  const code = 'pact/not-in-force'
  return [
    ...(decision.kind === 'deny' ? decision.reasons : []),
    ...(mayTravel(standing, said, at)
      ? []
      : [{ code, article: articleOfRefusal(pact.terms, code) }]),
  ]
}

async function requireSignature(standing: Standing, statement: Statement, act: Act): Promise<void> {
  const member = standing.self
  const said = parseRelease(statement)
  // The statement names a head of our appointments, and counts who was appointed up to there.
  const found = findApprover(requireDirectory(standing, member), act.key, said)
  if (!found) {
    throw new PactError('pact/key-not-appointed', 'the officer was appointed after the statement', {
      member,
    })
  }
  try {
    await verifyAct(releaseType, statement, act, found.key)
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'the act is not by its key', { cause, member })
  }
}

/** Enough approvals make a release that any member would accept; one too few is no failure. */
async function isComplete(standing: Standing, statement: Statement): Promise<boolean> {
  const said = parseRelease(statement)
  try {
    await verifyRelease(statement, releaseContext(standing, requirePact(standing, said.pact.id)))
    return true
  } catch (error) {
    if (error instanceof PactError && error.code === 'pact/approval-missing') return false
    throw error
  }
}

function progress(standing: Standing, statement: Statement): Approval {
  const said = parseRelease(statement)
  const handling = findHandling(requirePact(standing, said.pact.id).terms, said.level)
  const needed = handling?.approvals ?? 2
  const directory = requireDirectory(standing, standing.self)
  const persons = statement.acts.map(({ key }) => findApprover(directory, key, said)?.person)
  const approvals = new Set(persons).size
  return { state: approvals >= needed ? 'released' : 'prepared', approvals, needed }
}
