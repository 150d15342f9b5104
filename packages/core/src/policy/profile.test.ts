import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { generateHybridKey, importHybridSigner, signStatement } from '../crypto/index.ts'
import {
  draftTerms,
  findClauseOfRule,
  findEquivalent,
  findHandling,
  findLevel,
  findNoEquivalent,
  PactError,
  pactId,
  type ProfileKeys,
  type Terms,
} from '../pact/index.ts'

import { ruleHashes } from './index.ts'

const file = new URL('../../../../profiles/jpn-nzl/terms.json', import.meta.url)
interface Template {
  [name: string]: unknown
  members: object[]
}
const template = (): Template => {
  const read: Template = JSON.parse(readFileSync(file, 'utf8'))
  return read
}
const jpn = (await generateHybridKey()).publicKey
const nzl = (await generateHybridKey()).publicKey
const keys: ProfileKeys = { members: { jpn, nzl }, rules: ruleHashes() }
const drafted: Terms = draftTerms(template(), keys)

const hiketsu = (level: string) => ({ regime: 'urn:entente:regime:jpn:hiketsu', level })
const tokutei = { regime: 'urn:entente:regime:jpn:tokutei-himitsu', level: '特定秘密' }
const psr = (level: string) => ({ regime: 'urn:entente:regime:nzl:psr', level })

const refused = (change: (profile: Template) => void, given = keys) => {
  const profile = template()
  change(profile)
  try {
    draftTerms(profile, given)
  } catch (error) {
    if (error instanceof PactError) return error.code
    throw error
  }
  return 'accepted'
}

test('the profile is marked as illustrative wherever it is named', () => {
  assert.equal(drafted.illustrative, true)
  assert.match(drafted.name.en, /^ILLUSTRATIVE/)
  assert.match(drafted.name.ja, /^【例示】/)
})

test('every rule of ours is carried by exactly one clause, under its digest', () => {
  for (const [id, hash] of Object.entries(ruleHashes())) {
    const clause = findClauseOfRule(drafted, id)
    assert.equal(clause?.rules.find((rule) => rule.id === id)?.hash, hash, id)
  }
})

test('levels correspond as in the row of Japan and Korea, and RESTRICTED to nothing', () => {
  const rows = [
    [hiketsu('秘'), psr('CONFIDENTIAL')],
    [hiketsu('極秘'), psr('SECRET')],
    [tokutei, psr('SECRET')],
    [hiketsu('機密'), psr('TOP SECRET')],
  ] as const
  for (const [from, to] of rows) assert.deepEqual(findEquivalent(drafted, from, 'nzl'), to)
  assert.deepEqual(findEquivalent(drafted, psr('SECRET'), 'jpn'), hiketsu('極秘'))
  assert.deepEqual(findEquivalent(drafted, psr('CONFIDENTIAL'), 'jpn'), hiketsu('秘'))
  assert.equal(findEquivalent(drafted, psr('RESTRICTED'), 'jpn'), undefined)
  assert.equal(findHandling(drafted, psr('RESTRICTED')), undefined)
})

test('the table answers for every level, with a level or with a reason', () => {
  for (const { regime, member, levels } of drafted.regimes) {
    const other = member === 'jpn' ? 'nzl' : 'jpn'
    for (const { level } of levels) {
      const to = findEquivalent(drafted, { regime, level }, other)
      const reason = findNoEquivalent(drafted, { regime, level }, other)
      assert.equal(to === undefined, reason !== undefined, level)
    }
  }
})

test('many levels may lead to one, and none that is classified to one that is not', () => {
  const led = drafted.equivalence.flatMap(({ to }) => (to === null ? [] : [to.level]))
  assert.ok(new Set(led).size < led.length)
  for (const { from, to } of drafted.equivalence) {
    if (to === null) continue
    assert.equal(
      findLevel(drafted, to)?.level.classified,
      findLevel(drafted, from)?.level.classified,
      from.level,
    )
  }
})

