import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  alternativeLabel,
  formatLabelJson,
  formatLevel,
  highestLevel,
  isReadable,
  isReleasableTo,
  isSameLabel,
  type Label,
  type LabelCategory,
  LabelError,
  type LabelErrorCode,
  labelErrorTexts,
  levelOf,
  levelsUpTo,
  parseInstant,
  parseLabelJson,
  parseLevel,
  releasableTo,
} from './index.ts'

const psr = {
  regime: 'urn:entente:regime:nzl:psr',
  levels: ['RESTRICTED', 'CONFIDENTIAL', 'SECRET', 'TOP SECRET'],
}
const hiketsu = { regime: 'urn:entente:regime:jpn:hiketsu', levels: ['秘', '極秘'] }
const tokutei = { regime: 'urn:entente:regime:jpn:tokutei-himitsu', levels: ['特定秘密'] }
const regimes = [psr, hiketsu, tokutei]
const key = (regime: { readonly regime: string }, level: string) => ({
  regime: regime.regime,
  level,
})

const countries: LabelCategory = {
  type: 'PERMISSIVE',
  tagName: 'Releasable To',
  uri: 'urn:oid:2.25.7',
  values: ['JPN', 'NZL'],
}
const orcon: LabelCategory = {
  type: 'RESTRICTIVE',
  tagName: 'Control',
  uri: null,
  values: ['ORCON'],
}
const label: Label = {
  kind: 'originator',
  policy: { uri: hiketsu.regime, name: '省秘' },
  classification: '極秘',
  privacyMark: 'STAFF',
  categories: [countries],
  originator: null,
  created: '2026-11-25T00:00:00.000Z',
  review: '2031-11-25T00:00:00.000Z',
  succession: null,
}
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}

test('a level is known by its regime and its name', () => {
  assert.deepEqual(levelOf(label), key(hiketsu, '極秘'))
  assert.deepEqual(parseLevel(formatLevel(key(psr, 'TOP SECRET'))), key(psr, 'TOP SECRET'))
  for (const text of ['', 'urn:a', 'urn:a ', ' SECRET']) {
    assert.throws(() => parseLevel(text), code('label/malformed'))
  }
})

test('a label goes to the countries it names, and without a name to nobody', () => {
  const of = (...categories: LabelCategory[]) => ({ ...label, categories })
  assert.deepEqual(releasableTo(label), ['JPN', 'NZL'])
  assert.ok(isReleasableTo(label, 'NZL'))
  assert.ok(!isReleasableTo(label, 'AUS'))
  for (const none of [
    of(),
    of({ ...countries, type: 'INFORMATIVE' }),
    of({ ...countries, type: 'RESTRICTIVE' }),
    of({ ...countries, tagName: 'releasable to' }),
    of({ ...countries, values: ['NATO', 'nzl'] }),
  ]) {
    assert.equal(releasableTo(none), undefined)
    assert.ok(!isReleasableTo(none, 'NZL'))
    assert.ok(!isReleasableTo(none, ''))
  }
})

test('a level is readable only if it is listed, in its own regime', () => {
  assert.ok(isReadable(label, [key(hiketsu, '秘'), key(hiketsu, '極秘')]))
  assert.ok(!isReadable(label, []))
  assert.ok(!isReadable(label, [key(hiketsu, '秘')]))
  assert.ok(!isReadable(label, [key(tokutei, '極秘'), key(psr, 'TOP SECRET')]))
})

test('a clearance on a ladder reads what is below, in its own regime', () => {
  assert.deepEqual(
    levelsUpTo(regimes, key(psr, 'CONFIDENTIAL')),
    ['RESTRICTED', 'CONFIDENTIAL'].map((level) => key(psr, level)),
  )
  assert.throws(() => levelsUpTo(regimes, key(psr, '極秘')), code('label/unknown-level'))
  assert.throws(() => levelsUpTo([], key(psr, 'SECRET')), code('label/unknown-level'))
})

test('the whole is as high as its highest part, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1 }), (ranks) => {
      const parts = ranks.map((rank) => key(psr, psr.levels[rank] ?? ''))
      const highest = highestLevel(psr, parts)
      assert.deepEqual(highest, key(psr, psr.levels[Math.max(...ranks)] ?? ''))
      assert.deepEqual(highestLevel(psr, parts.toReversed()), highest)
      assert.deepEqual(highestLevel(psr, [...parts, highest]), highest)
    }),
  )
  for (const parts of [[], [key(psr, 'LOW')], [key(psr, 'SECRET'), key(hiketsu, '極秘')]]) {
    assert.throws(() => highestLevel(psr, parts), code('label/unknown-level'))
  }
})

