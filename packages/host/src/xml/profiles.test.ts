/** The policies that ship with Entente: they are read, cited, and say what the illustrative pact says. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'

import {
  alternativeLabel,
  displayMarking,
  formatLabel,
  type Label,
  labelFaults,
  labelOf,
  mapToTarget,
  nzClassifications,
  nzMarkingOf,
  parseLabel,
  parseNzMarking,
  parseSpif,
  type ResolvedLabel,
  resolveLabel,
  type Spif,
} from '@entente/core/label'

import { xmlParser } from './parser.ts'

const profiles = join(import.meta.dirname, '../../../../profiles')
const files = globSync(join(profiles, '**/*.spif.xml')).toSorted()
const read = (name: string): Spif => parseSpif(readFileSync(join(profiles, name)), xmlParser)
const now = '2026-11-26T00:00:00.000Z'
const psr = read('nzl/psr.spif.xml')

interface Key {
  readonly regime: string
  readonly level: string
}
interface Terms {
  readonly regimes: readonly {
    readonly regime: string
    readonly spif: string | null
    readonly name: { readonly en: string; readonly ja: string }
    readonly levels: readonly { readonly level: string }[]
  }[]
  readonly equivalence: readonly {
    readonly from: Key
    readonly member: string
    readonly to: Key | null
  }[]
}
const terms: Terms = JSON.parse(readFileSync(join(profiles, 'jpn-nzl/terms.json'), 'utf8'))
const spifs = new Map(
  files.map((file) => {
    const spif = parseSpif(readFileSync(file), xmlParser)
    return [spif.uris.at(-1) ?? '', spif] as const
  }),
)
const spifOf = (regime: string): Spif => spifs.get(regime) ?? assert.fail(regime)

const labelFor = (
  regime: string,
  level: string,
  values: Readonly<Record<string, readonly string[]>> = {},
): ResolvedLabel => {
  const spif = spifOf(regime)
  const classification = spif.classifications.find(({ name }) => name === level)
  assert.ok(classification, level)
  const categories = spif.tagSets.flatMap(({ name, categories: all }) =>
    all.filter((one) => values[name]?.includes(one.name)),
  )
  assert.equal(categories.length, Object.values(values).flat().length)
  return { spif, classification, categories, privacyMark: null }
}
const written = (label: ResolvedLabel): Label =>
  labelOf(label, { kind: 'originator', originator: null, created: now, review: now })

for (const file of files) {
  const name = relative(profiles, file)
  test(`${name} cites a source for each level, and says what is illustrative`, () => {
    const text = readFileSync(file, 'utf8')
    const [, sources = ''] = /Sources\n([^]*?)-->/.exec(text) ?? []
    const cited = new Set(Array.from(sources.matchAll(/^ {2}\[([A-Z])\]/gm), ([, mark]) => mark))
    assert.ok(cited.size > 0)
    assert.match(sources, /ILLUSTRATIVE/)
    const lines = text.split('\n')
    for (const [at, line] of lines.entries()) {
      if (!line.includes('<securityClassification ')) continue
      const [, mark] = /<!-- .*?\[([A-Z])\]/.exec(lines[at - 1] ?? '') ?? []
      const isIllustrative = /ILLUSTRATIVE as a whole/.test(sources)
      assert.ok(isIllustrative || cited.has(mark), `${line.trim()} has no source`)
    }
    for (const [, mark] of text.matchAll(/\[([A-Z])\]/g)) assert.ok(cited.has(mark), `[${mark}]`)
  })

  test(`${name} marks each of its levels in each language`, () => {
    const spif = parseSpif(readFileSync(file), xmlParser)
    for (const { name: level } of spif.classifications) {
      const label = labelFor(spif.uris.at(-1) ?? '', level)
      assert.deepEqual(labelFaults(label), [])
      for (const language of ['en', 'ja', null]) {
        assert.notEqual(displayMarking(label, { language }), '')
      }
    }
  })
}

test('every regime of the pact pins the policy that ships, by the digest of its bytes', () => {
  const digests = new Map(
    files.map((file) => {
      const bytes = readFileSync(file)
      const regime = parseSpif(bytes, xmlParser).uris.at(-1) ?? ''
      return [regime, createHash('sha256').update(bytes).digest('hex')] as const
    }),
  )
  for (const { regime, spif } of terms.regimes) {
    assert.ok(spif, `${regime} pins none`)
    assert.equal(spif, digests.get(regime), `${regime}: node scripts/regenerate.ts`)
  }
})

