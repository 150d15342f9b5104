/**
 * `entente kas`: the commands of those who keep the keys of a Key Access Service apart from the server.
 *
 * They and the operator hand each other two files: `kas-public.json` goes to `entente init --kas`, and
 * `link.json` of the member's folder comes back to `entente kas trust`. Neither holds a secret.
 *
 * @module
 */
import { join, resolve } from 'node:path'

import { keyId, statementId } from '@entente/core/crypto'
import type { Bilingual } from '@entente/core/pact'

import type { Command } from '../command.ts'
import { requireConfirmed } from '../confirm.ts'
import { CliError } from '../errors.ts'
import { readJson, writeBytes, writeJson } from '../files.ts'
import { keyFileOption, readNewSecret } from '../keys.ts'
import { portOf } from '../ports.ts'

import { readPact } from './pact.ts'

const dir = {
  value: 'FOLDER',
  text: {
    en: 'folder of the Key Access Service; default: this folder',
    ja: '鍵管理サービスのフォルダー（省略時は現在のフォルダー）',
  },
}

const init: Command = {
  name: 'kas init',
  summary: {
    en: 'Make a Key Access Service that runs apart from the server, with keys of its own',
    ja: 'サーバーから独立した鍵管理サービスを、固有の鍵と共に設ける',
  },
  positionals: [],
  options: {
    dir: {
      value: 'FOLDER',
      required: true,
      text: {
        en: 'folder to be made for the Key Access Service',
        ja: '鍵管理サービスのために作成するフォルダー',
      },
    },
    member: {
      value: 'ID',
      required: true,
      text: {
        en: 'id of the member whose keys it will keep',
        ja: '鍵を預かる締約者の識別子',
      },
    },
    host: {
      value: 'HOST',
      text: {
        en: 'host name or address where the server will reach it; default: 127.0.0.1, this machine alone',
        ja: 'サーバーからの到達先のホスト名または番地（省略時は本機内のみの 127.0.0.1）',
      },
    },
    port: {
      value: 'PORT',
      text: { en: 'port for the server; default: 8447', ja: 'サーバー用ポート（省略時は 8447）' },
    },
    ...keyFileOption,
  },
  examples: ['entente kas init --dir tokyo-kas --member jpn --host keys.tokyo.example'],
  async run({ need, text }, terminal) {
    const folder = resolve(terminal.cwd, need('dir'))
    const secret = await readNewSecret(terminal, text('key-file'), {
      en: 'New passphrase of the keys; the operator of the server must not have it',
      ja: '鍵の新しいパスフレーズ（サーバーの運用者には渡さないこと）',
    })
    const { foundKas } = await import('@entente/server')
    const handedOver = await foundKas({
      folder,
      secret,
      member: need('member'),
      host: text('host') ?? '127.0.0.1',
      port: portOf(text('port') ?? '8447'),
      suites: ['hpqt:xwing', 'ec:secp256r1'],
      now: terminal.now,
    })
    const file = join(folder, 'kas-public.json')
    await writeJson(terminal, file, handedOver)
    const { member, url, keys } = handedOver
    return {
      json: { member, url, keys: keys.map(({ kid, suite }) => ({ kid, suite })), file },
      text: words[terminal.lang].made(member, need('dir'), url),
    }
  },
}

const trust: Command = {
  name: 'kas trust',
  summary: {
    en: 'Take up the server of the member, or a pact, whose words you have compared',
    ja: '語を照合した締約者のサーバーまたは協定を採用する',
  },
  positionals: [],
  options: {
    dir,
    server: {
      value: 'FILE',
      text: {
        en: 'link.json, from the operator of the server',
        ja: 'サーバーの運用者から受け取った link.json',
      },
    },
    pact: {
      value: 'FILE',
      text: { en: 'a pact, signed by all', ja: '全締約者が署名した協定' },
    },
    confirmed: {
      value: 'ID',
      text: {
        en: 'the id that was compared, of the appointing key or of the pact, where nobody can be asked',
        ja: '照合済みの識別子（任命鍵または協定。対話できない場合）',
      },
    },
  },
  examples: [
    'entente kas trust --dir tokyo-kas --server link.json',
    'entente kas trust --dir tokyo-kas --pact pact.json',
  ],
  async run({ text }, terminal) {
    const folder = resolve(terminal.cwd, text('dir') ?? '.')
    const [server, pact] = [text('server'), text('pact')]
    if ((server === undefined) === (pact === undefined)) {
      throw new CliError('cli/usage', 'one of --server and --pact is wanted')
    }
    const { readHandedOver, trustPactAtKas, trustServer } = await import('@entente/server')
    if (server !== undefined) {
      const handedOver = await readHandedOver(folder, await readJson(terminal, server))
      const key = keyId(handedOver.appointingKey)
      await requireConfirmed(key, text('confirmed'), terminal, ofKey)
      await trustServer(folder, handedOver)
      const { member, url } = handedOver
      return {
        json: { member, appointingKey: key, url },
        text: words[terminal.lang].server(member, url),
      }
    }
    const statement = await readPact(terminal, pact ?? '')
    const id = statementId(statement)
    await requireConfirmed(id, text('confirmed'), terminal, ofPact)
    const { name, version } = await trustPactAtKas(folder, statement)
    return { json: { pact: id, version }, text: words[terminal.lang].pact(name[terminal.lang], id) }
  },
}

