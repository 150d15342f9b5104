/**
 * The help of every command as one text a language, so that a change of it shows as a change of a file.
 *
 * `node packages/cli/test/help-pages.ts` writes both files; `commands.test.ts` holds them to what this
 * makes.
 *
 * @module
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { commands } from '../src/commands/index.ts'
import { commandHelp, overview } from '../src/help.ts'
import type { Language } from '../src/terminal.ts'

/** The pages, after the list of all. */
export function helpPages(lang: Language): string {
  const pages = commands
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((command) => `\n== entente ${command.name} ==\n\n${commandHelp(command, lang)}\n`)
  return [`${overview(commands, lang)}\n`, ...pages].join('')
}

/** Where the pages of a language are kept. */
export function helpFile(lang: Language): string {
  return join(import.meta.dirname, `help.${lang}.txt`)
}

if (import.meta.main) {
  for (const lang of ['en', 'ja'] as const) writeFileSync(helpFile(lang), helpPages(lang))
}
