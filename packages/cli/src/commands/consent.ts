/**
 * `entente consent`: asking an originator for its consent, and giving or refusing our own.
 *
 * @module
 */
import { addAct, parseStatement, signStatement, type Statement } from '@entente/core/crypto'
import { parseLevel } from '@entente/core/label'
import {
  answersWish,
  type Consent,
  consentType,
  type ConsentWish,
  consentWish,
  parseConsent,
} from '@entente/core/pact'
import { call, type Client, expectForm, listItems, readMember, readStatements } from '@entente/sdk'
import { z } from 'zod'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { openSigner, signerOptions } from '../keys.ts'
import { openClient, profileOption } from '../profile.ts'
import type { Language } from '../terminal.ts'
import { readInstant } from '../time.ts'

import { headOf } from './officer.ts'

const ask: Command = {
  name: 'consent ask',
  summary: {
    en: 'Ask the originator of a document for its consent to one act',
    ja: '文書の提供者に、一つの行為についての同意を求める',
  },
  positionals: ['DOCUMENT'],
  options: {
    act: {
      value: 'ACT',
      required: true,
      text: {
        en: 'provide (to a third party), entrust (to a contractor), print, copy, extract, reclassify or destroy',
        ja: 'provide（第三者への提供）、entrust（契約者への委託）、print（印刷）、copy（複写）、extract（抜粋）、reclassify（区分の変更）、destroy（破棄）',
      },
    },
    to: {
      value: 'PARTY',
      text: {
        en: 'the third party or contractor that it would go to',
        ja: '提供先の第三者または委託先の契約者',
      },
    },
    level: {
      value: 'LEVEL',
      text: {
        en: 'the level that it would get, as `REGIME LEVEL`',
        ja: '変更後の区分（`制度 区分` の形）',
      },
    },
    purpose: {
      value: 'ID',
      required: true,
      multiple: true,
      text: { en: 'what for; may stand several times', ja: '目的（複数可）' },
    },
    until: {
      value: 'DATE',
      required: true,
      text: { en: 'until when the consent is needed', ja: '同意を必要とする終期' },
    },
    ...profileOption,
  },
  examples: [
    'entente consent ask DOCUMENT --act provide --to aus --purpose maritime-security --until 2027-06-01',
    'entente consent ask DOCUMENT --act print --purpose maritime-security --until 2027-06-01',
  ],
  async run(input, terminal) {
    const [document = ''] = input.positionals
    const level = input.text('level')
    const wish = {
      act: input.need('act'),
      party: input.text('to') ?? null,
      purposes: input.list('purpose'),
      to: level === undefined ? null : parseLevel(level),
      notAfter: readInstant('--until', input.need('until')),
    }
    const client = await openClient(input, terminal)
    const path = `/api/documents/${encodeURIComponent(document)}/consents`
    const { consent } = expectForm(answerForm, await call(client, 'POST', path, wish))
    return { json: { consent }, text: words[terminal.lang].asked(consent) }
  },
}

const give: Command = {
  name: 'consent give',
  summary: {
    en: 'Consent to what another member, or your own, has asked, under your key',
    ja: '求められた内容について、自分の鍵で署名して同意する',
  },
  positionals: ['REQUEST'],
  options: {
    ...signerOptions,
    until: {
      value: 'DATE',
      text: { en: 'an earlier end than was asked for', ja: '求めより早い終期' },
    },
    ...profileOption,
  },
  examples: [
    'entente consent give REQUEST --key /media/officer',
    'entente consent give REQUEST --key /media/officer --until 2027-01-01',
  ],
  async run(input, terminal) {
    const [request = ''] = input.positionals
    const until = input.text('until')
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    const asked = await readConsent(client, request)
    const wish = wishOf(asked)
    const { member } = await readMember(client)
    if (asked.originator !== member) {
      throw new CliError('cli/usage', `\`${asked.originator}\` is asked, not \`${member}\``)
    }
    const notAfter = until === undefined ? wish.notAfter : readInstant('--until', until)
    const statement =
      asked.statement === null
        ? await signStatement(
            consentType,
            {
              kind: 'consent',
              consent: asked.consent,
              pact: asked.pact,
              originator: member,
              member: asked.asker,
              ...wish,
              notAfter,
              at: terminal.now().toISOString(),
              head: headOf(await readStatements(client, 'appointment')),
            },
            signer,
          )
        : await addAct(consentType, requireAsked(parseStatement(asked.statement), asked), signer)
    const said = { statement: { payload: statement.payload, acts: statement.acts } }
    const answered = expectForm(answerForm, await call(client, 'POST', '/api/consents', said))
    const w = words[terminal.lang]
    return {
      json: answered,
      text: [
        describe(parseConsent(statement), terminal.lang),
        answered.state === 'given' ? w.given : w.waits,
      ].join('\n'),
    }
  },
}

const refuse: Command = {
  name: 'consent refuse',
  summary: {
    en: 'Say no to a request for consent; no reason is given',
    ja: '同意の求めを拒否する（理由は示さない）',
  },
  positionals: ['REQUEST'],
  options: profileOption,
  examples: ['entente consent refuse REQUEST'],
  async run(input, terminal) {
    const [request = ''] = input.positionals
    const client = await openClient(input, terminal)
    const path = `/api/consents/${encodeURIComponent(request)}/refusal`
    const answered = expectForm(answerForm, await call(client, 'POST', path))
    return { json: answered, text: words[terminal.lang].refused }
  },
}

