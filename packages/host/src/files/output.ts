/**
 * A file that is there whole, or not at all.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { FileError } from './errors.ts'

/** A file in the making. */
export interface Output {
  /** Its descriptor, for those who write at offsets of their own. */
  readonly fd: number
  /** Writes `bytes` at `position`. */
  readonly write: (bytes: Uint8Array, position: number) => Promise<void>
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
  await refuseTaken(path)
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
  const handle = await writing(path, () => open(temporary, 'wx', 0o600))
  try {
    const write = (bytes: Uint8Array, position: number): Promise<void> =>
      writing(path, () => writeAll(handle, bytes, position))
    const result = await fill({ fd: handle.fd, write })
    await writing(path, () => handle.sync())
    await handle.close()
    await writing(path, () => publish(temporary, path))
    await syncFolder(dirname(path))
    return result
  } finally {
    await handle.close()
    await rm(temporary, { force: true })
  }
}

/** Says before the work what `publish` would say after it. */
async function refuseTaken(path: string): Promise<void> {
  const taken = await writing(path, () => lstat(path).catch(ifCode('ENOENT')))
  if (taken) throw new FileError('file/exists', `\`${path}\` is there already`)
}

/** Gives the file its name, unless that is taken: a link fails then, a rename would not. */
async function publish(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (error) {
    // Removable media often know no links. The name is then taken first, by an empty file.
    ifCode('EPERM', 'ENOTSUP', 'ENOSYS')(error)
    await (await open(path, 'wx', 0o600)).close()
    await rename(temporary, path)
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const rest = bytes.length - done
    const { bytesWritten } = await handle.write(bytes, done, rest, position + done)
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
    const taken = codeOf(cause) === 'EEXIST'
    if (taken) throw new FileError('file/exists', `\`${path}\` is there already`, { cause })
    throw new FileError('file/cannot-write', `\`${path}\` cannot be written`, { cause })
  }
}

/** Lets errors of these codes pass as `undefined`, and throws others. */
function ifCode(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error
    return undefined
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
