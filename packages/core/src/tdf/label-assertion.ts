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
  const body = {
    type: 'handling',
    scope: 'payload',
    appliesToState: 'unencrypted',
    statement: { format: 'json-structured', schema, value: fromUtf8(canonicalJson(label)) },
  }
  return bindAssertion(labelAssertionId, body, payloadKey, table)
}

/**
 * Reads the label of a container. Whether to believe it the statement in it says.
 *
 * @throws {TdfError} `tdf/label` if there is none, or it cannot be read
 */
export function readLabelAssertion({ assertions }: Pick<Manifest, 'assertions'>): LabelAssertion {
  const body = assertions.find(({ id }) => id === labelAssertionId)?.body
  const statement = body?.['statement']
  const text = z.object({ value: z.string() }).safeParse(statement).data?.value
  if (text === undefined) throw new TdfError('tdf/label', 'the container has no label')
  try {
    return value.parse(parseCanonicalJson(utf8(text)))
  } catch (cause) {
    if (!(cause instanceof EntenteError || cause instanceof z.ZodError)) throw cause
    throw new TdfError('tdf/label', 'the label of the container cannot be read', { cause })
  }
}
