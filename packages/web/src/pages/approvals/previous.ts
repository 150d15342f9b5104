/**
 * The release of the same document before this one, and what this one says otherwise. A document never
 * changes, so what changes is where it goes, for what and until when.
 *
 * @module
 */
import { type Pact, parseRelease, type Release, type Terms } from '@entente/core/pact'
import { type Client, showRelease } from '@entente/sdk'

import { ask, type Asker, Refusal } from '../../api/ask.ts'
import type { HistoryStep } from '../../api/gen/api.ts'

import {
  type Both,
  both,
  levelName,
  memberName,
  pactName,
  purposeName,
} from '../../signing/names.ts'
import type { Change, Changed, Previous } from './protocol.ts'

/**
 * The newest release that was prepared before `said`; null where there is none, undefined where the server
 * does not show this person what became of the document.
 *
 * @throws {ApiError}, {Refusal} where it is not a matter of rights
 */
export async function readPrevious(
  client: Client,
  asker: Asker,
  said: Release,
  pacts: readonly Pact[],
): Promise<Previous | null | undefined> {
  const steps = await stepsOf(asker, said.document)
  if (!steps) return undefined
  const found: (Previous & { readonly at: string })[] = []
  for (const { kind, release, reason } of steps) {
    if (kind !== 'prepared' && kind !== 'released' && kind !== 'not-approved') continue
    if (release === null || release === said.release) continue
    const before = parseRelease((await showRelease(client, release)).statement)
    if (before.document !== said.document || before.at >= said.at) continue
    found.push({ at: before.at, state: kind, reason, changes: changesOf(before, said, pacts) })
  }
  return found.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null
}

async function stepsOf(
  asker: Asker,
  document: string,
): Promise<readonly HistoryStep[] | undefined> {
  try {
    const path = { document }
    return (await ask(asker, 'GET /api/documents/{document}/history', { path })).steps
  } catch (error) {
    if (error instanceof Refusal && (error.status === 403 || error.status === 404)) return undefined
    throw error
  }
}

/** What differs; of lists only what the other one has not. */
export function changesOf(
  before: Release,
  after: Release,
  pacts: readonly Pact[],
): readonly Change[] {
  const termsOf = (said: Release): Terms | undefined =>
    pacts.find(({ id }) => id === said.pact.id)?.terms
  return fields.flatMap(([field, read]) => {
    const one = read(before, termsOf(before))
    const two = read(after, termsOf(after))
    const change = { field, before: without(one, two), after: without(two, one) }
    return change.before.length + change.after.length > 0 ? [change] : []
  })
}

function without(these: readonly Both[], those: readonly Both[]): readonly Both[] {
  return these.filter(({ en }) => !those.some((one) => one.en === en))
}

const fields: readonly (readonly [
  Changed,
  (said: Release, terms: Terms | undefined) => readonly Both[],
])[] = [
  ['content', ({ payload, label }) => [both(payload), both(label)]],
  ['level', ({ level }, terms) => [levelName(terms, level)]],
  ['recipients', ({ recipients }, terms) => recipients.map((one) => memberName(terms, one))],
  ['purposes', ({ purposes }, terms) => purposes.map((one) => purposeName(terms, one))],
  ['custody', ({ custody }) => [both(custody)]],
  ['notAfter', ({ notAfter }) => [both(notAfter)]],
  ['pact', ({ pact: { id } }, terms) => [pactName(terms, id)]],
]
