/**
 * A document as one file, still sealed: what leaves on a medium, or goes to another OpenTDF client.
 *
 * @module
 */
import type { Bytes } from '@entente/core/lib'
import { crc32, parseManifest, storedSize, zipHead, zipTail } from '@entente/core/tdf'

import { type Client, fetchBytes } from './client.ts'
import { ApiError } from './client-errors.ts'

/**
 * The container's bytes as they come, made of the manifest and the payload that the server keeps beside
 * each other (D6). No key is asked for and nothing is verified: `entente tdf verify` and opening do that.
 *
 * @throws {ApiError} `document/denied`, `document/not-found`; {TdfError} if the manifest cannot be read
 */
export async function* exportContainer(
  client: Client,
  document: string,
): AsyncGenerator<Bytes | Uint8Array, void, undefined> {
  const response = await fetchBytes(client, `/api/documents/${document}/manifest`)
  const manifest = new Uint8Array(await response.arrayBuffer())
  const size = storedSize(parseManifest(manifest))
  const { body } = await fetchBytes(client, `/api/documents/${document}/payload`)
  if (!body) throw new ApiError('session/unexpected-answer', 200, 'no payload')
  yield zipHead(size)
  let crc = 0
  let done = 0
  for await (const piece of body) {
    crc = crc32(piece, crc)
    done += piece.length
    yield piece
  }
  if (done !== size) throw new ApiError('session/unexpected-answer', 200, 'not the whole payload')
  yield zipTail({ size, crc32: crc }, manifest, size)
}
