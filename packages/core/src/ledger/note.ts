/**
 * Signed notes (C2SP signed-note): text, a blank line, signature lines.
 *
 * @module
 */
import { type Bytes, concatBytes, toBase64, utf8 } from '../lib/index.ts'

import { LedgerError } from './errors.ts'
import { isKeyName, type NoteSigner, signBytes, type VerifierKey, verifyBytes } from './note-key.ts'
import { linesOf, malformed, parseBase64 } from './text.ts'

/** One signature line. Until it is verified, the name is a claim. */
export interface NoteSignature {
  readonly name: string
  readonly keyId: number
  /** What follows the key id: a bare signature, or one behind a timestamp. */
  readonly bytes: Bytes
}

/** A note as read: nothing of it is believed before a signature by a known key has been verified. */
export interface Note {
  /** With its final line feed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Limits of what is read; post-quantum signatures take up to 3.3 kB a line. */
const most = { characters: 500_000, signatures: 64 }

// oxlint-disable-next-line no-control-regex -- they are what is refused
const controls = /[\u0000-\u0009\u000B-\u001F]/

/**
 * Reads a signed note.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseNote(input: string): Note {
  const blank = input.lastIndexOf('\n\n')
  if (blank < 0) throw malformed('no blank line before signatures')
  return {
    text: plainText(input).slice(0, blank + 1),
    signatures: parseSignatures(input.slice(blank + 2)),
  }
}

/** The inverse of {@link parseNote}. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${formatSignatures(signatures)}`
}

/**
 * Reads signature lines alone, as a witness answers them.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseSignatures(input: string): readonly NoteSignature[] {
  const lines = linesOf(plainText(input))
  if (lines.length > most.signatures) throw malformed('too many signatures')
  return lines.map((line) => {
    const [dash, name = '', base64, ...rest] = line.split(' ')
    if (dash !== '\u2014' || !isKeyName(name) || rest.length > 0) {
      throw malformed('not a signature line')
    }
    const bytes = parseBase64(base64)
    if (bytes.length < 5) throw malformed('a signature of no bytes')
    return { name, keyId: new DataView(bytes.buffer).getUint32(0), bytes: bytes.slice(4) }
  })
}

/** The inverse of {@link parseSignatures}. */
export function formatSignatures(signatures: readonly NoteSignature[]): string {
  return signatures
    .map(({ name, keyId, bytes }) => {
      const id = Uint8Array.of(keyId >>> 24, keyId >>> 16, keyId >>> 8, keyId)
      return `\u2014 ${name} ${toBase64(concatBytes(id, bytes))}\n`
    })
    .join('')
}

/** Signs a text as it stands, with a key of type `note-ed25519`. */
export async function signNote(text: string, signer: NoteSigner): Promise<NoteSignature> {
  requireNoteKey(signer.key)
  const bytes = await signBytes(signer, utf8(text))
  return { name: signer.key.name, keyId: signer.key.id, bytes }
}

/**
 * Checks that `key`, of type `note-ed25519`, has signed the note. Lines by other keys are ignored.
 *
 * @throws {LedgerError} `ledger/not-signed` if no line is by the key; `ledger/bad-signature` if one
 *   says so and is not; `ledger/bad-key` for a key of another type
 */
export async function verifyNote(note: Note, key: VerifierKey): Promise<void> {
  requireNoteKey(key)
  const own = signaturesBy(note, key)
  if (own.length === 0) throw new LedgerError('ledger/not-signed', `not signed by \`${key.name}\``)
  for (const { bytes } of own) {
    if (!(await verifyBytes(key, utf8(note.text), bytes))) throw badSignature(key)
  }
}

/** The lines that claim to be by `key`. */
export function signaturesBy({ signatures }: Note, key: VerifierKey): readonly NoteSignature[] {
  return signatures.filter(({ name, keyId }) => name === key.name && keyId === key.id)
}

/** The refusal of a line that claims to be by `key`. */
export function badSignature({ name }: VerifierKey): LedgerError {
  return new LedgerError('ledger/bad-signature', `the signature by \`${name}\` does not verify`)
}

function plainText(input: string): string {
  if (input.length > most.characters) throw malformed('the note is too long')
  if (!input.isWellFormed() || controls.test(input)) throw malformed('the note is not plain text')
  return input
}

function requireNoteKey({ type, name }: VerifierKey): void {
  if (type !== 'note-ed25519') {
    throw new LedgerError('ledger/bad-key', `\`${name}\` is a key for cosignatures`)
  }
}
