/**
 * Events: what a member's ledger records. Ids, digests, codes and counts only: never a title, a name
 * or content.
 *
 * @module
 */
import { z } from 'zod'

import { domainTag, type Hash, isHash, sha256 } from '../crypto/index.ts'
import { type Bytes, canonicalJson } from '../lib/index.ts'

import { LedgerError } from './errors.ts'

interface Release {
  readonly document: string
  readonly release: string
}

/** A release, or the member's own document that was never released. */
interface Held {
  readonly document: string
  readonly release: string | null
}

/** A consent or the request for one, by the number that both have; `member` is the other one. */
interface ConsentNamed {
  readonly document: string
  readonly consent: string
  readonly member: string
}

/** What a person of a recipient has signed; `statement` is its id. */
interface Acknowledged extends Release {
  readonly person: string
  readonly statement: Hash
}

interface Reading extends Held {
  readonly person: string
  /** Key id of the device. */
  readonly device: Hash
  readonly purpose: string
  /** Digest of the decision with its reasons. */
  readonly decision: Hash
}

type WayIn = 'passkey' | 'password' | 'provider'

/** What each kind of event says beside its kind and time. `statement` is the id of a signed statement. */
export interface EventBodies {
  readonly 'member-founded': { readonly member: string; readonly key: Hash }
  readonly 'pact-adopted': { readonly pact: Hash }
  readonly 'appointment-made': { readonly number: number; readonly statement: Hash }
  readonly 'appointments-received': {
    readonly member: string
    readonly number: number
    readonly statement: Hash
  }
  readonly 'notice-issued': {
    readonly pact: Hash
    readonly number: number
    readonly statement: Hash
  }
  readonly 'notice-received': {
    readonly pact: Hash
    readonly member: string
    readonly number: number
    readonly statement: Hash
  }
  readonly 'grant-made': {
    readonly issuer: Hash
    readonly number: number
    readonly statement: Hash
  }
  readonly 'draft-created': {
    readonly document: string
    readonly payload: Hash
    readonly label: Hash
    readonly author: string
  }
  /** Draft and content are gone: `person` wanted it, or nobody did and its time was over. */
  readonly 'draft-discarded': {
    readonly document: string
    readonly payload: Hash
    readonly person: string | null
  }
  /** A draft was made from `source`. */
  readonly derived: {
    readonly document: string
    readonly source: string
    readonly use: 'extract' | 'translate'
    readonly person: string
  }
  readonly 'release-prepared': Release
  readonly approved: Release & { readonly statement: Hash; readonly approver: Hash }
  readonly 'approval-refused': Release & { readonly by: string; readonly code: string }
  readonly 'release-refused': Release & { readonly by: string; readonly reason: Hash }
  readonly released: Release & { readonly statement: Hash }
  readonly delivered: Release & { readonly recipient: string }
  readonly received: Release & {
    readonly originator: string
    readonly statement: Hash
    readonly copy: number
  }
  readonly 'delivery-refused': Release & { readonly by: string; readonly code: string }
  readonly 'receipt-issued': { readonly release: string; readonly statement: Hash }
  readonly 'receipt-received': {
    readonly release: string
    readonly member: string
    readonly statement: Hash
  }
  readonly 'receipt-overdue': { readonly release: string; readonly member: string }
  readonly acknowledged: Acknowledged
  readonly 'acknowledgement-refused': Release & { readonly by: string; readonly code: string }
  readonly 'acknowledgement-received': Acknowledged & { readonly member: string }
  readonly 'consent-asked': ConsentNamed & { readonly by: string }
  readonly 'consent-request-received': ConsentNamed
  readonly 'consent-issued': ConsentNamed & { readonly statement: Hash }
  readonly 'consent-received': ConsentNamed & { readonly statement: Hash }
  readonly 'consent-refused': ConsentNamed & { readonly by: string }
  readonly 'consent-refusal-received': ConsentNamed
  readonly 'key-granted': Reading
  readonly 'share-granted': Release & {
    readonly member: string
    readonly pseudonym: string
    readonly purpose: string
    readonly decision: Hash
  }
  /** What could not be told from the request is null. */
  readonly 'key-denied': {
    readonly document: string | null
    readonly release: string | null
    readonly person: string | null
    readonly device: Hash | null
    readonly codes: readonly string[]
  }
  /** Comes before the `opened` that rests on emergency access, by the grant that gave it. */
  readonly 'emergency-used': Held & { readonly person: string; readonly grant: Hash }
  readonly opened: Reading & { readonly facility: string }
  readonly printed: Reading & { readonly facility: string }
  readonly 'print-refused': Held & {
    readonly person: string
    readonly device: Hash
    readonly codes: readonly string[]
  }
  readonly recalled: Release & { readonly statement: Hash }
  readonly destroyed: Held & { readonly copy: number | null; readonly by: string }
  /** How many lines of the register left it, and the digest of the file. */
  readonly 'register-exported': {
    readonly person: string
    readonly lines: number
    readonly hash: Hash
  }
  /** Entry `index` was given to `person` with its salt and proof; `hash` is the digest of the file. */
  readonly 'event-disclosed': {
    readonly person: string
    readonly index: number
    readonly hash: Hash
  }
  /** The end of a designation, by the grant of its last term: nobody opens the document any more. */
  readonly 'designation-expired': { readonly document: string; readonly designation: Hash }
  /** Somebody who has it was told in writing; `holder` is a member, an organ or a person. */
  readonly 'expiry-notified': {
    readonly document: string
    readonly designation: Hash
    readonly holder: string
    readonly by: string
  }
  /** At a browser; `device` is the id of its enrolment. */
  readonly 'signed-in': { readonly person: string; readonly device: Hash; readonly way: WayIn }
  readonly 'sign-in-refused': {
    readonly person: string
    readonly device: Hash
    readonly way: WayIn
    readonly code: string
  }
  readonly 'message-refused': {
    readonly member: string
    readonly number: number
    readonly code: string
  }
  readonly 'message-conflict': {
    readonly member: string
    readonly number: number
    readonly hash: Hash
  }
  readonly 'witness-cosigned': { readonly origin: string; readonly size: number }
  /** How many entries of the ledger the backup holds. */
  readonly 'backup-made': { readonly size: number }
  /** The ledger that this one takes over from, by its last cosigned checkpoint known (D18). */
  readonly restored: { readonly origin: string; readonly size: number; readonly root: Hash }
}

