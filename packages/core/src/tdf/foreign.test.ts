/** Containers that other clients of the format have written. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'

import { importSPKI } from 'jose'

import { unwrapKey } from '../crypto/index.ts'
import type { Bytes } from '../lib/index.ts'

import {
  type AssertionKey,
  bytesSource,
  type KeyAccess,
  type KeySource,
  openContainer,
  type OpenOptions,
  webSegmentCipher,
} from './index.ts'

const folder = fileURLToPath(new URL('../../../../../shared/vectors/opentdf/', import.meta.url))
const missing = existsSync(folder)
  ? false
  : 'the containers in ../shared/vectors/opentdf are not here'

interface Expected {
  readonly files: readonly {
    readonly file: string
    readonly plaintextBytes: number
    readonly plaintextSha256: string
  }[]
  readonly verificationKeys: {
    readonly [name: string]: {
      readonly keys: { readonly [id: string]: { readonly alg: string; readonly key: string } }
    }
  }
}

const read = (file: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(folder + file))
const share = async (access: KeyAccess): Promise<Bytes> => {
  const name = access.type === 'wrapped' ? 'kas-private.pem' : 'kas-ec-private.pem'
  return unwrapKey(readFileSync(`${folder}keys/${name}`, 'utf8'), access)
}
const options: OpenOptions = { cipher: webSegmentCipher, keys: { share } }
const drain = async (
  bytes: Bytes,
  how: OpenOptions = options,
): Promise<{ size: number; sha256: string }> => {
  const { plaintext } = await openContainer(bytesSource(bytes), how)
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of plaintext) {
    hash.update(piece)
    size += piece.length
  }
  return { size, sha256: hash.digest('hex') }
}

test('every container of other clients opens with its digest', { skip: missing }, async (t) => {
  const expected: Expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8'))
  for (const { file, plaintextBytes: size, plaintextSha256: sha256 } of expected.files) {
    await t.test(file, async () => {
      const assertionKeys = new Map<string, AssertionKey>()
      const named = expected.verificationKeys[file.replace('.tdf', '')]?.keys ?? {}
      for (const [id, { alg, key }] of Object.entries(named)) {
        assert.equal(alg, 'RS256')
        assertionKeys.set(id, { alg: 'RS256', key: await importSPKI(key, 'RS256') })
      }
      assert.deepEqual(await drain(read(file), { ...options, assertionKeys }), { size, sha256 })
    })
  }
})

/** Replaces a text in the manifest by one of the same length and mends the CRC of the entry. */
const altered = (file: string, from: RegExp, to: (found: string) => string): Bytes => {
  const text = Buffer.from(read(file)).toString('latin1')
  const start = text.indexOf('{', text.indexOf('0.manifest.json'))
  const end = text.lastIndexOf('}') + 1
  const before = text.slice(start, end)
  const after = before.replace(from, to)
  assert.notEqual(after, before)
  assert.equal(after.length, before.length)
  const bytes = Buffer.from(
    text.replace(before, () => after),
    'latin1',
  )
  const old = Buffer.alloc(4)
  const fresh = Buffer.alloc(4)
  old.writeUInt32LE(zlib.crc32(Buffer.from(before, 'latin1')))
  fresh.writeUInt32LE(zlib.crc32(Buffer.from(after, 'latin1')))
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + 1)) fresh.copy(bytes, at)
  return Uint8Array.from(bytes)
}
const flip = (text: string): string =>
  text.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (last) =>
    last === '1' ? '2' : last < 'A' ? '1' : last === 'A' ? 'B' : 'A',
  )

for (const [what, file, from, code] of [
  [
    'policy',
    'gosdk-rsa-seg16k-100000.tdf',
    /(?<="policy":"[A-Za-z0-9]{20})[A-Za-z0-9]{4}/,
    'tdf/policy-binding',
  ],
  [
    'policy binding',
    'gosdk-rsa-seg16k-100000.tdf',
    /(?<="hash":")[A-Za-z0-9+/=]{40}/,
    'tdf/policy-binding',
  ],
  [
    'wrapped key',
    'gosdk-rsa-seg16k-100000.tdf',
    /(?<="wrappedKey":")[A-Za-z0-9+/]{40}/,
    'crypto/bad-ciphertext',
  ],
  [
    'root signature',
    'gosdk-rsa-seg16k-100000.tdf',
    /(?<="sig":")[A-Za-z0-9+/]{40}/,
    'tdf/root-signature',
  ],
  [
    'segment hash',
    'gosdk-rsa-seg16k-100000.tdf',
    /(?<="segments":\[\{"hash":")[A-Za-z0-9+/]{20}/,
    'tdf/root-signature',
  ],
  [
    'segment size',
    'gosdk-rsa-seg16k-100000.tdf',
    /(?<="encryptedSegmentSize":1)\d/,
    'tdf/segment-table',
  ],
  ['assertion', 'otdfctl-rsa-assertion.tdf', /(?<="value":".{4})[a-z]{3}/, 'tdf/assertion'],
  [
    'assertion of 4.2.2',
    'otdfctl-rsa-422-assertions.tdf',
    /(?<="value":".{4})[a-z]{3}/,
    'tdf/assertion',
  ],
] as const) {
  test(`a changed ${what} is refused`, { skip: missing }, async () => {
    await assert.rejects(drain(altered(file, from, flip)), { code })
  })
}

test('a changed payload is refused', { skip: missing }, async () => {
  const bytes = read('gosdk-rsa-seg16k-100000.tdf')
  bytes[40_000] = (bytes[40_000] ?? 0) ^ 1
  await assert.rejects(drain(bytes), { code: 'tdf/segment' })
})

test('an assertion signed by a key that is not given is refused', { skip: missing }, async () => {
  await assert.rejects(drain(read('otdfctl-rsa-assertion-rs256.tdf')), {
    code: 'tdf/unverified-assertion',
  })
})

test('without every share of a split key there is no key', { skip: missing }, async () => {
  const file = read('gosdk-rsa-two-kas-metadata.tdf')
  const none: KeySource = { share: async () => undefined }
  await assert.rejects(drain(file, { ...options, keys: none }), { code: 'tdf/no-key' })
  const { keyAccess } = (await openContainer(bytesSource(file), options)).manifest
  assert.equal(new Set(keyAccess.map(({ sid }) => sid)).size, 2)
  const [first] = keyAccess
  const one: KeySource = {
    share: async (access) => (access.sid === first?.sid ? share(access) : undefined),
  }
  await assert.rejects(drain(file, { ...options, keys: one }), { code: 'tdf/no-key' })
})
