/**
 * An officer refuses a prepared release: it is closed, and its author is told why.
 *
 * @module
 */
import { hashOf, keyId, parseStatement } from '@entente/core/crypto'
import { parseJson, utf8 } from '@entente/core/lib'
import {
  appointed,
  type Instant,
  parseRelease,
  type Release,
  requireDirectory,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import type { Going, PolicyEngine } from '@entente/core/policy'

import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import { DeniedError, DocumentError } from './errors.ts'
import { requireDocument, requireRelease } from './find.ts'
import { decideOwn } from './own-decision.ts'
import { sourcesOf } from './sources.ts'

/** What refusing needs. */
export interface RefuseDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly engine: PolicyEngine
  readonly now: () => Date
}

/**
 * Refuses a release for a reason. Whoever may approve such a release may refuse it, alone: a no needs no second
 * and no signature, and no pact, assurance or consent has to stand for it. Its author prepares another.
 *
 * @throws {DocumentError} `document/not-found`, `document/release-closed`; `document/release-refused` with
 *   every reason why this person may not approve it
 */
export async function refuseRelease(
  release: string,
  reason: string,
  officer: string,
  { store, ledger, standing, engine, now }: RefuseDeps,
): Promise<void> {
  const row = await requireRelease(store, release)
  const said = parseRelease(parseStatement(parseJson(row.statement)))
  const at = now().toISOString()
  const document = await requireDocument(store, said.document)
  const going = { ...said, sources: await sourcesOf(store, said.label) }
  requireOfficer(going, officer, at, { document, standing: standing.current(), engine })
  await ledger.record(async (tx, append) => {
    const { numUpdatedRows } = await tx
      .updateTable('releases')
      .set({ state: 'withdrawn' })
      .where('release', '=', release)
      .where('state', '=', 'prepared')
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) {
      throw new DocumentError('document/release-closed', `the release is not prepared any more`)
    }
    await tx
      .insertInto('release_refusals')
      .values({ release, officer, reason, refused_at: at })
      .execute()
    append({
      kind: 'release-refused',
      at,
      document: said.document,
      release,
      by: officer,
      reason: hashOf(utf8(reason)),
    })
  })
}

/** What is against the release itself and not against its officer: a no is open to them all the more. */
const ofRelease: ReadonlySet<string> = new Set([
  'decision/cipher-too-weak',
  'decision/no-assurance',
  'decision/source-not-consented',
])

/** As for an approval; who is no officer at all is judged like somebody with a key of nobody. */
function requireOfficer(
  going: Going & Pick<Release, 'pact'>,
  person: string,
  at: Instant,
  {
    document,
    standing,
    engine,
  }: {
    readonly document: DocumentsTable
    readonly standing: Standing
    readonly engine: PolicyEngine
  },
): void {
  const pact = requirePact(standing, going.pact.id)
  const keys = appointed(requireDirectory(standing, standing.self), 'officer', at)
    .filter((officer) => officer.person === person)
    .map(({ key }) => keyId(key))
  const none = hashOf(utf8(''))
  const objections = (keys.length === 0 ? [none] : keys).map((officerKey) => {
    const act = { action: 'approve', person, officerKey, going, at } as const
    const decision = decideOwn(act, document, { standing, pact, engine })
    return decision.kind === 'deny'
      ? decision.reasons.filter(({ code }) => !ofRelease.has(code))
      : []
  })
  const [first] = objections
  if (first && objections.every(({ length }) => length > 0)) {
    throw new DeniedError('document/release-refused', first)
  }
}
