/**
 * Secrets and the keyrings they open: never an argument, never in the environment.
 *
 * @module
 */
import { resolve } from 'node:path'

import { type HybridSigner, importHybridSigner } from '@entente/core/crypto'
import type { Bilingual } from '@entente/core/pact'
import type { Secret } from '@entente/server'

import type { Command, Input } from './command.ts'
import { readBytes } from './files.ts'
import type { Terminal } from './terminal.ts'

/** The option that names the file in place of a passphrase. */
export const keyFileOption: Command['options'] = {
  'key-file': {
    value: 'FILE',
    text: {
      en: 'file that opens the keyring; without it a passphrase is asked for',
      ja: '鍵束を開くファイル（省略時はパスフレーズを入力）',
    },
  },
}

/** The options for the keyring of an officer who signs. */
export const signerOptions: Command['options'] = {
  key: {
    value: 'FOLDER',
    required: true,
    text: { en: 'folder of your keyring', ja: '自分の鍵束のフォルダー' },
  },
  ...keyFileOption,
}

/**
 * What opens a keyring: the bytes of `--key-file`, or a passphrase that is asked for.
 *
 * @throws {CliError} `cli/no-file`, `cli/no-terminal`
 */
export async function readSecret(
  terminal: Terminal,
  keyFile: string | undefined,
  question: Bilingual = { en: 'Passphrase of the keyring', ja: '鍵束のパスフレーズ' },
): Promise<Secret> {
  if (keyFile !== undefined) {
    return { kind: 'key-file', bytes: await readBytes(terminal, keyFile) }
  }
  return { kind: 'passphrase', passphrase: await terminal.secret(question) }
}

/**
 * The signer of the keyring that a command's options name.
 *
 * @throws {KeysError} `keys/missing`, `keys/wrong-secret`
 */
export async function openSigner(
  { need, text }: Pick<Input, 'need' | 'text'>,
  terminal: Terminal,
  { key = 'key', keyFile = 'key-file' }: { readonly key?: string; readonly keyFile?: string } = {},
): Promise<HybridSigner> {
  const { openKeyring } = await import('@entente/server')
  const folder = need(key)
  const secret = await readSecret(terminal, text(keyFile), {
    en: `Passphrase of the keyring in ${folder}`,
    ja: `${folder} の鍵束のパスフレーズ`,
  })
  const keyring = await openKeyring(resolve(terminal.cwd, folder), secret)
  return importHybridSigner(keyring.find('appointing') ?? keyring.get('person'))
}
