/**
 * A file that is there whole, or not at all.
 *
 * @module
 */
import { type FileHandle, link, open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { FileError } from './errors.ts'

/** A file in the making. */
export interface Output {
  write(bytes: Uint8Array): Promise<void>
}

/**
 * Lets `fill` write a new file. It gets its name when all of it is on disk; a failure or a crash
 * leaves nothing under that name, and a failure nothing at all. A file that is there is kept.
 *
 * @throws {FileError} `file/exists`, `file/cannot-write`; whatever `fill` throws
 */
export async function writeOutput<T>(
  path: string,
  fill: (output: Output) => Promise<T>,
): Promise<T> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`)
  const handle = await writing(path, () => open(temporary, 'wx', 0o600))
  try {
    const result = await fill({ write: (bytes) => writing(path, () => writeAll(handle, bytes)) })
    await writing(path, () => handle.sync())
    await handle.close()
    // A link, not a rename: it fails where the name is taken.
    await writing(path, () => link(temporary, path))
    await syncFolder(dirname(path))
    return result
  } finally {
    await handle.close()
    await rm(temporary, { force: true })
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done)
    done += bytesWritten
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await writing(folder, () => open(folder, 'r'))
  try {
    await writing(folder, () => handle.sync())
  } finally {
    await handle.close()
  }
}

async function writing<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    const taken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (taken) throw new FileError('file/exists', `\`${path}\` is there already`, { cause })
    throw new FileError('file/cannot-write', `\`${path}\` cannot be written`, { cause })
  }
}
