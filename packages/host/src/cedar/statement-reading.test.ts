/*
 * Two ways from signed statements to reasons: the fold, the facts and the rules; and a reading of the same
 * statements from the text of the clauses that shares none of them.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import { rules } from '@entente/core/policy'
import fc from 'fast-check'

import { type Ask, anyAsk } from '../../test/histories/any-ask.ts'
import { anyHistory } from '../../test/histories/any-history.ts'
import { listen } from '../../test/histories/spoken.ts'
import { readStatements } from '../../test/histories/statement-reading.ts'
import { tellAll } from '../../test/histories/history.ts'
import { everyHistory, reasons, seats } from '../../test/histories/trying.ts'
import type { Seat } from '../../test/seats.ts'
import { reasonsOf } from '../../test/second-reading.ts'

/** Compares the two ways for each question, and counts which reason stood alone. */
function compare(seat: Seat, asks: readonly Ask[], alone: Map<string, number>): number {
  const spoken = listen(seat.told)
  for (const ask of asks) {
    const read = reasonsOf(readStatements(spoken, seat.self, ask.subject, ask.question))
    assert.deepEqual(reasons(seat, ask), read, JSON.stringify(ask))
    const [reason, ...others] = read
    const key = others.length === 0 ? (reason ?? 'allowed') : 'several'
    alone.set(key, (alone.get(key) ?? 0) + 1)
  }
  return asks.length
}

test('statements read from the clauses give the reasons that the fold, the facts and the rules give', () =>
  everyHistory(async (seat, { asks }) => compare(seat, asks, new Map())))

/** What has no level here has no clearance, facility or need there either. */
const neverAlone: readonly string[] = ['decision/no-equivalent']

test('of the rules each is the only reason against something that was asked', async (t) => {
  const alone = new Map<string, number>()
  const missing = (): readonly string[] =>
    rules.map(({ code }) => code).filter((code) => !alone.has(code) && !neverAlone.includes(code))
  // Always the same histories, and no more of them than it takes.
  let seed = 0
  for (; seed < 400 && missing().length > 0; seed += 1) {
    const self = seed % 2 === 0 ? 'jpn' : 'nzl'
    const [words = []] = fc.sample(anyHistory(self), { seed, numRuns: 1 })
    const asks = fc.sample(anyAsk(seats[self]), { seed, numRuns: 80 })
    compare(await tellAll(seats[self], words), asks, alone)
  }
  t.diagnostic(`${seed} histories: ${[...alone].map((one) => one.join(' ')).join(', ')}`)
  assert.deepEqual(missing(), [])
  assert.ok((alone.get('allowed') ?? 0) > 300)
  assert.ok(!neverAlone.some((code) => alone.has(code)))
})

test('the reading uses nothing of what it is compared with', () => {
  const folder = new URL('../../test/histories/', import.meta.url)
  const read = [
    'spoken.ts',
    'matter.ts',
    'person-read.ts',
    'clauses-read.ts',
    'statement-reading.ts',
  ]
  assert.ok(read.every((name) => readdirSync(folder).includes(name)))
  for (const name of read) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const imports = [
      ...text.matchAll(/import (?!type)\{([^}]*)\} from '@entente\/core\/(?:pact|policy)'/g),
    ]
      .flatMap(([, names = '']) => names.split(','))
      .map((one) => one.trim())
      .filter((one) => one !== '' && !one.startsWith('type '))
    const readers = /^(?:parse\w+|sameLevel|contractorConditions)$/
    assert.deepEqual(
      imports.filter((one) => !readers.test(one)),
      [],
      name,
    )
  }
})