test('all three custodies, and one and two approvals, are in use', () => {
  assert.deepEqual(
    new Set(drafted.handling.map(({ custody }) => custody)),
    new Set(['recipient', 'originator', 'joint']),
  )
  assert.deepEqual(new Set(drafted.handling.map(({ approvals }) => approvals)), new Set([1, 2]))
})

test('every classified level that travels is wrapped post-quantum, P-256 only below SECRET', () => {
  for (const { level, suites } of drafted.handling) {
    assert.ok(suites.includes('hpqt:xwing'), level)
    const weaker = ['一般', '秘', 'UNCLASSIFIED', 'CONFIDENTIAL'].includes(level)
    assert.equal(suites.includes('ec:secp256r1'), weaker, level)
  }
})

test('a level that may be released has somebody to release it, an equivalent and a handling', () => {
  for (const { member, role, levels } of drafted.authorities) {
    const other = member === 'jpn' ? 'nzl' : 'jpn'
    for (const level of levels.filter(() => role === 'releaser')) {
      assert.ok(findEquivalent(drafted, level, other), level.level)
      assert.ok(findHandling(drafted, level), level.level)
    }
  }
})

test('Japanese text is Japanese and English text is English', () => {
  for (const { article, title, text } of drafted.clauses) {
    assert.match(text.ja, /^[^a-z]*[\u3040-\u30FF\u4E00-\u9FFF][^a-z]*。$/, article)
    assert.match(text.en, /^“?[A-Z].*\.$/s, article)
    assert.doesNotMatch(title.ja, /[a-z]/i, article)
  }
})

test('a key too few, a key too many, and a key for a stranger are refused', () => {
  assert.equal(
    refused(() => {}, { ...keys, members: { jpn } }),
    'pact/inconsistent',
  )
  assert.equal(
    refused(() => {}, { ...keys, members: { jpn, nzl, aus: nzl } }),
    'pact/inconsistent',
  )
  assert.equal(
    refused(() => {}, { ...keys, members: { jpn, nzl: jpn } }),
    'pact/inconsistent',
  )
  assert.equal(
    refused(() => {}, { ...keys, members: { jpn, ['__proto__']: nzl } }),
    'pact/inconsistent',
  )
})

test('an amendment names the version that it replaces and counts on from it', async () => {
  const signer = await importHybridSigner((await generateHybridKey()).privateKey)
  const statement = await signStatement('entente-pact', drafted, signer)
  const previous = { id: pactId(drafted), terms: drafted, statement }
  const { version, previous: replaced } = draftTerms(template(), { ...keys, previous })
  assert.deepEqual({ version, replaced }, { version: 2, replaced: previous.id })
})

test('a key that is none is refused', () => {
  for (const key of [null, 'ed25519', { ed25519: jpn.ed25519 }, { ...jpn, private: 'x' }]) {
    assert.equal(
      refused(() => {}, { ...keys, members: { jpn: key, nzl } }),
      'pact/malformed',
    )
  }
})

test('a profile that names a rule we do not have is refused', () => {
  const { 'open.recall': _, ...rules } = ruleHashes()
  assert.equal(
    refused(() => {}, { ...keys, rules }),
    'pact/other-rules',
  )
  assert.equal(
    refused((profile) => {
      profile['clauses'] = [
        {
          article: '1',
          title: drafted.name,
          text: drafted.name,
          parameters: {},
          rules: ['constructor'],
        },
      ]
    }),
    'pact/other-rules',
  )
})

test('a profile that brings keys of its own, or an unknown field, is refused', () => {
  assert.equal(
    refused((profile) => {
      const [first, ...others] = profile.members
      profile.members = [{ ...first, appointingKey: nzl }, ...others]
    }),
    'pact/malformed',
  )
  assert.equal(
    refused((profile) => {
      profile['comment'] = 'x'
    }),
    'pact/malformed',
  )
  assert.equal(
    refused((profile) => delete profile['clauses']),
    'pact/malformed',
  )
})
