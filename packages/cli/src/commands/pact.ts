/**
 * `entente pact`: the ceremony in which members draft, sign and trust a pact, by files.
 *
 * @module
 */
import {
  fromGeneralJws,
  mergeActs,
  type Statement,
  statementId,
  statementValue,
  toGeneralJws,
} from '@entente/core/crypto'
import { keyId } from '@entente/core/crypto'
import {
  type Pact,
  pactSigners,
  pactType,
  parseTerms,
  type Terms,
  verifyPact,
} from '@entente/core/pact'

import type { Command, Output } from '../command.ts'
import { readJson, writeJson } from '../files.ts'
import { formatFingerprint } from '../fingerprint.ts'
import type { Language, Terminal } from '../terminal.ts'

const previousOption: Command['options'] = {
  previous: {
    value: 'FILE',
    text: { en: 'the version before, for an amendment', ja: '改正の場合、直前の版' },
  },
}

const showPact: Command = {
  name: 'pact show',
  summary: {
    en: 'Show what a pact file says and who has signed it',
    ja: '協定の内容と署名の状況を表示する',
  },
  positionals: ['PACT'],
  options: previousOption,
  examples: ['entente pact show pact.json', 'entente pact show pact.json --lang ja'],
  async run({ positionals: [file = ''], text }, terminal) {
    const statement = await readPact(terminal, file)
    const previous = await readPrevious(terminal, text('previous'))
    return describe(statement, previous, terminal.lang)
  },
}

const mergePacts: Command = {
  name: 'pact merge',
  summary: {
    en: 'Put signatures made on copies into one pact file',
    ja: '別々の写しへの署名を一つの協定ファイルにまとめる',
  },
  positionals: ['PACT', 'PACT...'],
  options: {
    out: { value: 'FILE', required: true, text: { en: 'where to write the pact', ja: '出力先' } },
    ...previousOption,
  },
  examples: ['entente pact merge from-tokyo.json from-wellington.json --out pact.json'],
  async run({ positionals, need, text }, terminal) {
    const copies = await Promise.all(positionals.map((file) => readPact(terminal, file)))
    const merged = copies.reduce((all, copy) => mergeActs(all, copy))
    await writeJson(terminal, need('out'), toGeneralJws(pactType, merged))
    return describe(merged, await readPrevious(terminal, text('previous')), terminal.lang)
  },
}

/** The commands of this noun. */
export const pactCommands: readonly Command[] = [showPact, mergePacts]

/**
 * Reads a pact file: a general JWS.
 *
 * @throws {CliError} `cli/no-file`; {SignatureError} `signature/malformed`
 */
export async function readPact(terminal: Terminal, file: string): Promise<Statement> {
  return fromGeneralJws(pactType, await readJson(terminal, file))
}

async function readPrevious(
  terminal: Terminal,
  file: string | undefined,
): Promise<Pact | undefined> {
  if (file === undefined) return undefined
  const statement = await readPact(terminal, file)
  return verifyPact(statement, statementId(statement))
}

async function describe(
  statement: Statement,
  previous: Pact | undefined,
  lang: Language,
): Promise<Output> {
  const terms = parseTerms(statementValue(statement))
  const id = statementId(statement)
  const signed = pactSigners(terms, previous?.terms).map(({ member, key }) => ({
    member,
    key: keyId(key),
    signed: statement.acts.some((act) => act.key === keyId(key)),
  }))
  // The signatures that are there are only worth showing if they are good.
  if (signed.every((one) => one.signed)) await verifyPact(statement, id, previous)
  return {
    json: { id, version: terms.version, illustrative: terms.illustrative, signed, terms },
    text: lines(terms, id, signed, lang).join('\n'),
  }
}

function lines(
  terms: Terms,
  id: ReturnType<typeof statementId>,
  signed: readonly { readonly member: string; readonly signed: boolean }[],
  lang: Language,
): readonly string[] {
  const w = words[lang]
  return [
    terms.name[lang],
    ...(terms.illustrative ? [w.illustrative] : []),
    `${w.version} ${terms.version}`,
    `${w.id} ${id}`,
    w.aloud,
    formatFingerprint(id, lang),
    '',
    ...signed.map(({ member, signed: done }) => {
      const name = terms.members.find((one) => one.id === member)?.name[lang] ?? member
      return `${done ? '✔' : '✘'} ${name}: ${done ? w.signed : w.unsigned}`
    }),
    '',
    ...terms.clauses.map(({ article, title }) => `${w.article(article)} ${title[lang]}`),
  ]
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
