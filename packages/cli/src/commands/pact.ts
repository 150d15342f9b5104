/**
 * `entente pact`: drafting the terms of a pact, looking at it, putting its signatures together.
 *
 * @module
 */
import {
  fromGeneralJws,
  type Hash,
  type HybridPublicKey,
  mergeActs,
  SignatureError,
  type Statement,
  statementId,
  toGeneralJws,
  unsignedStatement,
} from '@entente/core/crypto'
import {
  type Clause,
  draftTerms,
  type Pact,
  type PactDraft,
  pactType,
  verifyPact,
  verifyPactDraft,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'

import type { Command, Input, Output } from '../command.ts'
import { CliError } from '../errors.ts'
import { readJson, writeJson } from '../files.ts'
import { formatFingerprint } from '../fingerprint.ts'
import { readPublicKey } from '../keys.ts'
import { readTemplate } from '../templates.ts'
import type { Language, Terminal } from '../terminal.ts'

import { describePolicies, policiesOption, readPinnable } from './pact-policies.ts'

/** The option for the versions that an amendment follows. */
export const previousOption: Command['options'] = {
  previous: {
    value: 'FILE',
    multiple: true,
    text: {
      en: 'for an amendment, each version before, oldest first',
      ja: '改正の場合、以前の各版（古い順に一つずつ）',
    },
  },
}

const out = { value: 'FILE', required: true, text: { en: 'where to write the pact', ja: '出力先' } }

const draftPact: Command = {
  name: 'pact draft',
  summary: {
    en: 'Draft a pact from a profile, with the appointing key of every member',
    ja: 'ひな型と全締約者の任命鍵から協定案を作成する',
  },
  positionals: ['TERMS'],
  options: {
    member: {
      value: 'ID=FILE',
      required: true,
      multiple: true,
      text: {
        en: 'a member and public.json of its appointing key; once for each',
        ja: '締約者とその任命鍵の public.json（締約者ごとに一度）',
      },
    },
    out,
    ...previousOption,
  },
  examples: [
    'entente pact draft jpn-nzl --member jpn=tokyo.json --member nzl=wellington.json --out pact.json',
  ],
  async run(input, terminal) {
    const [name = ''] = input.positionals
    const terms = draftTerms(await readTemplate(terminal, name), {
      members: await readMemberKeys(input, terminal),
      rules: ruleHashes(),
      previous: await readPrevious(input, terminal),
    })
    const draft = unsignedStatement(terms)
    await writePact(terminal, input.need('out'), draft)
    return describePact(draft, await readPrevious(input, terminal), terminal.lang)
  },
}

const showPact: Command = {
  name: 'pact show',
  summary: {
    en: 'Show what a pact file says and who has signed it',
    ja: '協定の内容と署名の状況を表示する',
  },
  positionals: ['PACT'],
  options: {
    articles: { text: { en: 'the text of every article too', ja: '全ての条文も表示する' } },
    ...policiesOption,
    ...previousOption,
  },
  examples: ['entente pact show pact.json', 'entente pact show pact.json --articles --lang ja'],
  async run(input, terminal) {
    const [file = ''] = input.positionals
    const { lang } = terminal
    const [statement, previous] = [
      await readPact(terminal, file),
      await readPrevious(input, terminal),
    ]
    const shown = await describePact(statement, previous, lang)
    const { terms } = await verifyPactDraft(statement, previous)
    const files = await readPinnable(input, terminal)
    const policies = terms.regimes.map(({ regime, spif }) => ({
      regime,
      spif,
      here: spif !== null && files.has(spif),
    }))
    const articles = input.flag('articles') ? terms.clauses.map(articleIn(lang)) : []
    return {
      json: { ...shown.json, policies },
      text: [shown.text, describePolicies(terms, files, lang).join('\n'), ...articles].join('\n\n'),
    }
  },
}

const mergePacts: Command = {
  name: 'pact merge',
  summary: {
    en: 'Put signatures made on copies into one pact file',
    ja: '別々の写しへの署名を一つの協定ファイルにまとめる',
  },
  positionals: ['PACT', 'PACT...'],
  options: { out, ...previousOption },
  examples: ['entente pact merge from-tokyo.json from-wellington.json --out pact.json'],
  async run(input, terminal) {
    const previous = await readPrevious(input, terminal)
    const [first = '', ...others] = input.positionals
    let merged = await readCopy(terminal, first, previous)
    for (const file of others) {
      const copy = await readCopy(terminal, file, previous)
      if (copy.payload !== merged.payload) {
        throw new SignatureError(
          'signature/foreign',
          `\`${file}\` does not say what \`${first}\` says`,
        )
      }
      merged = mergeActs(merged, copy)
    }
    await writePact(terminal, input.need('out'), merged)
    return describePact(merged, previous, terminal.lang)
  },
}

/** Commands of this noun, before and after the signing. */
export const pactCommands: readonly Command[] = [draftPact, showPact, mergePacts]

/**
 * Reads a pact file: a general JWS.
 *
 * @throws {CliError} `cli/no-file`; {SignatureError} `signature/malformed`
 */
export async function readPact(terminal: Terminal, file: string): Promise<Statement> {
  return fromGeneralJws(pactType, await readJson(terminal, file))
}

/** Writes a pact file. */
export function writePact(terminal: Terminal, file: string, pact: Statement): Promise<void> {
  return writeJson(terminal, file, toGeneralJws(pactType, pact))
}

/**
 * The version before, verified from the first one on.
 *
 * @throws {PactError} whatever one of them is refused for
 */
export async function readPrevious(
  { list }: Pick<Input, 'list'>,
  terminal: Terminal,
): Promise<Pact | undefined> {
  let previous: Pact | undefined
  for (const file of list('previous')) {
    const statement = await readPact(terminal, file)
    previous = await verifyPact(statement, statementId(statement), previous)
  }
  return previous
}

/**
 * A pact as people read it, every signature verified that it has.
 *
 * @throws {PactError} whatever it is refused for
 */
export async function describePact(
  statement: Statement,
  previous: Pact | undefined,
  lang: Language,
): Promise<Output & { readonly json: object }> {
  const { terms, signers } = await verifyPactDraft(statement, previous)
  const id = statementId(statement)
  return {
    json: { id, version: terms.version, illustrative: terms.illustrative, signed: signers, terms },
    text: lines(id, { terms, signers }, lang).join('\n'),
  }
}

/** Each copy stands for itself first: so it is seen which one was changed. */
async function readCopy(
  terminal: Terminal,
  file: string,
  previous: Pact | undefined,
): Promise<Statement> {
  const copy = await readPact(terminal, file)
  await verifyPactDraft(copy, previous)
  return copy
}

async function readMemberKeys(
  { list }: Pick<Input, 'list'>,
  terminal: Terminal,
): Promise<Readonly<Record<string, HybridPublicKey>>> {
  const keys: [string, HybridPublicKey][] = []
  for (const named of list('member')) {
    const [, member, file] = /^([^=]+)=(.+)$/.exec(named) ?? []
    if (member === undefined || file === undefined) {
      throw new CliError('cli/usage', `--member takes ID=FILE, not \`${named}\``)
    }
    keys.push([member, await readPublicKey(terminal, file)])
  }
  return Object.fromEntries(keys)
}

function lines(id: Hash, { terms, signers }: PactDraft, lang: Language): readonly string[] {
  const w = words[lang]
  return [
    terms.name[lang],
    ...(terms.illustrative ? [w.illustrative] : []),
    `${w.version} ${terms.version}`,
    `${w.id} ${id}`,
    w.aloud,
    formatFingerprint(id, lang),
    '',
    ...signers.map(({ member, signed }) => {
      const name = terms.members.find((one) => one.id === member)?.name[lang] ?? member
      return `${signed ? '✔' : '✘'} ${name}: ${signed ? w.signed : w.unsigned}`
    }),
  ]
}

function articleIn(lang: Language): (clause: Clause) => string {
  return ({ article, title, text, rules }) =>
    [
      `${words[lang].article(article)} ${title[lang]}`,
      text[lang],
      ...rules.map(({ id, hash }) => `  ${id} ${hash}`),
    ].join('\n')
}

const words = {
  en: {
    illustrative: 'ILLUSTRATIVE: no government has agreed to this text.',
    version: 'version',
    id: 'id',
    aloud: 'Read these words to the other side and let them read theirs:',
    signed: 'signed',
    unsigned: 'has not signed',
    article: (article: string) => `Article ${article}`,
  },
  ja: {
    illustrative: '【例示】この文面に合意した政府はありません。',
    version: '版',
    id: '識別子',
    aloud: '次の語を相手方に読み上げ、相手方にも読み上げてもらってください。',
    signed: '署名済み',
    unsigned: '未署名',
    article: (article: string) => `第${article}条`,
  },
} as const
