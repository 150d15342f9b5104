import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashOf, statementId, unsignedStatement } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { type GrantAct, parseGrant } from '@entente/core/pact'

import { grantExamples } from '../grant-examples.ts'
import { dayIn, readDay } from '../time.ts'

import { grantsAt } from './grant.ts'

const issuer = hashOf(utf8('officer'))
const grant = (number: number, at: string, act: unknown) =>
  unsignedStatement({ kind: 'grant', member: 'jpn', issuer, number, previous: null, at, act })

test('each kind has an example that is read as one', () => {
  for (const [kind, act] of Object.entries(grantExamples)) {
    const read: GrantAct = parseGrant(grant(1, '2026-11-01T00:00:00.000Z', act)).act
    assert.equal(read.kind, kind)
    assert.deepEqual(read, act)
  }
})

test('a grant is listed from the day it was given and holds, until it ends or is withdrawn', () => {
  const { visit } = grantExamples
  const first = grant(1, '2026-12-02T00:00:00.000Z', visit)
  const gone = { kind: 'withdrawal', grant: statementId(first) }
  const all = [first, grant(2, '2026-12-04T00:00:00.000Z', gone)]
  const listed = (statements: typeof all, at: string): number => grantsAt(statements, at).length
  assert.equal(listed(all, '2026-12-01T12:00:00.000Z'), 0, 'not yet given')
  assert.equal(listed(all, '2026-12-02T00:00:00.000Z'), 1)
  assert.equal(listed(all, '2026-12-03T23:59:59.999Z'), 1)
  assert.equal(listed(all, '2026-12-04T00:00:00.000Z'), 0, 'withdrawn')
  assert.equal(listed([first], '2026-12-04T23:59:59.999Z'), 1)
  assert.equal(listed([first], visit.until), 0, 'over')
  const early = grant(1, '2026-11-01T00:00:00.000Z', visit)
  assert.equal(listed([early], '2026-11-30T23:59:59.999Z'), 0, 'given, and not begun')
})

test('a day begins where its zone says', () => {
  assert.equal(readDay('--at', '2026-12-01', 'UTC'), '2026-12-01T00:00:00.000Z')
  assert.equal(readDay('--at', '2026-12-01', 'Asia/Tokyo'), '2026-11-30T15:00:00.000Z')
  assert.equal(readDay('--at', '2026-12-01', 'Pacific/Auckland'), '2026-11-30T11:00:00.000Z')
  assert.equal(readDay('--at', '2026-12-01T09:00+09:00', 'UTC'), '2026-12-01T00:00:00.000Z')
  assert.equal(dayIn('Asia/Tokyo', '2026-11-30T15:00:00.000Z'), '2026-12-01')
  assert.throws(() => readDay('--at', '2026-12-01', 'Asia/Nowhere'), { code: 'cli/usage' })
  assert.throws(() => readDay('--at', '2026-02-30', 'UTC'), { code: 'cli/usage' })
  assert.throws(() => readDay('--at', '2026-12-01T09:00', 'UTC'), { code: 'cli/usage' })
})
