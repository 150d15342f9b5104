/**
 * The operator's commands: founding a member, adding people. The server is stopped.
 *
 * @module
 */
import { isIP } from 'node:net'
import { resolve } from 'node:path'

import type { Statement } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { parseAppointment } from '@entente/core/pact'

import type { Command, Input } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes, readJson, writeBytes, writeJson } from '../files.ts'
import { requireId } from '../ids.ts'
import { keyFileOption, openKey, readNewSecret, readSecret } from '../keys.ts'
import { dirOption, handedOut, memberDir } from '../member-folder.ts'
import { portOf } from '../ports.ts'
import type { Terminal } from '../terminal.ts'

import { readAppointmentActs } from './acts.ts'

const init: Command = {
  name: 'init',
  summary: {
    en: 'Found a member: folder, keys, store, ledger, first appointments',
    ja: '締約者を設ける（フォルダー、鍵、台帳、最初の任命）',
  },
  positionals: [],
  options: {
    dir: {
      value: 'FOLDER',
      required: true,
      text: { en: 'folder to be made for the member', ja: '締約者のために作成するフォルダー' },
    },
    member: {
      value: 'ID',
      required: true,
      text: { en: 'id of the member in its pacts', ja: '協定における締約者の識別子' },
    },
    host: {
      value: 'HOST',
      text: {
        en: 'host name or address of the server, also as others reach it; default: 127.0.0.1, this machine alone',
        ja: 'サーバーのホスト名または番地（他者からの到達先。省略時は本機内のみの 127.0.0.1）',
      },
    },
    'web-host': {
      value: 'DOMAIN',
      text: {
        en: 'domain at which browsers find the web application; default: --host, where that is no address',
        ja: 'ブラウザーからウェブアプリケーションに接続するドメイン名（省略時は、番地でない場合に限り --host）',
      },
    },
    operator: {
      value: 'PERSON',
      multiple: true,
      text: {
        en: 'person who looks at the state of the server in a browser; once for each',
        ja: 'ブラウザーでサーバーの状態を確認する運用者（それぞれ一度）',
      },
    },
    port: {
      value: 'PORT',
      text: {
        en: 'first of three ports: for our people, for other members, for health and metrics; default: 8443',
        ja: '連続する三つのポートの先頭（自国の利用者用、他の締約者用、稼働状態と計測値用。省略時は 8443）',
      },
    },
    edge: {
      value: 'PORT',
      text: {
        en: 'port for our own people, if another',
        ja: '自国の利用者用ポート（別にする場合）',
      },
    },
    federation: {
      value: 'PORT',
      text: {
        en: 'port for the other members, if another',
        ja: '他の締約者用ポート（別にする場合）',
      },
    },
    admin: {
      value: 'PORT',
      text: {
        en: 'port of this machine for health and metrics, if another',
        ja: '稼働状態と計測値用のポート（本機内のみ。別にする場合）',
      },
    },
    kas: {
      value: 'FILE',
      text: {
        en: 'kas-public.json of a Key Access Service that its custodians run apart; default: it is part of the server',
        ja: '独立した鍵管理サービスの kas-public.json（省略時はサーバーに内蔵）',
      },
    },
    link: {
      value: 'PORT',
      text: {
        en: 'port for that service; default: the one after the three',
        ja: 'その鍵管理サービス用のポート（省略時は三つのポートの次）',
      },
    },
    appointing: {
      value: 'FOLDER',
      required: true,
      text: { en: 'keyring of the appointing key', ja: '任命鍵の鍵束' },
    },
    'appointing-key-file': {
      value: 'FILE',
      text: {
        en: 'file that opens that keyring; without it a passphrase is asked for',
        ja: 'その鍵束を開くファイル（省略時はパスフレーズを入力）',
      },
    },
    first: {
      value: 'FILE',
      text: {
        en: 'JSON list of the first officers, registrars and devices to appoint',
        ja: '最初に任命する担当者・登録官・端末の JSON リスト',
      },
    },
    ...keyFileOption,
  },
  examples: [
    'entente init --dir tokyo --member jpn --host tokyo.example --appointing /media/safe/tokyo --first officers.json',
    'entente init --dir tokyo --member jpn --appointing /media/safe/tokyo --kas kas-public.json',
  ],
  async run(input, terminal) {
    const { need, text } = input
    const kas = await readKas(input, terminal)
    const folder = resolve(terminal.cwd, need('dir'))
    const member = requireId('--member', need('member'))
    const host = text('host') ?? '127.0.0.1'
    const webHost = await chooseWebHost(text('web-host'), host, terminal)
    const operators = input.list('operator').map((one) => requireId('--operator', one))
    const ports = readPorts(input)
    const first = text('first')
    const acts = first === undefined ? [] : await readAppointmentActs(terminal, first)
    const appointing = await openKey(need('appointing'), text('appointing-key-file'), terminal)
    const secret = await readNewSecret(terminal, text('key-file'), {
      en: 'New passphrase of the server’s keyring',
      ja: 'サーバーの鍵束の新しいパスフレーズ',
    })
    const { foundMember } = await import('@entente/server')
    const statements = await foundMember({
      folder,
      secret,
      member,
      host,
      ...(webHost === undefined ? {} : { webHost }),
      operators,
      ports,
      appointing,
      first: acts,
      suites: ['hpqt:xwing', 'ec:secp256r1'],
      ...(kas && { kas }),
      now: terminal.now,
    })
    const { link, ...always } = handedOut(folder)
    const files = kas ? { ...always, link } : always
    const server = `https://${host}:${ports.edge}`
    const certificate = certificateOf(statements)
    await writeJson(terminal, files.appointments, statements)
    await writeJson(terminal, files.server, {
      server,
      certificate,
      member,
      appointingKey: appointing.publicKey,
    })
    await writeBytes(terminal, files.certificate, utf8(certificate))
    return {
      json: { member, edge: server, ...files },
      text: words[terminal.lang].founded(
        member,
        need('dir'),
        server,
        webOf(webHost, host, ports.edge),
        kas !== undefined,
      ),
    }
  },
}

