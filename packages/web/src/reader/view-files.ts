/**
 * Files that the viewer of PDF needs and the frame cannot fetch: it reaches no network.
 *
 * @module
 */

import { pdfFiles } from '../viewer/files.ts'

/** A character map or font of the viewer; null for any other name, and where it is not there. */
export async function findViewFile(name: string): Promise<Uint8Array | null> {
  if (!/^[\w-]{1,60}\.(?:bcmap|pfb|ttf)$/.test(name)) return null
  const response = await fetch(pdfFiles + name, { redirect: 'error' })
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
