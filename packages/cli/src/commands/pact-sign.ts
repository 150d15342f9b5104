/**
 * `entente pact sign` and `entente pact trust`: what is done with a pact after its words were compared.
 *
 * @module
 */
import { parseStatement, type Statement, statementId } from '@entente/core/crypto'
import { type Bilingual, readPolicies, signPact, verifyPactDraft } from '@entente/core/pact'
import { requireRules } from '@entente/core/policy'
import { xmlParser } from '@entente/host/xml'

import type { Command } from '../command.ts'
import { requireConfirmed } from '../confirm.ts'
import { readJson } from '../files.ts'
import { keyFileOption, openKey, readSecret } from '../keys.ts'
import { dirOption, memberDir } from '../member-folder.ts'
import type { Terminal } from '../terminal.ts'

import { policiesOption, readPinnable } from './pact-policies.ts'
import { describePact, previousOption, readPact, readPrevious, writePact } from './pact.ts'

const confirmedOption: Command['options'] = {
  confirmed: {
    value: 'ID',
    text: {
      en: 'the id that was compared, where nobody can be asked',
      ja: '照合済みの識別子（対話できない場合）',
    },
  },
}

const sign: Command = {
  name: 'pact sign',
  summary: {
    en: 'Sign a pact with the appointing key of your member, after comparing its words',
    ja: '語を照合した協定に、自らの任命鍵で署名する',
  },
  positionals: ['PACT'],
  options: {
    key: {
      value: 'FOLDER',
      required: true,
      text: { en: 'keyring of the appointing key', ja: '任命鍵の鍵束' },
    },
    out: {
      value: 'FILE',
      text: {
        en: 'where to write the signed pact; default: into PACT',
        ja: '署名した協定の出力先（省略時は PACT に上書き）',
      },
    },
    ...policiesOption,
    ...confirmedOption,
    ...previousOption,
    ...keyFileOption,
  },
  examples: ['entente pact sign pact.json --key /media/safe/tokyo --out from-tokyo.json'],
  async run(input, terminal) {
    const [file = ''] = input.positionals
    const { need, text } = input
    const pact = await readPact(terminal, file)
    const previous = await readPrevious(input, terminal)
    // What is bent is refused before anybody is asked to compare words.
    const draft = await verifyPactDraft(pact, previous)
    requireRules(draft)
    const policies = await readPinnable(input, terminal)
    readPolicies(draft.terms, (digest) => policies.get(digest), xmlParser)
    await requireConfirmed(statementId(pact), text('confirmed'), terminal, readAloud)
    const signer = await openKey(need('key'), text('key-file'), terminal)
    const signed = await signPact(pact, signer, previous)
    await writePact(terminal, text('out') ?? file, signed)
    return describePact(signed, previous, terminal.lang)
  },
}

const trust: Command = {
  name: 'pact trust',
  summary: {
    en: 'Take up a pact whose words you have compared with the other members',
    ja: '相手方と語を照合した協定を採用する',
  },
  positionals: ['PACT'],
  options: {
    ...dirOption,
    appointments: {
      value: 'FILE',
      required: true,
      multiple: true,
      text: {
        en: 'appointments.json of another member; once for each',
        ja: '他の締約者の appointments.json（締約者ごとに一度）',
      },
    },
    ...policiesOption,
    ...confirmedOption,
    ...keyFileOption,
  },
  examples: ['entente pact trust pact.json --dir tokyo --appointments from-wellington.json'],
  async run(input, terminal) {
    const [file = ''] = input.positionals
    const { text, list } = input
    const pact = await readPact(terminal, file)
    const id = statementId(pact)
    const lists = list('appointments').map((one) => readStatementFile(terminal, one))
    const appointments = (await Promise.all(lists)).flat()
    await requireConfirmed(statementId(pact), text('confirmed'), terminal, readAloud)
    const { trustPact } = await import('@entente/server')
    const { terms } = await trustPact({
      folder: memberDir(input, terminal),
      secret: await readSecret(terminal, text('key-file')),
      pact,
      appointments,
      policies: await readPinnable(input, terminal),
      now: terminal.now,
    })
    return {
      json: { pact: id, version: terms.version, appointments: appointments.length },
      text: words[terminal.lang].trusted(terms.name[terminal.lang], id),
    }
  },
}

/** The commands that commit a member. */
export const pactSignCommands: readonly Command[] = [sign, trust]

async function readStatementFile(terminal: Terminal, file: string): Promise<readonly Statement[]> {
  const value = await readJson(terminal, file)
  return Array.isArray(value) ? value.map(parseStatement) : [parseStatement(value)]
}

const readAloud: Bilingual = {
  en: 'Did the other members read these same words to you?',
  ja: '他の締約者は同じ語を読み上げましたか。',
}

const words = {
  en: {
    trusted: (name: string, id: string) =>
      `Trusted: ${name}\n${id}\nStart the server now: it takes up a pact when it starts.`,
  },
  ja: {
    trusted: (name: string, id: string) =>
      `信頼する協定に加えました: ${name}\n${id}\nサーバーを起動してください（協定は起動時に採用されます）。`,
  },
} as const
