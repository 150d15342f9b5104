/**
 * The sentence of every code that a command can end in.
 *
 * @module
 */
import { sealingErrorTexts, sessionErrorTexts } from '@entente/sdk'

import { cliErrorTexts } from './errors-text.ts'
import type { ErrorTexts } from './explain.ts'

/** Code to sentence. The server is loaded for its table, which holds those of core too. */
export async function loadTexts(): Promise<ErrorTexts> {
  const { errorTable } = await import('@entente/server')
  return {
    ...Object.fromEntries(errorTable()),
    ...sealingErrorTexts,
    ...sessionErrorTexts,
    ...cliErrorTexts,
  }
}
