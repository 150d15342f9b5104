/**
 * The forms that messages and share requests are spelled with, and the one way they are read.
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  isHash,
  parseStatement,
  SignatureError,
  type Statement,
  statementValue,
} from '../crypto/index.ts'
import { FormatError, fromBase64Url } from '../lib/index.ts'
import type { ChainHead, Heads, Instant } from '../pact/index.ts'

import { WireError } from './errors.ts'

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** UTC with milliseconds, and a moment that exists. */
export const instant: z.ZodType<Instant> = z
  .string()
  .refine(
    (text) =>
      instantForm.test(text) &&
      !Number.isNaN(Date.parse(text)) &&
      new Date(text).toISOString() === text,
  )

/** A digest as it names things. */
export const hash: z.ZodType<Hash> = z.custom<Hash>(isHash)

/** A member, a purpose, a pseudonym. */
export const id: z.ZodType<string> = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)

/** 16 random bytes: a release, a nonce. */
export const token: z.ZodType<string> = z.string().regex(/^[0-9a-f]{32}$/)

/** A document id (random UUID). */
export const documentId: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

/** The origin of a ledger; see `spec/ledger.md`. */
export const origin: z.ZodType<string> = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9.:-]*(?:\/[A-Za-z0-9._~-]+)*$/)

/** A place in a chain or a count, from 1. */
export const number: z.ZodType<number> = z.int().min(1)

const head: z.ZodType<ChainHead> = z
  .strictObject({ number: z.int().min(0), id: hash.nullable() })
  .refine((one) => (one.number === 0) === (one.id === null))

/** The sender's word on its own chains (D3). */
export const heads: z.ZodType<Heads> = z.strictObject({ appointments: head, notices: head })

/** A statement inside of a statement; only its outer form is read. */
export const statement: z.ZodType<Statement> = z.unknown().transform((value, context) => {
  try {
    return parseStatement(value)
  } catch (error) {
    if (!(error instanceof SignatureError || error instanceof FormatError)) throw error
    context.addIssue({ code: 'custom', message: 'no statement' })
    return z.NEVER
  }
})

/** Bytes in the one strict spelling of unpadded base64url, at most `most` of them. */
export function bytesOf(most: number): z.ZodType<string> {
  return z
    .string()
    .max(Math.ceil((most * 4) / 3))
    .refine((text) => {
      try {
        fromBase64Url(text)
        return true
      } catch (error) {
        if (error instanceof FormatError) return false
        throw error
      }
    })
}

/**
 * What a statement says, if it has the form `schema`.
 *
 * @throws {WireError} `wire/malformed`, naming the place of the first fault
 */
export function readAs<T>(schema: z.ZodType<T>, signed: Statement): T {
  const parsed = schema.safeParse(valueOf(signed))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WireError('wire/malformed', `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`)
}

function valueOf(signed: Statement): unknown {
  try {
    return statementValue(signed)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new WireError('wire/malformed', 'not canonical JSON', { cause })
  }
}