const account: Command = {
  name: 'kas account',
  summary: {
    en: 'Write down the statements that the service holds, for its server to be restored from',
    ja: 'サーバーの復元のため、鍵管理サービスが保持する声明を書き出す',
  },
  positionals: [],
  options: {
    dir,
    out: {
      value: 'FILE',
      short: 'o',
      required: true,
      text: { en: 'where to write', ja: '出力先' },
    },
  },
  examples: ['entente kas account --dir tokyo-kas --out kas-of-jpn.json'],
  async run({ text, need }, terminal) {
    const { formatAccount, makeKasAccount } = await import('@entente/server')
    const made = await makeKasAccount(resolve(terminal.cwd, text('dir') ?? '.'), terminal.now)
    await writeBytes(terminal, need('out'), formatAccount(made))
    return {
      json: { member: made.about, grants: made.grants.length },
      text: words[terminal.lang].account(need('out'), made.grants.length),
    }
  },
}

/** The commands of the custodians. */
export const kasCommands: readonly Command[] = [init, trust, account]

const ofKey: Bilingual = {
  en: 'Did the holders of the appointing key read these same words to you?',
  ja: '任命鍵の保持者は同じ語を読み上げましたか。',
}
const ofPact: Bilingual = {
  en: 'Were these the words that were compared when the pact was signed?',
  ja: '協定の署名時に照合した語と同じですか。',
}

const words = {
  en: {
    made: (member: string, folder: string, url: string) =>
      [
        `The Key Access Service of ${member} is made in ${folder}; the server will find it at ${url}.`,
        'Next:',
        `  1. Give ${folder}/kas-public.json to the operator, for entente init --kas.`,
        '  2. Take link.json from the operator, and compare its words with the holders of the appointing key:',
        `     entente kas trust --dir ${folder} --server link.json`,
        `  3. entente kas trust --dir ${folder} --pact PACT, for each pact`,
        `  4. entente serve --role kas --dir ${folder}`,
      ].join('\n'),
    server: (member: string, url: string) =>
      `Trusted: the server of ${member} at ${url}.\nStart the Key Access Service again.`,
    account: (file: string, grants: number) =>
      `Written to ${file}, with ${grants} grants. Give it to the operator, for entente restore --known.`,
    pact: (name: string, id: string) =>
      `Trusted: ${name}\n${id}\nStart the Key Access Service again.`,
  },
  ja: {
    made: (member: string, folder: string, url: string) =>
      [
        `${member} の鍵管理サービスを ${folder} に設けました。サーバーからの接続先は ${url} です。`,
        '次に行うこと:',
        `  1. ${folder}/kas-public.json を運用者に渡す（entente init --kas 用）。`,
        '  2. 運用者から link.json を受け取り、任命鍵の保持者と語を照合する:',
        `     entente kas trust --dir ${folder} --server link.json`,
        `  3. 協定ごとに entente kas trust --dir ${folder} --pact 協定`,
        `  4. entente serve --role kas --dir ${folder}`,
      ].join('\n'),
    server: (member: string, url: string) =>
      `${member} のサーバー（${url}）を信頼します。\n鍵管理サービスを起動してください。`,
    account: (file: string, grants: number) =>
      `${file} に書き出しました（付与 ${grants} 件）。運用者に渡してください（entente restore --known 用）。`,
    pact: (name: string, id: string) =>
      `信頼する協定に加えました: ${name}\n${id}\n鍵管理サービスを起動してください。`,
  },
} as const
