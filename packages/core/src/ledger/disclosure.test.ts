import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fromUtf8, utf8 } from '../lib/index.ts'

import {
  appendLeaves,
  cosign,
  type Disclosure,
  emptyTree,
  formatDisclosure,
  formatNote,
  formatTile,
  formatTlogProof,
  hashesInTiles,
  importNoteSigner,
  leafData,
  leafHash,
  type LedgerEvent,
  type LedgerTrust,
  parseDisclosure,
  parseNote,
  parseTlogProof,
  proveInclusion,
  signCheckpoint,
  treeRoot,
  verifyDisclosure,
  verifyTlogProof,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

const seed = (byte: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(byte)
const origin = 'tokyo.example/ledger'
const log = await importNoteSigner('note-ed25519', origin, seed(1))
const first = await importNoteSigner('cosignature-ed25519', 'wellington.example/w', seed(2))
const same = await importNoteSigner('cosignature-ml-dsa-44', 'wellington.example/w', seed(3))
const second = await importNoteSigner('cosignature-ed25519', 'apia.example/w', seed(4))

const event: LedgerEvent = {
  kind: 'receipt-overdue',
  at: '2026-11-25T01:02:03.004Z',
  release: '00112233445566778899aabbccddeeff',
  member: 'new-zealand',
}
const salt = seed(5)
const entry = leafData(event, salt)
const index = 3
const entries = [seed(0), seed(1), seed(2), entry, seed(4), seed(5), seed(6)]
const growth = appendLeaves(emptyTree, entries.map(leafHash))
const root = treeRoot(growth.tree)
const signed = await signCheckpoint({ origin, size: 7, root }, log)
const { text, signatures } = parseNote(signed)
const cosigned = async (...signers: (typeof first)[]): Promise<string> => {
  const lines = await Promise.all(signers.map((signer) => cosign(text, signer, 1_800_000_000)))
  return formatNote({ text, signatures: [...signatures, ...lines] })
}
const hashes = await proveInclusion(
  index,
  7,
  hashesInTiles(7, () => formatTile(growth.tiles[0]!.hashes)),
)
const proof = { extra: null, index, hashes, signed: await cosigned(first, second) }
const witnesses = [first.key, same.key, second.key]
const trust = (quorum: number): LedgerTrust => ({ ledger: log.key, witnesses, quorum })
const good: Disclosure = { event, salt, proof }

test('a disclosed event verifies with its salt, its proof and a quorum', async () => {
  const bytes = formatDisclosure(good)
  const proven = await verifyDisclosure(parseDisclosure(bytes), trust(2))
  assert.deepEqual(proven.event, event)
  assert.equal(proven.index, index)
  assert.deepEqual(
    proven.cosignatures.map(({ name }) => name),
    [first.key.name, second.key.name],
  )
  assert.deepEqual(formatDisclosure(parseDisclosure(bytes)), bytes)
})

test('no other event, salt, index or sibling verifies', async () => {
  for (const wrong of [
    { ...good, event: { ...event, member: 'japan' } },
    { ...good, salt: seed(6) },
    { ...good, proof: { ...proof, index: 2 } },
    { ...good, proof: { ...proof, index: 7 } },
    { ...good, proof: { ...proof, hashes: hashes.slice(1) } },
    { ...good, proof: { ...proof, hashes: [root, ...hashes.slice(1)] } },
  ]) {
    await assert.rejects(verifyDisclosure(wrong, trust(0)), code('ledger/not-included'))
  }
})

test('a quorum counts witnesses, not keys', async () => {
  const twice = { ...proof, signed: await cosigned(first, same) }
  assert.equal((await verifyTlogProof(twice, entry, trust(1))).cosignatures.length, 2)
  await assert.rejects(verifyTlogProof(twice, entry, trust(2)), code('ledger/not-cosigned'))
  const none = { ...proof, signed }
  await verifyTlogProof(none, entry, trust(0))
  await assert.rejects(verifyTlogProof(none, entry, trust(1)), code('ledger/not-cosigned'))
  await assert.rejects(verifyTlogProof(none, entry, trust(Number.NaN)), code('ledger/not-cosigned'))
})

test('a ledger is no witness of itself', async () => {
  const own = await importNoteSigner('cosignature-ed25519', origin, seed(7))
  const alone = { ...proof, signed: await cosigned(own) }
  const believed = { ledger: log.key, witnesses: [own.key], quorum: 1 }
  await assert.rejects(verifyTlogProof(alone, entry, believed), code('ledger/not-cosigned'))
})

test('cosignatures by witnesses who are not trusted do not count', async () => {
  const few = { ledger: log.key, witnesses: [first.key], quorum: 2 }
  await assert.rejects(verifyTlogProof(proof, entry, few), code('ledger/not-cosigned'))
})

test('a proof reads back, with and without extra data', () => {
  for (const extra of [null, Uint8Array.of(1, 2, 3)]) {
    const written = formatTlogProof({ ...proof, extra })
    assert.deepEqual(parseTlogProof(written), { ...proof, extra })
  }
})

const written = formatTlogProof(proof)
for (const [why, wrong] of [
  ['of another version', written.replace('@v1', '@v2')],
  ['without an index', written.replace('index 3\n', '')],
  ['with an empty index', written.replace('index 3', 'index ')],
  ['with a leading zero', written.replace('index 3', 'index 03')],
  ['with empty extra data', written.replace('index', 'extra \nindex')],
  ['with extra data twice', written.replace('index', 'extra QQ==\nextra QQ==\nindex')],
  ['with extra data after the index', written.replace('index 3', 'index 3\nextra QQ==')],
  [
    'with a hash of 31 bytes',
    written.replace('index 3', `index 3\n${seed(0).subarray(1).toBase64()}`),
  ],
  ['without a checkpoint', written.slice(0, written.indexOf('\n\n'))],
  [
    'with too many hashes',
    written.replace('index 3', `index 3${`\n${root.toBase64()}`.repeat(64)}`),
  ],
  ['with too much extra data', written.replace('index', `extra ${'QUFB'.repeat(30_000)}\nindex`)],
] as const) {
  test(`refuses a proof ${why}`, () => {
    assert.throws(() => parseTlogProof(wrong), code('ledger/malformed'))
  })
}

const json = fromUtf8(formatDisclosure(good))
for (const [why, wrong] of [
  ['with white space', json.replace(':', ': ')],
  ['with a field too many', json.replace('"kind":"disclosure"', '"kind":"disclosure","last":1')],
  ['of another kind', json.replace('"disclosure"', '"Disclosure"')],
  ['with a short salt', json.replace(/"salt":"..../, '"salt":"')],
  ['with an unknown event', json.replace('receipt-overdue', 'receipt-overdone')],
  ['that is not JSON', json.slice(1)],
] as const) {
  test(`refuses a disclosure ${why}`, () => {
    assert.notEqual(wrong, json)
    assert.throws(() => parseDisclosure(utf8(wrong)), code('ledger/malformed'))
  })
}

test('a disclosure without a salt of 32 bytes is not even made', () => {
  assert.throws(() => leafData(event, new Uint8Array(31)), RangeError)
})
