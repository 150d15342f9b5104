/**
 * `entente key`: the keys that people sign with, each in a keyring on a medium of its owner.
 *
 * @module
 */
import { generateHybridKey, keyId } from '@entente/core/crypto'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { typedPath, writeJson } from '../files.ts'
import { keyringFolder, publicKeyFile, readNewSecret, signerOptions } from '../keys.ts'
import { profileOption } from '../profile.ts'

const uses = ['appointing', 'person'] as const

const make: Command = {
  name: 'key new',
  summary: {
    en: 'Make the key that a person signs with, or the appointing key of a member',
    ja: '署名用の鍵（担当官・登録官の鍵、または締約者の任命鍵）を作成する',
  },
  positionals: [],
  options: {
    for: {
      value: 'USE',
      text: {
        en: 'person (an officer or a registrar) or appointing (a member); default: person',
        ja: 'person（担当官・登録官）または appointing（締約者の任命鍵）。省略時は person',
      },
    },
    ...signerOptions,
    ...profileOption,
  },
  examples: ['entente key new', 'entente key new --for appointing --key /media/safe/tokyo'],
  async run(input, terminal) {
    const use = uses.find((one) => one === (input.text('for') ?? 'person'))
    if (!use) throw new CliError('cli/usage', `--for is one of ${uses.join(', ')}`)
    if (use === 'appointing' && input.text('key') === undefined) {
      throw new CliError('cli/usage', '--key names the medium that the appointing key is kept on')
    }
    const folder = keyringFolder(input, terminal)
    const secret = await readNewSecret(terminal, input.text('key-file'), {
      en: `New passphrase for the keyring in ${typedPath(terminal, folder)}`,
      ja: `${typedPath(terminal, folder)} の鍵束の新しいパスフレーズ`,
    })
    const { createKeyring } = await import('@entente/server')
    const keyring = await createKeyring(folder, secret)
    const { privateKey, publicKey } = await generateHybridKey()
    await keyring.set({ [use]: privateKey })
    // Last: a keyring without it was not finished, and its key stands nowhere yet.
    const file = publicKeyFile(folder)
    await writeJson(terminal, file, publicKey)
    const key = keyId(publicKey)
    return {
      json: { key, publicKey, file },
      text: words[terminal.lang].made(key, typedPath(terminal, file), use),
    }
  },
}

/** The commands of this noun. */
export const keyCommands: readonly Command[] = [make]

const words = {
  en: {
    made: (key: string, file: string, use: (typeof uses)[number]) =>
      [
        `Key ${key}`,
        use === 'appointing'
          ? `Its public half, for \`entente pact draft\`: ${file}`
          : `Its public half, for whoever appoints you: ${file}`,
        'Keep the keyring and what opens it apart, and a copy of both.',
      ].join('\n'),
  },
  ja: {
    made: (key: string, file: string, use: (typeof uses)[number]) =>
      [
        `鍵 ${key}`,
        use === 'appointing'
          ? `公開部分（\`entente pact draft\` に渡すもの）: ${file}`
          : `公開部分（任命する者に渡すもの）: ${file}`,
        '鍵束とそれを開くものは別々に保管し、それぞれの控えを取ってください。',
      ].join('\n'),
  },
} as const
