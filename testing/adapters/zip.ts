/**
 * Reads a file with our ZIP layer, and only that: `zip FILE` prints
 * `{"verdict":"accept","manifest_sha256","payload_sha256"}`, the digests of the bytes that are handed
 * up, or `{"verdict":"reject","error"}`.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { EntenteError } from '@entente/core/lib'
import { openZip, readPayload } from '@entente/core/tdf'
import { openSource } from '@entente/host'

const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: zip FILE')
  process.exitCode = 2
} else {
  console.log(JSON.stringify(await judge(file)))
}

async function judge(path: string): Promise<object> {
  try {
    await using source = await openSource(path)
    const { manifest, payload } = await openZip(source)
    const hash = createHash('sha256')
    for await (const piece of readPayload(source, payload)) hash.update(piece)
    return {
      verdict: 'accept',
      manifest_sha256: createHash('sha256').update(manifest).digest('hex'),
      payload_sha256: hash.digest('hex'),
    }
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error
    return { verdict: 'reject', error: `${error.code}: ${error.message}` }
  }
}
