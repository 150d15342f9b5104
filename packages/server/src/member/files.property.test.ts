/** Files of a member that somebody may have changed: each is read, or refused with an error of ours. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { canonicalJson, EntenteError, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { bentBytes, bentText, bentValue, heavyJson } from '../../../core/test/bent.ts'
import { checkSegments, parseSegments } from '../blobs/segment-list.ts'
import { parseSegmentList } from '../federation/segment-list.ts'
import { files } from '../files/index.ts'
import { readKasConfig } from '../kas-process/config.ts'
import { openFile, sealFile, stretchNew } from '../keys/sealed-file.ts'
import { readMark } from '../ledger/mark.ts'
import { parseKasPublic, parseServerLink } from '../link/handover.ts'
import * as forms from '../link/forms.ts'

import { readConfig } from './config.ts'

const folder = await mkdtemp(join(tmpdir(), 'entente-files-'))
after(() => rm(folder, { recursive: true }))

async function attempt(read: () => unknown): Promise<boolean> {
  try {
    await read()
    return true
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
    return false
  }
}

const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

const hash = '0f'.repeat(32)
const key = { ed25519: 'A'.repeat(43), mldsa65: 'A'.repeat(2603) }
const configs = [
  {
    member: 'jpn',
    appointingKey: key,
    host: 'tokyo.example',
    ports: { edge: 1, federation: 2, admin: 3 },
    trusted: [hash],
  },
]

for (const [name, file, read] of [
  ['member.json', 'member.json', readConfig],
  ['the configuration of a service', 'kas.json', readKasConfig],
] as const) {
  test(`${name} of any form is read, or refused with an error of ours`, async () => {
    const texts = fc.oneof(
      bentValue(configs).map(textOf),
      bentText(configs.map(textOf)),
      fc.string(),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await writeFile(join(folder, file), text)
        await attempt(() => read(folder))
      }),
      { numRuns: 200 },
    )
    for (const text of heavyJson) {
      await writeFile(join(folder, file), text)
      assert.equal(await attempt(() => read(folder)), false)
    }
  })
}

test('a mark of any form is read, or refused with an error of ours', async () => {
  const path = join(folder, 'mark')
  const good = canonicalJson({ origin: 'ledger.example', size: 3, root: hash })
  await writeFile(path, good)
  assert.ok(await attempt(() => readMark(files, path)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentBytes([good]), fc.uint8Array()), async (bytes) => {
      await writeFile(path, bytes)
      await attempt(() => readMark(files, path))
    }),
    { numRuns: 200 },
  )
})

test('a keyring that was changed does not open, and costs no more than a wrong guess', async () => {
  const secret = { kind: 'key-file', bytes: new Uint8Array(32).fill(7) } as const
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const good = sealFile({ a: 1 }, await stretchNew(secret, random), random)
  assert.ok(await attempt(() => openFile(good, secret)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentBytes([good]), fc.uint8Array()), async (bytes) => {
      assert.ok(
        Buffer.compare(bytes, good) === 0 || !(await attempt(() => openFile(bytes, secret))),
      )
    }),
    { numRuns: 40 },
  )
  const read: {
    header: { nonce: string; parameters: Record<string, unknown> }
    ciphertext: string
  } = JSON.parse(Buffer.from(good).toString())
  const { header, ciphertext } = read
  const withParameters = (change: object): unknown => ({
    header: { ...header, parameters: { ...header.parameters, ...change } },
    ciphertext,
  })
  for (const changed of [
    { header: { ...header, nonce: 'AAAA' }, ciphertext },
    { header, ciphertext: '' },
    { header, ciphertext: 'AA' },
    { header, ciphertext: 'A' },
    withParameters({ memoryKiB: 2 ** 40 }),
    withParameters({ passes: 1e9 }),
  ]) {
    assert.equal(await attempt(() => openFile(canonicalJson(changed), secret)), false)
  }
})

test('lists of segments of any form are read, or refused with an error of ours', async () => {
  const list = [
    { hash: 'A'.repeat(43), bytes: 28 },
    { hash: 'B'.repeat(42) + 'A', bytes: 2 ** 21 },
  ]
  assert.ok(await attempt(() => parseSegmentList(list)))
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(bentValue([list]), fc.anything()),
      async (value) => void (await attempt(() => parseSegmentList(value))),
    ),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.oneof(fc.constant(hash), fc.string()),
      async (bytes, payload) => {
        await attempt(() => parseSegments(payload, bytes))
        await attempt(() => checkSegments(payload, [{ hash: bytes, bytes: bytes.length }]))
      },
    ),
  )
})

test('what passes between a server and its service has one form, or is refused with an error of ours', async () => {
  const handed = [
    { member: 'jpn', appointingKey: key, url: 'https://a.example', certificate: 'PEM' },
    { format: 'x', version: 1, member: 'jpn', keys: [] },
  ]
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentValue(handed), fc.anything()), async (value) => {
      await attempt(() => parseKasPublic(value, 'jpn'))
      await attempt(() => parseServerLink(value, 'jpn'))
    }),
    { numRuns: 300 },
  )
  const asks = Object.values(forms).filter(
    (form) => typeof form === 'object' && 'safeParse' in form,
  )
  assert.ok(asks.length > 8)
  const good = [
    { after: 0 },
    { document: '0f0e0d0c-0b0a-4908-8706-050403020100', policy: hash },
    { events: [{ kind: 'pact-adopted', at: '2026-11-25T00:00:00.000Z', pact: hash }], seen: {} },
    { checkpoint: 'c', entries: [{ salt: 'AAAA', index: 0, hashes: ['A'.repeat(43)] }] },
    { statement: { payload: 'e30', acts: [] } },
    { code: null },
  ]
  const texts = fc.oneof(
    bentValue(good).map(textOf),
    bentText(good.map(textOf)),
    fc.json(),
    fc.string(),
  )
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...asks), async (text, form) => {
      await attempt(() => forms.fromLinkJson<unknown>(form, utf8(text)))
    }),
    { numRuns: 500 },
  )
})
