/**
 * The member's private keys in one encrypted file. The KAS has a folder and a keyring of its own.
 *
 * @module
 */
import { join } from 'node:path'

import { files as nodeFiles, type Files, makeFolder } from '../files/index.ts'

import { type AllEntries, entryForms, keyringForm, type KeyName, type SomeKeys } from './entries.ts'
import { KeysError } from './errors.ts'
import {
  openFile,
  type Random,
  sealFile,
  type Secret,
  stretchNew,
  type StretchedSecret,
} from './sealed-file.ts'

/** An open keyring. Private keys are in memory from now on. */
export interface Keyring {
  /** The names of the keys that are there. */
  names(): readonly KeyName[]
  /** The key, or `undefined`. */
  find<Name extends KeyName>(name: Name): AllEntries[Name] | undefined
  /**
   * The key.
   *
   * @throws {KeysError} `keys/missing`
   */
  get<Name extends KeyName>(name: Name): AllEntries[Name]
  /**
   * Puts keys in place, in one write, which is durable when it returns. What was there under the same
   * names is gone for good.
   *
   * @throws {KeysError} `keys/malformed`
   */
  set(entries: SomeKeys): Promise<void>
  /** Puts the same keys under another secret. */
  reseal(secret: Secret): Promise<void>
}

/** What a keyring takes from outside. */
export interface KeyringPorts {
  readonly files: Files
  readonly random: Random
}

const systemPorts: KeyringPorts = {
  files: nodeFiles,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
}

const fileName = 'keyring.json'

/**
 * Makes an empty keyring in `folder`.
 *
 * @throws {KeysError} `keys/exists`, `keys/weak-secret`
 */
export async function createKeyring(
  folder: string,
  secret: Secret,
  ports: KeyringPorts = systemPorts,
): Promise<Keyring> {
  await makeFolder(folder)
  const path = join(folder, fileName)
  if (await ports.files.read(path)) {
    throw new KeysError('keys/exists', `there is a keyring in \`${folder}\``)
  }
  const keyring = keyringAt(
    path,
    { entries: {}, secret: await stretchNew(secret, ports.random) },
    ports,
  )
  await keyring.set({})
  return keyring
}

/**
 * Opens the keyring in `folder`.
 *
 * @throws {KeysError} `keys/missing`, `keys/malformed`, `keys/wrong-secret`
 */
export async function openKeyring(
  folder: string,
  secret: Secret,
  ports: KeyringPorts = systemPorts,
): Promise<Keyring> {
  const path = join(folder, fileName)
  const bytes = await ports.files.read(path)
  if (!bytes) throw new KeysError('keys/missing', `there is no keyring in \`${folder}\``)
  const { value, stretched } = await openFile(bytes, secret)
  return keyringAt(path, { entries: checked(value), secret: stretched }, ports)
}

interface Held {
  readonly entries: SomeKeys
  readonly secret: StretchedSecret
}

function keyringAt(path: string, opened: Held, { files, random }: KeyringPorts): Keyring {
  let held = opened
  // One write after another, each from what the one before left.
  let last: Promise<unknown> = Promise.resolve()
  const change = (next: () => Promise<Held>): Promise<void> => {
    const before = last
    const write = async (): Promise<void> => {
      await Promise.allSettled([before])
      const wanted = await next()
      await files.write(path, sealFile(wanted.entries, wanted.secret, random))
      held = wanted
    }
    const changed = write()
    last = changed
    return changed
  }
  const find = <Name extends KeyName>(name: Name): AllEntries[Name] | undefined =>
    held.entries[name]
  return {
    find,
    names: () => keyNames.filter((name) => held.entries[name] !== undefined),
    get(name) {
      const entry = find(name)
      if (!entry) throw new KeysError('keys/missing', `the keyring has no key \`${name}\``)
      return entry
    },
    set: (added) =>
      change(async () => ({ ...held, entries: checked({ ...held.entries, ...added }) })),
    reseal: (secret) => change(async () => ({ ...held, secret: await stretchNew(secret, random) })),
  }
}

const keyNames = Object.keys(entryForms).filter((name): name is KeyName => name in entryForms)

function checked(value: unknown): SomeKeys {
  const { data, error } = keyringForm.safeParse(value)
  if (error) {
    // The error of the parser could quote a key: it is not kept as the cause.
    throw new KeysError('keys/malformed', 'an entry of the keyring has not the form of its name')
  }
  return data
}
