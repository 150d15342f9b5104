/**
 * Runs `spec/vectors/ledger`: one file a case, one outcome a case. See spec/ledger.md, "Vectors".
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import { fromHex, toHex, utf8 } from '../lib/index.ts'

import {
  appendLeaves,
  authenticateAddCheckpoint,
  decideAddCheckpoint,
  emptyTree,
  eventKinds,
  formatTilePath,
  formatVerifierKey,
  leafData,
  leafHash,
  LedgerError,
  openCheckpoint,
  parseDisclosure,
  parseEvent,
  parseNote,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
  toTreeHash,
  treeRoot,
  verifyConsistency,
  verifyCosignatures,
  verifyDisclosure,
  verifyInclusion,
  verifyTlogProof,
} from './index.ts'

const folder = join(import.meta.dirname, '../../../../spec/vectors/ledger')

const hex = z.string().transform((text) => fromHex(text))
const count = z.string().transform(BigInt)
const key = z.string().transform(parseVerifierKey)
const trust = z.strictObject({ ledger: key, witnesses: z.array(key), quorum: z.int() })
const head = { why: z.string(), expect: z.union([z.string(), z.int()]) }

const vector = z.discriminatedUnion('kind', [
  z.strictObject({
    ...head,
    kind: z.literal('leaf'),
    event: z.unknown(),
    salt: hex,
    leaf: z.string(),
    leafHash: z.string(),
  }),
  z.strictObject({ ...head, kind: z.literal('event'), event: z.unknown() }),
  z.strictObject({ ...head, kind: z.literal('tree'), entries: z.array(hex), root: z.string() }),
  z.strictObject({
    ...head,
    kind: z.literal('inclusion'),
    leafHash: hex,
    index: count,
    size: count,
    root: hex,
    proof: z.array(hex),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('consistency'),
    oldSize: count,
    newSize: count,
    oldRoot: hex,
    newRoot: hex,
    proof: z.array(hex),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('tile-path'),
    path: z.string(),
    name: z.unknown().optional(),
  }),
  z.strictObject({ ...head, kind: z.literal('verifier-key'), key: z.string() }),
  z.strictObject({ ...head, kind: z.literal('checkpoint'), note: z.string(), key }),
  z.strictObject({
    ...head,
    kind: z.literal('cosignatures'),
    note: z.string(),
    keys: z.array(key),
    cosignatures: z.unknown().optional(),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('add-checkpoint'),
    body: z.string(),
    key,
    witnessed: z.strictObject({ size: z.int(), root: hex }).nullable(),
    size: z.int().optional(),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('tlog-proof'),
    proof: z.string(),
    entry: hex,
    trust,
  }),
  z.strictObject({ ...head, kind: z.literal('disclosure'), disclosure: z.string(), trust }),
])

type Vector = z.infer<typeof vector>

const runs: { readonly [K in Vector['kind']]: (v: Extract<Vector, { kind: K }>) => unknown } = {
  leaf: (v) => {
    const entry = leafData(parseEvent(v.event), v.salt)
    assert.equal(toHex(entry), v.leaf)
    assert.equal(toHex(leafHash(entry)), v.leafHash)
  },
  event: (v) => void parseEvent(v.event),
  tree: (v) => {
    const { tree } = appendLeaves(emptyTree, v.entries.map(leafHash))
    assert.equal(toHex(treeRoot(tree)), v.root)
  },
  inclusion: (v) => {
    verifyInclusion(v.leafHash, v.index, v.size, v.root, v.proof)
  },
  consistency: (v) => {
    verifyConsistency(v.oldSize, v.newSize, v.oldRoot, v.newRoot, v.proof)
  },
  'tile-path': (v) => {
    const name = parseTilePath(v.path)
    assert.deepEqual(name, v.name)
    assert.equal(formatTilePath(name), v.path)
  },
  'verifier-key': (v) => {
    assert.equal(formatVerifierKey(parseVerifierKey(v.key)), v.key)
  },
  checkpoint: async (v) => void (await openCheckpoint(v.note, v.key)),
  cosignatures: async (v) => {
    assert.deepEqual(await verifyCosignatures(parseNote(v.note), v.keys), v.cosignatures)
  },
  'add-checkpoint': async (v) => {
    const request = await authenticateAddCheckpoint(v.body, (origin) =>
      origin === v.key.name ? v.key : undefined,
    )
    const witnessed = v.witnessed
      ? { size: v.witnessed.size, root: toTreeHash(v.witnessed.root) }
      : undefined
    const answer = request.kind === 'authentic' ? decideAddCheckpoint(request, witnessed) : request
    assert.equal('size' in answer ? answer.size : undefined, v.size)
    return answer.status
  },
  'tlog-proof': async (v) =>
    void (await verifyTlogProof(parseTlogProof(v.proof), v.entry, v.trust)),
  disclosure: async (v) =>
    void (await verifyDisclosure(parseDisclosure(utf8(v.disclosure)), v.trust)),
}

async function outcome(v: Vector): Promise<string | number> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kind picks the row that takes it
    const answer = await (runs[v.kind] as (value: Vector) => unknown)(v)
    return typeof answer === 'number' ? answer : 'ok'
  } catch (error) {
    if (error instanceof LedgerError) return error.code
    throw error
  }
}

test('the specification names every kind of event, its article and who may see it', () => {
  const lines = readFileSync(join(folder, '../../ledger.md'), 'utf8').split('\n')
  for (const [kind, { article, sees }] of Object.entries(eventKinds)) {
    const [line = '', ...more] = lines.filter((one) => one.startsWith(`| \`${kind}\` |`))
    assert.equal(more.length, 0, kind)
    assert.ok(line.endsWith(`| ${article ?? '–'} | ${sees} |`), `${kind}: ${line}`)
  }
})

const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

test('there are vectors of every kind', () => {
  const kinds = new Set(files.map((file) => read(file).kind))
  assert.deepEqual([...kinds].toSorted(), Object.keys(runs).toSorted())
})

for (const file of files) {
  const v = read(file)
  test(`${file}: ${v.why}`, async () => {
    assert.equal(await outcome(v), v.expect)
  })
}

function read(file: string): Vector {
  return vector.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
}
