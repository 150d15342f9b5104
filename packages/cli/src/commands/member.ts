/**
 * The operator's commands: founding a member, taking up a pact, adding people. The server is stopped.
 *
 * @module
 */
import { join, resolve } from 'node:path'

import { parseStatement, type Statement, statementId } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { parseAppointment } from '@entente/core/pact'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes, readJson, writeBytes, writeJson } from '../files.ts'
import { formatFingerprint } from '../fingerprint.ts'
import { keyFileOption, openSigner, readSecret } from '../keys.ts'
import type { Terminal } from '../terminal.ts'

import { appointmentActs } from './acts.ts'
import { readPact } from './pact.ts'

const dir = {
  value: 'FOLDER',
  required: true,
  text: { en: 'folder of the member', ja: '締約者のフォルダー' },
}

const init: Command = {
  name: 'init',
  summary: {
    en: 'Found a member: folder, keys, store, ledger, first appointments',
    ja: '締約者を設ける（フォルダー、鍵、台帳、最初の任命）',
  },
  positionals: [],
  options: {
    dir,
    member: {
      value: 'ID',
      required: true,
      text: { en: 'id of the member in its pacts', ja: '協定における締約者の識別子' },
    },
    host: {
      value: 'HOST',
      required: true,
      text: { en: 'host name or address of the server', ja: 'サーバーのホスト名または番地' },
    },
    edge: {
      value: 'PORT',
      required: true,
      text: { en: 'port for our own people', ja: '自国の利用者用ポート' },
    },
    federation: {
      value: 'PORT',
      required: true,
      text: { en: 'port for the other members', ja: '他の締約者用ポート' },
    },
    admin: {
      value: 'PORT',
      required: true,
      text: {
        en: 'port of this machine for health and metrics',
        ja: '稼働状態と計測値用のポート（本機内のみ）',
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
    'entente init --dir tokyo --member jpn --host tokyo.example --edge 443 --federation 8443 --admin 9090 --appointing /media/safe/appointing --first officers.json',
  ],
  async run(input, terminal) {
    const { need, text } = input
    const folder = resolve(terminal.cwd, need('dir'))
    const first = text('first')
    const acts = first === undefined ? [] : appointmentActs(await readJson(terminal, first))
    const appointing = await openSigner(input, terminal, {
      key: 'appointing',
      keyFile: 'appointing-key-file',
    })
    const secret = await readSecret(terminal, text('key-file'), {
      en: 'New passphrase of the server’s keyring',
      ja: 'サーバーの鍵束の新しいパスフレーズ',
    })
    const { foundMember } = await import('@entente/server')
    const statements = await foundMember({
      folder,
      secret,
      member: need('member'),
      host: need('host'),
      ports: {
        edge: portOf(need('edge')),
        federation: portOf(need('federation')),
        admin: portOf(need('admin')),
      },
      appointing,
      first: acts,
      suites: ['hpqt:xwing', 'ec:secp256r1'],
      now: terminal.now,
    })
    const files = {
      appointments: join(folder, 'appointments.json'),
      certificate: join(folder, 'tls.pem'),
    }
    await writeJson(terminal, files.appointments, statements)
    await writeBytes(terminal, files.certificate, utf8(certificateOf(statements)))
    return {
      json: { member: need('member'), ...files },
      text: words[terminal.lang].founded(need('member'), need('dir')),
    }
  },
}

const trust: Command = {
  name: 'member trust',
  summary: {
    en: 'Take up a pact whose words you have compared with the other members',
    ja: '相手方と語を照合した協定を採用する',
  },
  positionals: [],
  options: {
    dir,
    pact: {
      value: 'FILE',
      required: true,
      text: { en: 'the pact, signed by all', ja: '全締約者が署名した協定' },
    },
    appointments: {
      value: 'FILE',
      required: true,
      multiple: true,
      text: {
        en: 'appointments.json of another member; once for each',
        ja: '他の締約者の appointments.json（締約者ごとに一度）',
      },
    },
    confirmed: {
      value: 'ID',
      text: {
        en: 'the id that was compared, where nobody can be asked',
        ja: '照合済みの識別子（対話できない場合）',
      },
    },
    ...keyFileOption,
  },
  examples: [
    'entente member trust --dir tokyo --pact pact.json --appointments wellington/appointments.json',
  ],
  async run({ need, text, list }, terminal) {
    const pact = await readPact(terminal, need('pact'))
    const id = statementId(pact)
    const lists = list('appointments').map((file) => readStatementFile(terminal, file))
    const appointments = (await Promise.all(lists)).flat()
    await requireConfirmed(pact, text('confirmed'), terminal)
    const { trustPact } = await import('@entente/server')
    const { terms } = await trustPact({
      folder: resolve(terminal.cwd, need('dir')),
      secret: await readSecret(terminal, text('key-file')),
      pact,
      appointments,
      now: terminal.now,
    })
    return {
      json: { pact: id, version: terms.version, appointments: appointments.length },
      text: words[terminal.lang].trusted(terms.name[terminal.lang], id),
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
    dir,
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
  async run({ positionals: [person = ''], need, text }, terminal) {
    const server = await import('@entente/server')
    const subject = text('subject') ?? person
    await server.addPerson({
      folder: resolve(terminal.cwd, need('dir')),
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
export const memberCommands: readonly Command[] = [init, trust, addPerson]

/** A person, or a script of a person, says that this is the pact whose words were read aloud. */
async function requireConfirmed(
  pact: Statement,
  confirmed: string | undefined,
  { lang, say, confirm }: Terminal,
): Promise<void> {
  const id = statementId(pact)
  if (confirmed !== undefined) {
    if (confirmed === id) return
    throw new CliError('cli/not-confirmed', `the pact is ${id}`)
  }
  say({ en: formatFingerprint(id, lang), ja: formatFingerprint(id, lang) })
  const yes = await confirm({
    en: 'Did the other members read these same words to you?',
    ja: '他の締約者は同じ語を読み上げましたか。',
  })
  if (!yes) throw new CliError('cli/not-confirmed', 'the words were not the same')
}

async function readStatementFile(terminal: Terminal, file: string): Promise<readonly Statement[]> {
  const value = await readJson(terminal, file)
  return Array.isArray(value) ? value.map(parseStatement) : [parseStatement(value)]
}

async function readPassword(terminal: Terminal, file: string | undefined): Promise<string> {
  if (file === undefined) {
    return terminal.secret({ en: 'First password of the person', ja: '利用者の最初のパスワード' })
  }
  const [line = ''] = new TextDecoder().decode(await readBytes(terminal, file)).split(/\r?\n/, 1)
  return line
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new CliError('cli/usage', `\`${text}\` is no port`)
  }
  return port
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
    founded: (member: string, folder: string) =>
      [
        `Member ${member} is founded in ${folder}.`,
        'Next:',
        `  1. Put the appointing key back into its safe.`,
        `  2. Give ${folder}/appointments.json to the other members, and take theirs.`,
        `  3. Give ${folder}/tls.pem to your people: their machines believe no other certificate.`,
        `  4. entente member trust --dir ${folder} --pact pact.json --appointments THEIRS`,
        `  5. entente person add PERSON --dir ${folder}`,
        `  6. entente serve --dir ${folder}`,
      ].join('\n'),
    trusted: (name: string, id: string) => `Trusted: ${name}\n${id}\nStart the server again.`,
    added: (person: string) => `${person} can sign in at an enrolled device.`,
  },
  ja: {
    founded: (member: string, folder: string) =>
      [
        `締約者 ${member} を ${folder} に設けました。`,
        '次に行うこと:',
        '  1. 任命鍵を金庫に戻す。',
        `  2. ${folder}/appointments.json を他の締約者に渡し、相手方のものを受け取る。`,
        `  3. ${folder}/tls.pem を利用者に渡す（利用者の端末はこの証明書だけを信頼する）。`,
        `  4. entente member trust --dir ${folder} --pact pact.json --appointments 相手方のファイル`,
        `  5. entente person add 利用者 --dir ${folder}`,
        `  6. entente serve --dir ${folder}`,
      ].join('\n'),
    trusted: (name: string, id: string) =>
      `信頼する協定に加えました: ${name}\n${id}\nサーバーを起動してください。`,
    added: (person: string) => `${person} は登録済みの端末からサインインできます。`,
  },
} as const
