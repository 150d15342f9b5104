/**
 * A second reading of the clauses, in plain TypeScript: what stands against each act.
 *
 * It is written from what the clauses of the pact and the laws of its members say and shares nothing with
 * the rules, so that where the two disagree one of them is wrong.
 *
 * @module
 */
import { contractorConditions } from '@entente/core/pact'
import type { DecisionAction, DecisionCode, DecisionRequest } from '@entente/core/policy'

/** Whether a clause stands against what is asked. */
export type Reading = (asked: DecisionRequest) => boolean

type Readings = Readonly<Partial<Record<DecisionCode, Reading>>>

/** What article 7 protects: everything at a level that either side classifies. */
const secret = ({ document }: DecisionRequest): boolean => document.classified

/** Somebody else's document in our hands. */
const foreign = ({ document }: DecisionRequest): boolean => document.received

const has = (texts: readonly string[], text: string): boolean => texts.some((one) => one === text)

/** Everything of `all` is among `some`, and there is something. */
const allAmong = (all: readonly string[], some: readonly string[]): boolean =>
  all.length > 0 && !all.some((one) => !has(some, one))

/** Article 7(2) to (4): whether clearances once reached the level, reach it now, and count here. */
const onceCleared = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.everCleared, level)
const nowCleared = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.cleared, level)
const freshlyCleared = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.lasting, level)
const clearedHere = ({ person, document: { level } }: DecisionRequest): boolean =>
  has(person.reads, level)

/** Article 7(2)(b) to (d): the level asks for none, the office is exempt, or it is an emergency. */
const askedForClearance = ({ person, document: { level, needsClearance } }: DecisionRequest) =>
  needsClearance && ![...person.exempt, ...person.emergency].includes(level)

/** 7(4)(d), Act on Specially Designated Secrets Article 3: no secret before somebody has made it one. */
const lacking: Reading = ({ document: { needsDesignation, designated } }) =>
  needsDesignation && !designated

/** 7(4)(c), Order on Specially Designated Secrets Article 7: not before the marking is struck. */
const ended: Reading = ({ document }) => document.designated && document.designationEnded

/** What stands against every use of a document, opening and handing on alike. */
const use: Readings = {
  // 7(5): only persons on record.
  'decision/unknown-person': ({ person }) => !person.known,
  // 4(2): nothing without its marking, and so without its label.
  'decision/no-label': ({ document }) => !document.labelled,
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
  'decision/not-designated': lacking,
  'decision/designation-ended': ended,
}

/** The clauses that stand before an opening, each under the code it refuses with. */
const opening: Readings = {
  ...use,
  // 10: only at facilities accredited for the level.
  'decision/facility-not-accredited': (asked) =>
    secret(asked) && !has(asked.circumstances.facilityLevels, asked.document.level),
  // 6(e): only those on the register of the facility.
  'decision/not-on-facility-register': (asked) =>
    secret(asked) && !has(asked.person.facilities, asked.circumstances.facility),
  // 8: a visitor only up to the level of the visit.
  'decision/above-visit-level': (asked) =>
    secret(asked) && !asked.person.resident && !has(asked.person.visits, asked.document.level),
  // 7(2) to (4).
  'decision/no-clearance': (asked) => askedForClearance(asked) && !onceCleared(asked),
  'decision/clearance-expired': (asked) =>
    askedForClearance(asked) && onceCleared(asked) && !nowCleared(asked),
  'decision/clearance-too-old': (asked) =>
    askedForClearance(asked) && nowCleared(asked) && !freshlyCleared(asked),
  'decision/clearance-of-other-organ': (asked) =>
    askedForClearance(asked) && freshlyCleared(asked) && !clearedHere(asked),
  // 7(4)(b), Act 108 of 2013 Article 6: not another organ's secret without its consent.
  'decision/organ-not-consented': ({ person, document }) =>
    document.designated && !(person.designatingOrgan || person.consentedOrgan),
  // 7(1): nobody without need-to-know, whatever the level.
  'decision/no-need-to-know': ({ person }) => !person.needsToKnow,
  // 6(c): a purpose of the release, and one for which the need was recognised if there is any.
  'decision/wrong-purpose': ({ person, document, circumstances: { purpose } }) =>
    !has(document.purposes, purpose) || (person.needsToKnow && !has(person.purposes, purpose)),
  // 7(5)(b): only nationals of the countries that the label names, where it names any.
  'decision/other-nationality': ({ person, document }) =>
    !document.anyNationality && !has(document.nationalities, person.nationality),
  // 7(5)(c) and (d): New Zealand eyes only, those of administrators included.
  'decision/eyes-only': ({ person, document }) =>
    document.eyesOnly &&
    person.nationality !== 'NZL' &&
    !has(person.eyesOnlyApproved, document.level),
  'decision/foreign-administrator': ({ document, circumstances: { administrators } }) =>
    document.eyesOnly && !allAmong(administrators, ['NZL', 'approved']),
}

