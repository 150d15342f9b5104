/**
 * The policies that ship with Entente, as files by their digests.
 *
 * @module
 */
import { glob } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { type Hash, hashOf } from '@entente/core/crypto'
import type { Bytes } from '@entente/core/lib'

import { readXmlFile } from './read-file.ts'

const shipped = fileURLToPath(new URL('../../../../profiles/', import.meta.url))

/**
 * Policies by the digest of their bytes: those that ship, and the files at `paths`.
 *
 * @throws {LabelError} `label/xml-too-large`; an error of the file system
 */
export async function readPolicyFiles(
  paths: readonly string[] = [],
): Promise<ReadonlyMap<Hash, Bytes>> {
  const found = new Map<Hash, Bytes>()
  for await (const name of glob('*/*.spif.xml', { cwd: shipped })) {
    const bytes = await readXmlFile(`${shipped}${name}`)
    found.set(hashOf(bytes), bytes)
  }
  for (const path of paths) {
    const bytes = await readXmlFile(path)
    found.set(hashOf(bytes), bytes)
  }
  return found
}
