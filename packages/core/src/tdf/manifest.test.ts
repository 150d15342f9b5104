import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { EntenteError, fromUtf8, toBase64, utf8 } from '../lib/index.ts'

import {
  formatManifest,
  type Manifest,
  manifestLimits,
  parseManifest,
  storedSize,
} from './manifest.ts'
import { formatPolicy, parsePolicy, policyHash } from './policy.ts'
import { parseStrictJson } from './strict-json.ts'

const plain = {
  schemaVersion: '4.3.0',
  payload: { type: 'reference', url: '0.payload', protocol: 'zip', isEncrypted: true },
  encryptionInformation: {
    type: 'split',
    policy: 'e30=',
    keyAccess: [
      {
        type: 'wrapped',
        url: 'https://a',
        wrappedKey: 'AA==',
        policyBinding: { alg: 'HS256', hash: 'AA==' },
      },
    ],
    method: { algorithm: 'AES-256-GCM' },
    integrityInformation: {
      rootSignature: { alg: 'HS256', sig: 'AA==' },
      segmentHashAlg: 'GMAC',
      segmentSizeDefault: 100,
      encryptedSegmentSizeDefault: 128,
      segments: [{ hash: 'AA==', segmentSize: 5, encryptedSegmentSize: 33 }],
    },
  },
  assertions: [],
}
const keyAccess = 'encryptionInformation.keyAccess'
const integrity = 'encryptionInformation.integrityInformation'

type Changes = Readonly<Record<string, unknown>>

/** Parses the plain manifest with other values at some paths; `undefined` leaves a member out. */
const parse = (changes: Changes = {}): Manifest => {
  const manifest: unknown = structuredClone(plain)
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    const parent = steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), manifest)
    Reflect.set(Object(parent), last, value)
  }
  return parseManifest(utf8(JSON.stringify(manifest)))
}

test('reads what is written, in both formats', () => {
  for (const version of ['4.3.0', '4.2.2'] as const) {
    const manifest = { ...parse(), version }
    assert.deepEqual(parseManifest(formatManifest(manifest)), manifest)
    assert.equal(
      fromUtf8(formatManifest(manifest)).includes('schemaVersion":"4'),
      version === '4.3.0',
    )
  }
})

for (const [why, changes, expected] of [
  ['no version: 4.2.2', { schemaVersion: undefined }, { version: '4.2.2' }],
  ['the version 4.2.2', { schemaVersion: '4.2.2' }, { version: '4.2.2' }],
  [
    'the version under its name in the specification',
    { schemaVersion: undefined, tdf_spec_version: '4.3.0' },
    { version: '4.3.0' },
  ],
  ['no assertions', { assertions: undefined }, { assertions: [] }],
  ['null for assertions', { assertions: null }, { assertions: [] }],
  ['a member that nobody knows', { alg: 'x' }, { version: '4.3.0' }],
  [
    'a segment of default size',
    { [`${integrity}.segments`]: [{ hash: 'AA==' }] },
    { segments: [{ hash: 'AA==', size: 100 }] },
  ],
  [
    'a segment of default size without a default for it as stored',
    {
      [`${integrity}.segments`]: [{ hash: 'AA==' }],
      [`${integrity}.encryptedSegmentSizeDefault`]: undefined,
    },
    { segments: [{ hash: 'AA==', size: 100 }] },
  ],
  [
    'a policy binding that is a bare text, and members that are null',
    {
      [`${keyAccess}.0.policyBinding`]: 'QQ==',
      [`${keyAccess}.0.kid`]: null,
      [`${keyAccess}.0.sid`]: null,
      [`${keyAccess}.0.encryptedMetadata`]: null,
      [`${keyAccess}.0.ephemeralPublicKey`]: null,
    },
    {
      keyAccess: [
        { type: 'wrapped', url: 'https://a', sid: '', wrappedKey: 'AA==', policyBinding: 'QQ==' },
      ],
    },
  ],
] as const) {
  test(`reads ${why}`, () => {
    const read: Changes = { ...parse(changes) }
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(read[name], value)
  })
}

test('the stored size counts what sealing adds to each segment', () => {
  assert.equal(storedSize(parse()), 33)
})

const segments = `${integrity}.segments`
const binding = { method: 'jws', signature: '' }
const many = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))

