/**
 * Messages between members: numbered, chained, signed, each with a signed answer (D16).
 *
 * @module
 */
import { z } from 'zod'

import { type Hash, type Statement, statementId, type StatementType } from '../crypto/index.ts'
import {
  type ConsentWish,
  consentWish,
  type Heads,
  type Instant,
  type Standing,
} from '../pact/index.ts'

import { WireError } from './errors.ts'
import {
  bytesOf,
  hash,
  heads,
  id,
  instant,
  number,
  origin,
  readAs,
  statement,
  token,
} from './forms.ts'
import {
  directoryOf,
  type Reception,
  requireOrigin,
  verifyMessageKey,
  verifySender,
} from './sender.ts'

/** What a message says. */
export type MessageBody =
  /** New entries of the sender's appointment chain, in order. */
  | { readonly kind: 'appointments'; readonly statements: readonly Statement[] }
  | { readonly kind: 'notice'; readonly statement: Statement }
  | {
      readonly kind: 'delivery'
      readonly statement: Statement
      /** Number of the copy, given by the originator. */
      readonly copy: number
      /** A register field, visible to the servers; what it gives away the title's own label governs (D11). */
      readonly title: string
      /** The release manifest's exact bytes, base64url. */
      readonly manifest: string
    }
  | {
      readonly kind: 'receipt'
      readonly statement: Statement
      /** Disclosure of the event `received`, as text. */
      readonly disclosure: string
    }
  /** A better proof of a receipt's event, once the ledger is cosigned. */
  | { readonly kind: 'receipt-proof'; readonly release: string; readonly disclosure: string }
  /** A person of the sender has acknowledged what it received. */
  | { readonly kind: 'acknowledgement'; readonly statement: Statement }
  /** A wish for the receiver's consent, under a number that the consent will have. */
  | { readonly kind: 'consent-request'; readonly consent: string; readonly wish: ConsentWish }
  /** A consent of the sender. */
  | { readonly kind: 'consent'; readonly statement: Statement }
  /** The sender's no to a request; it has no reason, so that none has to be given. */
  | { readonly kind: 'consent-refusal'; readonly consent: string }

/** Kinds of body. */
export type BodyKind = MessageBody['kind']

/** One message. Its chain is named by sender, receiver and the sender's ledger origin. */
export interface Message {
  readonly kind: 'message'
  readonly from: string
  readonly to: string
  readonly origin: string
  readonly number: number
  readonly previous: Hash | null
  readonly at: Instant
  readonly pact: Hash
  /** The sender's heads before what the body brings. */
  readonly heads: Heads
  readonly body: MessageBody
}

/** The receiver's signed word on a message: it has its number, whether it pleased or not. */
export interface Answer {
  readonly kind: 'answer'
  readonly message: Hash
  readonly from: string
  readonly to: string
  readonly number: number
  readonly at: Instant
  readonly result:
    | { readonly kind: 'accepted' }
    | { readonly kind: 'refused'; readonly code: string }
}

/** `typ` of the signatures. */
export const messageTypes: { readonly message: StatementType; readonly answer: StatementType } = {
  message: 'entente-message',
  answer: 'entente-answer',
}

/** A statement has at most 768 KiB: a manifest in base64url and its release fit into one. */
const limits = { statements: 64, manifestBytes: 540 * 1024, proofChars: 65_536 } as const

const proof = z.string().min(1).max(limits.proofChars)

const body: z.ZodType<MessageBody> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('appointments'),
    statements: z.array(statement).min(1).max(limits.statements),
  }),
  z.strictObject({ kind: z.literal('notice'), statement }),
  z.strictObject({
    kind: z.literal('delivery'),
    statement,
    copy: number,
    title: z.string().min(1).max(400),
    manifest: bytesOf(limits.manifestBytes),
  }),
  z.strictObject({ kind: z.literal('receipt'), statement, disclosure: proof }),
  z.strictObject({ kind: z.literal('receipt-proof'), release: token, disclosure: proof }),
  z.strictObject({ kind: z.literal('acknowledgement'), statement }),
  z.strictObject({ kind: z.literal('consent-request'), consent: token, wish: consentWish }),
  z.strictObject({ kind: z.literal('consent'), statement }),
  z.strictObject({ kind: z.literal('consent-refusal'), consent: token }),
])

const message: z.ZodType<Message> = z
  .strictObject({
    kind: z.literal('message'),
    from: id,
    to: id,
    origin,
    number,
    previous: hash.nullable(),
    at: instant,
    pact: hash,
    heads,
    body,
  })
  .refine((said) => (said.number === 1) === (said.previous === null))

const answer: z.ZodType<Answer> = z.strictObject({
  kind: z.literal('answer'),
  message: hash,
  from: id,
  to: id,
  number,
  at: instant,
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accepted') }),
    z.strictObject({
      kind: z.literal('refused'),
      code: z
        .string()
        .max(80)
        .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/),
    }),
  ]),
})

/**
 * Reads what a message says; whether its sender said it, {@link verifyMessage} knows.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseMessage(signed: Statement): Message {
  return readAs(message, signed)
}

/**
 * Reads what an answer says.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseAnswer(signed: Statement): Answer {
  return readAs(answer, signed)
}

/**
 * Verifies that a message is by the peer, for us, in the chain of a ledger that the peer had appointed.
 * Its place in that chain and what its body says are for others to check.
 *
 * @throws {WireError} `wire/malformed`, `wire/other-party`, `wire/heads-unknown`, `wire/other-origin`,
 *   `wire/unsigned`
 */
export async function verifyMessage(
  signed: Statement,
  reception: Reception,
): Promise<{ readonly id: Hash; readonly message: Message }> {
  const said = parseMessage(signed)
  const directory = await verifySender(messageTypes.message, signed, said, reception)
  requireOrigin(directory, said.origin, said)
  return { id: statementId(signed), message: said }
}

/** A message that we sent: what an answer has to name. */
export interface SentMessage {
  readonly id: Hash
  readonly number: number
  readonly to: string
}

/**
 * Verifies that an answer is by the receiver of the message `sent`, to that message and no other.
 *
 * @throws {WireError} `wire/malformed`, `wire/other-party`, `wire/unsigned`
 */
export async function verifyAnswer(
  signed: Statement,
  sent: SentMessage,
  standing: Standing,
): Promise<Answer> {
  const said = parseAnswer(signed)
  const fits =
    said.from === sent.to &&
    said.to === standing.self &&
    said.message === sent.id &&
    said.number === sent.number
  if (!fits) throw new WireError('wire/other-party', 'the answer is to another message')
  const directory = directoryOf(standing, said.from)
  await verifyMessageKey(messageTypes.answer, signed, directory, { at: said.at })
  return said
}
