/**
 * Keys of signed notes: who may sign a checkpoint, and how (C2SP signed-note, tlog-cosignature).
 *
 * @module
 */
import { sha256 } from '../crypto/index.ts'
import {
  type Bytes,
  concatBytes,
  fromBase64Url,
  toBase64,
  toBase64Url,
  utf8,
} from '../lib/index.ts'

import { LedgerError } from './errors.ts'
import { parseBase64 } from './text.ts'

/** What a key signs: the note as it stands, or a cosignature on a checkpoint. */
export type NoteKeyType = 'note-ed25519' | 'cosignature-ed25519' | 'cosignature-ml-dsa-44'

/** The public half of a key, as it is appointed. Name and id together say which key signed. */
export interface VerifierKey {
  readonly name: string
  readonly type: NoteKeyType
  readonly id: number
  readonly publicKey: Bytes
}

/** A key ready to sign. */
export interface NoteSigner {
  readonly key: VerifierKey
  readonly privateKey: CryptoKey
}

interface KeyRow {
  /** Signature type identifier byte. */
  readonly byte: number
  readonly algorithm: 'Ed25519' | 'ML-DSA-44'
  readonly publicBytes: number
  /** What stands before a 32-byte seed in PKCS #8 (RFC 8410 §7; RFC 9881 §6). */
  readonly pkcs8: string
}

const ed25519 = {
  algorithm: 'Ed25519',
  publicBytes: 32,
  pkcs8: '302e020100300506032b657004220420',
} as const

/** One row a type. */
export const noteKeyTypes: Readonly<Record<NoteKeyType, KeyRow>> = {
  'note-ed25519': { byte: 0x01, ...ed25519 },
  'cosignature-ed25519': { byte: 0x04, ...ed25519 },
  'cosignature-ml-dsa-44': {
    byte: 0x06,
    algorithm: 'ML-DSA-44',
    publicBytes: 1312,
    pkcs8: '3034020100300b060960864801650304031104228020',
  },
}

const seedBytes = 32

/** Whether `name` may name a key: not empty, no white space, no `+`. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}+]{1,255}$/u.test(name) && name.isWellFormed()
}

/**
 * A verifier key of its parts.
 *
 * @throws {LedgerError} `ledger/bad-key`
 */
export function verifierKey(type: NoteKeyType, name: string, publicKey: Uint8Array): VerifierKey {
  const { byte, publicBytes } = noteKeyTypes[type]
  if (!isKeyName(name)) throw badKey('the key has no valid name')
  if (publicKey.length !== publicBytes) throw badKey(`${publicKey.length} bytes are no ${type} key`)
  const digest = sha256(utf8(`${name}\n`), Uint8Array.of(byte), publicKey)
  const id = new DataView(digest.buffer).getUint32(0)
  return { name, type, id, publicKey: Uint8Array.from(publicKey) }
}

/** `<name>+<key id>+<base64 of type byte and public key>`. */
export function formatVerifierKey({ name, type, id, publicKey }: VerifierKey): string {
  const bytes = concatBytes(Uint8Array.of(noteKeyTypes[type].byte), publicKey)
  return `${name}+${formatKeyId(id)}+${toBase64(bytes)}`
}

/**
 * Reads a verifier key; its id is recomputed, never believed.
 *
 * @throws {LedgerError} `ledger/bad-key`
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', id = '', base64 = ''] =
    /^([^+]+)\+([0-9a-f]{8})\+(.{1,2000})$/.exec(text) ?? []
  let bytes: Bytes
  try {
    bytes = parseBase64(base64)
  } catch (cause) {
    throw new LedgerError('ledger/bad-key', 'not a verifier key', { cause })
  }
  const type = typeOf(bytes[0])
  if (!type) throw badKey('a verifier key of no known type')
  const key = verifierKey(type, name, bytes.subarray(1))
  if (formatKeyId(key.id) !== id) throw badKey('the key id belongs to another name or key')
  return key
}

/**
 * Makes a private key ready to sign; its public half is derived.
 *
 * @throws {LedgerError} `ledger/bad-key`
 */
export async function importNoteSigner(
  type: NoteKeyType,
  name: string,
  seed: Uint8Array,
): Promise<NoteSigner> {
  const { algorithm, pkcs8 } = noteKeyTypes[type]
  if (seed.length !== seedBytes) throw badKey(`a seed of ${seed.length} bytes`)
  const der = concatBytes(Uint8Array.fromHex(pkcs8), seed)
  const [readable, privateKey] = await Promise.all([
    crypto.subtle.importKey('pkcs8', der, { name: algorithm }, true, ['sign']),
    crypto.subtle.importKey('pkcs8', der, { name: algorithm }, false, ['sign']),
  ])
  const jwk: { x?: string; pub?: string } = await crypto.subtle.exportKey('jwk', readable)
  return { key: verifierKey(type, name, fromBase64Url(jwk.x ?? jwk.pub ?? '')), privateKey }
}

/** Signs bytes as they are; what they have to say is for the caller to know. */
export async function signBytes({ key, privateKey }: NoteSigner, message: Bytes): Promise<Bytes> {
  const { algorithm } = noteKeyTypes[key.type]
  return new Uint8Array(await crypto.subtle.sign({ name: algorithm }, privateKey, message))
}

/** Whether `signature` is by `key` over `message`; false for anything that is not a signature at all. */
export async function verifyBytes(
  { type, publicKey }: VerifierKey,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  const { algorithm } = noteKeyTypes[type]
  const text = toBase64Url(publicKey)
  const jwk =
    algorithm === 'Ed25519'
      ? { kty: 'OKP', crv: algorithm, x: text }
      : { kty: 'AKP', alg: algorithm, pub: text }
  try {
    const key = await crypto.subtle.importKey('jwk', jwk, { name: algorithm }, false, ['verify'])
    return await crypto.subtle.verify({ name: algorithm }, key, signature, message)
  } catch {
    // A public key that is no point of the curve: nothing can be signed by it.
    return false
  }
}

function typeOf(byte: number | undefined): NoteKeyType | undefined {
  const types: readonly NoteKeyType[] = [
    'note-ed25519',
    'cosignature-ed25519',
    'cosignature-ml-dsa-44',
  ]
  return types.find((type) => noteKeyTypes[type].byte === byte)
}

function formatKeyId(id: number): string {
  return id.toString(16).padStart(8, '0')
}

function badKey(reason: string): LedgerError {
  return new LedgerError('ledger/bad-key', reason)
}
