/**
 * Appointments: the one numbered chain from which everything of a member comes that changes (D2).
 *
 * @module
 */
import { z } from 'zod'

import type { Hash, HybridPublicKey, Statement, StatementType } from '../crypto/index.ts'
import { statementValue } from '../crypto/index.ts'
import { fromBase64Url, toBase64Url } from '../lib/index.ts'

import {
  hash,
  hybridKey,
  id,
  type Instant,
  instant,
  type LevelKey,
  levelKey,
  readAs,
  type Role,
  role,
  span,
} from './vocabulary.ts'

/** A half-open span in which an appointment holds. */
interface Term {
  readonly from: Instant
  readonly until: Instant
}

/** The certificate of the federation listener and where it listens (D15). */
export interface TlsAppointment extends Term {
  readonly kind: 'tls'
  /** X.509, PEM; its key is P-256. */
  readonly certificate: string
  readonly url: string
}

/** A key of the member's Key Access Service. */
export interface KasAppointment extends Term {
  readonly kind: 'kas'
  readonly kid: string
  /** Wrapping suite by its OpenTDF name. */
  readonly suite: string
  readonly publicKey: string
  readonly url: string
}

/** The ledger's origin and verifier key (C2SP signed-note), or a witness's. */
export interface LogAppointment extends Term {
  readonly kind: 'ledger' | 'witness'
  readonly verifierKey: string
}

/** The key that signs labels or messages and receipts. */
export interface ServerKeyAppointment extends Term {
  readonly kind: 'label' | 'message'
  readonly key: HybridPublicKey
}

/** A person who acts for the member, within roles and levels of the pact. */
export interface OfficerAppointment extends Term {
  readonly kind: 'officer'
  readonly person: string
  readonly key: HybridPublicKey
  readonly roles: readonly Role[]
  readonly levels: readonly LevelKey[]
}

/** A person who may enrol devices at the named facilities. */
export interface RegistrarAppointment extends Term {
  readonly kind: 'registrar'
  readonly person: string
  readonly key: HybridPublicKey
  readonly facilities: readonly string[]
}

/** A device of a person at a facility, enrolled by a registrar (D13). */
export interface DeviceEnrolment extends Term {
  readonly kind: 'device'
  readonly person: string
  readonly facility: string
  /** P-256 public key, uncompressed point in base64url (65 bytes). */
  readonly key: string
}

/**
 * A passkey of a person, enrolled by a registrar: who signs in at an enrolled device with it is that
 * person. It opens nothing by itself.
 */
export interface PasskeyEnrolment extends Term {
  readonly kind: 'passkey'
  readonly person: string
  readonly facility: string
  /** Domain the passkey is made for (WebAuthn Level 3, RP ID): an authenticator signs for no other. */
  readonly domain: string
  /** WebAuthn credential id, base64url; 16 to 1023 bytes. */
  readonly credential: string
  /** P-256 public key (ES256), uncompressed point in base64url (65 bytes). */
  readonly key: string
}

/**
 * A passkey by which an officer acts (suite `webauthn`), appointed like the officer and never by a
 * registrar. It counts while its person is an officer, and is none to sign in with: what is asked of it is
 * always an act.
 */
export interface OfficerPasskey extends Term {
  readonly kind: 'officer-passkey'
  readonly person: string
  /** As in {@link PasskeyEnrolment}. */
  readonly domain: string
  /** Where the page stands that asks for an act, within the domain: `https`, host, port if not 443. */
  readonly origin: string
  readonly credential: string
  readonly key: string
}

/**
 * A key by which a person acts who need not be an officer: for what they have received themselves, and for
 * nothing that takes a role. Enrolled by a registrar, like a device.
 */
export interface PersonKey extends Term {
  readonly kind: 'person-key'
  readonly person: string
  readonly facility: string
  readonly key: HybridPublicKey
}

/** A passkey by which a person acts as by a {@link PersonKey}. It is none to sign in with. */
export interface PersonPasskey extends Term {
  readonly kind: 'person-passkey'
  readonly person: string
  readonly facility: string
  /** As in {@link OfficerPasskey}. */
  readonly domain: string
  readonly origin: string
  readonly credential: string
  readonly key: string
}

/** What a registrar enrols for a person. */
export type Enrolment = DeviceEnrolment | PasskeyEnrolment | PersonKey | PersonPasskey

/** The end of an earlier appointment or enrolment of the same chain. */
export interface Withdrawal {
  readonly kind: 'withdrawal'
  readonly appointment: Hash
}

/**
 * Two officers let somebody in again: a registrar, who signs it as `by`, and an officer for security. All
 * that person's devices and passkeys end with it.
 */
export interface Recovery {
  readonly kind: 'recovery'
  readonly person: string
  readonly facility: string
  /** Key id of the officer for security, who signs it too. */
  readonly second: Hash
  /** Digests of the enrolments by which the person comes back. */
  readonly enrols: readonly Hash[]
}

