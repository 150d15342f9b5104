/**
 * Whole payloads into a backup, and back.
 *
 * @module
 */
import { constants, copyFile, link, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { isHash } from '@entente/core/crypto'

import { isMissing, makeFolder, syncFolder } from '../files/index.ts'

/**
 * Takes every whole payload of the folder `from` into the folder `to` that is not there yet. Files of
 * whole payloads never change, so on one file system they are linked, not copied.
 *
 * Payloads that are removed meanwhile are left out. `progress` is told how many bytes are done.
 */
export async function copyBlobs(
  from: string,
  to: string,
  progress?: (done: number, total: number) => void,
): Promise<void> {
  const [source, target] = [join(from, 'whole'), join(to, 'whole')]
  await makeFolder(target)
  const present = new Set(await readdir(target))
  const wanted: { readonly payload: string; readonly bytes: number }[] = []
  for (const payload of await listed(source)) {
    if (!isHash(payload) || present.has(payload)) continue
    wanted.push({ payload, bytes: progress ? await sizeOf(join(source, payload, 'data')) : 0 })
  }
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  for (const { payload, bytes } of wanted) {
    progress?.(done, total)
    done += bytes
    const part = join(target, `${payload}.part`)
    await rm(part, { recursive: true, force: true })
    await makeFolder(part)
    try {
      for (const name of ['list', 'data']) {
        await linkOrCopy(join(source, payload, name), join(part, name))
      }
    } catch (error) {
      await rm(part, { recursive: true, force: true })
      if (isMissing(error)) continue
      throw error
    }
    await syncFolder(part)
    await rename(part, join(target, payload))
  }
  await syncFolder(target)
  progress?.(total, total)
}

/** A member that has never had a payload has no folder of them. */
async function listed(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (isMissing(error)) throw error
    // Another file system, or one without links.
    await copyFile(from, to, constants.COPYFILE_EXCL)
    const handle = await open(to, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}