const addPerson: Command = {
  name: 'person add',
  summary: {
    en: 'Let a person sign in; that gives no right to anything',
    ja: '利用者のサインインを可能にする（権限は与えない）',
  },
  positionals: ['PERSON'],
  options: {
    ...dirOption,
    subject: {
      value: 'NAME',
      text: {
        en: 'what they type to sign in; default: PERSON',
        ja: 'サインイン名（省略時は PERSON）',
      },
    },
    'name-en': { value: 'NAME', text: { en: 'name in English', ja: '英語での氏名' } },
    'name-ja': { value: 'NAME', text: { en: 'name in Japanese', ja: '日本語での氏名' } },
    'password-file': {
      value: 'FILE',
      text: {
        en: 'file whose first line is the password; without it the password is asked for',
        ja: '一行目がパスワードのファイル（省略時は入力）',
      },
    },
    ...keyFileOption,
  },
  examples: ['entente person add mori --dir tokyo --name-en "Mori Aoi" --name-ja 森葵'],
  async run(input, terminal) {
    const person = requireId('PERSON', input.positionals[0] ?? '')
    const { text } = input
    const server = await import('@entente/server')
    const subject = text('subject') ?? person
    await server.addPerson({
      folder: memberDir(input, terminal),
      secret: await readSecret(terminal, text('key-file')),
      person,
      subject,
      nameEn: text('name-en') ?? person,
      nameJa: text('name-ja') ?? person,
      password: await readPassword(terminal, text('password-file')),
      now: terminal.now,
    })
    return { json: { person, subject }, text: words[terminal.lang].added(person) }
  },
}

/** The commands of the operator. */
export const memberCommands: readonly Command[] = [init, addPerson]

async function readPassword(terminal: Terminal, file: string | undefined): Promise<string> {
  if (file === undefined) {
    return terminal.secret({ en: 'First password of the person', ja: '利用者の最初のパスワード' })
  }
  const [line = ''] = new TextDecoder().decode(await readBytes(terminal, file)).split(/\r?\n/, 1)
  return line
}

/** The service that was handed over, and where to listen for it. */
async function readKas(
  input: Input,
  terminal: Terminal,
): Promise<{ readonly handedOver: unknown; readonly port: number } | undefined> {
  const [file, link] = [input.text('kas'), input.text('link')]
  if (file === undefined) {
    if (link === undefined) return undefined
    throw new CliError('cli/usage', '--link is for a service that --kas names')
  }
  const port = link === undefined ? readPorts(input).admin + 1 : portOf(link)
  return { handedOver: await readJson(terminal, file), port }
}