/** 14(d) and (e): whatever leaves a copy. */
const reproducing: Readings = {
  ...opening,
  'decision/originator-not-asked': ({ document, circumstances }) =>
    document.needsAgreement && !circumstances.agreed,
  'decision/accountable-material': ({ document }) => document.accountable && document.disseminated,
}

/** 4(3), 7(6) and 9(2): on its way to a member. */
const going: Readings = {
  'decision/no-assurance': (asked) =>
    secret(asked) && !allAmong(asked.circumstances.recipients, asked.circumstances.assured),
  // 4(3): nothing that repeats what another has provided, but to whom that one has consented.
  'decision/source-not-consented': ({ circumstances }) =>
    !allAmong(circumstances.recipients, circumstances.sourced),
  'decision/cipher-too-weak': ({ document, circumstances }) =>
    !allAmong(circumstances.suites, document.suites),
}

/** 5(1): only an officer appointed for the level; 4(5): only a registry officer. */
const releasing: Readings = { 'decision/not-appointed': ({ person }) => !person.releaser }
const keeping: Readings = { 'decision/not-registry-officer': ({ person }) => !person.registry }

/** For each act, the clauses that can stand against it. */
const secondReading: Readonly<Record<DecisionAction, Readings>> = {
  open: opening,
  print: reproducing,
  extract: reproducing,
  copy: {
    ...reproducing,
    // 14 to 14(c): numbered, no more than needed, at the highest level with consent.
    'decision/copy-not-numbered': ({ circumstances }) => circumstances.copyNumber < 1,
    'decision/too-many-copies': ({ document, circumstances }) =>
      circumstances.copyNumber > document.copyLimit,
    'decision/copy-without-consent': ({ document, circumstances }) =>
      document.highest && !circumstances.agreed,
  },
  translate: {
    ...opening,
    // 15: it says in its own language whose information it holds.
    'decision/no-translation-statement': ({ circumstances }) => !circumstances.statement,
  },
  // 5(2): only the author prepares.
  prepare: {
    ...going,
    'decision/not-designated': lacking,
    'decision/designation-ended': ended,
    'decision/not-author': ({ person }) => !person.author,
  },
  approve: {
    ...going,
    ...releasing,
    'decision/not-designated': lacking,
    'decision/designation-ended': ended,
    // 5(3): the author never approves.
    'decision/author-approves': ({ person }) => person.author,
  },
  deliver: { ...going, 'decision/not-designated': lacking, 'decision/designation-ended': ended },
  receive: going,
  provide: {
    ...use,
    ...releasing,
    // 6(a)(2): to nobody to whom the originator has not consented.
    'decision/no-third-party-consent': (asked) =>
      foreign(asked) && !allAmong(asked.circumstances.recipients, asked.circumstances.consented),
  },
  entrust: {
    ...use,
    ...releasing,
    // 16: to no contractor that the originator has not consented to.
    'decision/no-consent-to-contractor': (asked) =>
      foreign(asked) && !allAmong(asked.circumstances.recipients, asked.circumstances.consented),
    // 16(a) to (o).
    ...Object.fromEntries(
      contractorConditions.map((one): readonly [DecisionCode, Reading] => [
        `decision/contractor-${one}`,
        ({ circumstances }) => !has(circumstances.conditions, one),
      ]),
    ),
  },
  reclassify: {
    ...keeping,
    // 4(4): only the originator lowers a level.
    'decision/not-originators-change': ({ circumstances }) =>
      circumstances.lowers && !circumstances.agreed,
  },
  destroy: {
    ...keeping,
    // 13: in a crisis a notice stands in for consent, signers and certificate, and nothing for it.
    'decision/destruction-without-consent': ({ document, circumstances: { agreed, crisis } }) =>
      !crisis && document.highest && !agreed,
    'decision/too-few-signers': ({ document, circumstances: { signers, crisis } }) =>
      !crisis && (document.signersNeeded < 1 || signers < document.signersNeeded),
    'decision/no-certificate': ({ circumstances: { certified, crisis } }) => !crisis && !certified,
    'decision/crisis-without-notice': ({ circumstances: { notified, crisis } }) =>
      crisis && !notified,
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
  return clauses.get(action) ?? []
}

const clauses = new Map(actions.map((action) => [action, Object.entries(secondReading[action])]))

/** Every code that stands against what is asked; none where it is allowed. */
export function reasonsOf(asked: DecisionRequest): ReadonlySet<string> {
  const standing = clausesOf(asked.action).filter(([, stands]) => stands(asked))
  return new Set(standing.map(([code]) => code))
}
