/**
 * The high-water mark: how far this ledger may have been signed. It lies outside of the data folder,
 * so that a backup put back does not bring its own mark with it (D18).
 *
 * @module
 */
import { canonicalJson, fromHex, parseJson, toHex } from '@entente/core/lib'
import { toTreeHash, type TreeHash } from '@entente/core/ledger'
import { z } from 'zod'

import type { Files } from '../files/index.ts'

import { ServerLedgerError } from './errors.ts'

/** The newest state of which a signed checkpoint may exist. */
export interface Mark {
  readonly origin: string
  readonly size: number
  readonly root: TreeHash
}

const form = z.strictObject({
  origin: z.string(),
  size: z.int().min(0),
  root: z.string().regex(/^[0-9a-f]{64}$/),
})

/**
 * Reads the mark; `undefined` if there is none.
 *
 * @throws {ServerLedgerError} `ledger/other-mark` if it cannot be read
 */
export async function readMark(files: Files, path: string): Promise<Mark | undefined> {
  const bytes = await files.read(path)
  if (!bytes) return undefined
  try {
    const { origin, size, root } = form.parse(parseJson(bytes))
    return { origin, size, root: toTreeHash(fromHex(root)) }
  } catch (cause) {
    throw new ServerLedgerError('ledger/other-mark', 'the mark cannot be read', { cause })
  }
}

/** Puts the mark forward. Durable when it returns. */
export async function writeMark(
  files: Files,
  path: string,
  { origin, size, root }: Mark,
): Promise<void> {
  await files.write(path, canonicalJson({ origin, size, root: toHex(root) }))
}
