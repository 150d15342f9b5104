/**
 * `entente recovery`: two officers let somebody in again who has lost every device and passkey.
 *
 * A registrar begins, an officer for security signs and hands in, and the registrar enrols what both have
 * named. What goes between them is one file; nothing in it is secret, and nothing in it is believed.
 *
 * @module
 */
import { addAct, isHash, parseStatement, type Statement, statementId } from '@entente/core/crypto'
import {
  type AppointmentAct,
  appointmentType,
  type DeviceEnrolment,
  enrolmentDigest,
  issueAppointment,
  parseAppointment,
  type PasskeyEnrolment,
  type Recovery,
} from '@entente/core/pact'
import { handInStatement, readMember, readStatements } from '@entente/sdk'
import { z } from 'zod'

import { describeAct } from '../act-words.ts'
import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { readJson, writeJson } from '../files.ts'
import { openSigner, signerOptions } from '../keys.ts'
import { openClient, profileOption } from '../profile.ts'
import type { Language, Terminal } from '../terminal.ts'

import { parseAppointmentActs, readAppointmentActs } from './acts.ts'
import { appointAll, appointingKeyOf, handedIn, headOf } from './officer.ts'

const begin: Command = {
  name: 'recovery begin',
  summary: {
    en: 'As registrar, begin to let a person in again who has lost every device and passkey',
    ja: '端末登録官として、端末とパスキーをすべて失った利用者の回復を始める',
  },
  positionals: [],
  options: {
    ...signerOptions,
    act: {
      value: 'FILE',
      required: true,
      text: {
        en: 'enrolment.json of the new browser, or devices and passkeys of one person as a list',
        ja: '新しいブラウザーの enrolment.json（一人の利用者の端末とパスキーのリスト）',
      },
    },
    second: {
      value: 'KEY',
      required: true,
      text: {
        en: 'key id of the officer for security who signs too',
        ja: '共に署名する保全責任者の鍵 ID',
      },
    },
    out: {
      value: 'FILE',
      required: true,
      text: { en: 'file to be written for that officer', ja: 'その担当官に渡すファイル' },
    },
    ...profileOption,
  },
  examples: [
    'entente recovery begin --key /media/registrar --act enrolment.json --second 0f… --out recovery.json',
  ],
  async run(input, terminal) {
    const enrols = enrolmentsOf(await readAppointmentActs(terminal, input.need('act')))
    const second = input.need('second')
    if (!isHash(second)) throw new CliError('cli/usage', '--second is the id of a key')
    const [{ person, facility }] = enrols
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    const { member } = await readMember(client)
    const chain = await readStatements(client, 'appointment')
    const appointingKey = await appointingKeyOf(client, member, signer, chain)
    const named = enrols.map(enrolmentDigest)
    const act: Recovery = { kind: 'recovery', person, facility, second, enrols: named }
    const at = terminal.now().toISOString()
    const place = { member, appointingKey, head: headOf(chain) }
    const statement = await issueAppointment(place, act, signer, at)
    await writeJson(terminal, input.need('out'), { recovery: statement, enrols })
    const id = statementId(statement)
    return { json: { recovery: id, person }, text: words[terminal.lang].begun(person, id) }
  },
}

const sign: Command = {
  name: 'recovery sign',
  summary: {
    en: 'As officer for security, sign a recovery and hand it in: what the person had ends at once',
    ja: '保全責任者として回復に署名し提出する（利用者の従来の端末とパスキーは直ちに取り消される）',
  },
  positionals: ['FILE'],
  options: { ...signerOptions, ...profileOption },
  examples: ['entente recovery sign recovery.json --key /media/security'],
  async run(input, terminal) {
    const { statement, act, enrols } = await readRecovery(terminal, input.positionals[0] ?? '')
    const signer = await openSigner(input, terminal)
    if (act.second !== signer.id) {
      throw new CliError('cli/usage', 'the recovery names another officer than this key')
    }
    const client = await openClient(input, terminal)
    const signed = await addAct(appointmentType, statement, signer)
    await handInStatement(client, 'appointment', signed)
    const id = statementId(signed)
    const lines = enrols.map((one) => describeAct(one, terminal.lang))
    const text = [words[terminal.lang].signed(act.person, id), ...lines].join('\n')
    return { json: { recovery: id, person: act.person }, text }
  },
}

