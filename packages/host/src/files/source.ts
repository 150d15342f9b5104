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
  /** The bytes from the beginning, in pieces. */
  stream(): AsyncIterable<Uint8Array>
}

const pieceBytes = 1 << 20

/**
 * Opens a file for reading.
 *
 * @throws {FileError} `file/cannot-read`
 */
export async function openSource(path: string): Promise<FileSource> {
  const handle = await reading(path, () => open(path, 'r'))
  const { size } = await reading(path, () => handle.stat())
  const read = (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
    reading(path, () => readAt(handle, offset, Math.min(length, Math.max(0, size - offset))))
  return {
    size,
    read,
    async *stream() {
      for (let at = 0; at < size; at += pieceBytes) yield await read(at, pieceBytes)
    },
    [Symbol.asyncDispose]: () => handle.close(),
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
