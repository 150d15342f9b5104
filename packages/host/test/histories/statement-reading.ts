/**
 * A reading of statements: what is true of a person, a document and the moment when a question is asked,
 * straight from what was signed. It is written from the clauses of the pact and from spec/pact.md, and shares
 * nothing with the fold of statements or with the facts that rules are given. Only what is true of the level
 * in question is said of levels, so their lists hold it or nothing.
 *
 * @module
 */
import { contractorConditions, type LevelKey, sameLevel } from '@entente/core/pact'
import type { DecisionRequest, Question, Subject } from '@entente/core/policy'

import { labelRead, stateRead } from './clauses-read.ts'
import { ifSo, isHere, type Matter, name } from './matter.ts'
import { clearanceRead, designationRead, personRead } from './person-read.ts'
import { appointedAt, holds, lastRecord, saidAt, type Spoken, stillSaid } from './spoken.ts'

/** What is true when `question` is asked. */
export function readStatements(
  spoken: Spoken,
  self: string,
  subject: Subject,
  question: Question,
): DecisionRequest {
  const { terms } = spoken
  const own = subject.kind === 'own'
  const theirs = own ? subject.level : subject.release.level
  const row = terms.equivalence.find(
    ({ from, member }) => member === self && sameLevel(from, theirs),
  )
  const here = own ? theirs : (row?.to ?? undefined)
  // 7: what either side has classified, and what nobody can tell.
  const known = terms.regimes.flatMap(({ regime, levels }) =>
    levels.map(({ level, classified }) => ({ regime, level, classified })),
  )
  const isOpen = (level: LevelKey | undefined): boolean =>
    level !== undefined && known.some((one) => sameLevel(one, level) && !one.classified)
  const classified = !(isOpen(theirs) && isOpen(here))
  const matter = { spoken, self, subject, question, theirs, here, classified }
  return {
    action: question.action,
    person: { ...personRead(matter), ...clearanceRead(matter), ...designationRead(matter).person },
    document: {
      ...documentRead(matter),
      ...labelRead(matter),
      ...designationRead(matter).document,
    },
    circumstances: circumstancesRead(matter),
  }
}

type Labelled = keyof ReturnType<typeof labelRead> | 'designated' | 'designationEnded'

function documentRead(matter: Matter): Omit<DecisionRequest['document'], Labelled> {
  const { spoken, self, subject, question, theirs, here, classified } = matter
  const { terms } = spoken
  const parameter = (of: string) =>
    terms.clauses.map(({ parameters }) => parameters[of]).find((one) => one !== undefined)
  const lists = (of: string, level: LevelKey): boolean =>
    String(parameter(of)).split(', ').includes(name(level))
  const release = subject.kind === 'received' ? subject.release : undefined
  return {
    received: release !== undefined,
    classified,
    level: here ? name(here) : '',
    needsClearance: classified && !(here && lists('withoutClearance', here)),
    // 7(4)(d): made secret by a designation and by nothing else.
    needsDesignation:
      release === undefined &&
      classified &&
      String(parameter('designatedRegimes')).split(', ').includes(theirs.regime),
    highest: classified && lists('highestLevels', theirs),
    equivalent: here !== undefined,
    released: release?.recipients.includes(self) ?? false,
    ended: release !== undefined && question.at >= release.notAfter,
    recalled: subject.kind === 'received' && subject.recalled,
    purposes: release
      ? release.purposes
      : [...terms.purposes.map(({ id }) => id), 'drafting', 'approval'],
    suites: terms.handling.find((one) => sameLevel(one, theirs))?.suites ?? [],
    copyLimit: Number(parameter('maximumCopies')),
    signersNeeded: Number(parameter('witnesses')),
  }
}

