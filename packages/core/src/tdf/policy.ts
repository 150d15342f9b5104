/**
 * The policy of a container: who it is for, as data attributes. Its base64 text is what key shares
 * bind, so it is carried as that text.
 *
 * @module
 */
import { type Hash, hashOf } from '../crypto/index.ts'
import { canonicalJson, fromBase64, toBase64 } from '../lib/index.ts'
import { z } from 'zod'

import { TdfError } from './errors.ts'
import { parseStrictJson } from './strict-json.ts'

/** What a policy says, as far as Entente reads it. */
export interface Policy {
  /** Random document id. */
  readonly uuid: string
  /** Attribute value names, `https://<ns>/attr/<name>/value/<v>`. */
  readonly attributes: readonly string[]
}

const wireSchema = z.object({
  uuid: z.string().min(1).max(64),
  body: z.object({
    dataAttributes: z
      .array(z.object({ attribute: z.string().max(2048) }))
      .max(1024)
      .nullish(),
    dissem: z.array(z.string()).max(1024).nullish(),
  }),
})

/** Writes a policy as a manifest carries it: base64 of JSON. */
export function formatPolicy({ uuid, attributes }: Policy): string {
  const dataAttributes = attributes.map((attribute) => ({
    attribute,
    displayName: '',
    isDefault: false,
    pubKey: '',
    kasURL: '',
  }))
  return toBase64(canonicalJson({ uuid, body: { dataAttributes, dissem: [] } }))
}

/**
 * Reads a policy from its base64 text.
 *
 * @throws {TdfError} `tdf/bad-policy`
 */
export function parsePolicy(text: string): Policy {
  try {
    const { uuid, body } = wireSchema.parse(parseStrictJson(fromBase64(text)))
    return { uuid, attributes: (body.dataAttributes ?? []).map(({ attribute }) => attribute) }
  } catch (cause) {
    throw new TdfError('tdf/bad-policy', 'the policy cannot be read', { cause })
  }
}

/**
 * The name of a policy: the digest of its JSON bytes, not of the base64 text.
 *
 * @throws {TdfError} `tdf/bad-policy`
 */
export function policyHash(text: string): Hash {
  try {
    return hashOf(fromBase64(text))
  } catch (cause) {
    throw new TdfError('tdf/bad-policy', 'the policy is not base64', { cause })
  }
}
