/**
 * The pacts of our member, as its server shows them.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import './no-eval.ts'

import { parseStatement, statementValue } from '@entente/core/crypto'
import { findMember, type Member, parseTerms, type Terms } from '@entente/core/pact'

import { ask, type Asker } from '../api/ask.ts'
import type { RegisterLine } from '../api/gen/api.ts'

/** What a document may be opened for: of a pact with its names, or of our own work. */
export type Purpose =
  | {
      readonly id: string
      readonly name: { readonly en: string; readonly ja: string }
    }
  | { readonly id: 'approval' | 'drafting'; readonly name?: undefined }

/** The purposes there are for a document. Which of them is permitted is for the service to say. */
export async function readPurposes(
  asker: Asker,
  { direction }: Pick<RegisterLine, 'direction'>,
): Promise<readonly Purpose[]> {
  const named = (await readTerms(asker)).flatMap(({ purposes }) => purposes)
  const known = [...new Map(named.map(({ id, name }) => [id, { id, name }])).values()]
  return direction === 'own' ? [{ id: 'drafting' }, { id: 'approval' }, ...known] : known
}

/** The terms of all versions that the server has, oldest first. */
export async function readTerms(asker: Asker): Promise<readonly Terms[]> {
  const { items } = await ask(asker, 'GET /api/statements', { query: { kind: 'pact', limit: 200 } })
  return items.map((item) => parseTerms(statementValue(parseStatement(item))))
}

/**
 * Our member with the appointing key that the newest pact pins: a page that came from the server cannot
 * know it from anybody else.
 *
 * @throws {TypeError} where our member is party to no pact
 */
export function ownMember(terms: readonly Terms[], member: string): Member {
  const found = terms.map((one) => findMember(one, member)).findLast(Boolean)
  if (!found) throw new TypeError('our member is party to no pact')
  return found
}