test('every regime of the pact has a policy with the same levels in the same order', () => {
  for (const { regime, name, levels } of terms.regimes) {
    const spif = spifOf(regime)
    const ranked = spif.classifications.toSorted((a, b) => a.hierarchy - b.hierarchy)
    const known = new Set(levels.map(({ level }) => level))
    const shared = ranked.filter((one) => known.has(one.name)).map((one) => one.name)
    assert.deepEqual(
      shared,
      levels.map(({ level }) => level),
      regime,
    )
    assert.ok(spif.names.includes(name.en) && spif.names.includes(name.ja), regime)
  }
})

test('the equivalents of the policies are those of the pact, both ways', () => {
  for (const { from, to } of terms.equivalence) {
    const label = labelFor(from.regime, from.level)
    if (!to) {
      for (const target of spifs.values()) {
        assert.throws(() => mapToTarget(label, target), /has no equivalent/)
      }
      continue
    }
    const mapped = mapToTarget(label, spifOf(to.regime))
    assert.equal(mapped.classification.name, to.level)
  }
  const pairs = [...spifs].flatMap(([regime, { classifications }]) =>
    classifications.flatMap(({ name, equivalents }) => equivalents.map(() => `${regime} ${name}`)),
  )
  const table = terms.equivalence
    .filter(({ to }) => to)
    .map(({ from }) => `${from.regime} ${from.level}`)
  assert.deepEqual(pairs.toSorted(), table.toSorted())
})

test('a round trip gives the originator’s own level back: its label is never replaced', () => {
  const secret = written(
    labelFor('urn:entente:regime:jpn:tokutei-himitsu', '特定秘密', {
      'Releasable To': ['JPN', 'NZL'],
    }),
  )
  const bytes = formatLabel(secret)
  const there = mapToTarget(resolveLabel(secret, spifOf(secret.policy.uri), now), psr)
  const alternative = alternativeLabel(
    secret,
    { regime: psr.uris.at(-1) ?? '', level: there.classification.name, policyName: psr.name },
    now,
  )
  assert.equal(alternative.classification, 'SECRET')
  assert.equal(
    displayMarking(resolveLabel(alternative, psr, now), { language: null }),
    'SECRET//REL TO NZL, JPN',
  )
  assert.deepEqual(formatLabel(secret), bytes)
  assert.equal(parseLabel(bytes, xmlParser).classification, '特定秘密')
})

for (const [level, values, marking] of [
  ['SECRET', { 'Releasable To': ['JPN', 'NZL', 'AUS'] }, 'SECRET//REL TO NZL, AUS, JPN'],
  [
    'SECRET',
    { Dissemination: ['ORCON'], 'Releasable To': ['JPN', 'NZL'] },
    'SECRET//ORCON/REL TO NZL, JPN',
  ],
  ['SECRET', { 'Releasable To': ['NZL'] }, 'SECRET'],
  ['CONFIDENTIAL', { Control: ['ACCOUNTABLE MATERIAL'] }, 'CONFIDENTIAL//ACCOUNTABLE MATERIAL'],
  ['TOP SECRET', { Dissemination: ['NZEO'] }, 'TOP SECRET//NZEO'],
  ['SENSITIVE', { Endorsement: ['POLICY', 'STAFF'] }, 'STAFF POLICY SENSITIVE'],
  ['UNCLASSIFIED', { 'Releasable To': ['NZL', 'JPN'] }, 'UNCLASSIFIED'],
] as const) {
  test(`the rules of New Zealand mark ${marking}`, () => {
    const label = labelFor('urn:entente:regime:nzl:psr', level, values)
    assert.deepEqual(labelFaults(label), [])
    assert.equal(nzMarkingOf(label), marking)
    assert.equal(parseNzMarking(marking).classification, level)
  })
}

test('levels and colours of New Zealand are those of its rules', () => {
  assert.deepEqual(
    psr.classifications.map(({ name, colour }) => [name, colour]),
    Object.entries(nzClassifications).map(([name, { colour }]) => [name, colour]),
  )
})