/** The name of a kind of event. */
export type EventKind = keyof EventBodies

/** An event of one kind, or of any. `at` is UTC with milliseconds: `2026-11-25T01:02:03.004Z`. */
export type LedgerEvent<K extends EventKind = EventKind> = {
  [Kind in K]: { readonly kind: Kind; readonly at: string } & EventBodies[Kind]
}[K]

type Shape<T> = { readonly [Field in keyof T]: z.ZodType<T[Field]> }

/** Length of the salt of an event. */
export const saltBytes = 32

const hash: z.ZodType<Hash> = z.custom<Hash>(isHash)
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const document = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const release = z.string().regex(/^[0-9a-f]{32}$/)
const code = z.string().regex(/^[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,62}$/)
const origin = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9.:-]*(?:\/[A-Za-z0-9._~-]+)*$/)
const number = z.int().min(1)
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text)

const way = z.enum(['passkey', 'password', 'provider'])
const held = { document, release: release.nullable() }
const consentNamed = { document, consent: release, member: id }
const acknowledged = { document, release, person: id, statement: hash }
const reading = { ...held, person: id, device: hash, purpose: id, decision: hash }

const shapes: { readonly [Kind in EventKind]: Shape<EventBodies[Kind]> } = {
  'member-founded': { member: id, key: hash },
  'pact-adopted': { pact: hash },
  'appointment-made': { number, statement: hash },
  'appointments-received': { member: id, number, statement: hash },
  'notice-issued': { pact: hash, number, statement: hash },
  'notice-received': { pact: hash, member: id, number, statement: hash },
  'grant-made': { issuer: hash, number, statement: hash },
  'draft-created': { document, payload: hash, label: hash, author: id },
  'draft-discarded': { document, payload: hash, person: id.nullable() },
  derived: { document, source: document, use: z.enum(['extract', 'translate']), person: id },
  'release-prepared': { document, release },
  approved: { document, release, statement: hash, approver: hash },
  'approval-refused': { document, release, by: id, code },
  'release-refused': { document, release, by: id, reason: hash },
  released: { document, release, statement: hash },
  delivered: { document, release, recipient: id },
  received: { document, release, originator: id, statement: hash, copy: number },
  'delivery-refused': { document, release, by: id, code },
  'receipt-issued': { release, statement: hash },
  'receipt-received': { release, member: id, statement: hash },
  'receipt-overdue': { release, member: id },
  acknowledged,
  'acknowledgement-refused': { document, release, by: id, code },
  'acknowledgement-received': { ...acknowledged, member: id },
  'consent-asked': { ...consentNamed, by: id },
  'consent-request-received': consentNamed,
  'consent-issued': { ...consentNamed, statement: hash },
  'consent-received': { ...consentNamed, statement: hash },
  'consent-refused': { ...consentNamed, by: id },
  'consent-refusal-received': consentNamed,
  'key-granted': reading,
  'share-granted': { document, release, member: id, pseudonym: id, purpose: id, decision: hash },
  'key-denied': {
    document: document.nullable(),
    release: release.nullable(),
    person: id.nullable(),
    device: hash.nullable(),
    codes: z.array(code).min(1).max(32),
  },
  'emergency-used': { ...held, person: id, grant: hash },
  opened: { ...reading, facility: id },
  printed: { ...reading, facility: id },
  'print-refused': { ...held, person: id, device: hash, codes: z.array(code).min(1).max(32) },
  recalled: { document, release, statement: hash },
  destroyed: { ...held, copy: number.nullable(), by: id },
  'register-exported': { person: id, lines: z.int().min(0), hash },
  'event-disclosed': { person: id, index: z.int().min(0), hash },
  'designation-expired': { document, designation: hash },
  'expiry-notified': { document, designation: hash, holder: id, by: id },
  'signed-in': { person: id, device: hash, way },
  'sign-in-refused': { person: id, device: hash, way, code },
  'message-refused': { member: id, number, code },
  'message-conflict': { member: id, number, hash },
  'witness-cosigned': { origin, size: z.int().min(0) },
  'backup-made': { size: z.int().min(0) },
  restored: { origin, size: z.int().min(0), root: hash },
}

