/**
 * `entente document sources`: what a document was made from, and what was made from it.
 *
 * @module
 */
import { readSources, type RegisterEntry } from '@entente/sdk'

import type { Command } from '../command.ts'
import { openClient, profileOption } from '../profile.ts'
import type { Language } from '../terminal.ts'

/** The command. */
export const documentSources: Command = {
  name: 'document sources',
  summary: {
    en: 'Show what a document was made from, and what was made from it',
    ja: '文書の情報源と、その文書から作成された文書を表示する',
  },
  positionals: ['DOCUMENT'],
  options: profileOption,
  examples: ['entente document sources DOCUMENT', 'entente document sources DOCUMENT --json'],
  async run(input, terminal) {
    const [document = ''] = input.positionals
    const found = await readSources(await openClient(input, terminal), document)
    const { lang } = terminal
    const w = words[lang]
    const sources = found.sources.map(({ line, originator, use, statement }) =>
      [w[use], originator, line ? shown(line, lang) : w.hidden, statement ?? '']
        .join('  ')
        .trimEnd(),
    )
    const derivatives = found.derivatives.map((line) => `${w.made}  ${shown(line, lang)}`)
    const text = [...sources, ...derivatives].join('\n')
    return { json: found, text: text === '' ? w.none : text }
  },
}

function shown({ document, marking, title }: RegisterEntry, lang: Language): string {
  return `${document}  ${marking[lang]}  ${title}`
}

const words = {
  en: {
    extract: 'repeats',
    translate: 'translates',
    made: 'is repeated in',
    hidden: '(a document that you may not know of)',
    none: 'It was made from no other document, and none was made from it.',
  },
  ja: {
    extract: '引用元',
    translate: '翻訳元',
    made: '派生文書',
    hidden: '（閲覧できない文書）',
    none: '情報源となる文書も、この文書から作成された文書もありません。',
  },
} as const
