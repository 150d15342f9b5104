/**
 * Help: one page a command, one list of all.
 *
 * @module
 */
import { type Command, commonOptions } from './command.ts'
import type { Language } from './terminal.ts'

const words = {
  en: {
    usage: 'Usage',
    options: 'Options',
    examples: 'Examples',
    commands: 'Commands',
    required: 'required',
    more: 'entente NOUN VERB --help shows one command.',
    exits: 'Exit codes: 0 done, 1 refused, 2 wrong use, 70 a defect of ours.',
  },
  ja: {
    usage: '使い方',
    options: 'オプション',
    examples: '例',
    commands: 'コマンド',
    required: '必須',
    more: '各コマンドの説明: entente 名詞 動詞 --help',
    exits: '終了コード: 0 完了、1 拒否、2 使い方の誤り、70 本ソフトウェアの欠陥。',
  },
} as const

/** The page of one command. */
export function commandHelp(
  { name, summary, positionals, options, examples }: Command,
  lang: Language,
): string {
  const w = words[lang]
  const rows = Object.entries({ ...options, ...commonOptions }).map(
    ([option, { value, text, required, short }]) => ({
      left: `${short === undefined ? '' : `-${short}, `}--${option}${value === undefined ? '' : ` ${value}`}`,
      right: `${text[lang]}${required ? ` (${w.required})` : ''}`,
    }),
  )
  const width = Math.max(...rows.map(({ left }) => left.length))
  return [
    summary[lang],
    '',
    `${w.usage}: entente ${[name, ...positionals].join(' ')} [${w.options}]`,
    '',
    `${w.options}:`,
    ...rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`),
    '',
    `${w.examples}:`,
    ...examples.map((example) => `  ${example}`),
    '',
    w.exits,
  ].join('\n')
}

/** All commands, by name. */
export function overview(commands: readonly Command[], lang: Language): string {
  const w = words[lang]
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    `${w.commands}:`,
    ...commands
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary[lang]}`),
    '',
    w.more,
  ].join('\n')
}