const secret = { ...key(psr, 'SECRET'), policyName: 'NZ PSR' }
const at = '2026-11-26T00:00:00Z'

test('the alternative label carries the recipient’s level and the same countries', () => {
  assert.deepEqual(alternativeLabel(label, secret, at), {
    ...label,
    kind: 'alternative',
    policy: { uri: psr.regime, name: 'NZ PSR' },
    classification: 'SECRET',
    privacyMark: null,
    categories: [{ ...countries, uri: null }],
    created: '2026-11-26T00:00:00.000Z',
  })
})

test('the alternative label is reviewed when the originator’s is reviewed or succeeded', () => {
  const { policy, classification, created } = label
  const succession = {
    at: '2030-01-01T00:00:00.000Z',
    label: {
      policy,
      classification,
      created,
      privacyMark: null,
      categories: [],
      originator: null,
      succession: null,
    },
  }
  for (const review of [label.review, null]) {
    const alternative = alternativeLabel({ ...label, review, succession }, secret, at)
    assert.equal(alternative.review, succession.at)
    assert.equal(alternative.succession, null)
  }
})

test('what has no equivalent blocks: a level, or a restriction', () => {
  const restricted = { ...label, categories: [countries, orcon] }
  const other: LabelCategory = { ...orcon, type: 'PERMISSIVE', tagName: 'Only' }
  for (const [from, to] of [
    [label, null],
    [label, undefined],
    [restricted, secret],
    [{ ...label, categories: [other] }, secret],
  ] as const) {
    assert.throws(() => alternativeLabel(from, to, at), code('label/no-equivalent'))
  }
  const shared = alternativeLabel(restricted, { ...secret, sharedTags: ['Control'] }, at)
  assert.deepEqual(shared.categories, [{ ...countries, uri: null }, orcon])
  const noted = { ...label, categories: [{ ...orcon, type: 'INFORMATIVE' }] } as const
  assert.deepEqual(alternativeLabel(noted, secret, at).categories, [])
})

test('only an originator’s label has an alternative', () => {
  for (const kind of ['alternative', 'metadata'] as const) {
    assert.throws(
      () => alternativeLabel({ ...label, kind }, secret, at),
      code('label/not-originator'),
    )
  }
})

test('the JSON form reads back as the same label', () => {
  const json = formatLabelJson({ ...label, categories: [countries, orcon] })
  assert.deepEqual(parseLabelJson(json), { ...label, categories: [countries, orcon] })
  assert.deepEqual(Object.keys(Object(json)), [
    'Xmlns',
    'Kind',
    'ReviewDateTime',
    'CreationTime',
    'ConfidentialityInformation',
  ])
})

const succeeded = (change: object): Label => {
  const { policy, classification, privacyMark, categories, originator, created } = label
  const content = { policy, classification, privacyMark, categories, originator, created }
  const successor = { ...content, succession: null, ...change }
  return { ...label, succession: { at: '2030-01-01T00:00:00Z', label: successor } }
}

for (const [why, change, expected] of [
  ['a hidden character in the classification', { classification: '極\u200B秘' }, 'label/bad-text'],
  ['a lone surrogate', { classification: '\uD800' }, 'label/bad-text'],
  ['a policy without a name', { policy: { uri: 'urn:a', name: '' } }, 'label/bad-text'],
  ['a policy whose URI is a word', { policy: { uri: 'PSR', name: 'PSR' } }, 'label/bad-text'],
  ['a URI without end', { policy: { uri: `urn:${'a'.repeat(200)}`, name: 'A' } }, 'label/bad-text'],
  ['an empty privacy mark', { privacyMark: '' }, 'label/bad-text'],
  ['an originator without a name', { originator: { type: 'jID', id: ' ' } }, 'label/bad-text'],
  ['an empty tag', { categories: [{ ...countries, tagName: '' }] }, 'label/bad-text'],
  ['a tag whose URI is a word', { categories: [{ ...countries, uri: 'Rel' }] }, 'label/bad-text'],
  ['an empty value', { categories: [{ ...countries, values: ['', 'NZL'] }] }, 'label/bad-text'],
  ['a category without values', { categories: [{ ...countries, values: [] }] }, 'label/malformed'],
  ['a category twice', { categories: [countries, countries] }, 'label/repeated'],
  ['a time that does not exist', { created: '2026-02-30T00:00:00Z' }, 'label/bad-time'],
] as const) {
  test(`writes no label with ${why}, nor one that is succeeded by it`, () => {
    assert.throws(() => formatLabelJson({ ...label, ...change }), code(expected))
    assert.throws(() => formatLabelJson(succeeded(change)), code(expected))
  })
}