for (const [why, code, changes] of [
  ['another version', 'tdf/unsupported', { schemaVersion: '5.0.0' }],
  [
    'another cipher',
    'tdf/unsupported',
    { 'encryptionInformation.method.algorithm': 'AES-256-CBC' },
  ],
  [
    'a root signature that needs no key',
    'tdf/unsupported',
    { [`${integrity}.rootSignature.alg`]: 'GMAC' },
  ],
  ['another segment hash', 'tdf/bad-manifest', { [`${integrity}.segmentHashAlg`]: 'none' }],
  ['a payload elsewhere', 'tdf/bad-manifest', { 'payload.url': 'https://b' }],
  ['a payload in clear', 'tdf/bad-manifest', { 'payload.isEncrypted': false }],
  ['nobody to give the key', 'tdf/bad-manifest', { [keyAccess]: [] }],
  [
    'another binding algorithm',
    'tdf/bad-manifest',
    { [`${keyAccess}.0.policyBinding.alg`]: 'none' },
  ],
  ['a number for a text', 'tdf/bad-manifest', { [`${keyAccess}.0.url`]: 7 }],
  [
    'a segment too large',
    'tdf/bad-manifest',
    { [segments]: [{ hash: '', segmentSize: manifestLimits.segmentSize + 1 }] },
  ],
  [
    'a negative size',
    'tdf/bad-manifest',
    { [segments]: [{ hash: '', segmentSize: -28, encryptedSegmentSize: 0 }] },
  ],
  ['half a byte', 'tdf/bad-manifest', { [segments]: [{ hash: '', segmentSize: 1.5 }] }],
  [
    'sizes that contradict each other',
    'tdf/segment-table',
    { [segments]: [{ hash: '', segmentSize: 5, encryptedSegmentSize: 34 }] },
  ],
  [
    'a size that contradicts the default',
    'tdf/segment-table',
    { [segments]: [{ hash: '', segmentSize: 5 }] },
  ],
  [
    'too many segments',
    'tdf/bad-manifest',
    { [segments]: many(manifestLimits.segments + 1, () => ({ hash: '' })) },
  ],
  [
    'too many keys',
    'tdf/bad-manifest',
    {
      [keyAccess]: many(
        manifestLimits.keyAccess + 1,
        () => plain.encryptionInformation.keyAccess[0],
      ),
    },
  ],
  [
    'too many assertions',
    'tdf/bad-manifest',
    { assertions: many(manifestLimits.assertions + 1, (at) => ({ id: String(at), binding })) },
  ],
  ['an assertion that nothing binds', 'tdf/bad-manifest', { assertions: [{ id: 'a' }] }],
  [
    'two assertions of one id',
    'tdf/bad-manifest',
    {
      assertions: [
        { id: 'a', binding },
        { id: 'a', binding },
      ],
    },
  ],
] as const) {
  test(`refuses ${why}`, () => {
    assert.throws(() => parse(changes), { code })
  })
}

for (const [why, text] of [
  ['a key twice', '{"a":1,"b":{"c":1},"a":2}'],
  ['a key twice, once with an escape', '{"policy":1,"\\u0070olicy":2}'],
  ['a key twice inside of a list', '[{"x":{"a":1,"a":1}}]'],
  ['too deep', '['.repeat(33) + ']'.repeat(33)],
  ['far too deep', '['.repeat(5_000_000)],
] as const) {
  test(`refuses JSON with ${why}`, () => {
    assert.throws(() => parseStrictJson(utf8(text)), { code: 'tdf/bad-manifest' })
  })
}

test('one key in two objects, and a text that looks like a key, are no doubles', () => {
  const text = '{"a":{"a":"a","b":["a","a",{"a":1}]},"b":"{\\"a\\":1,\\"a\\"}","":"a"}'
  assert.deepEqual(parseStrictJson(utf8(text)), JSON.parse(text))
})

test('strict JSON is JSON: what JSON.parse reads and writes is read alike', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6, noUnicodeString: false }), (text) => {
      assert.deepEqual(parseStrictJson(utf8(text)), JSON.parse(text))
    }),
  )
})

test('a manifest of broken text ends in one of our errors', () => {
  const text = JSON.stringify(plain)
  const edits = fc.array(
    fc.tuple(
      fc.nat(text.length),
      fc.nat(3),
      fc.constantFrom('"', '{', '}', '[', ']', ',', '\\', '0', 'null', '\u0000'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(edits, (list) => {
      let broken = text
      for (const [at, length, put] of list)
        broken = broken.slice(0, at) + put + broken.slice(at + length)
      try {
        parseManifest(utf8(broken))
      } catch (error) {
        assert.ok(error instanceof EntenteError, String(error))
      }
    }),
    { numRuns: 2000 },
  )
})

test('any JSON at all ends in one of our errors', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.throws(() => parseManifest(utf8(text)), EntenteError)
    }),
  )
})

test('ten megabytes of escaped quotes are refused in no time', () => {
  const start = performance.now()
  assert.throws(() => parseManifest(utf8(`"${'\\"'.repeat(5_000_000)}`)), EntenteError)
  assert.ok(performance.now() - start < 2000)
})

test('a policy reads back, and has the name of its bytes', () => {
  const policy = { uuid: 'u', attributes: ['https://a/attr/b/value/c'] }
  assert.deepEqual(parsePolicy(formatPolicy(policy)), policy)
  assert.equal(
    policyHash('e30='),
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  )
})

for (const text of [
  '',
  '?',
  'e30',
  toBase64(utf8('{}')),
  toBase64(utf8('{"uuid":"","body":{}}')),
  toBase64(utf8('{"uuid":"a","uuid":"b","body":{}}')),
]) {
  test(`refuses the policy \`${text}\``, () => {
    assert.throws(() => parsePolicy(text), { code: 'tdf/bad-policy' })
  })
}

test('a policy of nulls is one of nothing', () => {
  const text = toBase64(utf8('{"uuid":"a","body":{"dataAttributes":null,"dissem":null}}'))
  assert.deepEqual(parsePolicy(text), { uuid: 'a', attributes: [] })
  assert.throws(() => policyHash('?'), { code: 'tdf/bad-policy' })
})
