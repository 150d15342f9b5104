/**
 * Secrets and the keyrings they open: never an argument, never in the environment. What may stand in the
 * environment is where the key file lies.
 *
 * ```
 * KEYRING/keyring.json  the private key, under a passphrase or a key file
 * KEYRING/public.json   its public half, as a pact and an appointment spell it
 * ```
 *
 * @module
 */
import { join, resolve } from 'node:path'

import { type HybridPublicKey, type HybridSigner, importHybridSigner } from '@entente/core/crypto'
import type { Bilingual } from '@entente/core/pact'
import type { Secret } from '@entente/server'
import { z } from 'zod'

import type { Command, Input } from './command.ts'
import { CliError } from './errors.ts'
import { readBytes, readJson, typedPath } from './files.ts'
import { profileFolder } from './profile.ts'
import type { Terminal } from './terminal.ts'

/** The option that names the file in place of a passphrase. */
export const keyFileOption: Command['options'] = {
  'key-file': {
    value: 'FILE',
    text: {
      en: 'file that opens the keyring; default: what ENTENTE_KEY_FILE names, else a passphrase is asked for',
      ja: '鍵束を開くファイル（省略時は環境変数 ENTENTE_KEY_FILE の指すファイル、なければパスフレーズを入力）',
    },
  },
}

/** The options for the keyring of an officer who signs. */
export const signerOptions: Command['options'] = {
  key: {
    value: 'FOLDER',
    text: {
      en: 'folder of your keyring; default: keyring in your profile',
      ja: '自分の鍵束のフォルダー（省略時はプロファイル内の keyring）',
    },
  },
  ...keyFileOption,
}

/**
 * What opens a keyring: the bytes of the key file, or a passphrase that is asked for.
 *
 * @throws {CliError} `cli/no-file`, `cli/no-terminal`
 */
export async function readSecret(
  terminal: Terminal,
  keyFile: string | undefined,
  question: Bilingual = { en: 'Passphrase of the keyring', ja: '鍵束のパスフレーズ' },
): Promise<Secret> {
  const file = keyFile ?? (terminal.env['ENTENTE_KEY_FILE'] || undefined)
  if (file !== undefined) return { kind: 'key-file', bytes: await readBytes(terminal, file) }
  return { kind: 'passphrase', passphrase: await terminal.secret(question) }
}

/**
 * What is to open a new keyring. A passphrase is asked for twice: nobody can ever look it up.
 *
 * @throws {CliError} `cli/no-file`, `cli/no-terminal`, `cli/passphrases-differ`
 */
export async function readNewSecret(
  terminal: Terminal,
  keyFile: string | undefined,
  question: Bilingual,
): Promise<Secret> {
  const secret = await readSecret(terminal, keyFile, question)
  if (secret.kind === 'key-file') return secret
  const again = await terminal.secret({ en: 'The same once more', ja: '確認のためもう一度' })
  if (again === secret.passphrase) return secret
  throw new CliError('cli/passphrases-differ', 'not the same the second time')
}

/** The folder of the keyring that the options name. */
export function keyringFolder(input: Pick<Input, 'text'>, terminal: Terminal): string {
  const named = input.text('key')
  if (named !== undefined) return resolve(terminal.cwd, named)
  return join(profileFolder(input, terminal), 'keyring')
}

/** The file of a keyring that may be shown to anybody. */
export function publicKeyFile(keyring: string): string {
  return join(keyring, 'public.json')
}

/**
 * Reads the public half of a key as `entente key new` writes it; whoever signs what it goes into checks
 * the rest.
 *
 * @throws {CliError} `cli/no-file`, `cli/no-public-key`
 */
export async function readPublicKey(terminal: Terminal, file: string): Promise<HybridPublicKey> {
  const { data } = publicForm.safeParse(await readJson(terminal, file))
  if (data) return data
  throw new CliError('cli/no-public-key', `\`${file}\` is no public.json of a keyring`)
}

/**
 * The signer of the keyring that the options of an officer name.
 *
 * @throws {KeysError} `keys/missing`, `keys/wrong-secret`
 */
export function openSigner(input: Pick<Input, 'text'>, terminal: Terminal): Promise<HybridSigner> {
  return openKey(keyringFolder(input, terminal), input.text('key-file'), terminal)
}

/**
 * The signer of a keyring: its appointing key, else that of a person.
 *
 * @throws {KeysError} `keys/missing`, `keys/wrong-secret`
 */
export async function openKey(
  folder: string,
  keyFile: string | undefined,
  terminal: Terminal,
): Promise<HybridSigner> {
  const { openKeyring } = await import('@entente/server')
  const secret = await readSecret(terminal, keyFile, {
    en: `Passphrase of the keyring in ${typedPath(terminal, folder)}`,
    ja: `${typedPath(terminal, folder)} の鍵束のパスフレーズ`,
  })
  const keyring = await openKeyring(resolve(terminal.cwd, folder), secret)
  return importHybridSigner(keyring.find('appointing') ?? keyring.get('person'))
}

const publicForm: z.ZodType<HybridPublicKey> = z.strictObject({
  ed25519: z.string(),
  mldsa65: z.string(),
})
