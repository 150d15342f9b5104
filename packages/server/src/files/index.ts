/**
 * Files that are either as they were or as they were meant to be, also after a power cut.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Small files, whole. Passed in where a test has to lose a write. */
export interface Files {
  /** The bytes, or `undefined` where there is no such file. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>
  /** Durable when it returns. A crash before that leaves the old file, or none. */
  readonly write: (path: string, bytes: Uint8Array | string) => Promise<void>
}

/** The file system. Files are readable by their owner alone. */
export const files: Files = {
  async read(path) {
    try {
      // A Buffer is a Uint8Array whose `slice` shares its memory: give out the plain kind.
      const { buffer, byteOffset, byteLength } = await readFile(path)
      return new Uint8Array(buffer, byteOffset, byteLength)
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  },
  async write(path, bytes) {
    const temporary = `${path}.${randomUUID()}.part`
    try {
      const handle = await open(temporary, 'wx', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await syncFolder(dirname(path))
  },
}

/** Makes it durable what a folder's entries are called: after a new file, a rename, a removal. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a folder that its owner alone may enter, and those above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = resolve(folder); ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === resolve(first)) return
  }
}

/** Whether the file system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
