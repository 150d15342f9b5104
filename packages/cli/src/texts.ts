/**
 * The sentence of every code that a command can end in.
 *
 * @module
 */
import { fileErrorTexts } from '@entente/host'
import { labelErrorTexts } from '@entente/core/label'
import { ledgerErrorTexts } from '@entente/core/ledger'
import { decisionTexts } from '@entente/core/policy'
import { wireErrorTexts } from '@entente/core/wire'
import { cryptoErrorTexts, signatureErrorTexts } from '@entente/core/crypto'
import { formatErrorTexts } from '@entente/core/lib'
import { pactErrorTexts } from '@entente/core/pact'
import { tdfErrorTexts } from '@entente/core/tdf'

import { cliErrorTexts } from './errors-text.ts'
import type { ErrorTexts } from './run.ts'

/** Code to sentence. */
export const texts: ErrorTexts = {
  ...cliErrorTexts,
  ...cryptoErrorTexts,
  ...decisionTexts,
  ...fileErrorTexts,
  ...formatErrorTexts,
  ...labelErrorTexts,
  ...ledgerErrorTexts,
  ...pactErrorTexts,
  ...signatureErrorTexts,
  ...tdfErrorTexts,
  ...wireErrorTexts,
}
