/**
 * Messages between members: numbered, chained, signed, each with a signed answer (D16).
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  isHash,
  parseStatement,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
} from '../crypto/index.ts'
import {
  type Directory,
  type Heads,
  type Instant,
  PactError,
  verifyServerSignature,
} from '../pact/index.ts'

import { WireError } from './errors.ts'

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

const statement: z.ZodType<Statement> = z.unknown().transform((value, context) => {
  try {
    return parseStatement(value)
  } catch {
    context.addIssue({ code: 'custom', message: 'no statement' })
    return z.NEVER
  }
})
const hash: z.ZodType<Hash> = z.custom<Hash>(isHash)
const member = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const number = z.int().min(1)
const release = z.string().regex(/^[0-9a-f]{32}$/)
const proof = z.string().max(65_536)
const head = z.strictObject({ number: z.int().min(0), id: hash.nullable() })
const heads = z.strictObject({ appointments: head, notices: head })

const body: z.ZodType<MessageBody> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('appointments'),
    statements: z.array(statement).min(1).max(64),
  }),
  z.strictObject({ kind: z.literal('notice'), statement }),
  z.strictObject({
    kind: z.literal('delivery'),
    statement,
    copy: number,
    title: z.string().min(1).max(400),
    manifest: z.base64url().max(16 * 1024 * 1024),
  }),
  z.strictObject({ kind: z.literal('receipt'), statement, disclosure: proof }),
  z.strictObject({ kind: z.literal('receipt-proof'), release, disclosure: proof }),
])

const message: z.ZodType<Message> = z.strictObject({
  kind: z.literal('message'),
  from: member,
  to: member,
  origin: z.string().min(1).max(200),
  number,
  previous: hash.nullable(),
  at: instant,
  pact: hash,
  heads,
  body,
})

const answer: z.ZodType<Answer> = z.strictObject({
  kind: z.literal('answer'),
  message: hash,
  from: member,
  to: member,
  number,
  at: instant,
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accepted') }),
    z.strictObject({ kind: z.literal('refused'), code: z.string().regex(/^[a-z-]+\/[a-z-]+$/) }),
  ]),
})

/**
 * Reads what a message says; whether its sender said it, {@link verifyMessage} knows.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseMessage(signed: Statement): Message {
  return read(message, signed)
}

/**
 * Reads what an answer says.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseAnswer(signed: Statement): Answer {
  return read(answer, signed)
}

/**
 * Verifies a message of `directory`'s member for `self`. The key must be appointed in the chain up to
 * the head that the message names, which must be known here.
 *
 * @throws {WireError} `wire/malformed`, `wire/other-party`, `wire/heads-unknown`, `wire/unsigned`
 */
export async function verifyMessage(
  signed: Statement,
  self: string,
  directory: Directory,
): Promise<{ readonly id: Hash; readonly message: Message }> {
  const said = parseMessage(signed)
  if (said.from !== directory.member || said.to !== self) {
    throw new WireError('wire/other-party', 'sender or receiver is another member')
  }
  const { number: upTo, id } = said.heads.appointments
  if ((upTo === 0 ? null : directory.ids[upTo - 1]) !== id) {
    throw new WireError('wire/heads-unknown', `appointments up to ${upTo} are not known`)
  }
  await verifyBy(messageTypes.message, signed, directory, said.at, upTo)
  return { id: statementId(signed), message: said }
}

/**
 * Verifies the answer of `directory`'s member to the message called `id`.
 *
 * @throws {WireError} `wire/malformed`, `wire/other-party`, `wire/unsigned`
 */
export async function verifyAnswer(
  signed: Statement,
  {
    id,
    number: place,
    self,
  }: { readonly id: Hash; readonly number: number; readonly self: string },
  directory: Directory,
): Promise<Answer> {
  const said = parseAnswer(signed)
  const fits =
    said.from === directory.member &&
    said.to === self &&
    said.message === id &&
    said.number === place
  if (!fits) throw new WireError('wire/other-party', 'the answer is to another message')
  await verifyBy(messageTypes.answer, signed, directory, said.at)
  return said
}

async function verifyBy(
  type: StatementType,
  signed: Statement,
  directory: Directory,
  at: Instant,
  upTo?: number,
): Promise<void> {
  try {
    const when = upTo === undefined ? { at } : { at, upTo }
    await verifyServerSignature(type, signed, directory, { kind: 'message', ...when })
  } catch (cause) {
    if (!(cause instanceof PactError)) throw cause
    throw new WireError('wire/unsigned', 'no appointed message key has signed', { cause })
  }
}

function read<T>(schema: z.ZodType<T>, signed: Statement): T {
  const parsed = schema.safeParse(statementValue(signed))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WireError('wire/malformed', `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`)
}
