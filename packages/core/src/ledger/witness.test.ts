import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  appendLeaves,
  authenticateAddCheckpoint,
  decideAddCheckpoint,
  emptyRoot,
  emptyTree,
  formatAddCheckpoint,
  formatTile,
  hashesInTiles,
  importNoteSigner,
  leafHash,
  parseAddCheckpoint,
  proveConsistency,
  rootAt,
  signCheckpoint,
  toTreeHash,
  type TreeHash,
  type WitnessAnswer,
  type Witnessed,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

const origin = 'tokyo.example/ledger'
const log = await importNoteSigner('note-ed25519', origin, new Uint8Array(32).fill(1))
const forger = await importNoteSigner('note-ed25519', origin, new Uint8Array(32).fill(2))
const findKey = (asked: string): typeof log.key | undefined =>
  asked === origin ? log.key : undefined

const leaves = Array.from({ length: 12 }, (_, at) => leafHash(Uint8Array.of(at)))
const tile = formatTile(appendLeaves(emptyTree, leaves).tiles[0]!.hashes)
const hashes = hashesInTiles(12, () => tile)
const other = toTreeHash(new Uint8Array(32).fill(7))

async function answer(
  asked: { oldSize: number; size: number; proof?: readonly TreeHash[]; root?: TreeHash },
  witnessed: Witnessed | undefined,
): Promise<WitnessAnswer> {
  const { oldSize, size } = asked
  const root = asked.root ?? (await rootAt(size, hashes))
  const proof = asked.proof ?? (oldSize > 0 ? await proveConsistency(oldSize, size, hashes) : [])
  const signed = await signCheckpoint({ origin, size, root }, log)
  const request = await authenticateAddCheckpoint(
    formatAddCheckpoint({ oldSize, proof, signed }),
    findKey,
  )
  return request.kind === 'authentic' ? decideAddCheckpoint(request, witnessed) : request
}

const at = async (size: number): Promise<Witnessed> => ({ size, root: await rootAt(size, hashes) })
const refused = (status: number): object => ({ kind: 'refused', status })

test('cosigns the first checkpoint, the next, and the same again', async () => {
  for (const [oldSize, size, witnessed] of [
    [0, 0, undefined],
    [0, 5, undefined],
    [0, 5, await at(0)],
    [5, 12, await at(5)],
    [12, 12, await at(12)],
  ] as const) {
    const given = await answer({ oldSize, size }, witnessed)
    assert.equal(given.status, 200)
    assert.ok(given.kind === 'cosign')
    assert.deepEqual(given.latest, await at(size))
    assert.ok(given.text.startsWith(`${origin}\n${size}\n`))
  }
})

test('answers 409 with its own size to another old size', async () => {
  const conflict = (size: number): object => ({ kind: 'refused', status: 409, size })
  assert.deepEqual(await answer({ oldSize: 0, size: 12 }, await at(5)), conflict(5))
  assert.deepEqual(await answer({ oldSize: 4, size: 12 }, await at(5)), conflict(5))
  assert.deepEqual(await answer({ oldSize: 5, size: 12 }, undefined), conflict(0))
  assert.deepEqual(await answer({ oldSize: 3, size: 3 }, await at(5)), conflict(5))
})

test('answers 422 to a proof that does not verify', async () => {
  const proof = await proveConsistency(5, 12, hashes)
  for (const [asked, witnessed] of [
    [{ oldSize: 5, size: 12, proof: proof.slice(1) }, await at(5)],
    [{ oldSize: 5, size: 12, proof: [...proof, other] }, await at(5)],
    [{ oldSize: 5, size: 12, proof: [] }, await at(5)],
    [{ oldSize: 5, size: 12, root: other }, await at(5)],
    [
      { oldSize: 5, size: 12 },
      { size: 5, root: other },
    ],
    [{ oldSize: 5, size: 5, root: other }, await at(5)],
    [{ oldSize: 5, size: 5, proof: [other] }, await at(5)],
    [{ oldSize: 0, size: 5, proof: [other] }, undefined],
    [{ oldSize: 0, size: 0, proof: [other] }, undefined],
    [{ oldSize: 0, size: 0, root: other }, undefined],
  ] as const) {
    assert.deepEqual(await answer(asked, witnessed), refused(422), JSON.stringify(asked))
  }
})

test('answers 400 to an old size beyond the checkpoint, and to what cannot be read', async () => {
  assert.deepEqual(await answer({ oldSize: 6, size: 5, proof: [] }, await at(6)), refused(400))
  const signed = await signCheckpoint({ origin, size: 5, root: other }, log)
  for (const body of [
    '',
    signed,
    `old 0\n${signed}`,
    `old 00\n\n${signed}`,
    `old\n\n${signed}`,
    `old 0 \n\n${signed}`,
    `OLD 0\n\n${signed}`,
    `old 0\n\n\n${signed}`,
    `old 0\nAAAA\n\n${signed}`,
    `old 18446744073709551616\n\n${signed}`,
    `old 0\n${'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'.repeat(64)}\n${signed}`,
    `old 0\n\n${signed.slice(0, -1)}`,
    `old 0\n\n${origin}\n5\n`,
  ]) {
    assert.deepEqual(await authenticateAddCheckpoint(body, findKey), refused(400), body)
  }
})

test('answers 404 to an unknown log and 403 to a wrong or missing signature', async () => {
  const body = async (signer: typeof log, name = origin): Promise<string> => {
    const named = { ...signer, key: { ...signer.key, name } }
    const signed = await signCheckpoint({ origin: name, size: 5, root: other }, named)
    return formatAddCheckpoint({ oldSize: 0, proof: [], signed })
  }
  assert.deepEqual(
    await authenticateAddCheckpoint(await body(log, 'else.example'), findKey),
    refused(404),
  )
  assert.deepEqual(await authenticateAddCheckpoint(await body(forger), findKey), refused(403))
  const posing = { ...forger, key: { ...forger.key, id: log.key.id } }
  assert.deepEqual(await authenticateAddCheckpoint(await body(posing), findKey), refused(403))
})

test('a failure of the key lookup is not taken for an answer', async () => {
  const signed = await signCheckpoint({ origin, size: 5, root: other }, log)
  await assert.rejects(
    authenticateAddCheckpoint(`old 0\n\n${signed}`, () => {
      throw new RangeError('store is gone')
    }),
    RangeError,
  )
})

test('a request reads back, with up to 63 proof lines', () => {
  const request = { oldSize: 3, proof: Array.from({ length: 63 }, () => other), signed: 'x\n' }
  assert.deepEqual(parseAddCheckpoint(formatAddCheckpoint(request)), request)
  const long = formatAddCheckpoint({ ...request, proof: [...request.proof, emptyRoot] })
  assert.throws(() => parseAddCheckpoint(long), code('ledger/malformed'))
})