/** A label of letters, digits and hyphens, more of them after dots; the last one is no number. */
const domainForm =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A passkey is made for a domain, and its name stands in the certificate that is made now. */
async function chooseWebHost(
  given: string | undefined,
  host: string,
  terminal: Terminal,
): Promise<string | undefined> {
  if (given !== undefined) {
    if (!domainForm.test(given))
      throw new CliError('cli/usage', `--web-host \`${given}\` is no domain`)
    return given
  }
  if (isIP(host) === 0 || !terminal.interactive) return undefined
  const goOn = await terminal.confirm({
    en: `Browsers need a domain, and ${host} is an address: without --web-host this member has no web application, nor later one. Go on without?`,
    ja: `ブラウザーにはドメイン名が必要ですが、${host} は番地です。--web-host を指定しないと、この締約者は今後もウェブアプリケーションを使用できません。このまま続けますか。`,
  })
  if (!goOn) throw new CliError('cli/cancelled', 'a domain was wanted')
  return undefined
}

function webOf(webHost: string | undefined, host: string, port: number): string | undefined {
  const domain = webHost ?? (isIP(host) === 0 ? host : undefined)
  return domain === undefined ? undefined : `https://${domain}:${port}`
}

/** Three in a row, but for those that are named one by one. */
function readPorts({ text }: Pick<Input, 'text'>): {
  readonly edge: number
  readonly federation: number
  readonly admin: number
} {
  const first = portOf(text('port') ?? '8443')
  const port = (name: string, at: number): number => portOf(text(name) ?? String(first + at))
  return { edge: port('edge', 0), federation: port('federation', 1), admin: port('admin', 2) }
}

function certificateOf(statements: readonly Statement[]): string {
  const [certificate] = statements.flatMap((statement) => {
    const { act } = parseAppointment(statement)
    return act.kind === 'tls' ? [act.certificate] : []
  })
  if (certificate === undefined) throw new TypeError('a founded member has a certificate')
  return certificate
}

const words = {
  en: {
    founded: (
      member: string,
      folder: string,
      server: string,
      web: string | undefined,
      apart: boolean,
    ) =>
      [
        `Member ${member} is founded in ${folder}; its people will find it at ${server}.`,
        ...(web === undefined ? [] : [`Browsers find it at ${web}.`]),
        'Next:',
        '  1. Put the appointing key back into its safe.',
        `  2. Give ${folder}/appointments.json to the other members, and take theirs.`,
        `  3. Give ${folder}/server.json to your people: their machines believe no other server.`,
        `  4. entente pact trust PACT --dir ${folder} --appointments THEIRS`,
        `  5. entente person add PERSON --dir ${folder}`,
        `  6. entente serve --dir ${folder}`,
        ...(web === undefined
          ? []
          : [
              'While it runs, the page whose link it prints (start) shows which of these are done.',
            ]),
        ...(apart
          ? [`Give ${folder}/link.json to the custodians of the keys, for entente kas trust.`]
          : []),
      ].join('\n'),
    added: (person: string) => `${person} can sign in at an enrolled device.`,
  },
  ja: {
    founded: (
      member: string,
      folder: string,
      server: string,
      web: string | undefined,
      apart: boolean,
    ) =>
      [
        `締約者 ${member} を ${folder} に設けました。利用者の接続先は ${server} です。`,
        ...(web === undefined ? [] : [`ブラウザーの接続先は ${web} です。`]),
        '次に行うこと:',
        '  1. 任命鍵を金庫に戻す。',
        `  2. ${folder}/appointments.json を他の締約者に渡し、相手方のものを受け取る。`,
        `  3. ${folder}/server.json を利用者に渡す（利用者の端末は他のサーバーを信頼しない）。`,
        `  4. entente pact trust 協定 --dir ${folder} --appointments 相手方のファイル`,
        `  5. entente person add 利用者 --dir ${folder}`,
        `  6. entente serve --dir ${folder}`,
        ...(web === undefined
          ? []
          : ['稼働中は、表示されるリンク（start）の画面で、どこまで済んだかを確認できます。']),
        ...(apart ? [`${folder}/link.json を鍵管理者に渡す（entente kas trust 用）。`] : []),
      ].join('\n'),
    added: (person: string) => `${person} は登録済みの端末からサインインできます。`,
  },
} as const
