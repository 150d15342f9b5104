/**
 * `entente document`: sealing on the author's machine, the register, opening on the reader's.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'

import { statementValue } from '@entente/core/crypto'
import { fromUtf8 } from '@entente/core/lib'
import { parseTerms } from '@entente/core/pact'
import { webSegmentCipher } from '@entente/core/tdf'
import { openSource, writeOutput, xmlParser } from '@entente/host'
import {
  type Client,
  createDraft,
  listDocuments,
  openDocument,
  readMember,
  readGivenLabel,
  readStatements,
  type RegisterEntry,
  resumeDraft,
  type Watch,
} from '@entente/sdk'

import type { Command, Input } from '../command.ts'
import { draftLabel } from '../draft-label.ts'
import { findSources, sourceOptions } from '../draft-sources.ts'
import { CliError } from '../errors.ts'
import { readBytes } from '../files.ts'
import { openClient, profileOption } from '../profile.ts'
import { showProgress } from '../progress.ts'
import { prepareNotices } from '../reading.ts'
import { stateWord } from '../state-words.ts'
import type { Language, Terminal } from '../terminal.ts'
import { readInstant } from '../time.ts'

import { exportDocument } from './document-export.ts'
import { documentSources } from './document-sources.ts'

const seal: Command = {
  name: 'document seal',
  summary: {
    en: 'Seal a file as a draft and register it with your member',
    ja: 'ファイルを下書きとして封印し、登録する',
  },
  positionals: ['FILE'],
  options: {
    level: {
      value: 'LEVEL',
      text: {
        en: 'its level, as your pact names it: the label is made from it',
        ja: '協定に定める区分（これから秘密標記情報を作成する）',
      },
    },
    to: {
      value: 'MEMBER',
      multiple: true,
      text: {
        en: 'member that the label lets it be released to; may stand several times',
        ja: '秘密標記情報が提供を認める締約者（複数可）',
      },
    },
    regime: {
      value: 'URI',
      text: {
        en: 'regime of the level, where two have one of this name',
        ja: '区分の属する制度（同名の区分が複数ある場合）',
      },
    },
    review: {
      value: 'DATE',
      text: {
        en: 'when its level is to be reviewed; default: in five years',
        ja: '区分を見直す期日（省略時は五年後）',
      },
    },
    label: {
      value: 'XML',
      text: {
        en: 'its label (ADatP-4774), in place of these four',
        ja: '上の四つに代わる秘密標記情報（ADatP-4774）',
      },
    },
    title: { value: 'TEXT', required: true, text: { en: 'title for the register', ja: '件名' } },
    case: { value: 'ID', text: { en: 'case it belongs to', ja: '属する事案' } },
    'media-type': {
      value: 'TYPE',
      text: {
        en: 'media type; default: application/octet-stream',
        ja: 'メディア種別（省略時は application/octet-stream）',
      },
    },
    ...sourceOptions,
    ...profileOption,
  },
  examples: [
    'entente document seal report.pdf --title "Maritime report" --level 極秘 --to nzl',
    'entente document seal report.pdf --title "Maritime report" --label label.xml',
    'entente document seal ja.txt --title 海上保安情報 --level 極秘 --to nzl --translation-of DOCUMENT --language ja --purpose maritime-security',
  ],
  async run(input, terminal) {
    const { positionals, need, text } = input
    const [name = ''] = positionals
    await using source = await openSource(resolve(terminal.cwd, name))
    const client = await openClient(input, terminal)
    const { sources, statement } = await findSources(input, client)
    const label = readGivenLabel(await readLabel(input, client, terminal), xmlParser)
    const document = randomUUID()
    const draft = {
      document,
      title: need('title'),
      case: text('case') ?? null,
      label,
      mimeType: text('media-type') ?? 'application/octet-stream',
      content: source,
      sources,
    }
    await tellingHowToGoOn(terminal, { document, name }, (watch) =>
      createDraft(client, draft, { watch }),
    )
    const { sealed, translated } = words[terminal.lang]
    return {
      json: { document, size: source.size, statement },
      text: [sealed(document), ...(statement === null ? [] : [translated, statement])].join('\n'),
    }
  },
}

const resume: Command = {
  name: 'document resume',
  summary: {
    en: 'Go on with a draft whose sending was cut off',
    ja: '送信が中断された下書きの送信を再開する',
  },
  positionals: ['DOCUMENT', 'FILE'],
  options: profileOption,
  examples: ['entente document resume DOCUMENT report.pdf'],
  async run(input, terminal) {
    const [document = '', name = ''] = input.positionals
    await using source = await openSource(resolve(terminal.cwd, name))
    const client = await openClient(input, terminal)
    await tellingHowToGoOn(terminal, { document, name }, (watch) =>
      resumeDraft(client, document, source, { watch }),
    )
    return { json: { document, size: source.size }, text: words[terminal.lang].sealed(document) }
  },
}

const list: Command = {
  name: 'document list',
  summary: {
    en: 'List the register as far as you may see it',
    ja: '閲覧できる範囲で登録簿を一覧する',
  },
  positionals: [],
  options: profileOption,
  examples: ['entente document list', 'entente document list --json'],
  async run(input, terminal) {
    const items = await Array.fromAsync(listDocuments(await openClient(input, terminal)))
    return { json: { items }, text: table(items, terminal.lang) }
  },
}

const read: Command = {
  name: 'document open',
  summary: {
    en: 'Open a document for a purpose, on record',
    ja: '目的を示して文書を開く（記録される）',
  },
  positionals: ['DOCUMENT'],
  options: {
    purpose: {
      value: 'ID',
      required: true,
      text: { en: 'what you open it for', ja: '開く目的' },
    },
    out: {
      value: 'FILE',
      short: 'o',
      required: true,
      text: { en: 'where to write the plaintext', ja: '平文の出力先' },
    },
    ...profileOption,
  },
  examples: ['entente document open DOCUMENT --purpose maritime-security --out report.pdf'],
  async run(input, terminal) {
    const [document = ''] = input.positionals
    const client = await openClient(input, terminal)
    const purpose = input.need('purpose')
    const noticesOf = await prepareNotices(client, terminal)
    const opened = await openDocument(client, document, purpose, webSegmentCipher)
    const { line, labelXml, plaintext } = opened
    const progress = showProgress(terminal)
    const bytes = await writeOutput(resolve(terminal.cwd, input.need('out')), async ({ write }) => {
      let position = 0
      // To the end: only there is it known that the whole is what was released.
      for await (const piece of plaintext) {
        await write(piece, position)
        position += piece.length
        progress(position, line.size)
      }
      return position
    })
    const marking = line.marking[terminal.lang]
    return {
      json: { document, bytes, marking: line.marking, labelXml: labelXml ?? null, line },
      text: [
        marking,
        '',
        ...noticesOf(line),
        line.title,
        words[terminal.lang].opened(input.need('out'), bytes),
        '',
        marking,
      ].join('\n'),
    }
  },
}

/** The commands of this noun. */
export const documentCommands: readonly Command[] = [
  seal,
  resume,
  list,
  read,
  documentSources,
  exportDocument,
]

