/**
 * The sentence of every code that a command can end in.
 *
 * @module
 */
import { cliErrorTexts } from './errors-text.ts'
import type { ErrorTexts } from './run.ts'

/** Code to sentence. */
export const texts: ErrorTexts = { ...cliErrorTexts }