function circumstancesRead(matter: Matter): DecisionRequest['circumstances'] {
  const { spoken, self, subject, question, theirs } = matter
  const { at, facility, purpose, going, parties = [], destruction } = question
  const { terms } = spoken
  const runs = stillSaid(spoken, 'administrator').filter(
    ({ act }) => act.facility === facility && act.from <= at,
  )
  // 7(5)(d): recorded, and New Zealanders by every word on record, or approved.
  const isApproved = (person: string): boolean =>
    clearanceRead({ ...matter, question: { ...question, person } }).eyesOnlyApproved.length > 0
  const administrators = runs.flatMap(({ act }) => {
    if (isApproved(act.person)) return ['approved']
    const other = lastRecord(spoken, act.person, at)?.act.nationality
    return other === undefined ? [act.nationality] : [act.nationality, other]
  })
  // 6(a), 13, 14: the originator's word for this document, act, party, purpose, level and time.
  const agreedFor = (party: string | null): boolean =>
    spoken.consents.some(
      (one) =>
        one.pact === spoken.pact &&
        one.document === (subject.kind === 'own' ? subject.document : subject.release.document) &&
        one.originator === (subject.kind === 'own' ? self : subject.release.originator) &&
        sameLevel(one.level, theirs) &&
        one.act === question.action &&
        one.member === self &&
        one.party === party &&
        one.purposes.includes(purpose) &&
        name(one.to ?? nowhere) === name(question.to ?? nowhere) &&
        holds({ from: one.at, until: one.notAfter }, at),
    )
  // 4(3): the word of each originator of what is repeated, for the one who sends it on.
  const isSourced = (member: string): boolean =>
    going?.sources?.every(
      ({ document, originator, level }) =>
        originator === member ||
        going.purposes.every((wanted) =>
          spoken.consents.some(
            (one) =>
              one.pact === spoken.pact &&
              one.document === document &&
              one.originator === originator &&
              sameLevel(one.level, level) &&
              one.act === 'provide' &&
              one.member === going.originator &&
              one.party === member &&
              one.purposes.includes(wanted) &&
              holds({ from: one.at, until: one.notAfter }, at),
          ),
        ),
    ) ?? false
  const isAssured = (member: string): boolean => {
    const level = terms.equivalence.find(
      (one) => one.member === member && sameLevel(one.from, theirs),
    )?.to
    const [newest] = spoken.notices
      .flatMap(({ said }) =>
        said.member === member && said.act.kind === 'assured' && said.act.from <= at
          ? [said.act]
          : [],
      )
      .toReversed()
    return (
      level !== undefined &&
      level !== null &&
      newest !== undefined &&
      at < newest.until &&
      newest.levels.some((one) => sameLevel(one, level))
    )
  }
  const found = parties.map((party) =>
    saidAt(spoken, 'contractor', at)
      .filter(({ act }) => act.contractor === party && isHere(matter, act.levels))
      .flatMap(({ act }) => act.conditions.filter(({ until }) => at < until)),
  )
  const recipients = going ? going.recipients : parties
  return {
    pactState: stateRead(spoken, at),
    facility,
    facilityLevels: ifSo(
      saidAt(spoken, 'facility', at).some(
        ({ act }) => act.facility === facility && isHere(matter, act.levels),
      ),
      matter,
    ),
    administrators: runs.some(({ act }) => at < act.until) ? administrators : [],
    purpose,
    recipients,
    assured: going ? recipients.filter(isAssured) : [],
    sourced: going ? recipients.filter(isSourced) : [],
    consented: parties.filter(agreedFor),
    suites: (going?.kas ?? []).map(({ member, kid }) => {
      const keys = appointedAt(spoken.appointments, member, at)
      return (
        keys.flatMap((act) => (act.kind === 'kas' && act.kid === kid ? [act.suite] : []))[0] ?? ''
      )
    }),
    agreed: agreedFor(parties[0] ?? null),
    copyNumber: question.copyNumber ?? 0,
    statement: saysWhose(matter),
    lowers: isLower(matter),
    crisis: destruction?.crisis ?? false,
    notified: destruction?.notified ?? false,
    signers: new Set(destruction?.signers).size,
    certified: destruction?.certified ?? false,
    conditions: contractorConditions.filter(
      (one) =>
        found.length > 0 && found.every((all) => all.some(({ condition }) => condition === one)),
    ),
  }
}

const nowhere: LevelKey = { regime: '', level: '' }

/** 15: in the language of the translation, whose classified information it holds. */
function saysWhose({ spoken, subject, question: { translation } }: Matter): boolean {
  if (!translation) return false
  if (subject.kind === 'own') return true
  const provider = spoken.terms.members.find(({ id }) => id === subject.release.originator)
  if (!provider) return false
  const { statement, language } = translation
  return statement !== '' && statement.includes(provider.name[language])
}

/** 4(4): lower, of another regime, or not known. */
function isLower({ spoken, theirs, question: { to } }: Matter): boolean {
  const order = spoken.terms.regimes
    .find(({ regime }) => regime === theirs.regime)
    ?.levels.map(({ level }) => level)
  if (!order || to?.regime !== theirs.regime || !order.includes(to.level)) return true
  return order.indexOf(to.level) < order.indexOf(theirs.level)
}
