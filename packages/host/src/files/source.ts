/**
 * A file as bytes that can be read anywhere.
 *
 * @module
 */
import { type FileHandle, open } from 'node:fs/promises'

import type { ByteSource } from '@entente/core/tdf'

import { FileError } from './errors.ts'

/** An open file. */
export interface FileSource extends ByteSource, AsyncDisposable {
  /** Its descriptor, for those who read at offsets of their own. */
  readonly fd: number
}

/**
 * Opens a file for reading. Only an ordinary one has a size that can be believed.
 *
 * @throws {FileError} `file/cannot-read`
 */
export async function openSource(path: string): Promise<FileSource> {
  const handle = await reading(path, () => open(path, 'r'))
  try {
    const stats = await reading(path, () => handle.stat())
    if (!stats.isFile()) throw new FileError('file/cannot-read', `\`${path}\` is no ordinary file`)
    const { size } = stats
    return {
      fd: handle.fd,
      size,
      read: (offset, length) =>
        reading(path, () => readAt(handle, offset, Math.min(length, Math.max(0, size - offset)))),
      [Symbol.asyncDispose]: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readAt(
  handle: FileHandle,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done)
    if (bytesRead === 0) return bytes.slice(0, done)
    done += bytesRead
  }
  return bytes
}

async function reading<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new FileError('file/cannot-read', `\`${path}\` cannot be read`, { cause })
  }
}
