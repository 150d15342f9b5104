/**
 * Cosignatures: a witness's word that a checkpoint continues all it has seen (C2SP tlog-cosignature).
 *
 * @module
 */
import { type Bytes, concatBytes, utf8 } from '../lib/index.ts'

import { parseCheckpoint } from './checkpoint.ts'
import { LedgerError } from './errors.ts'
import {
  type NoteKeyType,
  type NoteSigner,
  signBytes,
  type VerifierKey,
  verifyBytes,
} from './note-key.ts'
import { badSignature, type Note, type NoteSignature, signaturesBy } from './note.ts'
import { malformed } from './text.ts'

/** A verified cosignature. */
export interface Cosignature {
  /** Name of the witness's key. */
  readonly name: string
  /** When the checkpoint was the newest the witness had seen, in seconds since 1970. */
  readonly at: number
}

type MessageOf = (text: string, name: string, at: number) => Bytes

/** What is signed, by key type; `undefined` where the key signs no cosignatures. */
const messages: Readonly<Record<NoteKeyType, MessageOf | undefined>> = {
  'note-ed25519': undefined,
  'cosignature-ed25519': (text, _name, at) => utf8(`cosignature/v1\ntime ${at}\n${text}`),
  'cosignature-ml-dsa-44': subtreeMessage,
}

/**
 * Cosigns the text of a checkpoint. The caller has verified that it continues the last one, and has
 * made it durable that this one is now the last.
 *
 * @throws {LedgerError} `ledger/bad-key` if the key is not one for cosignatures
 */
export async function cosign(text: string, signer: NoteSigner, at: number): Promise<NoteSignature> {
  const { key } = signer
  if (!Number.isSafeInteger(at) || at < 1) throw new RangeError('a cosignature needs a time')
  const signature = await signBytes(signer, messageOf(key)(text, key.name, at))
  return { name: key.name, keyId: key.id, bytes: concatBytes(uint64(at), signature) }
}

/**
 * The cosignatures on a checkpoint by the given keys, one a key. Lines by other keys are ignored, and
 * so is one with the time 0, which makes no statement that the checkpoint was the newest.
 *
 * @throws {LedgerError} `ledger/bad-signature` if a line says it is by one of the keys and is not;
 *   `ledger/bad-key` if a key is not one for cosignatures
 */
export async function verifyCosignatures(
  note: Note,
  keys: readonly VerifierKey[],
): Promise<readonly Cosignature[]> {
  const verified: Cosignature[] = []
  for (const key of keys) {
    const messageFor = messageOf(key)
    const times: number[] = []
    for (const { bytes } of signaturesBy(note, key)) {
      const at = timeOf(bytes)
      const message = at === undefined ? undefined : messageFor(note.text, key.name, at)
      if (!message || !(await verifyBytes(key, message, bytes.slice(8)))) throw badSignature(key)
      times.push(at ?? 0)
    }
    const at = Math.max(0, ...times)
    if (at > 0) verified.push({ name: key.name, at })
  }
  return verified
}

/**
 * Adds what a witness has answered to a checkpoint. Lines by other keys are left out; a new line takes
 * the place of an older one by the same key.
 *
 * @throws {LedgerError} `ledger/not-cosigned` if no line is by one of the keys, and as
 *   {@link verifyCosignatures}
 */
export async function addCosignatures(
  { text, signatures }: Note,
  answer: readonly NoteSignature[],
  keys: readonly VerifierKey[],
): Promise<Note> {
  const fresh = keys.flatMap((key) => signaturesBy({ text, signatures: answer }, key))
  const verified = await verifyCosignatures({ text, signatures: fresh }, keys)
  if (verified.length === 0) {
    throw new LedgerError('ledger/not-cosigned', 'the answer holds no cosignature by the witness')
  }
  const kept = signatures.filter(
    ({ name, keyId }) => !fresh.some((line) => line.name === name && line.keyId === keyId),
  )
  return { text, signatures: [...kept, ...fresh] }
}

/** `cosigned_message` for a whole tree: start 0, end its size. Extension lines are not in it. */
function subtreeMessage(text: string, name: string, at: number): Bytes {
  const { origin, size, root } = parseCheckpoint(text)
  return concatBytes(
    utf8('subtree/v1\n\0'),
    shortText(name),
    uint64(at),
    shortText(origin),
    uint64(0),
    uint64(size),
    root,
  )
}

function messageOf({ type, name }: VerifierKey): MessageOf {
  const message = messages[type]
  if (!message) throw new LedgerError('ledger/bad-key', `\`${name}\` signs no cosignatures`)
  return message
}

function shortText(text: string): Bytes {
  const bytes = utf8(text)
  if (bytes.length === 0 || bytes.length > 255) throw malformed('a name of more than 255 bytes')
  return concatBytes(Uint8Array.of(bytes.length), bytes)
}

function uint64(value: number): Bytes {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

function timeOf(bytes: Bytes): number | undefined {
  if (bytes.length < 8) return undefined
  const time = Number(new DataView(bytes.buffer).getBigUint64(0))
  return Number.isSafeInteger(time) ? time : undefined
}
