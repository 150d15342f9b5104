import assert from 'node:assert/strict'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'

import { generateKasKey } from '@entente/core/crypto'
import { concatBytes, toBase64 } from '@entente/core/lib'
import {
  type AssertionKey,
  formatManifest,
  formatPolicy,
  grantKey,
  type Manifest,
  manifestOf,
  sealSegments,
  type SegmentRecord,
  summarise,
  webSegmentCipher,
  zipHead,
  zipTail,
} from '@entente/core/tdf'
import { importSPKI } from 'jose'

import { inspectFile, recoverFile } from './open-file.ts'
import { sealFile } from './seal-file.ts'

const vectors = join(import.meta.dirname, '../../../../../shared/vectors/opentdf')
const skip = existsSync(vectors) ? false : '../shared/vectors/opentdf is not there'
const segment = 2 * 1024 * 1024
const kasUrl = 'https://kas.example'
const label = Buffer.from(
  '<originatorConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2030-01-01T00:00:00Z">' +
    '<ConfidentialityInformation><PolicyIdentifier URI="urn:demo">DEMO</PolicyIdentifier>' +
    '<Classification>SECRET</Classification></ConfidentialityInformation>' +
    '<CreationDateTime>2026-01-02T03:04:05Z</CreationDateTime></originatorConfidentialityLabel>',
)

let folder: string
let keys: Awaited<ReturnType<typeof generateKasKey>>

const at = (name: string): string => join(folder, name)
const put = (name: string, bytes: Uint8Array): string => {
  writeFileSync(at(name), bytes)
  return at(name)
}
const seal = (input: string, output: string) =>
  sealFile({ input, output, to: keys.publicKeyPem, kasUrl })
const recover = (file: string, output: string) =>
  recoverFile({ file, output, kasKeys: [keys.privateKeyPem] })
const left = (): readonly string[] => readdirSync(folder).filter((name) => name !== 'in')

before(async () => {
  keys = await generateKasKey('hpqt:xwing')
})

