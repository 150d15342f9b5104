/**
 * Statements: canonical JSON bytes with the acts of those who sign them.
 *
 * An act of suite `jws-hybrid` is two JSON Web Signatures (RFC 7515) over the same payload, one
 * Ed25519 and one ML-DSA-65. Their protected headers are `{alg, kid, typ}` and nothing else, so they
 * are computed, never read: there is no header for an attacker to choose.
 *
 * @module
 */
import {
  type Bytes,
  canonicalJson,
  concatBytes,
  fromBase64Url,
  type Json,
  parseCanonicalJson,
  toBase64Url,
  utf8,
} from '../lib/index.ts'

import { type Act, exactly, type HybridAct, malformed, parseAct } from './act.ts'
import { type Hash, hashOf, isHash } from './hash.ts'
import {
  type Algorithm,
  algorithms,
  type HybridPublicKey,
  type HybridSigner,
  importPublicPart,
  keyId,
} from './keys.ts'
import { SignatureError } from './signature-errors.ts'
import { assertionChallenge, type PasskeyKey, passkeyId, verifyAssertion } from './webauthn.ts'

/** What a statement is; stands as `typ` under every signature, so that none is valid for another use. */
export type StatementType = `entente-${string}`

/** Canonical JSON as base64url, and who signed it, in the order of their key ids. */
export interface Statement {
  readonly payload: string
  readonly acts: readonly Act[]
}

/** What an act is verified under. */
export type ActKey = HybridPublicKey | PasskeyKey

const maxPayloadChars = 1 << 20
const maxActs = 128

/** The name of a statement: the digest of what is signed. Signatures are randomised and not part of it. */
export function statementId(statement: Statement): Hash {
  return hashOf(statementBytes(statement))
}

/**
 * The signed bytes.
 *
 * @throws {FormatError} `format/bad-base64`
 */
export function statementBytes(statement: Statement): Bytes {
  return fromBase64Url(statement.payload)
}

/**
 * What the statement says, its form checked and nothing else: verify the acts before believing it.
 *
 * @throws {FormatError} `format/not-canonical` and the other codes of canonical JSON
 */
export function statementValue(statement: Statement): Json {
  return parseCanonicalJson(statementBytes(statement))
}

/** A statement nobody has signed yet. */
export function unsignedStatement(value: unknown): Statement {
  return { payload: toBase64Url(canonicalJson(value)), acts: [] }
}

/** Adds the signer's act, in place of an earlier one by the same key. */
export async function addAct(
  type: StatementType,
  statement: Statement,
  signer: HybridSigner,
): Promise<Statement> {
  const sign = async (algorithm: Algorithm): Promise<string> =>
    toBase64Url(
      new Uint8Array(
        await crypto.subtle.sign(
          { name: algorithm.alg },
          signer[algorithm.part],
          signingInput(type, signer.id, algorithm, statement.payload),
        ),
      ),
    )
  const act: HybridAct = {
    suite: 'jws-hybrid',
    key: signer.id,
    signature: { ed25519: await sign(algorithms[0]), mldsa65: await sign(algorithms[1]) },
  }
  return withActs(statement, [...statement.acts.filter(({ key }) => key !== signer.id), act])
}

/** Signs `value` as a new statement. */
export function signStatement(
  type: StatementType,
  value: unknown,
  signer: HybridSigner,
): Promise<Statement> {
  return addAct(type, unsignedStatement(value), signer)
}

/**
 * The acts of two copies of one statement together; both stay unverified.
 *
 * @throws {SignatureError} `signature/foreign` if the copies do not say the same bytes
 */
export function mergeActs(a: Statement, b: Statement): Statement {
  if (a.payload !== b.payload) {
    throw new SignatureError('signature/foreign', 'the two copies say different things')
  }
  const known = new Set(a.acts.map(({ key }) => key))
  return withActs(a, [...a.acts, ...b.acts.filter(({ key }) => !known.has(key))])
}

/**
 * Checks that the statement is signed by exactly `keys`, each by its own suite: a hybrid key
 * with both algorithms, a passkey by an assertion.
 *
 * @throws {SignatureError} `signature/missing`, `signature/foreign`, `signature/invalid`, `signature/bad-key`
 */
export async function verifyActs(
  type: StatementType,
  statement: Statement,
  keys: readonly ActKey[],
): Promise<void> {
  const wanted = new Map(keys.map((key) => [actKeyId(key), key]))
  if (wanted.size === 0) throw new SignatureError('signature/missing', 'no signer is named')
  const foreign = statement.acts.find(({ key }) => !wanted.has(key))
  if (foreign)
    throw new SignatureError('signature/foreign', `key \`${foreign.key}\` has no part in it`)
  for (const [id, key] of wanted) {
    const act = statement.acts.find((one) => one.key === id)
    if (!act) throw new SignatureError('signature/missing', `no signature by key \`${id}\``)
    await verifyAct(type, statement, act, key)
  }
}

/**
 * Checks one act under the key that it has to be by: a hybrid key takes no other act, nor does a passkey.
 *
 * @throws {SignatureError} `signature/invalid`, `signature/bad-key`
 */
