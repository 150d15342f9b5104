/**
 * Letting somebody in again who has lost every device and passkey: two officers do, and what was lost ends.
 *
 * @module
 */
import { type Hash, hashOf } from '../crypto/index.ts'
import { canonicalJson } from '../lib/index.ts'

import type { AppointmentAct, Enrolment, Recovery } from './appointment.ts'
import type { Directory } from './directory.ts'
import { PactError } from './errors.ts'

/** What a recovery calls an enrolment by: the digest of its canonical JSON. */
export function enrolmentDigest(act: Enrolment): Hash {
  return hashOf(canonicalJson(act))
}

/**
 * Checks that two different persons recover a third one.
 *
 * @throws {PactError} `pact/not-authorised`
 */
export function requireTwoOthers(
  { person }: Recovery,
  signers: readonly { readonly person: string; readonly key: Hash }[],
  member: string,
): void {
  const persons = new Set([person, ...signers.map((one) => one.person)])
  const keys = new Set(signers.map(({ key }) => key))
  if (signers.length !== 2 || persons.size !== 3 || keys.size !== 2) {
    throw new PactError('pact/not-authorised', 'a recovery takes two others', { member })
  }
}

/**
 * The directory once entry `number` has recovered a person: all that let them in or act by a passkey has
 * ended, and what the recovery names may be enrolled.
 *
 * @throws {PactError} `pact/malformed` for a person who was never enrolled
 */
export function recover(directory: Directory, recovery: Recovery, number: number): Directory {
  const { member, entries, recoveries } = directory
  if (!entries.some(({ appointment: { act } }) => isEnrolmentOf(recovery.person, act))) {
    throw new PactError('pact/malformed', 'nobody was enrolled who could be recovered', { member })
  }
  return {
    ...directory,
    recoveries: [...recoveries, { ...recovery, number }],
    entries: entries.map((entry) => {
      const { act } = entry.appointment
      const isTheirs =
        isEnrolmentOf(recovery.person, act) ||
        (endsWithThem.has(act.kind) && 'person' in act && act.person === recovery.person)
      return isTheirs && entry.withdrawn === undefined ? { ...entry, withdrawn: number } : entry
    }),
  }
}

/**
 * Checks that a registrar alone may enrol `act`: of a person whose every enrolment was withdrawn it may
 * enrol what their newest recovery names, until something of theirs is withdrawn again.
 *
 * @throws {PactError} `pact/not-authorised`
 */
export function requireLetIn({ member, entries, recoveries }: Directory, act: Enrolment): void {
  const theirs = entries.filter(({ appointment }) => isEnrolmentOf(act.person, appointment.act))
  if (theirs.length === 0 || theirs.some(({ withdrawn }) => withdrawn === undefined)) return
  const ended = Math.max(...theirs.map(({ withdrawn = 0 }) => withdrawn))
  const newest = recoveries.findLast(({ person }) => person === act.person)
  if (newest && newest.number >= ended && newest.enrols.includes(enrolmentDigest(act))) return
  throw new PactError(
    'pact/not-authorised',
    'a person who has lost all comes back by two officers',
    {
      member,
    },
  )
}

/** What a person acts by that lets nobody in. */
const endsWithThem: ReadonlySet<AppointmentAct['kind']> = new Set([
  'officer-passkey',
  'person-key',
  'person-passkey',
])

function isEnrolmentOf(person: string, act: AppointmentAct): boolean {
  return (act.kind === 'device' || act.kind === 'passkey') && act.person === person
}
