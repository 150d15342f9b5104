/**
 * Assertions: statements in the manifest, each bound to the segment table by a JWS.
 *
 * A key or certificate inside of the JWS header is ignored: it only says that somebody signed.
 *
 * @module
 */
import { CompactSign, compactVerify, type CryptoKey as JoseKey, errors } from 'jose'
import { z } from 'zod'

import { sha256 } from '../crypto/index.ts'
import {
  type Bytes,
  canonicalJson,
  concatBytes,
  type Json,
  toBase64,
  toHex,
  utf8,
} from '../lib/index.ts'

import { TdfError } from './errors.ts'
import { segmentAggregate } from './integrity.ts'
import type { Assertion, Manifest, ManifestVersion } from './manifest.ts'
import { parseStrictJson } from './strict-json.ts'

/** A key that an assertion is verified by. */
export type AssertionKey =
  | { readonly alg: 'HS256'; readonly key: Uint8Array }
  | { readonly alg: 'ES256' | 'RS256'; readonly key: JoseKey }

/** The segment table an assertion is bound to. */
export type TableOf = Pick<Manifest, 'segmentHash' | 'segments' | 'version'>

/** Binds `body` to a segment table under the payload key, which stock clients verify unasked. */
export async function bindAssertion(
  id: string,
  body: { readonly [name: string]: Json },
  payloadKey: Bytes,
  table: TableOf,
): Promise<Assertion> {
  const whole = { ...body, id }
  const claims = canonicalJson(claimsOf(whole, table.version, segmentAggregate(table)))
  const signature = await new CompactSign(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(payloadKey)
  return { id, body: whole, signature }
}

/**
 * Verifies every assertion: by the key named for its id, or by the payload key.
 *
 * @throws {TdfError} `tdf/assertion` if one was altered or moved; `tdf/unverified-assertion` if one is
 *   signed by another key than the one it is verified by
 */
export async function verifyAssertions(
  { assertions, ...table }: TableOf & Pick<Manifest, 'assertions'>,
  payloadKey: Bytes,
  keys: ReadonlyMap<string, AssertionKey> = new Map(),
): Promise<void> {
  const aggregate = segmentAggregate(table)
  for (const assertion of assertions) {
    const key = keys.get(assertion.id) ?? { alg: 'HS256' as const, key: payloadKey }
    const { assertionHash, assertionSig } = readClaims(
      assertion.id,
      await verifiedPayload(assertion, key),
    )
    const expected = claimsOf(assertion.body, table.version, aggregate)
    if (assertionHash !== expected.assertionHash || assertionSig !== expected.assertionSig) {
      throw new TdfError(
        'tdf/assertion',
        `assertion \`${assertion.id}\` is not what was bound here`,
      )
    }
  }
}

async function verifiedPayload(
  { id, signature }: Assertion,
  { alg, key }: AssertionKey,
): Promise<Uint8Array> {
  try {
    const { payload } = await compactVerify(signature, key, { algorithms: [alg] })
    return payload
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError || cause instanceof TypeError)) throw cause
    throw new TdfError('tdf/unverified-assertion', `assertion \`${id}\` is signed by another key`, {
      cause,
    })
  }
}

const claimsSchema = z.object({ assertionHash: z.string(), assertionSig: z.string() })

function readClaims(id: string, payload: Uint8Array): z.infer<typeof claimsSchema> {
  try {
    return claimsSchema.parse(parseStrictJson(payload))
  } catch (cause) {
    throw new TdfError('tdf/assertion', `what binds assertion \`${id}\` cannot be read`, { cause })
  }
}

/** 4.3.0 hashes bytes where 4.2.2 hashes their hexadecimal. */
function claimsOf(
  body: { readonly [name: string]: Json },
  version: ManifestVersion,
  aggregate: Bytes,
): { readonly assertionHash: string; readonly assertionSig: string } {
  const digest = sha256(canonicalJson(body))
  const hash = version === '4.3.0' ? digest : utf8(toHex(digest))
  return {
    assertionHash: toHex(digest),
    assertionSig: toBase64(concatBytes(aggregate, hash)),
  }
}
