/**
 * Verification of inclusion and consistency proofs (RFC 9162 §2.1.3.2 and §2.1.4.2, for the tree of
 * RFC 6962). Sizes and indices are `bigint`: a foreign log may count up to 2^64 - 1.
 *
 * Nothing here says who signed a root: verify the checkpoint first.
 *
 * @module
 */
import { equalBytes } from '../lib/index.ts'

import { LedgerError, type LedgerErrorCode } from './errors.ts'
import { nodeHash, toTreeHash, type TreeHash } from './tree-hash.ts'

const sizeLimit = 2n ** 64n

/**
 * Checks that `leaf` is the hash of entry number `index` in the tree of `size` entries under `root`.
 *
 * @throws {LedgerError} `ledger/not-included` if the proof leads to another root, is longer or
 *   shorter than a tree of this size allows, or holds something that is not a hash
 */
export function verifyInclusion(
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  if (index < 0n || index >= size || size >= sizeLimit) {
    throw notIncluded(`index ${index} is outside a tree of size ${size}`)
  }
  let hash = toTreeHash(leaf, 'ledger/not-included')
  for (const { sibling, isLeft } of climb(index, size - 1n, proof, 'ledger/not-included')) {
    hash = isLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling)
  }
  if (!equalBytes(hash, root)) throw notIncluded('the proof leads to another root')
}

/**
 * Checks that the tree of `newSize` entries begins with the tree of `oldSize` entries.
 *
 * From size 0 every proof is refused: the empty tree is the beginning of any tree, so there is
 * nothing to prove, and a caller who holds nothing must not take an answer for evidence.
 *
 * @throws {LedgerError} `ledger/inconsistent`
 */
export function verifyConsistency(
  oldSize: bigint,
  newSize: bigint,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  if (oldSize < 1n || oldSize > newSize || newSize >= sizeLimit) {
    throw inconsistent(`there is no proof from size ${oldSize} to ${newSize}`)
  }
  if (oldSize === newSize) {
    if (proof.length > 0) throw inconsistent('a tree and itself need no proof')
    if (!equalBytes(oldRoot, newRoot)) throw inconsistent('two roots of one size')
    return
  }

  // The old root begins the path where the old tree is a full subtree of the new one.
  const [first = oldRoot, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  let position = oldSize - 1n
  let last = newSize - 1n
  while (isOdd(position)) {
    position >>= 1n
    last >>= 1n
  }
  let oldHash = toTreeHash(first, 'ledger/inconsistent')
  let newHash = oldHash
  for (const { sibling, isLeft } of climb(position, last, rest, 'ledger/inconsistent')) {
    if (isLeft) oldHash = nodeHash(sibling, oldHash)
    newHash = isLeft ? nodeHash(sibling, newHash) : nodeHash(newHash, sibling)
  }
  if (!equalBytes(oldHash, oldRoot)) throw inconsistent('the proof leads to another old root')
  if (!equalBytes(newHash, newRoot)) throw inconsistent('the proof leads to another new root')
}

/**
 * Says on which side each sibling joins, on the way from node `start` of a row whose last node is
 * `end` up to the root; throws unless the siblings end exactly there.
 */
function* climb(
  start: bigint,
  end: bigint,
  siblings: readonly Uint8Array[],
  code: LedgerErrorCode,
): Generator<{ readonly sibling: TreeHash; readonly isLeft: boolean }> {
  let [position, last] = [start, end]
  for (const bytes of siblings) {
    if (last === 0n) throw new LedgerError(code, 'the proof is longer than the tree is deep')
    const isLeft = isOdd(position) || position === last
    yield { sibling: toTreeHash(bytes, code), isLeft }
    if (isLeft) {
      // A left child without a right sibling is its own parent: go up until there is one.
      while (!isOdd(position) && position !== 0n) {
        position >>= 1n
        last >>= 1n
      }
    }
    position >>= 1n
    last >>= 1n
  }
  if (last !== 0n) throw new LedgerError(code, 'the proof is shorter than the tree is deep')
}

function isOdd(n: bigint): boolean {
  return (n & 1n) === 1n
}

function isPowerOfTwo(n: bigint): boolean {
  return (n & (n - 1n)) === 0n
}

function notIncluded(reason: string): LedgerError {
  return new LedgerError('ledger/not-included', reason)
}

function inconsistent(reason: string): LedgerError {
  return new LedgerError('ledger/inconsistent', reason)
}
