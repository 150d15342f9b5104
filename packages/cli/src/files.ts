/**
 * Reading and writing the files that a command line names.
 *
 * @module
 */
import { open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'

import { canonicalJson, type Json, parseJson } from '@entente/core/lib'

import { CliError } from './errors.ts'
import type { Terminal } from './terminal.ts'

/**
 * The bytes of a file.
 *
 * @throws {CliError} `cli/no-file`
 */
export async function readBytes({ cwd }: Terminal, file: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, file))
  } catch (cause) {
    throw new CliError('cli/no-file', `\`${file}\` cannot be read`, { cause })
  }
}

/**
 * The JSON of a file.
 *
 * @throws {CliError} `cli/no-file`; {FormatError}
 */
export async function readJson(terminal: Terminal, file: string): Promise<Json> {
  return parseJson(await readBytes(terminal, file))
}

/**
 * Writes a file whole or not at all: a crash leaves the old one, or none.
 *
 * @throws {CliError} `cli/no-file`
 */
export async function writeBytes(
  { cwd }: Terminal,
  file: string,
  bytes: Uint8Array,
): Promise<void> {
  const target = resolve(cwd, file)
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.part`)
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw new CliError('cli/no-file', `\`${file}\` cannot be written`, { cause })
  }
}

/** A path as somebody in the current folder would type it. */
export function typedPath({ cwd }: Terminal, file: string): string {
  const path = relative(cwd, file)
  return path.startsWith('..') || isAbsolute(path) ? file : path
}

/** Writes canonical JSON and a line feed. */
export function writeJson(terminal: Terminal, file: string, value: unknown): Promise<void> {
  return writeBytes(terminal, file, new Uint8Array([...canonicalJson(value), 0x0a]))
}
