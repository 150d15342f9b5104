/** The newest assurance that has taken effect is the one that counts, until its end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { digest } from '../../test/example-keys.ts'
import { psr } from '../../test/example-terms.ts'

import { type Assurance, assuredLevels, emptyNotices, type NoticeChain } from './notice.ts'

const noon = '2026-11-25T12:00:00.000Z'
const later = '2026-12-25T12:00:00.000Z'
const wide: Assurance = { kind: 'assured', levels: [psr('SECRET')], from: noon, until: later }

function said(...acts: readonly Assurance[]): NoticeChain {
  const chain = emptyNotices(digest('pact'), 'nzl')
  return {
    ...chain,
    entries: acts.map((act, at) => ({
      id: digest(`notice ${at}`),
      notice: {
        kind: 'notice',
        pact: digest('pact'),
        member: 'nzl',
        number: at + 1,
        previous: null,
        at: noon,
        by: digest('officer'),
        act,
      },
    })),
  }
}

test('an assurance holds from its first instant and not at its last', () => {
  assert.deepEqual(assuredLevels(said(wide), noon), [psr('SECRET')])
  assert.deepEqual(assuredLevels(said(wide), '2026-11-25T11:59:59.999Z'), [])
  assert.deepEqual(assuredLevels(said(wide), later), [])
  assert.deepEqual(assuredLevels(said(), noon), [])
})

test('a newer one takes its place, also where it assures less or is over', () => {
  const none = { ...wide, levels: [] }
  assert.deepEqual(assuredLevels(said(wide, none), noon), [])
  const over = { ...none, until: '2026-11-25T12:00:00.001Z' }
  assert.deepEqual(assuredLevels(said(wide, over), '2026-11-26T00:00:00.000Z'), [])
  const ahead = { ...none, from: later, until: '2027-01-01T00:00:00.000Z' }
  assert.deepEqual(assuredLevels(said(wide, ahead), noon), [psr('SECRET')], 'not in effect yet')
})
