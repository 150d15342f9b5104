import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import fc from 'fast-check'

import { generateKasKey, unwrapKey } from '../crypto/index.ts'
import { type Bytes, canonicalJson, concatBytes, toBase64, utf8 } from '../lib/index.ts'

import { bindAssertion } from './assertions.ts'
import { bytesSource } from './byte-source.ts'
import {
  manifestOf,
  openContainer,
  openParts,
  type OpenOptions,
  rebindManifest,
} from './container.ts'
import { TdfError } from './errors.ts'
import { signRoot, verifyRoot } from './integrity.ts'
import { bindPolicy, generatePayloadKey, grantKey, type KeySource } from './key-access.ts'
import { bindLabel, type LabelAssertion, readLabelAssertion } from './label-assertion.ts'
import {
  formatManifest,
  type KeyAccess,
  type Manifest,
  manifestLimits,
  parseManifest,
} from './manifest.ts'
import { keyCommitment, payloadDigest } from './payload-digest.ts'
import { formatPolicy } from './policy.ts'
import { webSegmentCipher } from './segment-cipher.ts'
import { type SegmentRecord, sealSegments, summarise } from './segments.ts'
import { zipHead, zipTail } from './zip-writer.ts'

type KeyPair = Awaited<ReturnType<typeof generateKasKey>>

const segmentSize = 1000
const plaintext = Uint8Array.from({ length: 3500 }, (_, at) => at % 251)
const policy = formatPolicy({ uuid: '6f1c', attributes: ['https://a.example/attr/n/value/v'] })

let tokyo: KeyPair
let wellington: KeyPair
let payloadKey: Bytes
let manifest: Manifest
let payload: Bytes
let records: readonly SegmentRecord[]

const keysOf = (...pairs: readonly KeyPair[]): KeySource => ({
  share: async (access) => {
    for (const { privateKeyPem } of pairs) {
      const share = await unwrapKey(privateKeyPem, access).catch(() => undefined)
      if (share) return share
    }
    return undefined
  },
})
const to = (pair: KeyPair, sid?: string) => ({
  suite: 'ec:secp256r1' as const,
  publicKey: pair.publicKeyPem,
  url: 'https://kas.example',
  kid: 'k1',
  ...(sid !== undefined && { sid }),
})
const zipped = (of: Manifest, stored: Bytes = payload): Bytes => {
  const { crc32 } = summarise(records)
  const facts = { size: stored.length, crc32 }
  return concatBytes(
    zipHead(stored.length),
    stored,
    zipTail(facts, formatManifest(of), stored.length),
  )
}
const open = async (bytes: Bytes, options: Partial<OpenOptions> = {}): Promise<Bytes> => {
  const opened = await openContainer(bytesSource(bytes), {
    keys: keysOf(tokyo),
    cipher: webSegmentCipher,
    ...options,
  })
  return concatBytes(...(await Array.fromAsync(opened.plaintext)))
}

before(async () => {
  tokyo = await generateKasKey('ec:secp256r1')
  wellington = await generateKasKey('ec:secp256r1')
  payloadKey = generatePayloadKey()
  const stored: Bytes[] = []
  const segments = sealSegments([plaintext], await webSegmentCipher(payloadKey), segmentSize)
  for (let next = await segments.next(); ; next = await segments.next()) {
    if (next.done) {
      records = next.value
      break
    }
    stored.push(next.value)
  }
  payload = concatBytes(...stored)
  const keyAccess = await grantKey(payloadKey, policy, [to(tokyo)])
  const parts = { mimeType: 'text/plain', policy, keyAccess, segmentSize }
  const unlabelled = await manifestOf(records, payloadKey, parts)
  const label: LabelAssertion = {
    label: { a: 1 },
    xml: '<label/>',
    payload: summarise(records).digest,
    commitment: await keyCommitment(payloadKey),
    signed: null,
  }
  manifest = { ...unlabelled, assertions: [await bindLabel(label, payloadKey, unlabelled)] }
})

test('what is sealed opens again, in segments cut anew', async () => {
  assert.deepEqual(await open(zipped(manifest)), plaintext)
  assert.deepEqual(
    manifest.segments.map(({ size }) => size),
    [1000, 1000, 1000, 500],
  )
})

