/**
 * `.tlog-proof`: that an entry is in a ledger, for someone who has only this text and the keys
 * (C2SP tlog-proof).
 *
 * @module
 */
import { type Bytes, toBase64 } from '../lib/index.ts'

import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { type Cosignature, verifyCosignatures } from './cosignature.ts'
import { LedgerError } from './errors.ts'
import type { VerifierKey } from './note-key.ts'
import { verifyInclusion } from './proof.ts'
import { linesOf, malformed, parseBase64, parseDecimal, parseHash } from './text.ts'
import { leafHash, type TreeHash } from './tree-hash.ts'

/** A proof as read. `extra` is not authenticated. */
export interface TlogProof {
  readonly extra: Bytes | null
  readonly index: number
  readonly hashes: readonly TreeHash[]
  /** The signed checkpoint, with whatever cosignatures it carries. */
  readonly signed: string
}

/** Whom a verifier believes. */
export interface LedgerTrust {
  readonly ledger: VerifierKey
  readonly witnesses: readonly VerifierKey[]
  /** How many witnesses must have cosigned. Keys of one name are one witness. */
  readonly quorum: number
}

/** What a proof has shown. */
export interface ProvenEntry {
  readonly checkpoint: Checkpoint
  readonly index: number
  readonly cosignatures: readonly Cosignature[]
}

const firstLine = 'c2sp.org/tlog-proof@v1'
const mostHashes = 63
const mostExtra = 100_000

/** The text of a proof. */
export function formatTlogProof({ extra, index, hashes, signed }: TlogProof): string {
  const lines = [
    firstLine,
    ...(extra ? [`extra ${toBase64(extra)}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => toBase64(hash)),
  ]
  return `${lines.join('\n')}\n\n${signed}`
}

/**
 * Reads a proof. The checkpoint in it is read when it is verified.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseTlogProof(text: string): TlogProof {
  const blank = text.indexOf('\n\n')
  if (blank < 0) throw malformed('no checkpoint in the proof')
  const [first, ...lines] = linesOf(text.slice(0, blank + 1))
  if (first !== firstLine) throw malformed('not a proof of this version')
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined
  const [index = '', ...hashes] = lines
  if (!index.startsWith('index ') || hashes.length > mostHashes || extra === '') {
    throw malformed('not a proof')
  }
  if ((extra?.length ?? 0) > mostExtra) throw malformed('too much extra data')
  return {
    extra: extra === undefined ? null : parseBase64(extra),
    index: parseDecimal(index.slice('index '.length)),
    hashes: hashes.map(parseHash),
    signed: text.slice(blank + 2),
  }
}

/**
 * Verifies that `entry` stands in the ledger at the index that the proof names, under a checkpoint
 * signed by the ledger and cosigned by a quorum of its witnesses.
 *
 * @throws {LedgerError} `ledger/not-included`, `ledger/not-cosigned`, `ledger/malformed`,
 *   `ledger/other-origin`, `ledger/not-signed`, `ledger/bad-signature`, `ledger/bad-key`
 */
export async function verifyTlogProof(
  { index, hashes, signed }: TlogProof,
  entry: Uint8Array,
  { ledger, witnesses, quorum }: LedgerTrust,
): Promise<ProvenEntry> {
  const { checkpoint, note } = await openCheckpoint(signed, ledger)
  const { size, root } = checkpoint
  verifyInclusion(leafHash(entry), BigInt(index), BigInt(size), root, hashes)
  const cosignatures = await verifyCosignatures(note, witnesses)
  const names = new Set(cosignatures.map(({ name }) => name))
  // A ledger is no witness of itself, whatever it was appointed as.
  names.delete(ledger.name)
  if (!Number.isSafeInteger(quorum) || names.size < quorum) {
    throw new LedgerError('ledger/not-cosigned', `${names.size} of ${quorum} witnesses cosigned`)
  }
  return { checkpoint, index, cosignatures }
}
