import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  appendLeaves,
  emptyTree,
  formatBundle,
  formatTile,
  formatTilePath,
  hashesInTiles,
  leafHash,
  loadTree,
  nodeHash,
  proveConsistency,
  proveInclusion,
  rootAt,
  tilesOf,
  type Tree,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  verifyLog,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

const entryOf = (index: number): Uint8Array => createHash('sha256').update(`${index}`).digest()
const entries = Array.from({ length: 700 }, (_, index) => Uint8Array.from(entryOf(index)))

/* The recursive definitions of RFC 6962 §2.1, over entries, sharing nothing with the module. */

const sha256 = (prefix: number, ...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Uint8Array.of(prefix), ...parts]))
    .digest()

const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)

function mth(d: readonly Uint8Array[]): Buffer {
  if (d.length === 0) return createHash('sha256').digest()
  if (d.length === 1) return sha256(0, d[0]!)
  const k = split(d.length)
  return sha256(1, mth(d.slice(0, k)), mth(d.slice(k)))
}

function path(m: number, d: readonly Uint8Array[]): readonly Buffer[] {
  if (d.length <= 1) return []
  const k = split(d.length)
  return m < k
    ? [...path(m, d.slice(0, k)), mth(d.slice(k))]
    : [...path(m - k, d.slice(k)), mth(d.slice(0, k))]
}

function subproof(m: number, d: readonly Uint8Array[], whole: boolean): readonly Buffer[] {
  if (m === d.length) return whole ? [] : [mth(d)]
  const k = split(d.length)
  return m <= k
    ? [...subproof(m, d.slice(0, k), whole), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))]
}

const hex = (hashes: readonly Uint8Array[]): readonly string[] =>
  hashes.map((hash) => Buffer.from(hash).toString('hex'))

/** Grows a log in the given steps and keeps what a static server would keep. */
function grow(steps: readonly number[]): { tree: Tree; files: Map<string, Uint8Array> } {
  let tree = emptyTree
  const files = new Map<string, Uint8Array>()
  for (const step of steps) {
    const fresh = entries.slice(tree.size, tree.size + step)
    const growth = appendLeaves(tree, fresh.map(leafHash))
    tree = growth.tree
    for (const { level, index, hashes } of growth.tiles) {
      files.set(formatTilePath({ level, index, width: hashes.length }), formatTile(hashes))
    }
  }
  for (const name of tilesOf(tree.size)) {
    if (name.level !== 'entries') continue
    const part = entries.slice(name.index * 256, name.index * 256 + name.width)
    files.set(formatTilePath(name), formatBundle(part))
  }
  return { tree, files }
}

const readerOf =
  (files: ReadonlyMap<string, Uint8Array>) => (name: Parameters<typeof formatTilePath>[0]) =>
    files.get(formatTilePath(name))

test('roots, inclusion and consistency of all trees up to 20 are those of RFC 6962', async () => {
  for (let size = 0; size <= 20; size++) {
    const { tree, files } = grow([size])
    const read = hashesInTiles(size, readerOf(files))
    const d = entries.slice(0, size)
    const root = treeRoot(tree)
    assert.deepEqual(hex([root, await rootAt(size, read)]), hex([mth(d), mth(d)]))
    for (let index = 0; index < size; index++) {
      const proof = await proveInclusion(index, size, read)
      assert.deepEqual(hex(proof), hex(path(index, d)))
      verifyInclusion(leafHash(d[index]!), BigInt(index), BigInt(size), root, proof)
    }
    for (let old = 1; old <= size; old++) {
      const proof = await proveConsistency(old, size, read)
      assert.deepEqual(hex(proof), hex(subproof(old, d, true)))
      verifyConsistency(BigInt(old), BigInt(size), mth(d.slice(0, old)), root, proof)
    }
  }
})

