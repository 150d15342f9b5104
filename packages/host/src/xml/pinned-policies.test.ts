/** A pact and the policies it pins: they are its own, and labels are judged and marked by them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { generateHybridKey, hashOf } from '@entente/core/crypto'
import {
  judgeLabel,
  type Label,
  LabelError,
  parseInstant,
  releasableTag,
} from '@entente/core/label'
import { type Bytes, EntenteError, fromUtf8, type Json, parseJson, utf8 } from '@entente/core/lib'
import {
  draftTerms,
  findEquivalent,
  localLabel,
  markingByPolicy,
  readPolicies,
  type Terms,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'

import { xmlParser } from './parser.ts'
import { readPolicyFiles } from './shipped.ts'

const template: Json = parseJson(
  readFileSync(new URL('../../../../profiles/jpn-nzl/terms.json', import.meta.url)),
)
const terms: Terms = draftTerms(template, {
  members: {
    jpn: (await generateHybridKey()).publicKey,
    nzl: (await generateHybridKey()).publicKey,
  },
  rules: ruleHashes(),
})
const files = await readPolicyFiles()
const policies = readPolicies(terms, (digest) => files.get(digest), xmlParser)
const at = parseInstant('2026-11-29T00:00:00Z')
const hiketsu = 'urn:entente:regime:jpn:hiketsu'
const psr = 'urn:entente:regime:nzl:psr'

const label = (regime: string, classification: string, change: Partial<Label> = {}): Label => ({
  kind: 'originator',
  policy: { uri: regime, name: policies.get(regime)?.name ?? 'none' },
  classification,
  privacyMark: null,
  categories: [{ type: 'PERMISSIVE', tagName: releasableTag, uri: null, values: ['JPN', 'NZL'] }],
  originator: null,
  created: at,
  review: parseInstant('2031-11-29T00:00:00Z'),
  succession: null,
  ...change,
})
const category = (type: 'PERMISSIVE' | 'RESTRICTIVE', tagName: string, ...values: string[]) => ({
  categories: [{ type, tagName, uri: null, values }],
})
const codeOf = (ask: () => unknown): string => {
  try {
    ask()
    return 'accepted'
  } catch (error) {
    if (error instanceof EntenteError) return String(error.code)
    throw error
  }
}
const readWith = (change: (text: string) => string, regime = psr): string => {
  const pinned = terms.regimes.find((one) => one.regime === regime)?.spif
  assert.ok(pinned)
  const bytes = utf8(change(fromUtf8(files.get(pinned) ?? assert.fail())))
  const changed = new Map<string, Bytes>([...files, [hashOf(bytes), bytes]])
  const regimes = terms.regimes.map((one) =>
    one.regime === regime ? { ...one, spif: hashOf(bytes) } : one,
  )
  return codeOf(() =>
    readPolicies({ ...terms, regimes }, (digest) => changed.get(digest), xmlParser),
  )
}

test('a pact finds the policies it pins, and no others', () => {
  assert.deepEqual(
    [...policies.keys()],
    terms.regimes.map(({ regime }) => regime),
  )
})

test('a policy that is missing, or of other bytes under its digest, refuses the pact', () => {
  assert.equal(
    codeOf(() => readPolicies(terms, () => undefined, xmlParser)),
    'pact/policy-missing',
  )
  const [first] = files.values()
  assert.equal(
    codeOf(() => readPolicies(terms, () => first, xmlParser)),
    'pact/other-policy',
  )
})

test('one more line feed in a policy refuses the pact: its digest is another', () => {
  const longer = (bytes: Bytes | undefined): Bytes | undefined =>
    bytes && utf8(`${fromUtf8(bytes)}\n`)
  assert.equal(
    codeOf(() => readPolicies(terms, (digest) => longer(files.get(digest)), xmlParser)),
    'pact/other-policy',
  )
})

test('a label that breaks a rule of its policy is judged so, also where nobody marks it', () => {
  const policy = policies.get(psr)
  assert.ok(policy)
  const broken = label(psr, 'SENSITIVE', category('RESTRICTIVE', 'Dissemination', 'ORCON'))
  assert.equal(
    codeOf(() => judgeLabel(broken, policy, { at, age: 'written' })),
    'label/excluded',
  )
})

test('a policy that contradicts the terms refuses the pact', () => {
  assert.equal(
    readWith((text) => text),
    'accepted',
  )
  assert.equal(
    readWith((text) => text.replace(psr, `${psr}:other`)),
    'pact/other-policy',
  )
  assert.equal(
    readWith((text) => text.replace('name="Protective Security Requirements"', 'name="PSR"')),
    'pact/other-policy',
  )
  assert.equal(
    readWith((text) => text.replaceAll(/\bSENSITIVE\b/g, 'DELICATE')),
    'pact/other-policy',
  )
})

test('a policy whose equivalents are not those of the table refuses the pact', () => {
  const lowered = (text: string): string =>
    text.replace(
      'policyRef="Ministerial secrets" lacv="2"',
      'policyRef="Ministerial secrets" lacv="1"',
    )
  assert.equal(readWith(lowered), 'pact/other-policy')
  const restricted = (text: string): string =>
    text.replace(
      /(<securityClassification name="RESTRICTED"[^>]*)\/>/,
      '$1><equivalentClassification policyRef="Ministerial secrets" lacv="1" applied="encrypt"/></securityClassification>',
    )
  assert.equal(readWith(restricted), 'pact/other-policy')
})

test('a policy of 10 MB, and one that is no policy, refuse the pact', () => {
  const long = (text: string): string => `${text}<!--${'x'.repeat(10_000_000)}-->`
  assert.equal(readWith(long), 'label/xml-too-large')
  assert.equal(
    readWith(() => '<SPIF/>'),
    'label/spif-malformed',
  )
})

for (const [why, given, code] of [
  ['a label of the policy', label(hiketsu, '極秘'), 'accepted'],
  ['an unknown level', label(hiketsu, '絶密'), 'label/unknown-level'],
  [
    'an unknown country',
    label(hiketsu, '極秘', category('PERMISSIVE', releasableTag, 'XXX')),
    'label/unknown-category',
  ],
  [
    'a category of another policy',
    label(hiketsu, '極秘', category('RESTRICTIVE', 'Dissemination', 'ORCON')),
    'label/unknown-category',
  ],
  [
    'another name of the policy',
    label(hiketsu, '極秘', { policy: { uri: hiketsu, name: 'NZ PSR' } }),
    'label/wrong-policy',
  ],
  [
    'a category that the level excludes',
    label(psr, 'SENSITIVE', category('RESTRICTIVE', 'Dissemination', 'ORCON')),
    'label/excluded',
  ],
  [
    'two categories that exclude each other',
    label(psr, 'SECRET', {
      categories: [
        { type: 'RESTRICTIVE', tagName: 'Dissemination', uri: null, values: ['NZEO'] },
        { type: 'PERMISSIVE', tagName: releasableTag, uri: null, values: ['JPN', 'NZL'] },
      ],
    }),
    'label/excluded',
  ],
  [
    'a successor that the policy does not know',
    label(hiketsu, '極秘', {
      succession: { at: parseInstant('2030-01-01T00:00:00Z'), label: label(hiketsu, '絶密') },
    }),
    'label/unknown-level',
  ],
] as const) {
  test(`${why}: ${code}`, () => {
    assert.equal(
      codeOf(() => markingByPolicy(given, policies, { at, age: 'new' })),
      code,
    )
    assert.equal(
      codeOf(() => markingByPolicy(given, policies, { at, age: 'written' })),
      code,
    )
  })
}

test('an obsolete value is not given to a new label, and stays on an old one', () => {
  const [old] = [...policies.values()].filter(({ uris }) => uris.includes(hiketsu))
  assert.ok(old)
  const classifications = old.classifications.map((one) => ({
    ...one,
    obsolete: one.name === '秘',
  }))
  const changed = new Map([...policies, [hiketsu, { ...old, classifications }] as const])
  const judge = (age: 'new' | 'written') => () =>
    markingByPolicy(label(hiketsu, '秘'), changed, { at, age })
  assert.equal(codeOf(judge('new')), 'label/obsolete')
  assert.equal(codeOf(judge('written')), 'accepted')
})

test('what is received is marked with its government, its level, and our marking, in both languages', () => {
  const there = localLabel(label(hiketsu, '極秘'), { terms, policies }, { recipient: 'nzl', at })
  assert.deepEqual(there.marking, {
    en: 'JAPAN 極秘 / SECRET//REL TO JPN, NZL',
    ja: '日本国 極秘 / SECRET//REL TO JPN, NZL',
  })
  const { policy, classification, kind } = there.alternative
  assert.deepEqual([policy.uri, classification, kind], [psr, 'SECRET', 'alternative'])
  const here = localLabel(label(psr, 'SECRET'), { terms, policies }, { recipient: 'jpn', at })
  assert.deepEqual(here.marking, {
    en: 'NEW ZEALAND SECRET / 極秘 RELEASABLE TO NEW ZEALAND, JAPAN',
    ja: 'ニュージーランド SECRET / 極秘 提供先：ニュージーランド、日本',
  })
})

test('a restriction that the recipient’s policy cannot say blocks', () => {
  const orcon = label(psr, 'SECRET', category('RESTRICTIVE', 'Dissemination', 'ORCON'))
  assert.equal(
    codeOf(() => localLabel(orcon, { terms, policies }, { recipient: 'jpn', at })),
    'label/no-equivalent',
  )
  const alternative = label(hiketsu, '極秘', { kind: 'alternative' })
  assert.equal(
    codeOf(() => localLabel(alternative, { terms, policies }, { recipient: 'nzl', at })),
    'label/not-originator',
  )
})

test('any level there and back is the originator’s own, or is blocked: the label is never replaced', () => {
  const rows = terms.regimes.flatMap(({ regime, member, levels }) =>
    levels.map(({ level }) => ({ regime, member, level })),
  )
  fc.assert(
    fc.property(fc.constantFrom(...rows), ({ regime, member, level }) => {
      const other = member === 'jpn' ? 'nzl' : 'jpn'
      const own = label(regime, level, { categories: [] })
      const before = structuredClone(own)
      const to = findEquivalent(terms, { regime, level }, other)
      let answer: string | undefined
      try {
        answer = localLabel(own, { terms, policies }, { recipient: other, at }).alternative
          .classification
      } catch (error) {
        assert.ok(
          error instanceof LabelError && error.code === 'label/no-equivalent',
          String(error),
        )
      }
      assert.equal(answer, to?.level)
      // What comes back is judged by what the originator wrote, never by the alternative.
      assert.deepEqual(own, before)
      assert.equal(own.classification, level)
    }),
  )
})