test('plaintext may come in any pieces', async () => {
  const cipher = await webSegmentCipher(payloadKey)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      async (pieces, size) => {
        const stored = await Array.fromAsync(sealSegments(pieces, cipher, size))
        const opened = await Promise.all(
          stored.map(async (one) => (await cipher.open(one)).plaintext),
        )
        assert.deepEqual(concatBytes(...opened), concatBytes(...pieces))
        assert.ok(opened.slice(0, -1).every(({ length }) => length === size))
        assert.ok(opened.length === 1 || (opened.at(-1)?.length ?? 0) > 0)
      },
    ),
    { numRuns: 50 },
  )
})

test('a manifest reads back as what was written', () => {
  assert.deepEqual(parseManifest(formatManifest(manifest)), manifest)
})

test('a release has other keys and policy, and the same payload, root and label', async () => {
  const released = formatPolicy({ uuid: '6f1c', attributes: [] })
  const keyAccess = await grantKey(payloadKey, released, [to(wellington)])
  const release = rebindManifest(manifest, { policy: released, keyAccess })
  assert.deepEqual(await open(zipped(release), { keys: keysOf(wellington) }), plaintext)
  await assert.rejects(open(zipped(release)), { code: 'tdf/no-key' })
  const mixed = rebindManifest(manifest, { policy: released, keyAccess: manifest.keyAccess })
  await assert.rejects(open(zipped(mixed)), { code: 'tdf/policy-binding' })
})

test('joint custody needs both services; alternatives need one', async () => {
  const joint = await grantKey(payloadKey, policy, [to(tokyo, 's-0'), to(wellington, 's-1')])
  const both = { ...manifest, keyAccess: joint }
  assert.deepEqual(await open(zipped(both), { keys: keysOf(tokyo, wellington) }), plaintext)
  for (const one of [tokyo, wellington]) {
    await assert.rejects(open(zipped(both), { keys: keysOf(one) }), { code: 'tdf/no-key' })
  }
  const any = await grantKey(payloadKey, policy, [to(tokyo), to(wellington)])
  for (const one of [tokyo, wellington]) {
    assert.deepEqual(
      await open(zipped({ ...manifest, keyAccess: any }), { keys: keysOf(one) }),
      plaintext,
    )
  }
})

test('an alternative whose binding was altered is refused, though another one opens', async () => {
  const [first, second] = await grantKey(payloadKey, policy, [to(tokyo), to(wellington)])
  const keyAccess = [first!, { ...second!, policyBinding: await bindPolicy(payloadKey, 'eA==') }]
  await assert.rejects(open(zipped({ ...manifest, keyAccess })), { code: 'tdf/policy-binding' })
})

test('a binding in raw bytes is read, as some clients write it', async () => {
  const [access] = manifest.keyAccess
  const hex = Uint8Array.fromBase64(access!.policyBinding)
  const raw = toBase64(Uint8Array.fromHex(new TextDecoder().decode(hex)))
  const keyAccess = [{ ...access!, policyBinding: raw }]
  assert.deepEqual(await open(zipped({ ...manifest, keyAccess })), plaintext)
})

test('segments that the key holder forged under the old tags are found by the digest', async () => {
  // Same key, table, tags, root and assertions could be had for another payload; here the table is
  // another too, and honestly signed: only the label still names the payload that was meant.
  const other = plaintext.map((byte) => byte ^ 1)
  const cipher = await webSegmentCipher(payloadKey)
  const stored: Bytes[] = []
  for await (const one of sealSegments([other], cipher, segmentSize)) stored.push(one)
  const segments = stored.map((one) => ({
    hash: toBase64(one.subarray(-16)),
    size: one.length - 28,
  }))
  const table = { ...manifest, segments }
  const label = readLabelAssertion(manifest)
  const forged: Manifest = {
    ...table,
    rootSignature: await signRoot(payloadKey, table),
    assertions: [await bindLabel(label, payloadKey, table)],
  }
  const options = { keys: keysOf(tokyo), cipher: webSegmentCipher }
  const { plaintext: pieces } = await openParts(
    forged,
    bytesSource(concatBytes(...stored)),
    options,
  )
  await assert.rejects(Array.fromAsync(pieces), { code: 'tdf/payload-digest' })
})

