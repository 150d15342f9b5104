/**
 * What the ids of a statement are called in the pact that it names.
 *
 * @module
 */
import { findLevel, findMember, type LevelKey, type Terms } from '@entente/core/pact'

/** A text in both languages. */
export interface Both {
  readonly en: string
  readonly ja: string
}

/** The same in both languages: an id, where the pact has no name for it. */
export function both(text: string): Both {
  return { en: text, ja: text }
}

/** A member. */
export function memberName(terms: Terms | undefined, member: string): Both {
  return (terms && findMember(terms, member)?.name) ?? both(member)
}

/** A level. */
export function levelName(terms: Terms | undefined, level: LevelKey): Both {
  return (terms && findLevel(terms, level)?.level.name) ?? both(level.level)
}

/** A purpose. */
export function purposeName(terms: Terms | undefined, purpose: string): Both {
  return terms?.purposes.find(({ id }) => id === purpose)?.name ?? both(purpose)
}

/** A pact with its version. */
export function pactName(terms: Terms | undefined, id: string): Both {
  if (!terms) return both(id)
  const { name, version } = terms
  return { en: `${name.en}, version ${version}`, ja: `${name.ja}（第${version}版）` }
}