const reviewYears = 5

/** The label's file, or one made of what the options say by the pacts that the server has. */
async function readLabel(
  input: Pick<Input, 'text' | 'list'>,
  client: Client,
  terminal: Terminal,
): Promise<string> {
  const [file, level] = [input.text('label'), input.text('level')]
  if ((file === undefined) === (level === undefined)) {
    throw new CliError('cli/usage', 'it takes --level or --label')
  }
  if (level === undefined) return fromUtf8(await readBytes(terminal, file ?? ''))
  const now = terminal.now()
  const review = new Date(now)
  review.setUTCFullYear(now.getUTCFullYear() + reviewYears)
  const wish = {
    level,
    regime: input.text('regime'),
    to: input.list('to'),
    review: readInstant('--review', input.text('review') ?? review.toISOString()),
  }
  const { member } = await readMember(client)
  const pacts = await readStatements(client, 'pact')
  return draftLabel(
    wish,
    member,
    pacts.map((pact) => parseTerms(statementValue(pact))),
    now,
  )
}

/** Shows sealing and sending; where sending is cut off, says by what to go on with it. */
async function tellingHowToGoOn(
  terminal: Terminal,
  { document, name }: { readonly document: string; readonly name: string },
  send: (watch: Watch) => Promise<unknown>,
): Promise<void> {
  const shows = { sealing: showProgress(terminal), sending: showProgress(terminal) }
  let begun = false
  try {
    await send((step, done, total) => {
      begun ||= step === 'sending'
      shows[step](done, total)
    })
  } catch (error) {
    const command = `entente document resume ${document} ${name}`
    if (begun) terminal.say({ en: words.en.goOn(command), ja: words.ja.goOn(command) })
    throw error
  }
}

function table(items: readonly RegisterEntry[], lang: Language): string {
  const w = words[lang]
  if (items.length === 0) return w.nothing
  return items
    .map(({ document, marking, title, state, originator, copy, receipt }) =>
      [
        document,
        marking[lang],
        originator,
        copy === null ? w.draft : w.copy(copy),
        receipt === 'overdue' ? w.overdue : stateWord(state, lang),
        title,
      ].join('  '),
    )
    .join('\n')
}

const words = {
  en: {
    nothing: 'Nothing in the register that you may see.',
    draft: 'own',
    copy: (copy: number) => `copy ${copy}`,
    overdue: 'RECEIPT OVERDUE',
    sealed: (document: string) => `Sealed and registered: ${document}`,
    goOn: (command: string) => `Sending was cut off. To go on: ${command}`,
    translated: 'The translation has to say, on its front:',
    opened: (file: string, bytes: number) => `${bytes} bytes written to ${file}`,
  },
  ja: {
    nothing: '閲覧できる文書は登録簿にありません。',
    draft: '自国',
    copy: (copy: number) => `写し第${copy}号`,
    overdue: '受領証の期限超過',
    sealed: (document: string) => `封印し、登録しました: ${document}`,
    goOn: (command: string) => `送信が中断されました。再開するには: ${command}`,
    translated: '翻訳の表紙には次のとおり記載してください。',
    opened: (file: string, bytes: number) => `${file} に ${bytes} バイトを書き出しました`,
  },
} as const
