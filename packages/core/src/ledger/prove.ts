/**
 * Inclusion and consistency proofs out of stored hashes (RFC 6962 §2.1.1 and §2.1.2).
 *
 * A proof is as good as the hashes read: out of a damaged store it simply does not verify, so verify
 * what you made before you send it.
 *
 * @module
 */
import { LedgerError } from './errors.ts'
import { emptyRoot, nodeHash, type TreeHash } from './tree-hash.ts'

/**
 * Gives the root of the full subtree of 2^level entries that starts at entry index * 2^level.
 * Level 0 is the leaf hashes.
 */
export type HashReader = (level: number, index: number) => TreeHash | Promise<TreeHash>

/** Root of the first `size` entries. */
export async function rootAt(size: number, read: HashReader): Promise<TreeHash> {
  return size === 0 ? emptyRoot : rangeHash(0, size, read)
}

/**
 * The siblings from leaf to root of entry `index` in the tree of `size` entries.
 *
 * @throws {LedgerError} `ledger/not-included` if the tree has no such entry
 */
export async function proveInclusion(
  index: number,
  size: number,
  read: HashReader,
): Promise<readonly TreeHash[]> {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new LedgerError('ledger/not-included', `no entry ${index} in a tree of size ${size}`)
  }
  const proof: TreeHash[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      proof.push(await rangeHash(middle, end, read))
      end = middle
    } else {
      proof.push(await rangeHash(start, middle, read))
      start = middle
    }
  }
  return proof.toReversed()
}

/**
 * What leads from the tree of `oldSize` entries to that of `newSize`.
 *
 * @throws {LedgerError} `ledger/inconsistent` unless 1 <= oldSize <= newSize
 */
export async function proveConsistency(
  oldSize: number,
  newSize: number,
  read: HashReader,
): Promise<readonly TreeHash[]> {
  if (!Number.isSafeInteger(newSize) || !Number.isSafeInteger(oldSize) || oldSize < 1) {
    throw new LedgerError('ledger/inconsistent', `there is no proof from size ${oldSize}`)
  }
  if (oldSize > newSize) {
    throw new LedgerError('ledger/inconsistent', `size ${newSize} is older than ${oldSize}`)
  }
  const proof: TreeHash[] = []
  let [start, end] = [0, newSize]
  while (end !== oldSize) {
    const middle = start + splitOf(end - start)
    if (oldSize <= middle) {
      proof.push(await rangeHash(middle, end, read))
      end = middle
    } else {
      proof.push(await rangeHash(start, middle, read))
      start = middle
    }
  }
  // Away from the left edge the verifier cannot know the last full subtree of the old tree.
  if (start > 0) proof.push(await rangeHash(start, end, read))
  return proof.toReversed()
}

/** MTH(D[start:end]) of RFC 6962, where `start` is a multiple of the power of two that holds the range. */
async function rangeHash(start: number, end: number, read: HashReader): Promise<TreeHash> {
  const length = end - start
  const split = splitOf(length)
  if (length === 1 || split * 2 === length) return read(Math.log2(length), start / length)
  const left = await rangeHash(start, start + split, read)
  return nodeHash(left, await rangeHash(start + split, end, read))
}

/** The largest power of two below `length`, or 1. */
function splitOf(length: number): number {
  let split = 1
  while (split * 2 < length) split *= 2
  return split
}
