/**
 * A member's folder and the file that says who it is.
 *
 * ```
 * FOLDER/member.json       who, where it listens, which pacts it trusts
 * FOLDER/data/             store, blobs, keys: what a backup holds
 * FOLDER/link.json         what the custodians of a KAS that runs apart are handed
 * FOLDER/last-backup.json  when it was last backed up
 * FOLDER/mark.json         high-water mark of the ledger: outside of the data, never restored with it (D18)
 * ```
 *
 * @module
 */
import { join } from 'node:path'

import { type Hash, type HybridPublicKey, isHash } from '@entente/core/crypto'
import { canonicalJson, parseJson } from '@entente/core/lib'
import { z } from 'zod'

import { files } from '../files/index.ts'
import type { ProviderConfig } from '../identity/index.ts'

import { MemberError } from './errors.ts'

/** What `member.json` says. */
export interface MemberConfig {
  readonly member: string
  readonly appointingKey: HybridPublicKey
  /** Host name of the listeners, as peers and people reach them. */
  readonly host: string
  readonly ports: { readonly edge: number; readonly federation: number; readonly admin: number }
  /** Pact ids whose words were compared in a ceremony. */
  readonly trusted: readonly Hash[]
  /** The Key Access Service, where it runs apart with custodians of its own. */
  readonly kas?: KasApart
  /** Domain under which browsers reach the edge, where it is not `host`. */
  readonly web?: { readonly host: string }
  /**
   * People who look at the state of the server in a browser. They see what whoever may write this file sees
   * on the machine, and may do nothing by it.
   */
  readonly operators?: readonly string[]
  /** Days after which a draft is cleared whose manifest never came, so that nobody has its key; 30 by default. */
  readonly draftDays?: number
  /** Ways in at browsers besides the passkey: none that does not stand here. */
  readonly signIn?: SignInConfig
}

/** Ways in at browsers besides the passkey. */
export interface SignInConfig {
  /** The member's own OpenID provider. */
  readonly provider?: ProviderConfig
  /** Lets people sign in with their password, at an enrolled device: the weaker way. */
  readonly password?: boolean
}

/** A Key Access Service that is not in this process. */
export interface KasApart {
  /** Where it listens. */
  readonly url: string
  /** Pinned: no other certificate is let in, and none is asked. */
  readonly certificate: string
  /** Port on which this server listens for it. */
  readonly port: number
}

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const name = z.string().min(1).max(80)
const port = z.int().min(0).max(65_535)
const form: z.ZodType<MemberConfig> = z.strictObject({
  member: id,
  appointingKey: z.strictObject({ ed25519: z.string(), mldsa65: z.string() }),
  host: z.string().min(1).max(253),
  ports: z.strictObject({ edge: port, federation: port, admin: port }),
  trusted: z.array(z.custom<Hash>(isHash)),
  kas: z
    .strictObject({
      url: z.url({ protocol: /^https$/ }).max(400),
      certificate: z.string().max(20_000),
      port,
    })
    .exactOptional(),
  web: z.strictObject({ host: z.string().min(1).max(253) }).exactOptional(),
  operators: z.array(id).max(64).exactOptional(),
  draftDays: z.int().min(1).max(3650).exactOptional(),
  signIn: z
    .strictObject({
      provider: z
        .strictObject({
          issuer: z.url({ protocol: /^https$/ }).max(400),
          client: z.string().min(1).max(200),
          name: z.strictObject({ en: name, ja: name }),
        })
        .exactOptional(),
      password: z.boolean().exactOptional(),
    })
    .exactOptional(),
})

/** The parts of a member's folder. */
export function memberFolder(folder: string): {
  readonly config: string
  readonly data: string
  readonly mark: string
  readonly link: string
  readonly lastBackup: string
} {
  return {
    config: join(folder, 'member.json'),
    data: join(folder, 'data'),
    mark: join(folder, 'mark.json'),
    link: join(folder, 'link.json'),
    lastBackup: join(folder, 'last-backup.json'),
  }
}

/**
 * Reads `member.json`.
 *
 * @throws {MemberError} `member/not-founded`, `member/bad-config`
 */
export async function readConfig(folder: string): Promise<MemberConfig> {
  const bytes = await files.read(memberFolder(folder).config)
  if (!bytes) throw new MemberError('member/not-founded', 'there is no member.json')
  return parseConfig(bytes)
}

/**
 * The configuration in the bytes of a `member.json`.
 *
 * @throws {MemberError} `member/bad-config`
 */
export function parseConfig(bytes: Uint8Array): MemberConfig {
  const read = form.safeParse(parseJson(bytes))
  if (!read.success) throw new MemberError('member/bad-config', 'member.json cannot be read')
  return read.data
}

/** Writes `member.json`, whole or not at all. */
export function writeConfig(folder: string, config: MemberConfig): Promise<void> {
  return files.write(memberFolder(folder).config, canonicalJson(config))
}
