/**
 * An account: what one member holds of another, handed over as a file when one of them was restored.
 *
 * What it says of the other's own statements is signed by the other; the rest is its maker's word.
 *
 * @module
 */
import { parseStatement, SignatureError, type Statement } from '@entente/core/crypto'
import { type Bytes, canonicalJson, FormatError, parseJson } from '@entente/core/lib'
import { z } from 'zod'

import { AccountError } from './errors.ts'

/** One release between the two. */
export interface AccountedRelease {
  readonly release: string
  readonly document: string
  readonly copy: number
  /** Id of the receipt; null while there is none. */
  readonly receipt: string | null
}

/** What `by` holds of `about`. */
export interface Account {
  readonly kind: 'account'
  readonly by: string
  readonly about: string
  readonly at: string
  /** Every appointment that `by` knows, of all members, each member's in order. */
  readonly appointments: readonly Statement[]
  readonly notices: readonly Statement[]
  /** Grants stay at home: only the member's own Key Access Service, where it runs apart, has them. */
  readonly grants: readonly Statement[]
  /** The last checkpoint of the ledger of `about` that `by` has cosigned. */
  readonly checkpoint: string | null
  /** From `by` to `about`. */
  readonly sent: readonly AccountedRelease[]
  /** From `about` to `by`. */
  readonly received: readonly AccountedRelease[]
}

const member = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const release = z.strictObject({
  release: z.string().regex(/^[0-9a-f]{32}$/),
  document: z.uuid(),
  copy: z.int().min(1),
  receipt: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
})
const form = z.strictObject({
  kind: z.literal('account'),
  by: member,
  about: member,
  at: z.iso.datetime({ precision: 3 }),
  appointments: z.array(z.json()).max(100_000),
  notices: z.array(z.json()).max(100_000),
  grants: z.array(z.json()).max(1_000_000),
  checkpoint: z.string().max(500_000).nullable(),
  sent: z.array(release).max(1_000_000),
  received: z.array(release).max(1_000_000),
})

/** The bytes of an account. */
export function formatAccount(account: Account): Bytes {
  return canonicalJson(account)
}

/**
 * Reads an account.
 *
 * @throws {AccountError} `account/malformed`
 */
export function parseAccount(bytes: Uint8Array): Account {
  try {
    const read = form.safeParse(parseJson(bytes))
    if (!read.success) throw new AccountError('account/malformed', 'not an account')
    const { appointments, notices, grants, ...rest } = read.data
    return {
      ...rest,
      appointments: appointments.map(parseStatement),
      notices: notices.map(parseStatement),
      grants: grants.map(parseStatement),
    }
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof SignatureError)) throw cause
    throw new AccountError('account/malformed', 'not an account', { cause })
  }
}
