/**
 * Statements as they are read one by one, without the fold that stands: what was said, what of it was ended,
 * and in which order. Written from spec/pact.md.
 *
 * @module
 */
import { keyId, statementId, statementValue } from '@entente/core/crypto'
import {
  type Appointment,
  type AppointmentAct,
  type Consent,
  type Grant,
  type GrantAct,
  type Instant,
  type LevelKey,
  type Notice,
  parseAppointment,
  parseConsent,
  parseGrant,
  parseNotice,
  parseTerms,
  type Role,
  type Terms,
} from '@entente/core/pact'

import type { Told } from '../seats.ts'

/** A grant of one kind, as it was signed. */
export interface Word<K extends GrantAct['kind']> {
  readonly id: string
  readonly grant: Grant
  readonly act: Extract<GrantAct, { readonly kind: K }>
}

/** All that was said at a seat. */
export interface Spoken {
  readonly terms: Terms
  readonly pact: string
  readonly appointments: readonly { readonly id: string; readonly said: Appointment }[]
  readonly notices: readonly { readonly id: string; readonly said: Notice }[]
  readonly grants: readonly { readonly id: string; readonly said: Grant }[]
  readonly consents: readonly Consent[]
  /** When each grant was given: no earlier than what its officer gave before. */
  readonly times: ReadonlyMap<Grant, Instant>
}

/** Reads the statements of a seat. */
export function listen(told: readonly Told[]): Spoken {
  const of = <T>(kind: Told['kind'], read: (one: Told['statement']) => T) =>
    told
      .filter((one) => one.kind === kind)
      .map(({ statement }) => ({ id: statementId(statement), said: read(statement) }))
  const [pact] = of('pact', (one) => parseTerms(statementValue(one)))
  if (!pact) throw new TypeError('there is no pact')
  const grants = of('grant', parseGrant)
  return {
    times: new Map(grants.map(({ said }) => [said, timeOf(grants, said)] as const)),
    terms: pact.said,
    pact: pact.id,
    appointments: of('appointment', parseAppointment),
    notices: of('notice', parseNotice),
    grants,
    consents: of('consent', parseConsent).map(({ said }) => said),
  }
}

/** Every grant of a kind, the earlier given before the later; those that were withdrawn with them. */
export function everSaid<K extends GrantAct['kind']>(spoken: Spoken, kind: K): readonly Word<K>[] {
  const found = spoken.grants.flatMap(({ id, said }) =>
    isKind(said.act, kind) ? [{ id, grant: said, act: said.act }] : [],
  )
  const rank = ({ grant }: Word<K>): string =>
    [spoken.times.get(grant), grant.issuer, String(grant.number).padStart(6, '0')].join(' ')
  return found.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** Those of them that nobody has withdrawn. */
export function stillSaid<K extends GrantAct['kind']>(spoken: Spoken, kind: K): readonly Word<K>[] {
  return everSaid(spoken, kind).filter((one) => !endOf(spoken, one))
}

/** Those of them whose term holds. */
export function saidAt<K extends Exclude<GrantAct['kind'], 'withdrawal'>>(
  spoken: Spoken,
  kind: K,
  at: Instant,
): readonly Word<K>[] {
  return stillSaid(spoken, kind).filter(({ act }) => holds(act, at))
}

/** The grant that withdraws another one. */
export function endOf(spoken: Spoken, { id }: { readonly id: string }): Grant | undefined {
  return spoken.grants.find(({ said: { act } }) => act.kind === 'withdrawal' && act.grant === id)
    ?.said
}

/** Whether a term holds: from its beginning, and not at its end any more. */
export function holds(act: object, at: Instant): boolean {
  const { from, until } = { from: '', until: '', ...act }
  return from <= at && at < until
}

/** Before and after (spec/pact.md). */
export function isBefore(spoken: Spoken, one: Grant, other: Grant): boolean {
  if (one.issuer === other.issuer) return one.number < other.number
  return (spoken.times.get(one) ?? '') < (spoken.times.get(other) ?? '')
}

function timeOf(grants: Spoken['grants'], { issuer, number }: Grant): Instant {
  return grants
    .filter(({ said }) => said.issuer === issuer && said.number <= number)
    .map(({ said }) => said.at)
    .reduce((latest, at) => (at > latest ? at : latest), '')
}

/** The newest grant `person` that has begun. */
export function lastRecord(
  spoken: Spoken,
  person: string,
  at: Instant,
): Word<'person'> | undefined {
  return everSaid(spoken, 'person').findLast(({ act }) => act.person === person && act.from <= at)
}

/** What is on record of a person: the newest, unless that is over or withdrawn. */
export function onRecord(spoken: Spoken, person: string, at: Instant): Word<'person'> | undefined {
  const last = lastRecord(spoken, person, at)
  if (!last || endOf(spoken, last) || !holds(last.act, at)) return undefined
  return last
}

/** The organ in which somebody was given something. */
export function organThen(spoken: Spoken, person: string, given: Grant): string | undefined {
  const posts = everSaid(spoken, 'person').filter(({ act }) => act.person === person)
  const earlier = posts.filter(({ grant }) => isBefore(spoken, grant, given))
  const last = earlier.findLast(({ act }) => act.from <= given.at)
  if (last && holds(last.act, given.at)) return last.act.organ
  return posts.find((one) => !earlier.includes(one))?.act.organ
}

/** A transfer ends what was given before it. */
export function isKept(spoken: Spoken, person: string, given: Grant, at: Instant): boolean {
  const now = onRecord(spoken, person, at)?.act.organ
  return now !== undefined && now === organThen(spoken, person, given)
}

/** The appointments as officers that hold, whoever has them. */
export function officersAt(
  { appointments }: Spoken,
  member: string,
  at: Instant,
): readonly Extract<AppointmentAct, { readonly kind: 'officer' }>[] {
  return appointedAt(appointments, member, at).flatMap((act) =>
    act.kind === 'officer' ? [act] : [],
  )
}

/** The levels that the officer who gave a grant was appointed for, and who it was. */
export function giverOf(
  spoken: Spoken,
  { member, issuer, at }: Grant,
  role: Role,
): { readonly person: string; readonly levels: readonly LevelKey[] } {
  const found = officersAt(spoken, member, at).findLast(
    ({ key, roles }) => keyId(key) === issuer && roles.includes(role),
  )
  return found ?? { person: '', levels: [] }
}

/** All that a member has appointed and not withdrawn, as far as it holds. */
export function appointedAt(
  appointments: Spoken['appointments'],
  member: string,
  at: Instant,
): readonly AppointmentAct[] {
  const ended = new Set<string>(
    appointments.flatMap(({ said: { act } }) =>
      act.kind === 'withdrawal' ? [act.appointment] : [],
    ),
  )
  return appointments
    .filter(({ id, said }) => said.member === member && !ended.has(id))
    .map(({ said }) => said.act)
    .filter((act) => holds(act, at))
}

function isKind<K extends GrantAct['kind']>(
  act: GrantAct,
  kind: K,
): act is Extract<GrantAct, { readonly kind: K }> {
  return act.kind === kind
}