test('refuses JSON of another namespace, of an unknown kind, or with more in it', () => {
  const json: Record<string, unknown> = Object(formatLabelJson(label))
  assert.throws(() => parseLabelJson({ ...json, Xmlns: 'urn:a' }), code('label/malformed'))
  assert.throws(() => parseLabelJson({ ...json, Kind: 'Label' }), code('label/unknown-root'))
  assert.throws(() => parseLabelJson({ ...json, Caveat: 'X' }), code('label/malformed'))
})

test('two labels are the same only if they agree in everything', () => {
  assert.ok(isSameLabel(label, { ...label, created: '2026-11-25T09:00:00+09:00' }))
  for (const other of [
    { ...label, kind: 'metadata' },
    { ...label, classification: '秘' },
    { ...label, policy: { ...label.policy, uri: tokutei.regime } },
    { ...label, policy: { ...label.policy, name: 'X' } },
    { ...label, privacyMark: null },
    { ...label, categories: [] },
    { ...label, categories: [{ ...countries, values: ['NZL', 'JPN'] }] },
    { ...label, originator: { type: 'jID', id: 'a@b' } },
    { ...label, review: '2031-11-26T00:00:00.000Z' },
    { ...label, created: '2026-11-26T00:00:00.000Z' },
  ] as const) {
    assert.ok(!isSameLabel(label, other))
  }
})

test('any JSON ends in a label or in an error of ours', () => {
  const valid = formatLabelJson(label)
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(Object(valid))), (value, name) => {
      for (const json of [
        value,
        { ...Object(valid), [name]: value },
        { ...Object(valid), x: value },
      ]) {
        try {
          assert.ok(isSameLabel(label, parseLabelJson(json)))
        } catch (error) {
          assert.ok(error instanceof LabelError, String(error))
        }
      }
    }),
  )
})

for (const [text, instant] of [
  ['2026-11-25T09:00:00+09:00', '2026-11-25T00:00:00.000Z'],
  ['2026-11-25T00:30:00.5-01:30', '2026-11-25T02:00:00.500Z'],
  ['2028-02-29T23:59:59.123456789Z', '2028-02-29T23:59:59.123Z'],
  ['2027-01-01T00:00:00+14:00', '2026-12-31T10:00:00.000Z'],
] as const) {
  test(`${text} is ${instant}`, () => assert.equal(parseInstant(text), instant))
}

for (const text of [
  '',
  '2026-11-25',
  '2026-11-25T00:00:00',
  '2026-11-25T00:00Z',
  '2026-11-25 00:00:00Z',
  '2026-11-25T24:00:00Z',
  '2026-11-25T23:59:60Z',
  '2027-02-29T00:00:00Z',
  '2026-11-31T00:00:00Z',
  '2026-11-25T00:00:00+14:01',
  '2026-11-25T00:00:00+09:60',
  '2026-11-25T00:00:00z',
  '-2026-11-25T00:00:00Z',
  '12026-11-25T00:00:00Z',
  '9999-12-31T23:59:59-01:00',
  '0000-01-01T00:00:00+01:00',
  '２０２６-11-25T00:00:00Z',
  'Wed, 25 Nov 2026 00:00:00 GMT',
]) {
  test(`refuses the time \`${text}\``, () => {
    assert.throws(() => parseInstant(text), code('label/bad-time'))
  })
}

test('every refusal has its sentence in both languages', () => {
  for (const [name, { en, ja, status }] of Object.entries(labelErrorTexts)) {
    assert.match(en, /\.$/, name)
    assert.match(ja, /。$/, name)
    assert.ok(status === 413 || status === 422, name)
  }
})