test('the rules of New Zealand do not mark what they do not allow', () => {
  const regime = 'urn:entente:regime:nzl:psr'
  assert.throws(
    () => nzMarkingOf(labelFor(regime, 'SECRET', { 'Releasable To': ['JPN'] })),
    /without NZL/,
  )
  assert.throws(
    () => nzMarkingOf(labelFor(regime, 'SECRET', { Endorsement: ['STAFF'] })),
    /takes no policy/,
  )
  assert.throws(
    () => nzMarkingOf(labelFor('urn:entente:regime:jpn:hiketsu', '極秘')),
    /not a classification/,
  )
  const nzeo = { Dissemination: ['NZEO'], 'Releasable To': ['JPN', 'NZL'] }
  assert.notDeepEqual(labelFaults(labelFor(regime, 'SECRET', nzeo)), [])
})

for (const [name, level, values, language, marking] of [
  [
    'jpn/hiketsu.spif.xml',
    '極秘',
    { 'Releasable To': ['NZL', 'JPN'] },
    'ja',
    '日本国 極秘 提供先：日本、ニュージーランド',
  ],
  ['jpn/hiketsu.spif.xml', '極秘', {}, 'en', 'JAPAN 極秘'],
  ['jpn/tokutei-himitsu.spif.xml', '特定秘密', {}, 'ja', '日本国 特定秘密'],
  ['jpn/keizai-anpo.spif.xml', '重要経済安保情報', {}, 'en', 'JAPAN 重要経済安保情報'],
  ['jpn/tokubetsu-boei.spif.xml', '機密', {}, 'ja', '日本国 特別防衛秘密（機密）'],
  ['nato/nato.spif.xml', 'TOP SECRET', {}, 'en', 'COSMIC TOP SECRET'],
  ['nato/nato.spif.xml', 'TOP SECRET', {}, 'fr', 'COSMIC TRÈS SECRET'],
  [
    'nato/nato.spif.xml',
    'RESTRICTED',
    { 'Releasable To': ['NZL', 'JPN'] },
    'en',
    'NATO RESTRICTED Releasable to Japan, New Zealand',
  ],
  ['eu/eu.spif.xml', 'RESTREINT UE/EU RESTRICTED', {}, 'en', 'RESTREINT UE/EU RESTRICTED'],
  ['tlp/tlp-2.0.spif.xml', 'TLP:AMBER+STRICT', {}, 'en', 'TLP:AMBER+STRICT'],
  [
    'pacific/pacific.spif.xml',
    'MEMBERS',
    { 'Releasable To': ['TON', 'FJI'] },
    'en',
    'PALM // MEMBERS ONLY // FOR Fiji, Tonga',
  ],
] as const) {
  test(`${name} marks ${marking}`, () => {
    const label = labelFor(read(name).uris.at(-1) ?? '', level, values)
    assert.equal(displayMarking(label, { language }), marking)
  })
}

test('the Meeting has 19 members, of whom two act through a state', () => {
  const members = read('pacific/pacific.spif.xml').tagSets.find(
    ({ name }) => name === 'Releasable To',
  )
  assert.equal(members?.categories.length, 19)
  const regime = 'urn:entente:regime:pacific:palm'
  const alone = labelFor(regime, 'MEMBERS', { 'Releasable To': ['PYF'] })
  assert.equal(labelFaults(alone).length, 1)
  const through = labelFor(regime, 'MEMBERS', {
    'Releasable To': ['NCL', 'PYF'],
    'Acts Through': ['FRA'],
  })
  assert.deepEqual(labelFaults(through), [])
})

test('what is only handled with care, or outside of the pact, has no equivalent', () => {
  for (const [regime, level] of [
    ['urn:entente:regime:jpn:ippan', '取扱注意'],
    ['urn:entente:regime:nzl:psr', 'SENSITIVE'],
    ['urn:entente:regime:nzl:psr', 'IN-CONFIDENCE'],
    ['urn:entente:regime:jpn:keizai-anpo', '重要経済安保情報'],
    ['urn:entente:regime:jpn:tokubetsu-boei', '極秘'],
  ] as const) {
    for (const target of spifs.values()) {
      assert.throws(() => mapToTarget(labelFor(regime, level), target), /has no equivalent/)
    }
  }
})