test('a larger tree gives the same proofs, whatever steps it grew in', async () => {
  const sizes = fc.record({
    steps: fc.array(fc.integer({ min: 0, max: 230 }), { minLength: 1, maxLength: 3 }),
    at: fc.nat(),
    old: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(sizes, async ({ steps, at, old }) => {
      const { tree, files } = grow([1, ...steps])
      const { size } = tree
      const d = entries.slice(0, size)
      const read = hashesInTiles(size, readerOf(files))
      assert.deepEqual(hex([treeRoot(tree)]), hex([mth(d)]))
      assert.deepEqual(tree, grow([size]).tree)
      assert.deepEqual(await loadTree(size, readerOf(files)), tree)
      assert.deepEqual(hex(await proveInclusion(at % size, size, read)), hex(path(at % size, d)))
      const from = 1 + (old % size)
      assert.deepEqual(hex(await proveConsistency(from, size, read)), hex(subproof(from, d, true)))
    }),
    { numRuns: 30 },
  )
})

test('an append names exactly the new hashes, each at its place', () => {
  let tree = emptyTree
  const seen = new Map<string, string>()
  for (const step of [3, 0, 250, 5, 260, 100]) {
    const fresh = entries.slice(tree.size, tree.size + step)
    const growth = appendLeaves(tree, fresh.map(leafHash))
    for (const { level, index, hash } of growth.hashes) {
      const [start, span] = [index * 256 ** level, 256 ** level]
      assert.ok(!seen.has(`${level}/${index}`), 'a hash is made once')
      seen.set(`${level}/${index}`, hex([hash])[0]!)
      assert.deepEqual(hex([hash]), hex([mth(entries.slice(start, start + span))]))
    }
    tree = growth.tree
  }
  assert.equal(seen.size, 618 + 2)
})

test('the tiles of 70,000 entries are those of the specification', () => {
  const names = [...tilesOf(70_000)].filter(({ level }) => level !== 'entries')
  assert.equal(names.filter(({ level, width }) => level === 0 && width === 256).length, 273)
  assert.deepEqual(
    names.filter(({ width, level }) => width < 256 || level === 1).map(formatTilePath),
    ['tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1'],
  )
  assert.deepEqual([...tilesOf(256)].map(formatTilePath), [
    'tile/entries/000',
    'tile/0/000',
    'tile/1/000.p/1',
  ])
  assert.deepEqual([...tilesOf(0)], [])
})

test('a whole log verifies from its entries up, and shows each entry once', async () => {
  for (const size of [0, 1, 255, 256, 257, 512, 700]) {
    const { tree, files } = grow([size])
    const seen: string[] = []
    await verifyLog({ size, root: treeRoot(tree) }, readerOf(files), (entry, index) => {
      assert.equal(index, seen.length)
      seen.push(...hex([entry]))
    })
    assert.deepEqual(seen, hex(entries.slice(0, size)))
  }
})

test('refuses a log of which any file is changed, cut or missing', async () => {
  const { tree, files } = grow([520])
  const checkpoint = { size: 520, root: treeRoot(tree) }
  const needed = [...tilesOf(520)].map(formatTilePath)
  assert.equal(needed.length, 7)
  for (const file of needed) {
    const bytes = files.get(file)!
    const changed = Uint8Array.from(bytes)
    changed[changed.length - 1]! ^= 1
    for (const wrong of [changed, bytes.subarray(1), new Uint8Array(), undefined]) {
      const read = (name: Parameters<typeof formatTilePath>[0]): Uint8Array | undefined =>
        formatTilePath(name) === file ? wrong : files.get(formatTilePath(name))
      await assert.rejects(verifyLog(checkpoint, read), code('ledger/corrupt'), file)
    }
  }
  const other = { size: 520, root: treeRoot(grow([519]).tree) }
  await assert.rejects(verifyLog(other, readerOf(files)), code('ledger/corrupt'))
})

test('refuses to take up a tree from missing or short tiles', async () => {
  const { files } = grow([300])
  await assert.rejects(loadTree(301, readerOf(files)), code('ledger/corrupt'))
  await assert.rejects(
    loadTree(300, () => new Uint8Array(31)),
    code('ledger/corrupt'),
  )
  const read = hashesInTiles(300, readerOf(files))
  await assert.rejects(async () => read(0, 300), code('ledger/corrupt'))
})

test('refuses to prove what a tree does not hold', async () => {
  const read = hashesInTiles(5, readerOf(grow([5]).files))
  for (const index of [-1, 5, 0.5, Number.NaN]) {
    await assert.rejects(proveInclusion(index, 5, read), code('ledger/not-included'))
  }
  for (const [old, size] of [
    [0, 5],
    [6, 5],
    [1.5, 5],
    [Number.NaN, 5],
  ] as const) {
    await assert.rejects(proveConsistency(old, size, read), code('ledger/inconsistent'))
  }
})

test('no changed proof of inclusion or consistency verifies', async () => {
  const size = 300
  const { tree, files } = grow([size])
  const read = hashesInTiles(size, readerOf(files))
  const root = treeRoot(tree)
  const mutation = fc.record({
    at: fc.nat({ max: size - 1 }),
    where: fc.nat(),
    kind: fc.constantFrom('bit', 'drop', 'repeat', 'swap', 'short', 'append', 'prepend'),
  })
  await fc.assert(
    fc.asyncProperty(mutation, async ({ at, where, kind }) => {
      const inclusion = mutate(await proveInclusion(at, size, read), kind, where)
      const leaf = leafHash(entries[at]!)
      assert.throws(
        () => verifyInclusion(leaf, BigInt(at), BigInt(size), root, inclusion),
        code('ledger/not-included'),
      )
      const old = 1 + (at % (size - 1))
      const oldRoot = await rootAt(old, read)
      const consistency = mutate(await proveConsistency(old, size, read), kind, where)
      assert.throws(
        () => verifyConsistency(BigInt(old), BigInt(size), oldRoot, root, consistency),
        code('ledger/inconsistent'),
      )
    }),
    { numRuns: 200 },
  )
})

test('a good proof verifies for no other leaf, index, size or root', async () => {
  const { tree, files } = grow([100])
  const read = hashesInTiles(100, readerOf(files))
  const root = treeRoot(tree)
  const proof = await proveInclusion(37, 100, read)
  const leaf = leafHash(entries[37]!)
  verifyInclusion(leaf, 37n, 100n, root, proof)
  const refused = code('ledger/not-included')
  for (const [l, i, s, r] of [
    [leafHash(entries[38]!), 37n, 100n, root],
    [leaf, 36n, 100n, root],
    [leaf, 37n, 64n, root],
    [leaf, 37n, 100n, leaf],
    [leaf, 100n, 100n, root],
    [leaf, -1n, 100n, root],
    [leaf, 2n ** 64n - 1n, 100n, root],
    [leaf, 37n, 2n ** 64n, root],
    [leaf.subarray(1), 37n, 100n, root],
    [leaf, 37n, 100n, root.subarray(1)],
  ] as const) {
    assert.throws(() => verifyInclusion(l, i, s, r, proof), refused)
  }
  assert.throws(() => verifyInclusion(new Uint8Array(), 0n, 1n, new Uint8Array(), []), refused)
})

test('consistency from size 0 is refused, and of a tree with itself takes no proof', () => {
  const root = treeRoot(grow([3]).tree)
  const other = treeRoot(grow([2]).tree)
  const refused = code('ledger/inconsistent')
  verifyConsistency(3n, 3n, root, root, [])
  assert.throws(() => verifyConsistency(0n, 3n, root, root, []), refused)
  assert.throws(() => verifyConsistency(0n, 0n, root, root, []), refused)
  assert.throws(() => verifyConsistency(3n, 3n, other, root, []), refused)
  assert.throws(() => verifyConsistency(3n, 3n, root, root, [root]), refused)
  assert.throws(() => verifyConsistency(3n, 2n, root, other, []), refused)
  assert.throws(() => verifyConsistency(2n, 3n, other, root, []), refused)
})

test('a true proof is refused where the sizes ask for a shorter or longer one', async () => {
  const read = hashesInTiles(8, readerOf(grow([8]).files))
  const rootOf = (size: number): Promise<Uint8Array> => rootAt(size, read)

  // Entry 2 of 4 as entry 0 of 2: what is left of the path joins on the left, as it should.
  const inclusion = await proveInclusion(2, 4, read)
  const leaf = leafHash(entries[2]!)
  verifyInclusion(leaf, 2n, 4n, await rootOf(4), inclusion)
  const notIncluded = code('ledger/not-included')
  const four = await rootOf(4)
  assert.throws(() => verifyInclusion(leaf, 0n, 2n, four, inclusion), notIncluded)
  // Entry 0 of 2 as entry 0 of 4.
  const [short, two] = [await proveInclusion(0, 2, read), await rootOf(2)]
  assert.throws(() => verifyInclusion(leafHash(entries[0]!), 0n, 4n, two, short), notIncluded)

  // From 7 to 8 as from 3 to 4, and from 1 to 2 as from 1 to 4.
  const consistency = await proveConsistency(7, 8, read)
  const [seven, eight] = [await rootOf(7), await rootOf(8)]
  verifyConsistency(7n, 8n, seven, eight, consistency)
  const inconsistent = code('ledger/inconsistent')
  assert.throws(() => verifyConsistency(3n, 4n, seven, eight, consistency), inconsistent)
  const [step, one] = [await proveConsistency(1, 2, read), await rootOf(1)]
  assert.throws(() => verifyConsistency(1n, 4n, one, two, step), inconsistent)
})

test('sizes end at 2^64 - 1', () => {
  const leaf = leafHash(entries[0]!)
  const siblings = Array.from({ length: 64 }, () => leaf)
  const roots = [leaf]
  for (const sibling of siblings) roots.push(nodeHash(roots.at(-1)!, sibling))
  verifyInclusion(leaf, 0n, 2n ** 63n, roots[63]!, siblings.slice(1))
  verifyConsistency(1n, 2n ** 63n, leaf, roots[63]!, siblings.slice(1))
  const [refused, root] = [code('ledger/not-included'), roots[64]!]
  assert.throws(() => verifyInclusion(leaf, 0n, 2n ** 64n, root, siblings), refused)
  assert.throws(
    () => verifyConsistency(1n, 2n ** 64n, leaf, root, siblings),
    code('ledger/inconsistent'),
  )
})

test('a proof in a tree of 2^64 - 1 entries ends', () => {
  const size = 2n ** 64n - 1n
  const hash = leafHash(entries[0]!)
  const proof = Array.from({ length: 200 }, () => hash)
  assert.throws(
    () => verifyInclusion(hash, size - 1n, size, hash, proof),
    code('ledger/not-included'),
  )
  assert.throws(
    () => verifyConsistency(size - 1n, size, hash, hash, proof),
    code('ledger/inconsistent'),
  )
})

function mutate(proof: readonly Uint8Array[], kind: string, where: number): readonly Uint8Array[] {
  const at = where % Math.max(proof.length, 1)
  const hash = Uint8Array.from(proof[at] ?? new Uint8Array(32))
  switch (kind) {
    case 'bit':
      hash[where % 32]! ^= 1 << (where % 8)
      return proof.with(at, hash)
    case 'drop':
      return proof.toSpliced(at, 1)
    case 'repeat':
      return proof.toSpliced(at, 0, hash)
    case 'swap':
      return proof.length < 2 ? [] : proof.toSpliced(0, 2, proof[1]!, proof[0]!)
    case 'short':
      return proof.with(at, hash.subarray(1))
    case 'append':
      return [...proof, hash]
    default:
      return [hash, ...proof]
  }
}
