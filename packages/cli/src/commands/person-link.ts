/**
 * `entente person link`: by which account of the member's OpenID provider a person signs in.
 *
 * @module
 */
import type { Command } from '../command.ts'
import { requireId } from '../ids.ts'
import { keyFileOption, readSecret } from '../keys.ts'
import { dirOption, memberDir } from '../member-folder.ts'

const link: Command = {
  name: 'person link',
  summary: {
    en: 'Link a person to their account at the member’s OpenID provider; the server is stopped',
    ja: '利用者を締約者の OpenID プロバイダーのアカウントに結び付ける（サーバー停止中に行う）',
  },
  positionals: ['PERSON'],
  options: {
    ...dirOption,
    subject: {
      value: 'SUBJECT',
      required: true,
      text: {
        en: 'the claim `sub` that the provider gives for them, to the letter; never an e-mail address',
        ja: 'プロバイダーがその人に付ける `sub` の値そのもの（メールアドレスではない）',
      },
    },
    ...keyFileOption,
  },
  examples: ['entente person link mori --dir tokyo --subject 248289761001'],
  async run(input, terminal) {
    const person = requireId('PERSON', input.positionals[0] ?? '')
    const subject = input.need('subject')
    const server = await import('@entente/server')
    const issuer = await server.linkPerson({
      folder: memberDir(input, terminal),
      secret: await readSecret(terminal, input.text('key-file')),
      person,
      subject,
      now: terminal.now,
    })
    return { json: { person, issuer, subject }, text: words[terminal.lang](person, issuer) }
  },
}

/** The command. */
export const personLinkCommands: readonly Command[] = [link]

const words = {
  en: (person: string, issuer: string) =>
    `${person} can sign in through ${issuer}, at an enrolled browser.`,
  ja: (person: string, issuer: string) =>
    `${person} は登録済みのブラウザーで ${issuer} を通じてサインインできます。`,
} as const
