/**
 * Files of strangers, read no further than their kind can be long.
 *
 * @module
 */
import { open } from 'node:fs/promises'

import { LabelError, spifLimits } from '@entente/core/label'
import type { Bytes } from '@entente/core/lib'

/**
 * Reads a file of XML. However long it is, or whether it ever ends, no more is read than the longest
 * kind, a policy, may have.
 *
 * @throws {LabelError} `label/xml-too-large`; an error of the file system
 */
export async function readXmlFile(path: string): Promise<Bytes> {
  await using file = await open(path)
  const buffer = new Uint8Array(spifLimits.bytes + 1)
  let length = 0
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length)
    if (bytesRead === 0) return buffer.slice(0, length)
    length += bytesRead
  }
  throw new LabelError('label/xml-too-large', 'longer than any label, binding or policy')
}
