/** A number or list that a pact states twice, badly or not at all is unknown. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hiketsu, terms } from '../../../test/example-terms.ts'
import type { Terms } from '../../pact/index.ts'

import { listIn, listsLevel, numberFor, numberIn, yearsAfter } from './parameters.ts'

const saying = (...parameters: readonly Terms['clauses'][number]['parameters'][]): Terms => ({
  ...terms,
  clauses: parameters.map((one, at) => ({
    article: String(at),
    title: { en: '', ja: '' },
    text: { en: '', ja: '' },
    rules: [],
    parameters: one,
  })),
})

test('a whole number from 1 is known where one clause states it', () => {
  assert.equal(numberIn(saying({ copies: 5 }), 'copies'), 5)
  assert.equal(numberIn(saying({ copies: 5 }, { copies: 5 }), 'copies'), 0, 'twice')
  for (const copies of [0, -1, 1.5, '5', true, Number.MAX_VALUE]) {
    assert.equal(numberIn(saying({ copies }), 'copies'), 0, String(copies))
  }
  assert.equal(numberIn(saying({}), 'copies'), 0)
  assert.equal(numberIn(saying({}), 'toString'), 0)
  assert.equal(numberIn(undefined, 'copies'), 0)
})

test('a list is known where one clause states it; a level is in it whole', () => {
  const said = saying({ levels: ' urn:example:hiketsu 極秘 , ,urn:example:hiketsu 機密' })
  assert.equal(listsLevel(said, 'levels', hiketsu('極秘')), true)
  assert.equal(listsLevel(said, 'levels', hiketsu('秘')), false)
  assert.equal(listsLevel(saying({ levels: 5 }), 'levels', hiketsu('秘')), undefined)
  assert.equal(listIn(saying({ levels: 'a' }, { levels: 'a' }), 'levels'), undefined, 'twice')
})

test('of two pacts that disagree the stricter number counts', () => {
  const two = [saying({ years: 'a 10, b 5' }), saying({ years: 'a 7' })]
  assert.equal(numberFor(two, 'years', 'a'), 7)
  assert.equal(numberFor(two, 'years', 'b'), 5)
  assert.equal(numberFor(two, 'years', 'c'), undefined)
  assert.equal(numberFor([saying({ years: 'a 0' })], 'years', 'a'), undefined)
})

test('years are counted by the calendar', () => {
  assert.equal(yearsAfter('2024-02-29T00:00:00.000Z', 5), '2029-03-01T00:00:00.000Z')
  assert.equal(yearsAfter('2026-11-25T12:00:00.000Z', 5), '2031-11-25T12:00:00.000Z')
})
