/**
 * What the label and the notices say, read from the text of the clauses and of spec/pact.md.
 *
 * @module
 */
import { type Instant, type LevelKey, sameLevel } from '@entente/core/pact'
import type { DecisionRequest } from '@entente/core/policy'

import type { Matter } from './matter.ts'
import type { Spoken } from './spoken.ts'

type Said =
  | 'accountable'
  | 'anyNationality'
  | 'disseminated'
  | 'eyesOnly'
  | 'labelled'
  | 'nationalities'
  | 'needsAgreement'

/** 4(2), 7(5)(b) to (d), 14(d) and (e). What has no label is not for anybody. */
export function labelRead({
  spoken: { terms },
  self,
  subject,
  theirs,
  here,
  classified,
}: Matter): Pick<DecisionRequest['document'], Said> {
  const { label } = subject
  const received = subject.kind === 'received'
  const lists = (parameter: string, level: LevelKey): boolean =>
    terms.clauses.some(({ parameters }) =>
      String(parameters[parameter] ?? '')
        .split(', ')
        .includes(`${level.regime} ${level.level}`),
    )
  const values = (isReleasability: boolean): readonly string[] =>
    (label?.categories ?? [])
      .filter(({ tagName }) => (tagName === 'Releasable To') === isReleasability)
      .flatMap((one) => one.values)
  const marked = (mark: string): boolean => label === null || values(false).includes(mark)
  const [named, ours] = [values(true), countryOf(terms, self)]
  const provider = terms.regimes.find(({ regime }) => regime === theirs.regime)?.member
  const byAgreement = terms.clauses.some(
    ({ parameters }) => parameters['agreementRegimes'] === here?.regime,
  )
  return {
    labelled:
      label !== null &&
      sameLevel({ regime: label.policy.uri, level: label.classification }, theirs),
    anyNationality: label !== null && named.length === 0 && !(received && classified),
    nationalities:
      label === null
        ? []
        : received
          ? named.length > 0
            ? named
            : [countryOf(terms, provider), ours]
          : [...named, ours],
    eyesOnly: marked('NZEO') && lists('eyesOnlyLevels', theirs),
    accountable:
      classified && (marked('ACCOUNTABLE MATERIAL') || lists('accountableLevels', theirs)),
    disseminated: received || subject.disseminated,
    needsAgreement:
      classified &&
      (received || label === null || values(false).length > 0) &&
      (here === undefined || byAgreement),
  }
}

/** The country of a member. */
export function countryOf({ members }: Spoken['terms'], member: string | undefined): string {
  return members.find(({ id }) => id === member)?.country ?? 'no country'
}

/** The state of the pact (spec/pact.md, State). */
export function stateRead({ terms, notices }: Spoken, at: Instant): string {
  const members = terms.members.map(({ id }) => id)
  const effective = notices.filter(({ said: { act } }) => 'from' in act && act.from <= at)
  if (effective.some(({ said }) => said.act.kind === 'terminated')) return 'terminated'
  const hasSaid = (member: string, kind: string): boolean => {
    const first = effective.find(({ said }) => said.member === member && said.act.kind === kind)
    return members.every(
      (other) =>
        (other === member && first !== undefined) ||
        notices.some(
          ({ said }) =>
            said.member === other &&
            said.act.kind === 'acknowledged' &&
            said.act.notice === first?.id,
        ),
    )
  }
  if (!members.every((member) => hasSaid(member, 'signed'))) return 'agreed'
  if (!members.every((member) => hasSaid(member, 'in-force'))) return 'signed'
  const paused = members.some((member) => {
    const words = effective
      .filter(({ said }) => said.member === member)
      .map(({ said }) => said.act.kind)
    return words.lastIndexOf('suspended') > words.lastIndexOf('resumed')
  })
  return paused ? 'suspended' : 'in-force'
}