// Each test has an empty folder, so that nothing may be left in it.
const inFolder = (name: string, options: { skip?: string | false }, run: () => Promise<void>) =>
  test(name, options, async () => {
    folder = mkdtempSync(join(tmpdir(), 'entente-files-'))
    try {
      await run()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

for (const size of [0, 1, segment - 1, segment, segment + 1, 9 * segment + 5]) {
  inFolder(`${size} bytes are sealed and recovered`, {}, async () => {
    const content = randomBytes(size)
    const sealed = await seal(put('in', content), at('sealed'))
    const { payload, document, manifest } = await inspectFile(at('sealed'))
    assert.deepEqual([payload, document], [sealed.payload, sealed.document])
    assert.equal(manifest.segments.length, Math.max(1, Math.ceil(size / segment)))
    const recovered = await recover(at('sealed'), at('out'))
    assert.deepEqual(recovered, { document, payload, bytes: size })
    assert.ok(content.equals(readFileSync(at('out'))))
    assert.deepEqual(left().toSorted(), ['out', 'sealed'])
  })
}

inFolder('progress goes from segment to segment up to the whole', {}, async () => {
  const content = randomBytes(10 * segment)
  for (const run of [
    (progress: (done: number, total: number) => void) =>
      sealFile({
        input: put('in', content),
        output: at('sealed'),
        to: keys.publicKeyPem,
        kasUrl,
        progress,
      }),
    (progress: (done: number, total: number) => void) =>
      recoverFile({
        file: at('sealed'),
        output: at('out'),
        kasKeys: [keys.privateKeyPem],
        progress,
      }),
  ]) {
    const seen: number[] = []
    await run((done, total) => {
      assert.equal(total, content.length)
      seen.push(done)
    })
    assert.deepEqual(
      seen,
      Array.from({ length: 10 }, (_, index) => (index + 1) * segment),
    )
  }
})

inFolder('a label is bound, and a text that is no label is refused', {}, async () => {
  const asked = {
    input: put('in', randomBytes(10)),
    output: at('sealed'),
    to: keys.publicKeyPem,
    kasUrl,
  }
  const sealed = await sealFile({ ...asked, labelXml: label })
  const { label: read, labelAssertion: bound } = await inspectFile(at('sealed'))
  assert.equal(read?.classification, 'SECRET')
  assert.equal(bound?.xml, label.toString())
  assert.deepEqual(
    [bound?.payload, bound?.commitment, bound?.signed],
    [sealed.payload, sealed.commitment, null],
  )
  await recover(at('sealed'), at('out'))
  rmSync(at('sealed'))
  await assert.rejects(sealFile({ ...asked, labelXml: Buffer.from('<x/>') }), /label/)
  assert.deepEqual(left(), ['out'])
})

inFolder(
  'containers of every other client are recovered with the keys themselves',
  { skip },
  async () => {
    const expected = JSON.parse(readFileSync(join(vectors, 'expected.json'), 'utf8'))
    const kasKeys = ['kas-private.pem', 'kas-ec-private.pem'].map((name) =>
      readFileSync(join(vectors, 'keys', name), 'utf8'),
    )
    for (const { file, plaintextBytes, plaintextSha256 } of expected.files) {
      const named = expected.verificationKeys[file.replace('.tdf', '')]?.keys ?? {}
      const assertionKeys = new Map<string, AssertionKey>()
      for (const [id, { key }] of Object.entries<{ key: string }>(named)) {
        assertionKeys.set(id, { alg: 'RS256', key: await importSPKI(key, 'RS256') })
      }
      const { bytes } = await recoverFile({
        file: join(vectors, file),
        output: at(file),
        kasKeys,
        assertionKeys,
      })
      const sha256 = createHash('sha256')
        .update(readFileSync(at(file)))
        .digest('hex')
      assert.deepEqual([bytes, sha256], [plaintextBytes, plaintextSha256], file)
    }
  },
)

inFolder(
  'with hashes of HS256 in the table a file is recovered too, and an altered one is not',
  {},
  async () => {
    const content = randomBytes(3000)
    const file = put('sealed', await sealedWithHs256(content))
    await recover(file, at('out'))
    assert.ok(content.equals(readFileSync(at('out'))))
    const bytes = readFileSync(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    await assert.rejects(recover(put('altered', bytes), at('none')), { code: 'tdf/segment' })
  },
)

for (const [what, position] of [
  ['the first segment', 60],
  ['the last of many', 39 + 9 * (segment + 28) + 20],
] as const) {
  inFolder(`nothing is left of a file altered in ${what}`, {}, async () => {
    await seal(put('in', randomBytes(9 * segment + 5)), at('sealed'))
    const bytes = readFileSync(at('sealed'))
    bytes[position] = (bytes[position] ?? 0) ^ 1
    await assert.rejects(recover(put('altered', bytes), at('out')), { code: 'tdf/segment' })
    await assert.rejects(inspectFile(at('altered')), { code: 'tdf/crc' })
    assert.deepEqual(left().toSorted(), ['altered', 'sealed'])
  })
}

inFolder('a key of another service opens nothing', {}, async () => {
  await seal(put('in', randomBytes(10)), at('sealed'))
  const { privateKeyPem } = await generateKasKey('ec:secp256r1')
  const asked = { file: at('sealed'), output: at('out'), kasKeys: [privateKeyPem] }
  await assert.rejects(recoverFile(asked), { code: 'tdf/no-key' })
  assert.deepEqual(left(), ['sealed'])
})

inFolder('a file that is there is kept, and said to be there before any work', {}, async () => {
  await seal(put('in', randomBytes(10)), at('sealed'))
  const kept = readFileSync(at('sealed'))
  await assert.rejects(seal(at('in'), at('sealed')), { code: 'file/exists' })
  assert.ok(kept.equals(readFileSync(at('sealed'))))
  assert.deepEqual(left(), ['sealed'])
})

inFolder('what is no ordinary file, not there or not to be written is refused', {}, async () => {
  mkdirSync(at('folder'))
  await assert.rejects(seal(at('folder'), at('out')), { code: 'file/cannot-read' })
  await assert.rejects(seal('/dev/null', at('out')), { code: 'file/cannot-read' })
  await assert.rejects(seal(at('absent'), at('out')), { code: 'file/cannot-read' })
  await assert.rejects(seal(put('in', randomBytes(1)), at('absent/out')), {
    code: 'file/cannot-write',
  })
  assert.deepEqual(left(), ['folder'])
})

inFolder('a failure of whoever watches the progress ends the work', {}, async () => {
  const sealing = sealFile({
    input: put('in', randomBytes(20 * segment)),
    output: at('sealed'),
    to: keys.publicKeyPem,
    kasUrl,
    progress: () => {
      throw new RangeError('watched badly')
    },
  })
  await assert.rejects(sealing, RangeError)
  assert.deepEqual(left(), [])
})

inFolder('a file that shrinks while it is sealed is refused, and nothing is left', {}, async () => {
  const input = put('in', randomBytes(20 * segment))
  const sealing = sealFile({
    input,
    output: at('sealed'),
    to: keys.publicKeyPem,
    kasUrl,
    progress: (done) => {
      if (done === segment) truncateSync(input, segment)
    },
  })
  await assert.rejects(sealing, { code: 'tdf/truncated' })
  assert.deepEqual(left(), [])
})

async function sealedWithHs256(content: Uint8Array): Promise<Uint8Array> {
  const payloadKey = Uint8Array.from(randomBytes(32))
  const records: SegmentRecord[] = []
  const stored: Uint8Array<ArrayBuffer>[] = []
  const segments = sealSegments([content], await webSegmentCipher(payloadKey), 1000)
  for (let next = await segments.next(); ; next = await segments.next()) {
    if (next.done) {
      records.push(...next.value)
      break
    }
    stored.push(next.value)
  }
  const policy = formatPolicy({ uuid: 'u', attributes: [] })
  const recipient = {
    suite: 'hpqt:xwing',
    publicKey: keys.publicKeyPem,
    url: kasUrl,
    kid: 'k',
  } as const
  const keyAccess = await grantKey(payloadKey, policy, [recipient])
  const gmac = await manifestOf(records, payloadKey, { mimeType: 'a/b', policy, keyAccess })
  const mac = (bytes: Uint8Array): Uint8Array =>
    createHmac('sha256', payloadKey).update(bytes).digest()
  const hashes = stored.map(mac)
  const manifest: Manifest = {
    ...gmac,
    segmentHash: 'HS256',
    segments: hashes.map((hash, index) => ({
      hash: toBase64(hash),
      size: records[index]?.size ?? 0,
    })),
    rootSignature: toBase64(mac(concatBytes(...hashes))),
  }
  const summary = summarise(records)
  const tail = zipTail(summary, formatManifest(manifest), summary.size)
  return concatBytes(zipHead(summary.size), ...stored, tail)
}
