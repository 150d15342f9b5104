/** Choosing labels by the policies that Entente ships, as a page does: from data, value by value. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import {
  addChoice,
  displayMarking,
  formatSpifData,
  labelChoices,
  labelFaults,
  parseInstant,
  parseSpif,
  type ResolvedLabel,
  type Spif,
  spifOfData,
  withoutImpossible,
} from '@entente/core/label'
import fc from 'fast-check'

import { xmlParser } from './index.ts'

const at = parseInstant('2026-11-25T00:00:00Z')
const files = [
  'jpn/hiketsu',
  'jpn/tokutei-himitsu',
  'jpn/keizai-anpo',
  'nzl/psr',
  'nato/nato',
  'eu/eu',
]
const policies = files.map((file) =>
  parseSpif(
    readFileSync(new URL(`../../../../profiles/${file}.spif.xml`, import.meta.url)),
    xmlParser,
  ),
)
const psr = policies.find(({ uris }) => uris.includes('urn:entente:regime:nzl:psr'))
const labelAt = (spif: Spif, name: string): ResolvedLabel => {
  const classification = spif.classifications.find((one) => one.name === name)
  assert.ok(classification)
  return { spif, classification, categories: [], privacyMark: null }
}
/** Adds a value by its name, whether or not it may be picked. */
const add = (label: ResolvedLabel, name: string): ResolvedLabel => {
  const found = label.spif.tagSets.flatMap(({ categories }) => categories)
  const category = found.find((one) => one.name === name)
  assert.ok(category)
  return addChoice(label, category)
}
const faultOf = (label: ResolvedLabel, name: string): string | undefined =>
  labelChoices(label, at)
    .flatMap(({ choices }) => choices)
    .find(({ category }) => category.name === name)?.fault?.kind

test('a policy is the same one after it was data', () => {
  for (const policy of policies) {
    const data = formatSpifData(policy)
    const again = spifOfData(JSON.parse(JSON.stringify(data)))
    assert.deepEqual(again, policy)
    for (const { tags, categories } of again.tagSets) {
      assert.ok(
        categories.every(({ tag }) => tags.includes(tag)),
        'tags are compared as such',
      )
    }
  }
})

test('a category without a tag is no policy', () => {
  assert.ok(psr)
  const data = formatSpifData(psr)
  const [first, ...others] = data.tagSets
  assert.ok(first)
  const categories = first.categories.map((one) => ({ ...one, tag: 99 }))
  assert.throws(
    () => spifOfData({ ...data, tagSets: [{ ...first, categories }, ...others] }),
    RangeError,
  )
})

test('what the level or another value rules out is said, in both directions', () => {
  assert.ok(psr)
  const secret = labelAt(psr, 'SECRET')
  assert.equal(faultOf(secret, 'COMMERCIAL'), 'excluded-class')
  assert.equal(faultOf(secret, 'NZEO'), undefined)
  assert.equal(faultOf(add(secret, 'NZEO'), 'JPN'), 'excluded-category')
  assert.equal(faultOf(add(secret, 'JPN'), 'NZEO'), 'excluded-category')
  assert.equal(faultOf(labelAt(psr, 'IN-CONFIDENCE'), 'COMMERCIAL'), undefined)
})

test('of values that exclude each other the earlier stays, and a level drops what it excludes', () => {
  assert.ok(psr)
  const both = add(add(labelAt(psr, 'SECRET'), 'NZEO'), 'JPN')
  assert.deepEqual(
    withoutImpossible(both).categories.map(({ name }) => name),
    ['NZEO'],
  )
  const raised = {
    ...add(labelAt(psr, 'IN-CONFIDENCE'), 'COMMERCIAL'),
    classification: labelAt(psr, 'SECRET').classification,
  }
  assert.deepEqual(withoutImpossible(raised).categories, [])
})

test('a value that is over, or obsolete, is not offered', () => {
  assert.ok(psr)
  const over = {
    ...psr,
    tagSets: psr.tagSets.map((tagSet) => ({
      ...tagSet,
      categories: tagSet.categories.map((one) =>
        one.name === 'NZEO'
          ? { ...one, obsolete: true }
          : {
              ...one,
              validity: { notBefore: null, notAfter: parseInstant('2020-01-01T00:00:00Z') },
            },
      ),
    })),
  }
  assert.deepEqual(
    labelChoices(labelAt(over, 'SECRET'), at).flatMap(({ choices }) => choices),
    [],
  )
})

test('whatever is picked of what may be picked, no label comes of it that nothing could make valid', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...policies),
      fc.nat(20),
      fc.array(fc.nat(60), { maxLength: 8 }),
      (spif, level, picks) => {
        const classification = spif.classifications[level % spif.classifications.length]
        assert.ok(classification)
        let label: ResolvedLabel = { spif, classification, categories: [], privacyMark: null }
        for (const pick of picks) {
          const open = labelChoices(label, at)
            .flatMap(({ choices }) => choices)
            .filter(({ fault, chosen }) => fault === null && !chosen)
          const choice = open[pick % Math.max(1, open.length)]
          if (choice) label = addChoice(label, choice.category)
        }
        assert.deepEqual(withoutImpossible(label).categories, label.categories)
        const kinds = labelFaults(label).map(({ kind }) => kind)
        assert.ok(kinds.every((kind) => kind === 'required-category' || kind === 'too-few'))
        if (kinds.length === 0) assert.notEqual(displayMarking(label, { language: 'en' }), '')
      },
    ),
  )
})
