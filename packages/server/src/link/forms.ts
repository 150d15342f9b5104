/**
 * What passes over the link between a server and its Key Access Service, in the forms that either end
 * lets in.
 *
 * @module
 */
import { parseEvent, type LedgerEvent, toTreeHash, type TreeHash } from '@entente/core/ledger'
import { labelLimits } from '@entente/core/label'
import { type Bytes, FormatError, fromBase64Url, parseJson, toBase64Url } from '@entente/core/lib'
import type { Statement } from '@entente/core/crypto'
import type { ChainHead } from '@entente/core/pact'
import type { KeyAccess } from '@entente/core/tdf'
import {
  bytesOf,
  documentId,
  type EnclosedShare,
  enclosedShare,
  hash,
  id,
  keyAccess,
  recordedAt,
  statement,
  token,
} from '@entente/core/wire'
import { z } from 'zod'

import {
  KasError,
  type PolicyEntry,
  type Rebinding,
  type RecordProof,
  type ShareAsk,
} from '../kas/index.ts'
import type { Change, StandingPage } from '../standing/index.ts'

/** Paths of the calls; the first five are the service's, the others the server's. */
export const linkPaths = {
  statements: '/link/statements',
  giveBack: '/link/give-back',
  policy: '/link/policy',
  record: '/link/record',
  share: '/link/share',
  rebind: '/link/rebind',
  grant: '/link/grant',
  state: '/link/state',
} as const

/** Events recorded by one call. */
export const mostEvents = 64

const count = z.int().min(0)
const pem = z.string().max(8192)
const policyText = z.string().max(65_536)
const keys: z.ZodType<readonly KeyAccess[]> = z.array(keyAccess).min(1).max(256)
const bytes = bytesOf(8192).transform((text): Bytes => fromBase64Url(text))

const chainHead: z.ZodType<ChainHead> = z.strictObject({ number: count, id: hash.nullable() })

const changes: z.ZodType<readonly Change[]> = z
  .array(
    z.strictObject({
      kind: z.enum(['pact', 'appointment', 'notice', 'grant', 'consent']),
      statement,
    }),
  )
  .max(1000)

/** {@link StandingPage}. */
export const standingPage: z.ZodType<StandingPage> = z.strictObject({
  total: count,
  heads: z.record(z.string().max(300), chainHead),
  changes,
})

/** Statements that come back. */
export const giveBackAsk: z.ZodType<{ readonly changes: readonly Change[] }> = z.strictObject({
  changes,
})

/** Nothing is answered but that it was done. */
export const doneAnswer: z.ZodType<null> = z.null()

/** Which statements are asked for. */
export const statementsAsk: z.ZodType<{ readonly after: number }> = z.strictObject({ after: count })

/** Which policy is asked for. */
export const policyAsk = z.strictObject({ document: documentId, policy: hash })

/** {@link PolicyEntry}, or that there is none. */
export const policyAnswer: z.ZodType<PolicyEntry | null> = z
  .strictObject({
    body: policyText,
    release: statement.nullable(),
    label: z.strictObject({ xml: z.string().max(labelLimits.bytes), statement }).nullable(),
    awaitsApproval: z.boolean(),
  })
  .nullable()

/** Events to be recorded. */
export const recordAsk: z.ZodType<{
  readonly events: readonly LedgerEvent[]
  readonly seen: Readonly<Record<string, number>>
}> = z.strictObject({
  events: z.array(z.unknown().transform(parseEvent)).min(1).max(mostEvents),
  seen: z.record(z.string().max(200), count),
})

const treeHash = z
  .string()
  .length(43)
  .transform((text): TreeHash => toTreeHash(fromBase64Url(text)))

/** {@link RecordProof}. */
export const recordAnswer: z.ZodType<RecordProof> = z.strictObject({
  checkpoint: z.string().max(100_000),
  entries: z
    .array(z.strictObject({ salt: bytes, index: count, hashes: z.array(treeHash).max(63) }))
    .max(mostEvents),
})

/** {@link ShareAsk}. */
export const shareAsk: z.ZodType<ShareAsk> = z.strictObject({
  holder: id,
  pact: hash,
  release: token,
  document: documentId,
  policy: hash,
  purpose: id,
  person: id,
  session: pem,
  keyAccess,
  decision: recordedAt,
})

/** A share as the other service enclosed it, or a no. */
export const shareAnswer: z.ZodType<EnclosedShare | undefined> = enclosedShare
  .nullable()
  .transform((share) => share ?? undefined)

/** {@link Rebinding}. */
export const rebindAsk: z.ZodType<Rebinding> = z.strictObject({
  statement,
  homePolicy: policyText,
  homeKeyAccess: keys,
  releasePolicy: policyText,
})

/** The key access objects of a release. */
export const rebindAnswer = keys

/** Another member's share request, as signed. */
export const grantAsk: z.ZodType<{ readonly statement: Statement }> = z.strictObject({ statement })

/** Nothing is asked. */
export const stateAsk: z.ZodType<Readonly<Record<string, never>>> = z.strictObject({})

/** Whether the other end works: nothing, or the code of what is wrong. */
export const stateAnswer: z.ZodType<{ readonly code: string | null }> = z.strictObject({
  code: z.string().max(130).nullable(),
})

/** The form in which values travel: JSON, with bytes in base64url. */
export function toLinkJson(value: unknown): string {
  return JSON.stringify(plain(value ?? null))
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64Url(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
}

/**
 * Reads what came over the link.
 *
 * @throws {KasError} `kas/bad-request`
 */
export function fromLinkJson<T>(form: z.ZodType<T>, body: Uint8Array): T {
  try {
    const read = form.safeParse(parseJson(body))
    if (read.success) return read.data
    const [issue] = read.error.issues
    throw new KasError('kas/bad-request', `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new KasError('kas/bad-request', 'not JSON', { cause })
  }
}
