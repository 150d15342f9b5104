/**
 * A member's directory: its appointment chain, verified entry by entry.
 *
 * @module
 */
import {
  type ActKey,
  type Hash,
  type HybridPublicKey,
  keyId,
  passkeyId,
  type Statement,
  statementId,
  verifyActs,
} from '../crypto/index.ts'

import {
  type Appointment,
  type AppointmentAct,
  appointmentType,
  type Enrolment,
  parseAppointment,
  type Recovery,
  type RegistrarAppointment,
} from './appointment.ts'
import { emptyChain, extendChain } from './chain.ts'
import { PactError } from './errors.ts'
import { recover, requireLetIn, requireTwoOthers } from './recovery.ts'
import type { Member } from './terms.ts'
import {
  type ChainHead,
  type Instant,
  type LevelKey,
  type Role,
  sameLevel,
  within,
} from './vocabulary.ts'

/** A verified entry; `withdrawn` is the number of the entry that ended it. */
export interface DirectoryEntry {
  readonly id: Hash
  readonly appointment: Appointment
  readonly withdrawn: number | undefined
}

/** Everything `member` has appointed, in order. */
export interface Directory {
  readonly member: string
  readonly appointingKey: HybridPublicKey
  readonly head: ChainHead
  /** The id of entry n at place n - 1, withdrawals included. */
  readonly ids: readonly Hash[]
  /** When each came to be known here; the signer's own word where nobody recorded it. */
  readonly times: readonly Instant[]
  readonly entries: readonly DirectoryEntry[]
  /** Whom two officers have let in again, in order, with the numbers of the entries. */
  readonly recoveries: readonly (Recovery & { readonly number: number })[]
}

/** The acts of one kind. */
export type ActOf<K extends AppointmentAct['kind']> = Extract<AppointmentAct, { readonly kind: K }>

/** Acts that hold for a time. */
export type AppointedKind = Exclude<AppointmentAct['kind'], 'recovery' | 'withdrawal'>

/** The directory of a member before its first appointment. */
export function emptyDirectory({
  id,
  appointingKey,
}: Pick<Member, 'id' | 'appointingKey'>): Directory {
  const nothing = { ids: [], times: [], entries: [], recoveries: [] }
  return { member: id, appointingKey, head: emptyChain, ...nothing }
}

/**
 * The directory with one more entry, whose place, signer and scope are checked. `recorded` is when it
 * came to be known here.
 *
 * @throws {PactError} `pact/malformed`, `pact/chain-broken`, `pact/chain-conflict`,
 *   `pact/key-not-appointed`, `pact/not-authorised`, `pact/invalid-signature`
 */
export async function extendDirectory(
  directory: Directory,
  statement: Statement,
  recorded?: Instant,
): Promise<Directory> {
  const { member } = directory
  const appointment = parseAppointment(statement)
  if (
    appointment.member !== member ||
    appointment.appointingKey !== keyId(directory.appointingKey)
  ) {
    throw new PactError('pact/key-not-appointed', 'the appointment belongs to another chain', {
      member,
    })
  }
  const head = extendChain(directory.head, appointment, statement)
  const ids = [...directory.ids, statementId(statement)]
  await verifySigner(directory, statement, appointment)
  const next = { ...directory, head, ids, times: [...directory.times, recorded ?? appointment.at] }
  if (appointment.act.kind === 'withdrawal') {
    return withdraw(next, appointment.act.appointment, appointment)
  }
  if (appointment.act.kind === 'recovery') return recover(next, appointment.act, appointment.number)
  if (appointment.act.from >= appointment.act.until) {
    throw new PactError('pact/malformed', 'an appointment ends before it begins', { member })
  }
  requireKeyOfItsOwn(directory, appointment.act)
  const entry: DirectoryEntry = { id: statementId(statement), appointment, withdrawn: undefined }
  return { ...next, entries: [...directory.entries, entry] }
}

/**
 * The acts of `kind` that held at `at`, newest first, seen from entry `upTo` of the chain: what a
 * statement that names this head could rely on (D3).
 */
