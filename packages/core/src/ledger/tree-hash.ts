/**
 * The hashes that an RFC 6962 Merkle tree is made of.
 *
 * @module
 */
import { sha256 } from '../crypto/index.ts'
import type { Bytes } from '../lib/index.ts'

import { LedgerError, type LedgerErrorCode } from './errors.ts'

declare const brand: unique symbol

/** 32 bytes that stand for a leaf or a subtree. */
export type TreeHash = Bytes & { readonly [brand]: 'TreeHash' }

/** Length of a {@link TreeHash}. */
export const hashBytes = 32

/** Root of the tree without leaves: the hash of nothing (RFC 6962 §2.1). */
export const emptyRoot: TreeHash = toTreeHash(sha256())

/** Hash of an entry as a leaf. The prefix keeps leaves and nodes apart (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): TreeHash {
  return toTreeHash(sha256(Uint8Array.of(0x00), entry))
}

/** Hash of two subtrees as their parent. */
export function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  return toTreeHash(sha256(Uint8Array.of(0x01), left, right))
}

/**
 * Root of a tree whose leaves, or equally high full subtrees, have these hashes. The last may stand
 * for a smaller subtree. Pairing row by row and carrying an odd last hash upwards gives the same
 * tree as the split at the largest power of two in RFC 6962 §2.1.
 */
export function mergeHashes(hashes: readonly TreeHash[]): TreeHash {
  let row = hashes
  while (row.length > 1) row = pairUp(row)
  return row[0] ?? emptyRoot
}

/**
 * Takes bytes of any origin as a hash.
 *
 * @throws {LedgerError} `code` unless they are 32
 */
export function toTreeHash(
  bytes: Uint8Array,
  code: LedgerErrorCode = 'ledger/malformed',
): TreeHash {
  if (bytes.length !== hashBytes) throw new LedgerError(code, `a hash of ${bytes.length} bytes`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only place a TreeHash is made
  return Uint8Array.from(bytes) as TreeHash
}

function pairUp(row: readonly TreeHash[]): readonly TreeHash[] {
  const parents: TreeHash[] = []
  for (let at = 0; at < row.length; at += 2) {
    const [left, right] = [row[at], row[at + 1]]
    if (left) parents.push(right ? nodeHash(left, right) : left)
  }
  return parents
}