test('a label for another key is refused before anything is opened', async () => {
  const label = {
    ...readLabelAssertion(manifest),
    commitment: await keyCommitment(plaintext.slice(0, 32)),
  }
  const assertions = [await bindLabel(label, payloadKey, manifest)]
  await assert.rejects(open(zipped({ ...manifest, assertions })), { code: 'tdf/commitment' })
})

test('what claims to be our label and is not one is refused', async () => {
  for (const statement of [undefined, { value: '{}' }, { value: 7 }]) {
    const body = statement ? { type: 'handling', statement } : { type: 'handling' }
    const assertions = [await bindAssertion('entente-label', body, payloadKey, manifest)]
    await assert.rejects(open(zipped({ ...manifest, assertions })), { code: 'tdf/label' })
  }
  assert.throws(() => readLabelAssertion({ assertions: [] }), { code: 'tdf/label' })
})

test('segments in another order, one left out or one more are refused', async () => {
  const pieces = [0, 1, 2, 3].map((at) => payload.slice(at * 1028, (at + 1) * 1028))
  const stored = (order: readonly number[]): Bytes => concatBytes(...order.map((at) => pieces[at]!))
  const rows = (order: readonly number[]) => order.map((at) => manifest.segments[at]!)
  await assert.rejects(open(zipped(manifest, stored([1, 0, 2, 3]))), { code: 'tdf/segment' })
  await assert.rejects(open(zipped(manifest, stored([0, 1, 2]))), { code: 'tdf/segment-table' })
  await assert.rejects(open(zipped(manifest, stored([0, 1, 2, 3, 3]))), {
    code: 'tdf/segment-table',
  })
  for (const order of [
    [1, 0, 2, 3],
    [0, 1, 2],
    [0, 1, 2, 3, 3],
  ]) {
    const moved = { ...manifest, segments: rows(order) }
    await assert.rejects(open(zipped(moved, stored(order))), { code: 'tdf/root-signature' })
  }
})

test('a table with other sizes under the same hashes is refused', async () => {
  const segments = manifest.segments.map(({ hash }, at) => ({
    hash,
    size: [999, 1001, 1000, 500][at]!,
  }))
  await assert.rejects(open(zipped({ ...manifest, segments })), { code: 'tdf/segment' })
})

test('the largest table there may be is read, and its root refused or accepted', async () => {
  const segments = Array.from({ length: manifestLimits.segments }, () => ({
    hash: toBase64(new Uint8Array(16)),
    size: 0,
  }))
  for (const version of ['4.3.0', '4.2.2'] as const) {
    const largest = { ...manifest, version, segments }
    await assert.rejects(verifyRoot(payloadKey, largest), TdfError)
  }
  const table = { ...manifest, segments }
  const signed = { ...table, rootSignature: await signRoot(payloadKey, table), assertions: [] }
  await verifyRoot(payloadKey, parseManifest(formatManifest(signed)))
  assert.match(payloadDigest(segments.map(() => new Uint8Array(32))), /^[0-9a-f]{64}$/)
})

test('plaintext in single bytes is sealed like plaintext in one piece', async () => {
  const cipher = await webSegmentCipher(payloadKey)
  const bytes = Array.from({ length: 200_000 }, () => new Uint8Array(1))
  const [stored] = await Array.fromAsync(sealSegments(bytes, cipher, bytes.length))
  assert.equal(stored?.length, bytes.length + 28)
})

test('a payload with another CRC is refused at its end', async () => {
  const facts = { size: payload.length, crc32: 1 }
  const size = payload.length
  const bytes = concatBytes(zipHead(size), payload, zipTail(facts, formatManifest(manifest), size))
  await assert.rejects(open(bytes), { code: 'tdf/crc' })
})

test('every failing source of shares ends in a refusal', async () => {
  const short: KeySource = { share: async () => new Uint8Array(16) }
  await assert.rejects(open(zipped(manifest), { keys: short }), { code: 'tdf/no-key' })
  const wrong: KeySource = { share: async () => new Uint8Array(32) }
  await assert.rejects(open(zipped(manifest), { keys: wrong }), { code: 'tdf/policy-binding' })
  await assert.rejects(open(zipped({ ...manifest, keyAccess: [] })), TdfError)
})

