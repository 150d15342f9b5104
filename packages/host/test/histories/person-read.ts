/**
 * What was signed of a person, as articles 7 and 8 look at it.
 *
 * @module
 */
import { keyId } from '@entente/core/crypto'
import type { LevelKey } from '@entente/core/pact'
import type { DecisionRequest } from '@entente/core/policy'

import { ifSo, isHere, type Matter } from './matter.ts'
import {
  endOf,
  everSaid,
  giverOf,
  isBefore,
  isKept,
  officersAt,
  onRecord,
  organThen,
  saidAt,
  stillSaid,
} from './spoken.ts'

type PersonRead = DecisionRequest['person']
/** What is read of clearances. */
export type Cleared =
  | 'cleared'
  | 'emergency'
  | 'everCleared'
  | 'exempt'
  | 'eyesOnlyApproved'
  | 'lasting'
  | 'reads'
/** What is read of organs. */
export type Organs = 'consentedOrgan' | 'designatingOrgan'

/** Who asks, what they need to know, and in which office they act. */
export function personRead(matter: Matter): Omit<PersonRead, Cleared | Organs> {
  const { spoken, self, subject, question } = matter
  const { person, at, facility, officerKey } = question
  const record = onRecord(spoken, person, at)
  const author = subject.kind === 'own' && subject.author === person
  const officers = officersAt(spoken, self, at)
  const mayRelease = officers.some(
    (one) => one.person === person && one.roles.includes('releaser') && isHere(matter, one.levels),
  )
  const looks = subject.kind === 'own' && subject.awaitsApproval && mayRelease
  const needs = needsRead(matter)
  const inOffice = (role: 'registry' | 'releaser'): boolean =>
    officers.some(
      (one) =>
        one.person === person &&
        one.roles.includes(role) &&
        isHere(matter, one.levels) &&
        keyId(one.key) === officerKey,
    )
  // 8: a visitor stays one until put on record anew after the permission was withdrawn.
  const visits = everSaid(spoken, 'visit').filter(({ act }) => act.person === person)
  const isOver = (one: (typeof visits)[number]): boolean => {
    const end = endOf(spoken, one)
    return end !== undefined && record !== undefined && isBefore(spoken, end, record.grant)
  }
  return {
    known: record !== undefined,
    nationality: record?.act.nationality ?? '',
    facilities: saidAt(spoken, 'facility-register', at)
      .filter(({ act, grant }) => act.person === person && isKept(spoken, person, grant, at))
      .map(({ act }) => act.facility),
    resident: visits.every(isOver),
    visits: ifSo(
      saidAt(spoken, 'visit', at).some(
        ({ act }) =>
          act.person === person && act.facility === facility && isHere(matter, act.levels),
      ),
      matter,
    ),
    needsToKnow: needs.length > 0 || author || looks,
    purposes: [...needs, ...(author ? ['drafting'] : []), ...(looks ? ['approval'] : [])],
    author,
    releaser: inOffice('releaser'),
    registry: inOffice('registry'),
  }
}

/** 7(1): purposes of the needs for the document or a case that it is in. */
function needsRead(matter: Matter): readonly string[] {
  const { spoken, subject, question, classified } = matter
  const { person, at } = question
  const document = subject.kind === 'own' ? subject.document : subject.release.document
  const speaks = (grant: Parameters<typeof giverOf>[1]): boolean =>
    !classified || isHere(matter, giverOf(spoken, grant, 'controller').levels)
  const cases = saidAt(spoken, 'case-document', at)
    .filter(({ act, grant }) => act.document === document && speaks(grant))
    .map(({ act }) => act.case)
  if (subject.kind === 'own' && subject.case !== null) cases.push(subject.case)
  return saidAt(spoken, 'need-to-know', at)
    .filter(({ act, grant }) => {
      if (act.person !== person || !speaks(grant)) return false
      const { scope } = act
      return scope.kind === 'case' ? cases.includes(scope.case) : scope.document === document
    })
    .filter(({ grant }) => isKept(spoken, person, grant, at))
    .flatMap(({ act }) => act.purposes)
}