/** What an entry does. */
export type AppointmentAct =
  | TlsAppointment
  | KasAppointment
  | LogAppointment
  | ServerKeyAppointment
  | OfficerAppointment
  | RegistrarAppointment
  | DeviceEnrolment
  | PasskeyEnrolment
  | OfficerPasskey
  | PersonKey
  | PersonPasskey
  | Recovery
  | Withdrawal

/** One entry of the chain. It names member and appointing key, not the pact, and so survives amendments. */
export interface Appointment {
  readonly kind: 'appointment'
  readonly member: string
  readonly appointingKey: Hash
  readonly number: number
  readonly previous: Hash | null
  readonly at: Instant
  /** Key id of the signer: the appointing key, or a registrar for enrolments and their withdrawal. */
  readonly by: Hash
  readonly act: AppointmentAct
}

/** `typ` of a signature on an appointment. */
export const appointmentType: StatementType = 'entente-appointment'

const url = z.url({ protocol: /^https$/ }).max(400)
const pem = z.string().max(16_384)

/** base64url of 16 to 1023 bytes in the one spelling there is of them. */
const credential = z
  .string()
  .min(22)
  .max(1364)
  .regex(/^(?:[\w-]{4})*(?:[\w-]{2}|[\w-]{3})?$/)
  .refine(isSpelledOnce)
/** A domain in lower case, as browsers spell it; no address, no port. */
const domain = z
  .string()
  .max(253)
  .regex(
    /^(?=.*[a-z])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  )
/** An origin as browsers spell it. */
const origin = z
  .string()
  .max(270)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text && text.startsWith('https:'),
  )
/** An uncompressed point begins with 4, so its base64url begins with B and one of four letters. */
const point = z.string().regex(/^B[A-P][\w-]{84}[AEIMQUYcgkosw048]$/)

const appointment: z.ZodType<Appointment> = z.strictObject({
  kind: z.literal('appointment'),
  member: id,
  appointingKey: hash,
  number: z.int().min(1),
  previous: hash.nullable(),
  at: instant,
  by: hash,
  act: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tls'), certificate: pem, url, ...span }),
    z.strictObject({
      kind: z.literal('kas'),
      kid: z.string().min(1).max(100),
      suite: z.string().min(1).max(40),
      publicKey: pem,
      url,
      ...span,
    }),
    z.strictObject({
      kind: z.enum(['ledger', 'witness']),
      verifierKey: z.string().max(4096),
      ...span,
    }),
    z.strictObject({ kind: z.enum(['label', 'message']), key: hybridKey, ...span }),
    z.strictObject({
      kind: z.literal('officer'),
      person: id,
      key: hybridKey,
      roles: z.array(role).min(1),
      levels: z.array(levelKey).max(256),
      ...span,
    }),
    z.strictObject({
      kind: z.literal('registrar'),
      person: id,
      key: hybridKey,
      facilities: z.array(id).min(1).max(256),
      ...span,
    }),
    z.strictObject({
      kind: z.literal('device'),
      person: id,
      facility: id,
      key: z.string().length(87),
      ...span,
    }),
    z.strictObject({
      kind: z.literal('passkey'),
      person: id,
      facility: id,
      domain,
      credential,
      key: point,
      ...span,
    }),
    z
      .strictObject({
        kind: z.literal('officer-passkey'),
        person: id,
        domain,
        origin,
        credential,
        key: point,
        ...span,
      })
      .refine(isOfDomain),
    z.strictObject({
      kind: z.literal('person-key'),
      person: id,
      facility: id,
      key: hybridKey,
      ...span,
    }),
    z
      .strictObject({
        kind: z.literal('person-passkey'),
        person: id,
        facility: id,
        domain,
        origin,
        credential,
        key: point,
        ...span,
      })
      .refine(isOfDomain),
    z.strictObject({
      kind: z.literal('recovery'),
      person: id,
      facility: id,
      second: hash,
      enrols: z.array(hash).min(1).max(8).refine(isSet),
    }),
    z.strictObject({ kind: z.literal('withdrawal'), appointment: hash }),
  ]),
})

/**
 * Reads what an appointment says; its place and its signature are checked by {@link extendDirectory}.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseAppointment(statement: Statement): Appointment {
  return readAs('appointment', appointment, statementValue(statement))
}

/** An RP ID is the host of its page or a domain above it (WebAuthn Level 3 §4). */
function isOfDomain({
  domain: rp,
  origin: page,
}: Pick<OfficerPasskey, 'domain' | 'origin'>): boolean {
  const { hostname } = new URL(page)
  return hostname === rp || hostname.endsWith(`.${rp}`)
}

function isSet(list: readonly string[]): boolean {
  return new Set(list).size === list.length
}

function isSpelledOnce(text: string): boolean {
  try {
    return toBase64Url(fromBase64Url(text)) === text
  } catch {
    return false
  }
}
