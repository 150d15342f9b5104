/**
 * Every code this server answers with: its sentence in both languages and its HTTP status.
 *
 * Imports the texts alone, not the folders: those import this one.
 *
 * @module
 */
import { cryptoErrorTexts, signatureErrorTexts } from '@entente/core/crypto'
import { evidenceErrorTexts } from '@entente/core/evidence'
import { labelErrorTexts } from '@entente/core/label'
import { ledgerErrorTexts } from '@entente/core/ledger'
import { formatErrorTexts } from '@entente/core/lib'
import { markingErrorTexts } from '@entente/core/marking'
import { pactErrorTexts } from '@entente/core/pact'
import { decisionTexts } from '@entente/core/policy'
import { tdfErrorTexts } from '@entente/core/tdf'
import { wireErrorTexts } from '@entente/core/wire'
import { fileErrorTexts } from '@entente/host'

import { accountErrorTexts } from '../account/errors-text.ts'
import { backupErrorTexts } from '../backup/errors-text.ts'
import { blobsErrorTexts } from '../blobs/errors-text.ts'
import { acknowledgementErrorTexts } from '../acknowledgements/errors-text.ts'
import { consentErrorTexts } from '../consents/errors-text.ts'
import { documentErrorTexts } from '../documents/errors-text.ts'
import { federationErrorTexts } from '../federation/errors-text.ts'
import { identityErrorTexts } from '../identity/errors-text.ts'
import { kasErrorTexts } from '../kas/errors-text.ts'
import { keysErrorTexts } from '../keys/errors-text.ts'
import { serverLedgerErrorTexts } from '../ledger/errors-text.ts'
import { memberErrorTexts } from '../member/errors-text.ts'
import { storeErrorTexts } from '../store/errors-text.ts'

import { httpErrorTexts } from './errors-text.ts'

/** One row: what happened and what to do next. */
export interface ErrorText {
  readonly en: string
  readonly ja: string
  readonly status: number
}

/** The row of a code; undefined for a code no domain has listed, which is a bug and answered as one. */
export function findErrorText(code: string): ErrorText | undefined {
  return rows.get(code)
}

/** Every code with its row, in order. */
export function errorTable(): readonly (readonly [code: string, text: ErrorText])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
}

const tables: readonly Readonly<Record<string, ErrorText>>[] = [
  accountErrorTexts,
  backupErrorTexts,
  blobsErrorTexts,
  acknowledgementErrorTexts,
  consentErrorTexts,
  cryptoErrorTexts,
  evidenceErrorTexts,
  decisionTexts,
  documentErrorTexts,
  federationErrorTexts,
  fileErrorTexts,
  formatErrorTexts,
  httpErrorTexts,
  identityErrorTexts,
  kasErrorTexts,
  keysErrorTexts,
  labelErrorTexts,
  ledgerErrorTexts,
  markingErrorTexts,
  memberErrorTexts,
  pactErrorTexts,
  serverLedgerErrorTexts,
  signatureErrorTexts,
  storeErrorTexts,
  tdfErrorTexts,
  wireErrorTexts,
]

const rows: ReadonlyMap<string, ErrorText> = new Map(
  tables.flatMap((texts) => Object.entries(texts)),
)