export function appointed<K extends AppointedKind>(
  { head, entries }: Directory,
  kind: K,
  at: Instant,
  upTo: number = head.number,
): readonly ActOf<K>[] {
  if (upTo > head.number) return []
  return (byKind(entries).get(kind) ?? [])
    .filter(({ appointment, withdrawn }) => {
      return appointment.number <= upTo && (withdrawn === undefined || withdrawn > upTo)
    })
    .map(({ appointment }) => appointment.act)
    .filter((act): act is ActOf<K> => act.kind === kind && within(act as ActOf<AppointedKind>, at))
    .toReversed()
}

/** By the list itself, which is never changed but replaced: among many devices the few officers are found. */
const kinds = new WeakMap<readonly DirectoryEntry[], Map<string, readonly DirectoryEntry[]>>()

function byKind(
  entries: readonly DirectoryEntry[],
): ReadonlyMap<string, readonly DirectoryEntry[]> {
  const known =
    kinds.get(entries) ?? Map.groupBy(entries, ({ appointment }) => appointment.act.kind)
  kinds.set(entries, known)
  return known
}

/**
 * The officer whose key is `key`, if appointed at `at` for `role` and, where one is named, `level`.
 */
export function findOfficer(
  directory: Directory,
  key: Hash,
  { role, level, at, upTo }: { role: Role; level?: LevelKey; at: Instant; upTo?: number },
): ActOf<'officer'> | undefined {
  return appointed(directory, 'officer', at, upTo).find(
    (officer) =>
      keyId(officer.key) === key &&
      officer.roles.includes(role) &&
      (level === undefined || officer.levels.some((one) => sameLevel(one, level))),
  )
}

/** Who acts, and what the act is verified under. */
export interface ActingOfficer {
  readonly person: string
  readonly key: ActKey
}

/**
 * The officer who acts by the key called `key`, their own or that of a passkey appointed for them, if
 * appointed for `role` and `level` as above.
 */
export function findActingOfficer(
  directory: Directory,
  key: Hash,
  asked: { role: Role; level: LevelKey; at: Instant; upTo?: number },
): ActingOfficer | undefined {
  const officer = findOfficer(directory, key, asked)
  if (officer) return officer
  const { role, level, at, upTo } = asked
  const passkey = appointed(directory, 'officer-passkey', at, upTo).find(
    (one) => passkeyId(one.key) === key,
  )
  const isOfficer = appointed(directory, 'officer', at, upTo).some(
    ({ person, roles, levels }) =>
      person === passkey?.person &&
      roles.includes(role) &&
      levels.some((one) => sameLevel(one, level)),
  )
  return passkey && isOfficer ? { person: passkey.person, key: passkey } : undefined
}

/**
 * The person who acts by the key called `key` for themselves, in no role: an officer or somebody who is
 * enrolled with it, at `at`.
 */
export function findActingPerson(
  directory: Directory,
  key: Hash,
  at: Instant,
  upTo?: number,
): ActingOfficer | undefined {
  const officers = appointed(directory, 'officer', at, upTo)
  const hybrid = [...officers, ...appointed(directory, 'person-key', at, upTo)].find(
    (one) => keyId(one.key) === key,
  )
  if (hybrid) return { person: hybrid.person, key: hybrid.key }
  const passkeys = [
    ...appointed(directory, 'person-passkey', at, upTo),
    ...appointed(directory, 'officer-passkey', at, upTo).filter(({ person }) =>
      officers.some((one) => one.person === person),
    ),
  ]
  const passkey = passkeys.find((one) => passkeyId(one.key) === key)
  return passkey && { person: passkey.person, key: passkey }
}

/** The registrar whose key is `key`, if appointed at `at`. */
export function findRegistrar(
  directory: Directory,
  key: Hash,
  at: Instant,
): ActOf<'registrar'> | undefined {
  return appointed(directory, 'registrar', at).find((one) => keyId(one.key) === key)
}

/** The officer for security whose key is `key`, if appointed at `at`, for whatever levels. */
export function findSecurityOfficer(
  directory: Directory,
  key: Hash,
  at: Instant,
): ActOf<'officer'> | undefined {
  return findOfficer(directory, key, { role: 'security', at })
}

