/**
 * The person at the other end, or the program: where a command writes and how it asks.
 *
 * @module
 */
import { password as askPassword, isCancel } from '@clack/prompts'

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
  /** A line on standard error, for progress and warnings. */
  readonly say: (text: Bilingual) => void
  /** Replaces the line in progress; nothing is shown where nobody looks. */
  readonly progress: (line: string) => void
  /** Asks for a secret; never echoed, never an argument. */
  readonly secret: (question: Bilingual) => Promise<string>
}

/** The terminal of this process. */
export function processTerminal(lang: Language): Terminal {
  const interactive = process.stderr.isTTY && process.stdin.isTTY
  return {
    lang,
    interactive,
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    say: (text) => process.stderr.write(`${text[lang]}\n`),
    progress: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${line}`)
    },
    async secret(question) {
      if (!interactive)
        throw new CliError('cli/no-terminal', 'a secret is needed and nobody is there')
      const answer = await askPassword({ message: question[lang] })
      if (isCancel(answer)) throw new CliError('cli/cancelled', 'the question was cancelled')
      return answer
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
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return locale.startsWith('ja') ? 'ja' : 'en'
}
