/**
 * The two files that operator and custodians hand each other when a Key Access Service runs apart. Both
 * hold public things only.
 *
 * @module
 */
import type { HybridPublicKey } from '@entente/core/crypto'
import { z } from 'zod'

import { KasError } from '../kas/index.ts'

/** From the custodians: what the operator needs to found the member, `kas-public.json`. */
export interface KasPublic {
  readonly kind: 'entente-kas'
  readonly member: string
  /** Where the service listens for its server. */
  readonly url: string
  readonly certificate: string
  readonly keys: readonly {
    readonly kid: string
    /** Wrapping suite by its OpenTDF name. */
    readonly suite: string
    readonly publicKey: string
  }[]
}

/** From the operator: what the custodians need to believe the server, `link.json`. */
export interface ServerLink {
  readonly kind: 'entente-server'
  readonly member: string
  readonly appointingKey: HybridPublicKey
  /** Where the server listens for its service. */
  readonly url: string
  readonly certificate: string
}

const member = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const url = z.url({ protocol: /^https$/ }).max(400)
const pem = z.string().max(20_000)

const kasPublic: z.ZodType<KasPublic> = z.strictObject({
  kind: z.literal('entente-kas'),
  member,
  url,
  certificate: pem,
  keys: z
    .array(
      z.strictObject({
        kid: z.string().min(1).max(64),
        suite: z.string().min(1).max(64),
        publicKey: pem,
      }),
    )
    .min(1)
    .max(16),
})

const serverLink: z.ZodType<ServerLink> = z.strictObject({
  kind: z.literal('entente-server'),
  member,
  appointingKey: z.strictObject({
    ed25519: z.string().length(43),
    mldsa65: z.string().length(2603),
  }),
  url,
  certificate: pem,
})

/**
 * Reads what custodians hand over for `member`.
 *
 * @throws {KasError} `kas/bad-file`
 */
export function parseKasPublic(value: unknown, of: string): KasPublic {
  return readOf(kasPublic, value, of)
}

/**
 * Reads what the operator of `member` hands over.
 *
 * @throws {KasError} `kas/bad-file`
 */
export function parseServerLink(value: unknown, of: string): ServerLink {
  return readOf(serverLink, value, of)
}

function readOf<T extends { readonly member: string }>(
  form: z.ZodType<T>,
  value: unknown,
  of: string,
): T {
  const read = form.safeParse(value)
  if (!read.success) throw new KasError('kas/bad-file', 'not in the form of a handover')
  if (read.data.member !== of) {
    throw new KasError('kas/bad-file', `of \`${read.data.member}\` and not of \`${of}\``)
  }
  return read.data
}