const list: Command = {
  name: 'consent list',
  summary: {
    en: 'List consents and requests for them: yours, and those you answer for',
    ja: '同意と同意の求めを一覧する（自分のもの、担当するもの）',
  },
  positionals: [],
  options: {
    state: {
      value: 'STATE',
      text: {
        en: 'asked, given or refused alone',
        ja: 'asked（未回答）、given（同意）、refused（拒否）のみ',
      },
    },
    ...profileOption,
  },
  examples: ['entente consent list', 'entente consent list --state asked'],
  async run(input, terminal) {
    const state = input.text('state')
    const client = await openClient(input, terminal)
    const all = await Array.fromAsync(listItems(client, '/api/consents', consentForm))
    const consents = all.filter((one) => state === undefined || one.state === state)
    const w = words[terminal.lang]
    const lines = consents.map(
      (one) =>
        `${one.consent}  ${w.states[one.state]}  ${one.originator} → ${one.asker}  ${describe(wishOf(one), terminal.lang)}`,
    )
    return { json: { consents }, text: lines.length === 0 ? w.nothing : lines.join('\n') }
  },
}

const show: Command = {
  name: 'consent show',
  summary: {
    en: 'Show a consent, or a request for one, and where it stands',
    ja: '同意または同意の求めの内容と状況を表示する',
  },
  positionals: ['REQUEST'],
  options: profileOption,
  examples: ['entente consent show REQUEST'],
  async run(input, terminal) {
    const [request = ''] = input.positionals
    const client = await openClient(input, terminal)
    const found = await readConsent(client, request)
    const w = words[terminal.lang]
    return {
      json: found,
      text: [
        describe(wishOf(found), terminal.lang),
        `${w.originator} ${found.originator}  ${w.asker} ${found.asker}`,
        `${w.state} ${w.states[found.state]}  ${found.updatedAt}`,
        `${w.acts} ${found.statement?.acts.length ?? 0}`,
      ].join('\n'),
    }
  },
}

/** The commands of this noun. */
export const consentCommands: readonly Command[] = [ask, give, refuse, list, show]

const answerForm = z.object({ consent: z.string(), state: z.enum(['asked', 'given', 'refused']) })
const level = z.object({ regime: z.string(), level: z.string() })
const consentForm = z.object({
  consent: z.string(),
  asker: z.string(),
  originator: z.string(),
  pact: z.string(),
  document: z.string(),
  level,
  act: z.string(),
  party: z.string().nullable(),
  purposes: z.array(z.string()),
  to: level.nullable(),
  notAfter: z.string(),
  state: z.enum(['asked', 'given', 'refused']),
  statement: z.object({ payload: z.string(), acts: z.array(z.unknown()) }).nullable(),
  askedBy: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
type Shown = z.infer<typeof consentForm>

async function readConsent(client: Client, consent: string): Promise<Shown> {
  const path = `/api/consents/${encodeURIComponent(consent)}`
  return expectForm(consentForm, await call(client, 'GET', path))
}

function wishOf({ document, level: of, act, party, purposes, to, notAfter }: Shown): ConsentWish {
  return consentWish.parse({ document, level: of, act, party, purposes, to, notAfter })
}

/** What another officer has signed already is what was asked for, and nothing else. */
function requireAsked(statement: Statement, asked: Shown): Statement {
  const said: Consent = parseConsent(statement)
  const fits =
    said.consent === asked.consent &&
    said.member === asked.asker &&
    said.originator === asked.originator &&
    said.pact === asked.pact &&
    answersWish(said, wishOf(asked))
  if (!fits) throw new CliError('cli/usage', 'what was signed before is not what was asked for')
  return statement
}

/** Act, document and all that it is bound to, in a line. */
function describe(wish: ConsentWish, lang: Language): string {
  const w = words[lang]
  const { document, level: of, act, party, purposes, to, notAfter } = wish
  return [
    w.actNames[act],
    document,
    of.level,
    party === null ? '' : `→ ${party}`,
    to === null ? '' : `→ ${to.level}`,
    purposes.join(' '),
    `–${notAfter.slice(0, 10)}`,
  ]
    .filter((part) => part !== '')
    .join('  ')
}

const words = {
  en: {
    asked: (consent: string) => `Asked, and on record: ${consent}`,
    given: 'Consent given, on record and on its way.',
    waits: 'Signed; the level takes another officer.',
    refused: 'Refused, on record and on its way.',
    nothing: 'Nothing.',
    originator: 'originator',
    asker: 'asked by',
    state: 'state',
    acts: 'signed by',
    states: { asked: 'asked', given: 'given', refused: 'refused' },
    actNames: {
      provide: 'provide',
      entrust: 'entrust',
      print: 'print',
      copy: 'copy',
      extract: 'extract',
      reclassify: 'reclassify',
      destroy: 'destroy',
    },
  },
  ja: {
    asked: (consent: string) => `同意を求め、記録しました: ${consent}`,
    given: '同意し、記録しました。相手方に送ります。',
    waits: '署名しました。この区分には別の担当官の署名も必要です。',
    refused: '拒否し、記録しました。相手方に送ります。',
    nothing: '該当なし。',
    originator: '提供者',
    asker: '求めた締約者',
    state: '状態',
    acts: '署名数',
    states: { asked: '未回答', given: '同意', refused: '拒否' },
    actNames: {
      provide: '第三者への提供',
      entrust: '契約者への委託',
      print: '印刷',
      copy: '複写',
      extract: '抜粋',
      reclassify: '区分の変更',
      destroy: '破棄',
    },
  },
} as const
