/**
 * The folder of a Key Access Service that runs apart from its server, and the file that says whom it
 * believes. Its custodians keep it; the operator of the server never sees it.
 *
 * ```
 * FOLDER/kas.json    whose it is, where it listens, its server, the pacts its custodians trust
 * FOLDER/data/       store and keys
 * ```
 *
 * @module
 */
import { join } from 'node:path'

import { type Hash, type HybridPublicKey, isHash } from '@entente/core/crypto'
import { canonicalJson, parseJson } from '@entente/core/lib'
import { z } from 'zod'

import { files } from '../files/index.ts'
import { KasError } from '../kas/index.ts'

/** What `kas.json` says. */
export interface KasConfig {
  readonly member: string
  /** Where the server finds the service: its listener. */
  readonly host: string
  readonly port: number
  /** What the custodians were handed by the operator, and have compared; null until then. */
  readonly server: KasServer | null
  /** Pact ids whose words the custodians have compared. */
  readonly trusted: readonly Hash[]
}

/** The member's server, as its operator hands it over. */
export interface KasServer {
  /** From which everything of the member follows; the custodians compare it with those who hold it. */
  readonly appointingKey: HybridPublicKey
  readonly url: string
  /** Pinned: no other certificate is let in, and none is asked. */
  readonly certificate: string
}

const port = z.int().min(0).max(65_535)
const pem = z.string().max(20_000)
const member = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const url = z.url({ protocol: /^https$/ }).max(400)
const server: z.ZodType<KasServer> = z.strictObject({
  appointingKey: z.strictObject({ ed25519: z.string(), mldsa65: z.string() }),
  url,
  certificate: pem,
})
const form: z.ZodType<KasConfig> = z.strictObject({
  member,
  host: z.string().min(1).max(253),
  port,
  server: server.nullable(),
  trusted: z.array(z.custom<Hash>(isHash)),
})

/** The parts of the folder. */
export function kasFolder(folder: string): {
  readonly config: string
  readonly data: string
  readonly keys: string
  readonly store: string
} {
  const data = join(folder, 'data')
  return {
    config: join(folder, 'kas.json'),
    data,
    keys: join(data, 'keys'),
    store: join(data, 'kas.sqlite'),
  }
}

/**
 * Reads `kas.json`.
 *
 * @throws {KasError} `kas/not-founded`, `kas/bad-config`
 */
export async function readKasConfig(folder: string): Promise<KasConfig> {
  const bytes = await files.read(kasFolder(folder).config)
  if (!bytes) throw new KasError('kas/not-founded', 'there is no kas.json')
  const read = form.safeParse(parseJson(bytes))
  if (!read.success) throw new KasError('kas/bad-config', 'kas.json cannot be read')
  return read.data
}

/** Writes `kas.json`, whole or not at all. */
export function writeKasConfig(folder: string, config: KasConfig): Promise<void> {
  return files.write(kasFolder(folder).config, canonicalJson(config))
}
