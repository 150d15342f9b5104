/**
 * The person at the other end, or the program: where a command writes and how it asks.
 *
 * @module
 */
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

import { confirm as askYesOrNo, password as askPassword } from '@clack/prompts'

import type { Bilingual } from '@entente/core/pact'

import { CliError } from './errors.ts'

/** Languages of the output. */
export type Language = 'en' | 'ja'

/** A terminal, or a pipe. */
export interface Terminal {
  readonly lang: Language
  /** Whether a person looks at standard error: progress and questions make sense. */
  readonly interactive: boolean
  readonly cwd: string
  readonly env: { readonly [name: string]: string | undefined }
  readonly now: () => Date
  /** A line on standard output at once, for what does not wait for the end. */
  readonly print: (line: string) => void
  /** A line on standard error, for progress and warnings. */
  readonly say: (text: Bilingual) => void
  /** Replaces the line in progress; nothing is shown where nobody looks. */
  readonly progress: (line: string) => void
  /** Asks for a secret; never echoed, never an argument. */
  readonly secret: (question: Bilingual) => Promise<string>
  /** Asks for a yes; no unless it is given. */
  readonly confirm: (question: Bilingual) => Promise<boolean>
  /** Waits, for a network to answer or a person to act elsewhere. */
  readonly sleep: (seconds: number) => Promise<void>
  /** Resolves when whoever started us wants us to end. */
  readonly stopped: () => Promise<void>
}

const yesOrNo = {
  en: { active: 'Yes', inactive: 'No' },
  ja: { active: 'はい', inactive: 'いいえ' },
} as const

/** The terminal of this process. */
export function processTerminal(lang: Language): Terminal {
  const interactive = process.stderr.isTTY && process.stdin.isTTY
  const ask = async <T extends boolean | string>(
    question: () => Promise<T | symbol>,
  ): Promise<T> => {
    if (!interactive) throw new CliError('cli/no-terminal', 'a question, and nobody is there')
    const answer = await question()
    // The library answers with a symbol of its own when the person breaks off.
    if (typeof answer === 'symbol')
      throw new CliError('cli/cancelled', 'the question was cancelled')
    return answer
  }
  return {
    lang,
    interactive,
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    print: (line) => process.stdout.write(`${line}\n`),
    say: (text) => process.stderr.write(`${text[lang]}\n`),
    progress: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${line}`)
    },
    secret: (question) => ask<string>(() => askPassword({ message: question[lang] })),
    confirm: (question) =>
      ask<boolean>(() =>
        askYesOrNo({ message: question[lang], initialValue: false, ...yesOrNo[lang] }),
      ),
    sleep: (seconds) => setTimeout(seconds * 1000),
    async stopped() {
      const signals = ['SIGTERM', 'SIGINT'] as const
      await Promise.race(signals.map((signal) => once(process, signal)))
    },
  }
}

/** `--lang`, else the locale of the environment, else English. */
export function chooseLanguage(
  asked: string | undefined,
  env: { readonly [name: string]: string | undefined },
): Language {
  if (asked === 'en' || asked === 'ja') return asked
  if (asked !== undefined) throw new CliError('cli/usage', `no language \`${asked}\``)
  // POSIX: a variable that is set and empty is as if it were not set.
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => env[name]).find((one) => one)
  return locale?.startsWith('ja') ? 'ja' : 'en'
}