export async function verifyAct(
  type: StatementType,
  statement: Statement,
  act: Act,
  key: ActKey,
): Promise<void> {
  if (act.key !== actKeyId(key)) throw invalid('act names another key')
  if (act.suite === 'webauthn' && isPasskey(key)) {
    return verifyAssertion(assertionChallenge(type, statementBytes(statement)), act, key)
  }
  if (act.suite === 'jws-hybrid' && !isPasskey(key)) return verifyHybrid(type, statement, act, key)
  throw invalid('the act is of another suite than its key')
}

/**
 * Reads a statement's outer form.
 *
 * @throws {SignatureError} `signature/malformed`
 */
export function parseStatement(value: unknown): Statement {
  const { payload, acts } = exactly(value, ['acts', 'payload'])
  if (typeof payload !== 'string' || payload.length > maxPayloadChars || !Array.isArray(acts)) {
    throw malformed('a statement is a payload and a list of acts')
  }
  if (acts.length > maxActs) throw malformed(`more than ${maxActs} acts`)
  const parsed = acts.map(parseAct)
  if (new Set(parsed.map(({ key }) => key)).size !== parsed.length) {
    throw malformed('a key has signed twice')
  }
  return withActs({ payload, acts: [] }, parsed)
}

/**
 * The statement as a general JWS (RFC 7515 §7.2.1), for tools that know nothing of us.
 *
 * @throws {SignatureError} `signature/malformed` if an act is none of JWS
 */
export function toGeneralJws(
  type: StatementType,
  { payload, acts }: Statement,
): {
  readonly payload: string
  readonly signatures: readonly { readonly protected: string; readonly signature: string }[]
} {
  return {
    payload,
    signatures: acts.map(requireHybrid).flatMap((act) =>
      algorithms.map((algorithm) => ({
        protected: protectedHeader(type, act.key, algorithm),
        signature: act.signature[algorithm.part],
      })),
    ),
  }
}

/**
 * The statement of a general JWS made by {@link toGeneralJws}; any other header is refused.
 *
 * @throws {SignatureError} `signature/malformed`
 */
export function fromGeneralJws(type: StatementType, value: unknown): Statement {
  const { payload, signatures } = exactly(value, ['payload', 'signatures'])
  if (!Array.isArray(signatures) || signatures.length > 2 * maxActs) {
    throw malformed('a general JWS has a list of signatures')
  }
  const parts = new Map<string, { [part: string]: string }>()
  for (const entry of signatures) {
    const { protected: header, signature } = exactly(entry, ['protected', 'signature'])
    const { kid, algorithm } = readHeader(type, header)
    const act = parts.get(kid) ?? {}
    if (typeof signature !== 'string' || act[algorithm.part] !== undefined) {
      throw malformed(`key \`${kid}\` has signed twice with ${algorithm.alg}`)
    }
    parts.set(kid, { ...act, [algorithm.part]: signature })
  }
  const acts = [...parts].map(([key, signature]) => ({ suite: 'jws-hybrid', key, signature }))
  return parseStatement({ payload, acts })
}

async function verifyHybrid(
  type: StatementType,
  { payload }: Statement,
  act: HybridAct,
  key: HybridPublicKey,
): Promise<void> {
  for (const algorithm of algorithms) {
    const good = await crypto.subtle.verify(
      { name: algorithm.alg },
      await importPublicPart(key, algorithm),
      fromBase64Url(act.signature[algorithm.part]),
      signingInput(type, act.key, algorithm, payload),
    )
    if (!good) throw invalid(`${algorithm.alg} by \`${act.key}\` fails`)
  }
}

function actKeyId(key: ActKey): Hash {
  return isPasskey(key) ? passkeyId(key.key) : keyId(key)
}

function isPasskey(key: ActKey): key is PasskeyKey {
  return 'origin' in key
}

function requireHybrid(act: Act): HybridAct {
  if (act.suite === 'jws-hybrid') return act
  throw malformed('an act by a passkey is no JSON Web Signature')
}

function invalid(reason: string): SignatureError {
  return new SignatureError('signature/invalid', reason)
}

function withActs(statement: Statement, acts: readonly Act[]): Statement {
  return {
    payload: statement.payload,
    acts: acts.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

function signingInput(
  type: StatementType,
  kid: Hash,
  algorithm: Algorithm,
  payload: string,
): Bytes {
  return concatBytes(utf8(protectedHeader(type, kid, algorithm)), utf8('.'), utf8(payload))
}

function protectedHeader(type: StatementType, kid: Hash, { alg }: Algorithm): string {
  return toBase64Url(canonicalJson({ alg, kid, typ: type }))
}

function readHeader(type: StatementType, header: unknown): { kid: Hash; algorithm: Algorithm } {
  if (typeof header !== 'string' || header.length > 512) throw malformed('no protected header')
  const { alg, kid, typ } = exactly(parseCanonicalJson(fromBase64Url(header)), [
    'alg',
    'kid',
    'typ',
  ])
  const algorithm = algorithms.find((one) => one.alg === alg)
  if (!algorithm || !isHash(kid) || typ !== type) {
    throw malformed(`header is not that of a signature on \`${type}\``)
  }
  return { kid, algorithm }
}