const finish: Command = {
  name: 'recovery enrol',
  summary: {
    en: 'As registrar, enrol what a recovery names, once both have signed it',
    ja: '端末登録官として、双方の署名した回復が挙げる端末とパスキーを登録する',
  },
  positionals: ['FILE'],
  options: { ...signerOptions, ...profileOption },
  examples: ['entente recovery enrol recovery.json --key /media/registrar'],
  async run(input, terminal) {
    const { enrols } = await readRecovery(terminal, input.positionals[0] ?? '')
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    return handedIn(await appointAll(client, enrols, signer, terminal.now), terminal.lang)
  },
}

/** The commands. */
export const recoveryCommands: readonly Command[] = [begin, sign, finish]

const form = z.strictObject({ recovery: z.json(), enrols: z.json() })

type Enrolment = DeviceEnrolment | PasskeyEnrolment

/** Devices and passkeys of one person at one facility, and nothing else. */
function enrolmentsOf(acts: readonly AppointmentAct[]): readonly [Enrolment, ...Enrolment[]] {
  const [first, ...more] = acts.filter(
    (act): act is Enrolment => act.kind === 'device' || act.kind === 'passkey',
  )
  const isOne = more.every(
    ({ person, facility }) => person === first?.person && facility === first.facility,
  )
  if (!first || !isOne || more.length + 1 !== acts.length) {
    throw new CliError(
      'cli/usage',
      'a recovery is of devices and passkeys of one person at one facility',
    )
  }
  return [first, ...more]
}

/** What goes between the two, if what stands beside the statement is what it names. */
async function readRecovery(
  terminal: Terminal,
  file: string,
): Promise<{
  readonly statement: Statement
  readonly act: Recovery
  readonly enrols: readonly Enrolment[]
}> {
  const read = form.safeParse(await readJson(terminal, file))
  if (!read.success) throw new CliError('cli/usage', `\`${file}\` is no recovery`)
  const statement = parseStatement(read.data.recovery)
  const { act } = parseAppointment(statement)
  const enrols = enrolmentsOf(parseAppointmentActs(file, read.data.enrols))
  const named = act.kind === 'recovery' ? act.enrols : []
  const isNamed = enrols.every((one) => named.includes(enrolmentDigest(one)))
  if (act.kind !== 'recovery' || !isNamed || enrols.some(({ person }) => person !== act.person)) {
    throw new CliError('cli/usage', `\`${file}\` is no recovery, or enrols what it does not name`)
  }
  return { statement, act, enrols }
}

const words: Readonly<
  Record<
    Language,
    {
      readonly begun: (person: string, id: string) => string
      readonly signed: (person: string, id: string) => string
    }
  >
> = {
  en: {
    begun: (person, id) =>
      [
        `Recovery of ${person} begun. Nothing has changed yet.`,
        `Give the file to the officer for security, in person, and compare: ${id}`,
      ].join('\n'),
    signed: (person, id) =>
      [
        `${person} has lost all devices and passkeys of before. Recovery ${id}`,
        'The registrar now enrols, with `entente recovery enrol`:',
      ].join('\n'),
  },
  ja: {
    begun: (person, id) =>
      [
        `${person} の回復を始めました。まだ何も変わっていません。`,
        `ファイルを保全責任者に直接渡し、次の値を照合してください: ${id}`,
      ].join('\n'),
    signed: (person, id) =>
      [
        `${person} の従来の端末とパスキーはすべて取り消されました。回復 ${id}`,
        '端末登録官が `entente recovery enrol` で次を登録します:',
      ].join('\n'),
  },
}
