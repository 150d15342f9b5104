/**
 * What a command is: a noun and a verb, its options, its help in both languages, and what it does.
 *
 * @module
 */
import type { ParseArgsOptionsConfig } from 'node:util'

import type { Bilingual } from '@entente/core/pact'

import type { Terminal } from './terminal.ts'

/** An option as the help shows it. */
export interface OptionHelp {
  /** What stands for the value, `FILE`; none for a switch. */
  readonly value?: string
  readonly text: Bilingual
  readonly multiple?: boolean
  readonly required?: boolean
  readonly short?: string
}

/** What the person typed, read by the command's own table. */
export interface Input {
  readonly positionals: readonly string[]
  /** The value of an option. */
  readonly text: (name: string) => string | undefined
  /** The value of an option that has to be there; the parser has seen to it. */
  readonly need: (name: string) => string
  readonly list: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
}

/** What a command answers: a value for machines and lines for people. */
export interface Output {
  readonly json: unknown
  readonly text: string
  /** 1 where the answer is no. */
  readonly exit?: 0 | 1
}

/** One command. */
export interface Command {
  /** `tdf inspect`; the help sorts by it. */
  readonly name: string
  readonly summary: Bilingual
  /** Names of what stands without a dash, `FILE`; a last `...` for any number. */
  readonly positionals: readonly string[]
  readonly options: { readonly [name: string]: OptionHelp }
  readonly examples: readonly string[]
  readonly run: (input: Input, terminal: Terminal) => Promise<Output>
}

/** Options that every command has. */
export const commonOptions: Command['options'] = {
  json: { text: { en: 'answer as JSON', ja: '結果を JSON で出力する' } },
  field: {
    value: 'NAME',
    text: {
      en: 'answer with one field of the JSON alone, for scripts',
      ja: 'JSON の一項目のみを出力する（スクリプト用）',
    },
  },
  lang: { value: 'en|ja', text: { en: 'language of the output', ja: '表示言語' } },
  help: { short: 'h', text: { en: 'show this help', ja: 'この説明を表示する' } },
}

/** The command's table for `util.parseArgs`. */
export function parserOptions(options: Command['options']): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries({ ...commonOptions, ...options }).map(([name, { value, multiple, short }]) => [
      name,
      {
        type: value === undefined ? 'boolean' : 'string',
        multiple: multiple ?? false,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
}