test('no bit of the manifest can be changed without being found, but those that nothing binds', async () => {
  // Walks over the parsed manifest and alters each leaf; `spec/container.md` §8 lists the unbound.
  const unbound = new Set<string>()
  const tree: unknown = JSON.parse(new TextDecoder().decode(formatManifest(manifest)))
  for (const path of leaves(tree)) {
    const bytes = canonicalJson(altered(tree, path))
    const size = payload.length
    const file = concatBytes(zipHead(size), payload, zipTail(summarise(records), bytes, size))
    try {
      await open(file)
      unbound.add(path.filter((step) => Number.isNaN(Number(step))).join('.'))
    } catch (error) {
      assert.ok(error instanceof TdfError, `${path.join('.')}: ${String(error)}`)
    }
  }
  assert.deepEqual([...unbound].toSorted(), [
    'encryptionInformation.integrityInformation.encryptedSegmentSizeDefault',
    'encryptionInformation.integrityInformation.segmentSizeDefault',
    'encryptionInformation.keyAccess.kid',
    'encryptionInformation.keyAccess.protocol',
    'encryptionInformation.keyAccess.schemaVersion',
    'encryptionInformation.keyAccess.url',
    'encryptionInformation.method.isStreamable',
    'encryptionInformation.method.iv',
    'payload.mimeType',
  ])
})

test('a share goes only with the key access it came from', async () => {
  const [access] = manifest.keyAccess
  const fields: readonly (keyof KeyAccess)[] = ['wrappedKey', 'ephemeralPublicKey', 'type']
  const other = (await grantKey(payloadKey, policy, [to(wellington)]))[0]!
  for (const field of fields) {
    const keyAccess = [{ ...access!, [field]: field === 'type' ? 'wrapped' : other[field] }]
    await assert.rejects(open(zipped({ ...manifest, keyAccess })), { code: 'tdf/no-key' })
  }
})

test('the aggregate of assertions is that of their own container', async () => {
  const elsewhere = { ...manifest, segments: manifest.segments.slice(1) }
  const moved = await bindAssertion('note', { type: 'other' }, payloadKey, elsewhere)
  const assertions = [...manifest.assertions, moved]
  await assert.rejects(open(zipped({ ...manifest, assertions })), { code: 'tdf/assertion' })
})

test('an assertion bound by a named key needs that key, and a key inside of it counts for nothing', async () => {
  const stranger = utf8('a key of thirty-two bytes or more')
  const note = await bindAssertion('note', { type: 'other' }, stranger, manifest)
  const noted = zipped({ ...manifest, assertions: [...manifest.assertions, note] })
  await assert.rejects(open(noted), { code: 'tdf/unverified-assertion' })
  const assertionKeys = new Map([['note', { alg: 'HS256', key: stranger } as const]])
  assert.deepEqual(await open(noted, { assertionKeys }), plaintext)
  // The payload key, which everyone who opens has, does not stand in for the key that is asked for.
  const own = await bindAssertion('note', { type: 'other' }, payloadKey, manifest)
  const forged = zipped({ ...manifest, assertions: [own] })
  await assert.rejects(open(forged, { assertionKeys }), { code: 'tdf/unverified-assertion' })
})

function* leaves(tree: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof tree !== 'object' || tree === null) yield path
  else for (const [name, child] of Object.entries(tree)) yield* leaves(child, [...path, name])
}

function altered(tree: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return otherValue(tree)
  if (Array.isArray(tree)) {
    return tree.map((child, at) => (String(at) === step ? altered(child, rest) : child))
  }
  const entries = typeof tree === 'object' && tree !== null ? Object.entries(tree) : []
  return Object.fromEntries(
    entries.map(([name, child]) => [name, name === step ? altered(child, rest) : child]),
  )
}

function otherValue(leaf: unknown): unknown {
  if (typeof leaf === 'number') return leaf + 1
  if (typeof leaf === 'boolean') return !leaf
  const text = String(leaf)
  const at = Math.floor(text.length / 2)
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}