async function verifySigner(
  directory: Directory,
  statement: Statement,
  appointment: Appointment,
): Promise<void> {
  const { member } = directory
  try {
    await verifyActs(appointmentType, statement, signersOf(directory, appointment))
  } catch (cause) {
    if (cause instanceof PactError) throw cause
    throw new PactError('pact/invalid-signature', 'the appointment is not signed by its signer', {
      cause,
      member,
    })
  }
}

/** The keys that have to sign, by what they are appointed for. */
function signersOf(
  directory: Directory,
  { by, at, act }: Appointment,
): readonly [HybridPublicKey, ...HybridPublicKey[]] {
  const { member, appointingKey } = directory
  if (by === keyId(appointingKey) && act.kind !== 'recovery') return [appointingKey]
  const registrar = findRegistrar(directory, by, at)
  if (!registrar) {
    throw new PactError('pact/key-not-appointed', 'the signer is no registrar', { member })
  }
  requireScope(directory, registrar, act)
  if (act.kind !== 'recovery') return [registrar.key]
  const second = findSecurityOfficer(directory, act.second, at)
  if (!second) {
    throw new PactError('pact/key-not-appointed', 'the second is no officer for security', {
      member,
    })
  }
  const two = [
    { person: registrar.person, key: by },
    { person: second.person, key: act.second },
  ]
  requireTwoOthers(act, two, member)
  return [registrar.key, second.key]
}

/**
 * A registrar enrols people's devices, passkeys and keys at its own facilities, ends such enrolments, has a
 * hand in recoveries, and does nothing else.
 */
function requireScope(
  directory: Directory,
  { facilities }: RegistrarAppointment,
  act: AppointmentAct,
): void {
  const { member, entries } = directory
  const target =
    act.kind === 'withdrawal'
      ? entries.find(({ id }) => id === act.appointment)?.appointment.act
      : act
  const isIts = target && (isEnrolment(target) || target.kind === 'recovery')
  if (!isIts || !facilities.includes(target.facility)) {
    throw new PactError('pact/not-authorised', 'outside of the registrar’s scope', { member })
  }
  if (isEnrolment(act)) requireLetIn(directory, act)
}

function isEnrolment(act: AppointmentAct): act is Enrolment {
  return enrolments.has(act.kind)
}

const enrolments: ReadonlySet<AppointmentAct['kind']> = new Set<Enrolment['kind']>([
  'device',
  'passkey',
  'person-key',
  'person-passkey',
])

/**
 * A passkey that signs in is asked at every sign-in for what nobody can read: it must never act. Nor does
 * one authenticator, or one key of a person, act for two persons.
 */
function requireKeyOfItsOwn({ member, entries }: Directory, act: AppointmentAct): void {
  const others = entries.map(({ appointment }) => appointment.act)
  const taken = isPasskey(act)
    ? others.some(
        (other) =>
          isPasskey(other) &&
          other.key === act.key &&
          (other.kind !== act.kind || (act.kind !== 'passkey' && other.person !== act.person)),
      )
    : isPersonal(act) &&
      others.some(
        (other) =>
          isPersonal(other) &&
          // What an officer signs by may be the officer's own key as a person too.
          (act.kind === 'person-key' || other.kind === 'person-key') &&
          other.person !== act.person &&
          keyId(other.key) === keyId(act.key),
      )
  if (taken) {
    throw new PactError('pact/malformed', 'the key has another use already', { member })
  }
}

function isPasskey(
  act: AppointmentAct,
): act is ActOf<'officer-passkey' | 'passkey' | 'person-passkey'> {
  return ['officer-passkey', 'passkey', 'person-passkey'].includes(act.kind)
}

function isPersonal(act: AppointmentAct): act is ActOf<'officer' | 'person-key' | 'registrar'> {
  return ['officer', 'person-key', 'registrar'].includes(act.kind)
}

function withdraw(directory: Directory, target: Hash, { number }: Appointment): Directory {
  const { member } = directory
  const known = directory.entries.find(
    ({ id, withdrawn }) => id === target && withdrawn === undefined,
  )
  if (!known) throw new PactError('pact/malformed', 'nothing in force to withdraw', { member })
  return {
    ...directory,
    entries: directory.entries.map((entry) =>
      entry === known ? { ...entry, withdrawn: number } : entry,
    ),
  }
}
