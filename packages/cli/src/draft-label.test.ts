import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { generateHybridKey } from '@entente/core/crypto'
import { levelOf, parseLabel, releasableTo } from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import { draftTerms, type Terms } from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'
import { xmlParser } from '@entente/host'

import { draftLabel, type LabelWish } from './draft-label.ts'

const file = new URL('../../../profiles/jpn-nzl/terms.json', import.meta.url)
const [jpn, nzl] = [(await generateHybridKey()).publicKey, (await generateHybridKey()).publicKey]
const terms = draftTerms(JSON.parse(readFileSync(file, 'utf8')), {
  members: { jpn, nzl },
  rules: ruleHashes(),
})
const wish: LabelWish = {
  level: '極秘',
  regime: undefined,
  to: ['nzl'],
  review: '2031-11-26T00:00:00.000Z',
}
const now = new Date('2026-11-26T00:00:00.000Z')
const label = (change: Partial<LabelWish>, self = 'jpn', pacts: readonly Terms[] = [terms]) =>
  parseLabel(utf8(draftLabel({ ...wish, ...change }, self, pacts, now)), xmlParser)
const refused = (what: RegExp, ...asked: Parameters<typeof label>): void =>
  assert.throws(() => label(...asked), { code: 'cli/no-level', message: what })

test('a level is that of a regime of the member, and goes to those who are named', () => {
  const made = label({})
  assert.deepEqual(levelOf(made), { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' })
  assert.deepEqual(releasableTo(made), ['JPN', 'NZL'])
  assert.equal(made.review, '2031-11-26T00:00:00.000Z')
  assert.deepEqual(releasableTo(label({ to: [] })), ['JPN'])
})

test('a level of another member, or of none, is refused with those there are', () => {
  refused(/no `SECRET`; there are: 一般, 取扱注意, 秘, 極秘, 機密, 特定秘密, 重要経済安保情報/, {
    level: 'SECRET',
  })
  refused(/no `極秘`; there are: UNCLASSIFIED/, {}, 'nzl')
  refused(/no `極秘`/, {}, 'jpn', [])
})

test('where two regimes have a level of this name, it is asked which', () => {
  const [first, second] = terms.regimes
  assert.ok(first && second)
  const twin = { ...second, regime: 'urn:entente:regime:jpn:other' }
  const twice = [{ ...terms, regimes: [...terms.regimes, twin] }]
  refused(/--regime is one of urn:entente:regime:jpn:hiketsu, urn:\S+:other/, {}, 'jpn', twice)
  const made = label({ regime: twin.regime }, 'jpn', twice)
  assert.equal(levelOf(made).regime, twin.regime)
  refused(/no `極秘`/, { regime: first.regime })
})

test('who is no country of a pact cannot be named in a label', () => {
  refused(/`aus`/, { to: ['aus'] })
  const members = terms.members.map((member) => ({ ...member, country: null }))
  refused(/`jpn`/, {}, 'jpn', [{ ...terms, members }])
})
