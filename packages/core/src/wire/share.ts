/**
 * Shares: one member's KAS, having said yes itself, asks another's for the share it cannot unwrap
 * (DESIGN, Custody; D20). The answer is for the asking service, and inside for the reader's session alone.
 *
 * @module
 */
import { z } from 'zod'

import { type Hash, type Statement, statementId, type StatementType } from '../crypto/index.ts'
import type { Heads, Instant, Standing } from '../pact/index.ts'
import type { KeyAccess } from '../tdf/index.ts'

import { type EnclosedShare, enclosedShare } from './enclosure.ts'
import { WireError } from './errors.ts'
import { documentId, hash, heads, id, instant, origin, readAs, token } from './forms.ts'
import { directoryOf, type Reception, verifyMessageKey, verifySender } from './sender.ts'

/** What the reader's side asks, after its own yes is on its ledger. */
export interface ShareRequest {
  readonly kind: 'share-request'
  readonly from: string
  readonly to: string
  readonly at: Instant
  /** Random, used once. */
  readonly nonce: string
  readonly pact: Hash
  readonly heads: Heads
  readonly release: string
  readonly document: string
  /** Digest of the policy bytes in the release manifest (D9). */
  readonly policy: Hash
  readonly purpose: string
  /** Pseudonym of the reader: the other side learns no person. */
  readonly reader: string
  /** Public key of the reader's session, PEM: the share is wrapped to it. */
  readonly session: string
  readonly keyAccess: KeyAccess
  /** Where the asking side's ledger holds its own yes. */
  readonly decision: { readonly origin: string; readonly index: number; readonly leaf: Hash }
}

/** The other side's word. Forbidden and absent are one answer (principle 6). */
export interface ShareAnswer {
  readonly kind: 'share'
  /** Id of the request. */
  readonly request: Hash
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly result:
    | { readonly kind: 'granted'; readonly share: EnclosedShare }
    | { readonly kind: 'refused'; readonly code: 'not-found' }
}

/** `typ` of the signatures. */
export const shareTypes: { readonly request: StatementType; readonly answer: StatementType } = {
  request: 'entente-share-request',
  answer: 'entente-share',
}

/** How far the clocks of two members may be apart for a request to count as made now. */
export const freshMilliseconds: number = 5 * 60_000

const pem = z.string().max(8192)
const base64 = z.string().max(16_384)

/** A key access object of a manifest. */
export const keyAccess: z.ZodType<KeyAccess> = z.strictObject({
  type: z.string().min(1).max(40),
  url: z.string().max(400),
  kid: z.string().min(1).max(100).exactOptional(),
  sid: z.string().max(100),
  wrappedKey: base64,
  ephemeralPublicKey: pem.exactOptional(),
  policyBinding: z.string().max(400),
  encryptedMetadata: base64.exactOptional(),
})

/** Where a ledger holds an event. */
export const recordedAt: z.ZodType<ShareRequest['decision']> = z.strictObject({
  origin,
  index: z.int().min(0),
  leaf: hash,
})

const request: z.ZodType<ShareRequest> = z.strictObject({
  kind: z.literal('share-request'),
  from: id,
  to: id,
  at: instant,
  nonce: token,
  pact: hash,
  heads,
  release: token,
  document: documentId,
  policy: hash,
  purpose: id,
  reader: id,
  session: pem,
  keyAccess,
  decision: recordedAt,
})

const answer: z.ZodType<ShareAnswer> = z.strictObject({
  kind: z.literal('share'),
  request: hash,
  from: id,
  to: id,
  at: instant,
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('granted'), share: enclosedShare }),
    z.strictObject({ kind: z.literal('refused'), code: z.literal('not-found') }),
  ]),
})

/**
 * Reads what a share request says.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseShareRequest(signed: Statement): ShareRequest {
  return readAs(request, signed)
}

/**
 * Reads what the answer says.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseShareAnswer(signed: Statement): ShareAnswer {
  return readAs(answer, signed)
}

/**
 * Verifies that the peer asks this of us, now. That its decision stands on its ledger is its word; the
 * proof of it comes with the evidence.
 *
 * @throws {WireError} `wire/malformed`, `wire/other-party`, `wire/heads-unknown`, `wire/unsigned`,
 *   `wire/stale`
 */
export async function verifyShareRequest(
  signed: Statement,
  reception: Reception,
  now: Date,
): Promise<{ readonly id: Hash; readonly request: ShareRequest }> {
  const said = parseShareRequest(signed)
  await verifySender(shareTypes.request, signed, said, reception)
  if (Math.abs(Date.parse(said.at) - now.getTime()) > freshMilliseconds) {
    throw new WireError('wire/stale', `asked at ${said.at}`)
  }
  return { id: statementId(signed), request: said }
}

/**
 * Verifies that an answer is by `peer`, to the request called `request` and no other.
 *
 * @throws {WireError} `wire/malformed`, `wire/other-party`, `wire/unsigned`
 */
export async function verifyShareAnswer(
  signed: Statement,
  asked: { readonly request: Hash; readonly peer: string },
  standing: Standing,
): Promise<ShareAnswer> {
  const said = parseShareAnswer(signed)
  const fits =
    said.from === asked.peer && said.to === standing.self && said.request === asked.request
  if (!fits) throw new WireError('wire/other-party', 'the answer is to another request')
  const directory = directoryOf(standing, said.from)
  await verifyMessageKey(shareTypes.answer, signed, directory, { at: said.at })
  return said
}
