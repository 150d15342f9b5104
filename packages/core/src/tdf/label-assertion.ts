/**
 * The label as an assertion of the container (D8): JSON for clients that know no better, the exact
 * XML for those who do, and inside of it the signature that is believed.
 *
 * @module
 */
import { z } from 'zod'

import { type Hash, isHash } from '../crypto/index.ts'
import {
  type Bytes,
  canonicalJson,
  EntenteError,
  fromUtf8,
  type Json,
  parseCanonicalJson,
  utf8,
} from '../lib/index.ts'

import { bindAssertion, type TableOf } from './assertions.ts'
import { TdfError } from './errors.ts'
import type { Assertion, Manifest } from './manifest.ts'

/** What the assertion holds. */
export interface LabelAssertion {
  /** JSON form of the label. */
  readonly label: Json
  /** The exact ADatP-4774 XML. */
  readonly xml: string
  readonly payload: Hash
  readonly commitment: Hash
  /** The label statement, signed by an appointed label key. */
  readonly signed: Json
}

/** Id of the assertion. */
export const labelAssertionId = 'entente-label'

const schema = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'
/** How stock clients sort the assertion. */
const kind = { type: 'handling', scope: 'payload', appliesToState: 'unencrypted' } as const
const body = z.strictObject({
  id: z.literal(labelAssertionId),
  type: z.literal(kind.type),
  scope: z.literal(kind.scope),
  appliesToState: z.literal(kind.appliesToState),
  statement: z.strictObject({
    format: z.literal('json-structured'),
    schema: z.literal(schema),
    value: z.string(),
  }),
})
const hash: z.ZodType<Hash> = z.custom<Hash>(isHash)
const value: z.ZodType<LabelAssertion> = z.strictObject({
  label: z.json(),
  xml: z.string().max(65_536),
  payload: hash,
  commitment: hash,
  signed: z.json(),
})

/** Binds a label to the content. The value is a string: clients that hash objects as text agree with us. */
export function bindLabel(
  label: LabelAssertion,
  payloadKey: Bytes,
  table: TableOf,
): Promise<Assertion> {
  const statement = { format: 'json-structured', schema, value: fromUtf8(canonicalJson(label)) }
  return bindAssertion(labelAssertionId, { ...kind, statement }, payloadKey, table)
}

/**
 * Reads the label of a container. Whether to believe it, the statement in it says.
 *
 * @throws {TdfError} `tdf/label` if there is none, or it cannot be read
 */
export function readLabelAssertion(manifest: Pick<Manifest, 'assertions'>): LabelAssertion {
  const label = findLabelAssertion(manifest)
  if (!label) throw new TdfError('tdf/label', 'the container has no label')
  return label
}

/**
 * Reads the label of a container that may have none.
 *
 * @throws {TdfError} `tdf/label` if there is one and it cannot be read
 */
export function findLabelAssertion({
  assertions,
}: Pick<Manifest, 'assertions'>): LabelAssertion | undefined {
  const assertion = assertions.find(({ id }) => id === labelAssertionId)
  if (!assertion) return undefined
  try {
    const { statement } = body.parse(assertion.body)
    return value.parse(parseCanonicalJson(utf8(statement.value)))
  } catch (cause) {
    if (!(cause instanceof EntenteError || cause instanceof z.ZodError)) throw cause
    throw new TdfError('tdf/label', 'the label of the container cannot be read', { cause })
  }
}
