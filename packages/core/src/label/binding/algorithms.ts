/**
 * The algorithms of signed bindings. What is not listed is refused: ADatP-4778 prohibits MD5 and
 * SHA-1, and a MAC would let whoever knows a public key sign with it.
 *
 * @module
 */
import { type Bytes, utf8 } from '../../lib/index.ts'
import { LabelError } from '../errors.ts'
import type { CanonicalMethod } from '../xml.ts'

/** Digests of references by identifier. SHA-384 is the one that has to be there, and that we write. */
export const digests: ReadonlyMap<string, 'SHA-256' | 'SHA-384' | 'SHA-512'> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'SHA-256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'SHA-384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'SHA-512'],
])

/** What a signature is made with. */
export interface SignatureAlgorithm {
  readonly name: 'ECDSA' | 'RSASSA-PKCS1-v1_5'
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512'
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#'

/** Signatures by identifier. */
export const signatures: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [`${more}ecdsa-sha256`, { name: 'ECDSA', hash: 'SHA-256' }],
  [`${more}ecdsa-sha384`, { name: 'ECDSA', hash: 'SHA-384' }],
  [`${more}ecdsa-sha512`, { name: 'ECDSA', hash: 'SHA-512' }],
  [`${more}rsa-sha256`, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }],
  [`${more}rsa-sha384`, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }],
  [`${more}rsa-sha512`, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }],
])

const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const c14n11 = 'http://www.w3.org/2006/12/xml-c14n11'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Canonical forms by identifier. */
export const canonicalMethods: ReadonlyMap<
  string,
  { readonly method: CanonicalMethod; readonly withComments: boolean }
> = new Map([
  [c14n, { method: 'c14n', withComments: false }],
  [`${c14n}#WithComments`, { method: 'c14n', withComments: true }],
  [c14n11, { method: 'c14n-1.1', withComments: false }],
  [`${c14n11}#WithComments`, { method: 'c14n-1.1', withComments: true }],
  [exclusive, { method: 'exclusive', withComments: false }],
  [`${exclusive}WithComments`, { method: 'exclusive', withComments: true }],
])

/** Removes the signature from what it signs. */
export const envelopedTransform = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** The key that a signature has to be made with, and when it may be used. */
export interface TrustedKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes
  readonly notBefore: Date
  readonly notAfter: Date
}

/**
 * Verifies a signature with exactly the given key.
 *
 * @throws {LabelError} `label/binding-key` for a key of another kind or below 2048 bits,
 *   `label/binding-signature`
 */
export async function verifySignature(
  { name, hash }: SignatureAlgorithm,
  { spki }: TrustedKey,
  signature: Bytes,
  signed: Bytes,
): Promise<void> {
  const key = await importKey({ name, hash }, (parameters) =>
    crypto.subtle.importKey('spki', spki, parameters, false, ['verify']),
  )
  if (!(await crypto.subtle.verify({ name, hash }, key, signature, signed))) {
    throw new LabelError('label/binding-signature', 'not signed with the trusted key')
  }
}

/** Signs bindings. */
export interface BindingSigner {
  /** Identifier of the algorithm. */
  readonly algorithm: string
  readonly sign: (bytes: Bytes) => Promise<Bytes>
}

/**
 * A signer from a private key in PKCS #8, DER: ECDSA or RSA, with SHA-256.
 *
 * @throws {LabelError} `label/binding-key`
 */
export async function importBindingSigner(pkcs8: Bytes): Promise<BindingSigner> {
  const read = (name: SignatureAlgorithm['name']): Promise<CryptoKey> =>
    importKey({ name, hash: 'SHA-256' }, (parameters) =>
      crypto.subtle.importKey('pkcs8', pkcs8, parameters, false, ['sign']),
    )
  const key = await read('ECDSA').catch(() => read('RSASSA-PKCS1-v1_5'))
  const kind = key.algorithm.name === 'ECDSA' ? 'ecdsa' : 'rsa'
  return {
    algorithm: `http://www.w3.org/2001/04/xmldsig-more#${kind}-sha256`,
    sign: async (bytes) =>
      new Uint8Array(
        await crypto.subtle.sign({ name: key.algorithm.name, hash: 'SHA-256' }, key, bytes),
      ),
  }
}

/** Digest of a text's UTF-8 or of bytes. */
export async function digest(
  hash: SignatureAlgorithm['hash'],
  content: Bytes | string,
): Promise<Bytes> {
  const bytes = typeof content === 'string' ? utf8(content) : content
  return new Uint8Array(await crypto.subtle.digest(hash, bytes))
}

type KeyParameters =
  | { readonly name: 'ECDSA'; readonly namedCurve: string }
  | { readonly name: 'RSASSA-PKCS1-v1_5'; readonly hash: string }

/** Imports a key as the algorithm wants it: the key decides its curve, and nothing else. */
async function importKey(
  { name, hash }: SignatureAlgorithm,
  read: (parameters: KeyParameters) => Promise<CryptoKey>,
): Promise<CryptoKey> {
  const forms: readonly KeyParameters[] =
    name === 'ECDSA'
      ? ['P-256', 'P-384', 'P-521'].map((namedCurve) => ({ name, namedCurve }))
      : [{ name, hash }]
  for (const form of forms) {
    try {
      const key = await read(form)
      const { algorithm } = key
      if ('modulusLength' in algorithm && Number(algorithm.modulusLength) < 2048) break
      return key
    } catch {
      // Not a key of this form: without another one it is refused below.
    }
  }
  throw new LabelError('label/binding-key', `not a key for ${name}`)
}
