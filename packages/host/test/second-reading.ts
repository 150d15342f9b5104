/**
 * A second reading of the clauses, in plain TypeScript: what stands against each act.
 *
 * It is written from what the clauses of the pact and the laws of its members say and shares nothing with
 * the rules, so that where the two disagree one of them is wrong.
 *
 * @module
 */
import type { DecisionAction, DecisionCode, DecisionRequest } from '@entente/core/policy'

/** Whether a clause stands against what is asked. */
export type Reading = (asked: DecisionRequest) => boolean

/** What article 7 protects: everything at a level that either side classifies. */
const secret = ({ document }: DecisionRequest): boolean => document.classified

/** Somebody else's document in our hands. */
const foreign = ({ document }: DecisionRequest): boolean => document.received

const has = (texts: readonly string[], text: string): boolean => texts.some((one) => one === text)

/** Article 7(2) to (4): whether clearances once reached the level, reach it now, and count here. */
const onceCleared = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.everCleared, level)
const nowCleared = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.cleared, level)
const clearedHere = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.reads, level)

/** The clauses that stand before an opening, each under the code it refuses with. */
const opening: Readonly<Partial<Record<DecisionCode, Reading>>> = {
  // 7(5): only persons on record.
  'decision/unknown-person': ({ person }) => !person.known,
  // 21(1): nothing classified under a pact that is not in force.
  'decision/pact-not-in-force': (asked) =>
    secret(asked) && foreign(asked) && asked.circumstances.pactState !== 'in-force',
  // 6(a): nobody opens what was not released to this member.
  'decision/not-released': (asked) => foreign(asked) && !asked.document.released,
  // 9(3): not after the end of the release.
  'decision/release-ended': (asked) => foreign(asked) && asked.document.ended,
  // 6(g): what is recalled is not opened.
  'decision/recalled': ({ document }) => document.recalled,
  // 4(1): what arrives at a level without an equivalent is not opened.
  'decision/no-equivalent': ({ document }) => !document.equivalent,
  // 10: only at facilities accredited for the level.
  'decision/facility-not-accredited': (asked) =>
    secret(asked) && !has(asked.circumstances.facilityLevels, asked.document.level),
  // 6(e): only those on the register of the facility.
  'decision/not-on-facility-register': (asked) =>
    secret(asked) && !has(asked.person.facilities, asked.circumstances.facility),
  // 7(2) to (4).
  'decision/no-clearance': (asked) => secret(asked) && !onceCleared(asked),
  'decision/clearance-expired': (asked) =>
    secret(asked) && onceCleared(asked) && !nowCleared(asked),
  'decision/clearance-of-other-organ': (asked) =>
    secret(asked) && nowCleared(asked) && !clearedHere(asked),
  // 7(1): nobody without need-to-know, whatever the level.
  'decision/no-need-to-know': ({ person }) => !person.needsToKnow,
  // 6(c): a purpose of the release, and one for which the need was recognised if there is any.
  'decision/wrong-purpose': ({ person, document, circumstances: { purpose } }) =>
    !has(document.purposes, purpose) || (person.needsToKnow && !has(person.purposes, purpose)),
}

/** For each act, the clauses that can stand against it. */
const secondReading: Readonly<
  Record<DecisionAction, Readonly<Partial<Record<DecisionCode, Reading>>>>
> = {
  open: opening,
  // 5(2): only the author prepares.
  prepare: { 'decision/not-author': ({ person }) => !person.author },
  approve: {
    // 5(3): the author never approves; 5(1): only an officer appointed for the level does.
    'decision/author-approves': ({ person }) => person.author,
    'decision/not-appointed': ({ person }) => !person.releaser,
  },
}

/** The acts that it knows. */
export const actions: readonly DecisionAction[] = Object.keys(secondReading).filter(isAction)

/** Whether it knows an act of that name. */
export function isAction(name: string): name is DecisionAction {
  return Object.hasOwn(secondReading, name)
}

/** The clauses that can stand against an act, each with the code it refuses with. */
export function clausesOf(action: DecisionAction): readonly (readonly [string, Reading])[] {
  return Object.entries(secondReading[action])
}

/** Every code that stands against what is asked; none where it is allowed. */
export function reasonsOf(asked: DecisionRequest): ReadonlySet<string> {
  const standing = clausesOf(asked.action).filter(([, stands]) => stands(asked))
  return new Set(standing.map(([code]) => code))
}
