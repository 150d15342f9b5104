/**
 * Comparing words: nothing that came over a wire is believed before people have read it to each other.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'
import type { Bilingual } from '@entente/core/pact'

import { CliError } from './errors.ts'
import { formatFingerprint } from './fingerprint.ts'
import type { Terminal } from './terminal.ts'

/**
 * A person, or a script of a person, says that this is what was read aloud.
 *
 * @throws {CliError} `cli/not-confirmed`, `cli/no-terminal`
 */
export async function requireConfirmed(
  id: Hash,
  confirmed: string | undefined,
  { lang, say, confirm }: Terminal,
  question: Bilingual,
): Promise<void> {
  if (confirmed !== undefined) {
    if (confirmed === id) return
    throw new CliError('cli/not-confirmed', `it is ${id}`)
  }
  say({ en: formatFingerprint(id, lang), ja: formatFingerprint(id, lang) })
  if (!(await confirm(question))) {
    throw new CliError('cli/not-confirmed', 'the words were not the same')
  }
}