/** 7(2) to (4) and 7(5)(c). */
export function clearanceRead(matter: Matter): Pick<PersonRead, Cleared> {
  const { spoken, question, here } = matter
  const { person, at } = question
  const { regimes, clauses } = spoken.terms
  const parameter = (of: string): string =>
    String(clauses.map(({ parameters }) => parameters[of]).find((one) => one !== undefined) ?? '')
  const list = (of: string): readonly string[] => parameter(of).split(', ')
  const levelsOf = (regime: string) => regimes.find((one) => one.regime === regime)
  const reaches = (one: LevelKey): boolean =>
    here?.regime === one.regime &&
    (levelsOf(one.regime)
      ?.levels.find(({ level }) => level === one.level)
      ?.reads.includes(here.level) ??
      false)
  const theirs = <T extends { readonly act: { readonly person: string } }>(all: readonly T[]) =>
    all.filter(({ act }) => act.person === person)
  const held = theirs(stillSaid(spoken, 'clearance')).filter(({ act }) => act.from <= at)
  const current = held.filter(({ act }) => at < act.until)
  const bound = (regime: string): boolean => levelsOf(regime)?.boundToOrgan ?? false
  const fresh = current.filter(({ act, grant }) => {
    const years = list('clearanceYears').find((one) => one.startsWith(`${act.regime} `))
    if (years === undefined) return !bound(act.regime)
    const end = new Date(act.from < grant.at ? act.from : grant.at)
    end.setUTCFullYear(end.getUTCFullYear() + Number(years.split(' ')[1]))
    return new Date(at) < end
  })
  const record = onRecord(spoken, person, at)
  const counting = fresh.filter(({ act }) => !bound(act.regime) || act.organ === record?.act.organ)
  const exempt = theirs(saidAt(spoken, 'exemption', at)).filter(
    ({ act, grant }) =>
      isKept(spoken, person, grant, at) &&
      record?.act.offices.includes(act.office) &&
      list('exemptOffices').includes(`${act.regime} ${act.office}`),
  )
  const rank = (one: LevelKey): number =>
    levelsOf(one.regime)?.levels.findIndex(({ level }) => level === one.level) ?? -1
  const emergency = theirs(saidAt(spoken, 'emergency-access', at)).filter(
    ({ act, grant }) =>
      isKept(spoken, person, grant, at) &&
      Date.parse(at) - Date.parse(act.from) < Number(parameter('emergencyHours')) * 3_600_000 &&
      counting.some((one) => one.act.regime === act.regime && rank(act) - rank(one.act) <= 1),
  )
  const some = (all: readonly { readonly act: LevelKey }[]): readonly string[] =>
    ifSo(
      all.some(({ act }) => reaches(act)),
      matter,
    )
  return {
    everCleared: some(held),
    cleared: some(current),
    lasting: some(fresh),
    reads: some(counting),
    exempt: some(exempt),
    emergency: ifSo(
      emergency.some(({ act }) => isHere(matter, [act])),
      matter,
    ),
    eyesOnlyApproved: some(theirs(saidAt(spoken, 'eyes-only-approval', at))),
  }
}

/** 7(4)(b) and (c): by the head of the organ that is named, as of when it was given. */
export function designationRead({ spoken, subject, question: { at, person } }: Matter): {
  readonly person: Pick<PersonRead, Organs>
  readonly document: Pick<DecisionRequest['document'], 'designated' | 'designationEnded'>
} {
  const document = subject.kind === 'own' ? subject.document : undefined
  const ofHead = ({
    act,
    grant,
  }: {
    act: { organ: string }
    grant: Parameters<typeof giverOf>[1]
  }) => organThen(spoken, giverOf(spoken, grant, 'head').person, grant) === act.organ
  const made = stillSaid(spoken, 'designation').filter(
    (one) => one.act.document === document && one.act.from <= at && ofHead(one),
  )
  const organ = onRecord(spoken, person, at)?.act.organ
  const by = made.at(-1)?.act.organ
  const consented = saidAt(spoken, 'organ-consent', at).some(
    (one) =>
      one.act.document === document && one.act.organ === by && one.act.to === organ && ofHead(one),
  )
  return {
    person: { designatingOrgan: by !== undefined && by === organ, consentedOrgan: consented },
    document: {
      designated: made.length > 0,
      designationEnded: made.length > 0 && made.every(({ act }) => act.until <= at),
    },
  }
}
