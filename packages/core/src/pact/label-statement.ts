/**
 * The inner signature of a label: the one of the two in the container that is believed (D8).
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  hashOf,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
} from '../crypto/index.ts'
import { utf8 } from '../lib/index.ts'

import type { Directory } from './directory.ts'
import { PactError } from './errors.ts'
import { verifyServerSignature } from './receipt.ts'
import { areSources, maximumSources, type Source, source } from './source.ts'
import { documentId, hash, id, type Instant, instant, readAs } from './vocabulary.ts'

/** What an appointed label key signs: this label belongs to this content. */
export interface LabelStatement {
  readonly kind: 'label'
  readonly member: string
  readonly document: string
  /** Digest of the exact ADatP-4774 XML. */
  readonly xml: Hash
  readonly payload: Hash
  readonly commitment: Hash
  /** What others have provided and the content repeats; empty where it is all the originator's own. */
  readonly sources: readonly Source[]
  readonly at: Instant
}

/** `typ` of the signature on a label. */
export const labelType: StatementType = 'entente-label'

const labelStatement: z.ZodType<LabelStatement> = z.strictObject({
  kind: z.literal('label'),
  member: id,
  document: documentId,
  xml: hash,
  payload: hash,
  commitment: hash,
  sources: z.array(source).max(maximumSources),
  at: instant,
})

/**
 * Reads what a label statement says.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseLabelStatement(statement: Statement): LabelStatement {
  return readAs('label', labelStatement, statementValue(statement))
}

/**
 * Verifies that `xml` is the label an appointed key of the originator bound to the content.
 *
 * @throws {PactError} `pact/malformed`, `pact/inconsistent`, `pact/key-not-appointed`,
 *   `pact/invalid-signature`
 */
export async function verifyLabelStatement(
  statement: Statement,
  xml: string,
  directory: Directory,
): Promise<{ readonly id: Hash; readonly label: LabelStatement }> {
  const said = parseLabelStatement(statement)
  const { member } = directory
  if (said.member !== member) {
    throw new PactError('pact/key-not-appointed', 'the label is signed by another member', {
      member,
    })
  }
  await verifyServerSignature(labelType, statement, directory, { kind: 'label', at: said.at })
  if (said.xml !== hashOf(utf8(xml))) {
    throw new PactError('pact/inconsistent', 'the label text is not what was signed', { member })
  }
  if (!areSources(said.sources, member)) {
    throw new PactError('pact/inconsistent', 'the sources do not agree with themselves', { member })
  }
  return { id: statementId(statement), label: said }
}
