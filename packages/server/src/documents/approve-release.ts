/**
 * Approval: an officer's act on a prepared release, made on the officer's own machine.
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
import {
  findApprover,
  findHandling,
  parseRelease,
  PactError,
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

import { DocumentError } from './errors.ts'
import { requireRelease } from './find.ts'
import { requireInForce } from './in-force.ts'
import { writeStatement } from './statements.ts'

/** What approving needs. */
export interface ApproveDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly now: () => Date
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
 * @throws {DocumentError} `document/not-found`, `document/release-closed`; {PactError}
 *   `pact/author-approves`, `pact/key-not-appointed`, `pact/invalid-signature`, `pact/not-in-force`
 */
export async function approveRelease(
  release: string,
  act: Act,
  officer: string,
  { store, ledger, standing, now }: ApproveDeps,
): Promise<Approval> {
  const row = await requireRelease(store, release)
  const statement = parseStatement(parseJson(row.statement))
  const at = now().toISOString()
  await verifyApproval(standing.current(), statement, act, officer)
  if (row.state !== 'prepared') {
    if (statement.acts.some(({ key }) => key === act.key))
      return progress(standing.current(), statement)
    throw new DocumentError('document/release-closed', `the release is ${row.state}`)
  }

  const signed = mergeActs({ payload: statement.payload, acts: [act] }, statement)
  const done = await isComplete(standing.current(), signed)
  const said = parseRelease(signed)
  requireInForce(standing.current(), said, now())
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
      throw new DocumentError('document/release-closed', 'another officer has just acted')
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

async function verifyApproval(
  standing: Standing,
  statement: Statement,
  act: Act,
  officer: string,
): Promise<void> {
  const said = parseRelease(statement)
  const member = standing.self
  const found = findApprover(requireDirectory(standing, member), act.key, said)
  if (!found || found.person !== officer) {
    throw new PactError('pact/key-not-appointed', 'no officer for this level signs with this key', {
      member,
    })
  }
  if (found.person === said.author) {
    throw new PactError('pact/author-approves', 'the author approves', { member })
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
  const approvals = statement.acts.length
  return { state: approvals >= needed ? 'released' : 'prepared', approvals, needed }
}