/**
 * Reads an event; an unknown kind, a missing field and a field too many are refused.
 *
 * @throws {LedgerError} `ledger/malformed`, naming the first field at fault
 */
export function parseEvent(value: unknown): LedgerEvent {
  const kind = z.object({ kind: z.string() }).safeParse(value).data?.kind
  if (kind === undefined || !isEventKind(kind)) {
    throw new LedgerError('ledger/malformed', 'an event of no known kind')
  }
  const schema = z.strictObject({ kind: z.literal(kind), at: instant, ...shapes[kind] })
  const read = schema.safeParse(value)
  if (!read.success) {
    const issue = read.error.issues[0]
    const place = `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`
    throw new LedgerError('ledger/malformed', `${kind}: ${place}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the row of `shapes` is total over the body
  return read.data as LedgerEvent
}

/**
 * What stands in the log for an event: SHA-256(tag ‖ salt ‖ canonical JSON). Without the salt the
 * event cannot be guessed from it, so destroying the salt erases the event (D17).
 *
 * @throws {RangeError} if the salt is not 32 bytes
 */
export function leafData(event: LedgerEvent, salt: Uint8Array): Bytes {
  if (salt.length !== saltBytes) throw new RangeError(`a salt of ${salt.length} bytes`)
  return sha256(domainTag('event'), salt, canonicalJson(event))
}

/** Whether `text` names a kind of event. */
export function isEventKind(text: string): text is EventKind {
  return Object.hasOwn(shapes, text)
}
