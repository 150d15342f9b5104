/**
 * Checkpoints: the signed head of a ledger (C2SP tlog-checkpoint).
 *
 * @module
 */
import { toBase64 } from '../lib/index.ts'

import { LedgerError } from './errors.ts'
import type { NoteSigner, VerifierKey } from './note-key.ts'
import { formatNote, type Note, parseNote, signNote, verifyNote } from './note.ts'
import { linesOf, malformed, parseDecimal, parseHash } from './text.ts'
import type { TreeHash } from './tree-hash.ts'

/** The size and root of the ledger named by `origin`. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: TreeHash
}

/** A checkpoint whose signature by its log has been verified, with the note that carries it. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly note: Note
}

/** The note text of a checkpoint. Extension lines are never written: nobody can audit them. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/**
 * Reads the note text of a checkpoint. Extension lines are allowed and mean nothing.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = linesOf(text)
  if (lines.includes('')) throw malformed('a checkpoint has no empty lines')
  const [origin = '', size, root] = lines
  return { origin, size: parseDecimal(size), root: parseHash(root) }
}

/** Signs a checkpoint as a note by the ledger's own key, whose name is the origin. */
export async function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): Promise<string> {
  requireOrigin(checkpoint, signer.key)
  const text = formatCheckpoint(checkpoint)
  return formatNote({ text, signatures: [await signNote(text, signer)] })
}

/**
 * Reads a signed checkpoint of the ledger whose key is `key`. A ledger has one key, and the key's
 * name is the ledger's origin.
 *
 * @throws {LedgerError} `ledger/malformed`, `ledger/other-origin`, `ledger/not-signed`,
 *   `ledger/bad-signature`, `ledger/bad-key`
 */
export async function openCheckpoint(signed: string, key: VerifierKey): Promise<SignedCheckpoint> {
  const note = parseNote(signed)
  const checkpoint = parseCheckpoint(note.text)
  requireOrigin(checkpoint, key)
  await verifyNote(note, key)
  return { checkpoint, note }
}

function requireOrigin({ origin }: Checkpoint, { name }: VerifierKey): void {
  if (origin !== name) {
    throw new LedgerError('ledger/other-origin', `the checkpoint is of \`${origin}\``)
  }
}
