/**
 * One value at rest under an operator's secret: Argon2id (RFC 9106), then AES-256-GCM.
 *
 * Who reads the file learns its size and when it changed. Who can also write it can put an older one
 * back; the ledger's mark and the peers' appointments are what tells.
 *
 * @module
 */
import { argon2, createCipheriv, createDecipheriv } from 'node:crypto'
import { promisify } from 'node:util'

import {
  type Bytes,
  canonicalJson,
  concatBytes,
  fromBase64Url,
  fromUtf8,
  type Json,
  parseJson,
  toBase64Url,
  utf8,
} from '@entente/core/lib'
import { z } from 'zod'

import { KeysError } from './errors.ts'

/** What opens a keyring: words a person keeps, or the bytes of a file kept on another medium. */
export type Secret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'key-file'; readonly bytes: Uint8Array }

/** Fills a buffer of the asked length with random bytes. */
export type Random = (length: number) => Bytes

/** A secret stretched to a key, with the parameters that lead there again. */
export interface StretchedSecret {
  readonly parameters: Parameters
  readonly key: Uint8Array
}

const least = { passphraseCharacters: 12, keyFileBytes: 32 }

/** Second recommendation of RFC 9106 §4: 64 MiB, three passes, four lanes. */
const argon2id = { kdf: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 4 } as const

/** The limits keep a changed file from costing more than one wrong guess. */
const parametersForm = z.strictObject({
  kdf: z.literal('argon2id'),
  memoryKiB: z.int().min(19_456).max(1_048_576),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(16),
  salt: z.base64url().length(22),
})
const fileForm = z.strictObject({
  header: z.strictObject({
    format: z.literal('entente-keyring'),
    version: z.literal(1),
    secret: z.enum(['passphrase', 'key-file']),
    parameters: parametersForm,
    cipher: z.literal('AES-256-GCM'),
    nonce: z.base64url().length(16),
  }),
  ciphertext: z.base64url(),
})

type Parameters = z.infer<typeof parametersForm> & { readonly secret: Secret['kind'] }

const tagBytes = 16

/**
 * Stretches a secret for a new file.
 *
 * @throws {KeysError} `keys/weak-secret`
 */
export async function stretchNew(secret: Secret, random: Random): Promise<StretchedSecret> {
  requireStrength(secret)
  const parameters = { ...argon2id, salt: toBase64Url(random(16)), secret: secret.kind }
  return { parameters, key: await stretch(secret, parameters) }
}

/** The file that holds `value`. Every file has a nonce of its own; the header is authenticated. */
export function sealFile(
  value: unknown,
  { parameters: { secret, ...parameters }, key }: StretchedSecret,
  random: Random,
): Bytes {
  const nonce = random(12)
  const header = {
    format: 'entente-keyring',
    version: 1,
    secret,
    parameters,
    cipher: 'AES-256-GCM',
    nonce: toBase64Url(nonce),
  }
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(canonicalJson(header))
  const ciphertext = concatBytes(
    cipher.update(canonicalJson(value)),
    cipher.final(),
    cipher.getAuthTag(),
  )
  return canonicalJson({ header, ciphertext: toBase64Url(ciphertext) })
}

/**
 * Opens a file, and gives the stretched secret back for the next one.
 *
 * @throws {KeysError} `keys/malformed`, `keys/wrong-secret`
 */
export async function openFile(
  bytes: Uint8Array,
  secret: Secret,
): Promise<{ readonly value: Json; readonly stretched: StretchedSecret }> {
  const { header, ciphertext } = readFile(bytes)
  if (header.secret !== secret.kind) {
    throw new KeysError('keys/wrong-secret', `the keyring is opened by a ${header.secret}`)
  }
  const parameters = { ...header.parameters, secret: secret.kind }
  const key = await stretch(secret, parameters)
  const sealed = fromBase64Url(ciphertext)
  const decipher = createDecipheriv('aes-256-gcm', key, fromBase64Url(header.nonce), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(canonicalJson(header))
  try {
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    const plain = concatBytes(decipher.update(sealed.subarray(0, -tagBytes)), decipher.final())
    return { value: parseJson(plain), stretched: { parameters, key } }
  } catch (cause) {
    throw new KeysError('keys/wrong-secret', 'the keyring does not open', { cause })
  }
}

function readFile(bytes: Uint8Array): z.infer<typeof fileForm> {
  try {
    return fileForm.parse(parseJson(fromUtf8(bytes)))
  } catch (cause) {
    throw new KeysError('keys/malformed', 'not a keyring of this version', { cause })
  }
}

function requireStrength(secret: Secret): void {
  const weak =
    secret.kind === 'passphrase'
      ? secret.passphrase.length < least.passphraseCharacters
      : secret.bytes.length < least.keyFileBytes
  if (weak) throw new KeysError('keys/weak-secret', `the ${secret.kind} is too short`)
}

async function stretch(
  secret: Secret,
  { memoryKiB, passes, lanes, salt }: Omit<Parameters, 'kdf' | 'secret'>,
): Promise<Uint8Array> {
  // What a keyboard gives for one and the same text differs between systems: NFC, as in RFC 8265.
  const message = secret.kind === 'passphrase' ? utf8(secret.passphrase.normalize()) : secret.bytes
  return promisify(argon2)('argon2id', {
    message,
    nonce: fromBase64Url(salt),
    parallelism: lanes,
    memory: memoryKiB,
    passes,
    tagLength: 32,
  })
}
