/**
 * A person's machine: its device key, signing in, and who one is.
 *
 * @module
 */
import { awaitSignIn, readMember, startDeviceSignIn } from '@entente/sdk'

import type { Command } from '../command.ts'
import { typedPath } from '../files.ts'
import {
  deviceKeyFile,
  ensureDevice,
  openClient,
  openPorts,
  profileFolder,
  profileOption,
  readServer,
  saveServer,
  saveSignIn,
} from '../profile.ts'

const device: Command = {
  name: 'device new',
  summary: {
    en: 'Make the key of this device and show what a registrar enrols',
    ja: 'この端末の鍵を作成し、登録官に渡す値を表示する',
  },
  positionals: [],
  options: profileOption,
  examples: ['entente device new'],
  async run(input, terminal) {
    const profile = profileFolder(input, terminal)
    const key = await ensureDevice(profile, terminal)
    const file = deviceKeyFile(profile)
    const { enrol } = words[terminal.lang]
    return { json: { key, file }, text: `${enrol}\n${key}\n${typedPath(terminal, file)}` }
  },
}

const login: Command = {
  name: 'login',
  summary: {
    en: 'Sign in on this device, confirmed in a browser',
    ja: 'この端末でサインインする（ブラウザーで確認）',
  },
  positionals: [],
  options: {
    server: {
      value: 'FILE',
      text: {
        en: 'server.json of your member, the first time: its address, certificate and appointing key',
        ja: '締約者の server.json（所在、証明書、任命鍵。初回のみ）',
      },
    },
    ...profileOption,
  },
  examples: ['entente login --server server.json', 'entente login'],
  async run(input, terminal) {
    const profile = profileFolder(input, terminal)
    const server = input.text('server')
    if (server !== undefined) {
      await saveServer(profile, await readServer(terminal, server), terminal)
    }
    const ports = await openPorts(profile, terminal)
    const started = await startDeviceSignIn(ports)
    const { verificationUrlComplete: url, userCode: code } = started
    terminal.say({
      en: `Open ${url}\nand check that it shows the code ${code}.`,
      ja: `${url}\nを開き、コード ${code} が表示されることを確かめてください。`,
    })
    const tokens = await awaitSignIn(ports, started, terminal.sleep)
    await saveSignIn(profile, tokens, terminal)
    const { session } = await openClient(input, terminal)
    const { person, facility } = session
    return { json: { person, facility }, text: words[terminal.lang].welcome(person, facility) }
  },
}

const whoami: Command = {
  name: 'whoami',
  summary: {
    en: 'Show who is signed in, where, and the state of our pacts',
    ja: 'サインイン中の利用者、施設、協定の状態を表示する',
  },
  positionals: [],
  options: profileOption,
  examples: ['entente whoami', 'entente whoami --json'],
  async run(input, terminal) {
    const { lang } = terminal
    const info = await readMember(await openClient(input, terminal))
    const { member, person, facility, pacts } = info
    return {
      json: info,
      text: [
        words[lang].welcome(person, facility),
        `${words[lang].member} ${member}`,
        ...pacts.map(({ name, version, state, id }) =>
          [
            name[lang],
            `${words[lang].version} ${version}`,
            words[lang].states[state] ?? state,
            id,
          ].join('  '),
        ),
      ].join('\n'),
    }
  },
}

/** The commands of a person's machine. */
export const signInCommands: readonly Command[] = [device, login, whoami]

interface Words {
  readonly enrol: string
  readonly member: string
  readonly version: string
  readonly welcome: (person: string, facility: string) => string
  readonly states: { readonly [state: string]: string }
}

const words: { readonly en: Words; readonly ja: Words } = {
  en: {
    enrol: 'Have this key enrolled by a registrar of your facility:',
    member: 'member',
    version: 'version',
    welcome: (person, facility) => `${person} at ${facility}`,
    states: {
      agreed: 'agreed',
      signed: 'signed',
      'in-force': 'in force',
      suspended: 'suspended',
      terminated: 'terminated',
    },
  },
  ja: {
    enrol: '施設の登録官に次の鍵の登録を依頼してください。',
    member: '締約者',
    version: '版',
    welcome: (person, facility) => `${person}（施設 ${facility}）`,
    states: {
      agreed: '合意',
      signed: '署名済み',
      'in-force': '発効中',
      suspended: '停止中',
      terminated: '終了',
    },
  },
}
