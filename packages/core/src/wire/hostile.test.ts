/** Input of any kind ends in one of our errors. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import fc from 'fast-check'

import type { Statement } from '../crypto/index.ts'
import { canonicalJson, type Json, parseJson, toBase64Url, utf8 } from '../lib/index.ts'

import {
  parseAnswer,
  parseMessage,
  parseShareAnswer,
  parseShareRequest,
  WireError,
  wireErrorTexts,
} from './index.ts'

const parsers: readonly ((signed: Statement) => unknown)[] = [
  parseMessage,
  parseAnswer,
  parseShareRequest,
  parseShareAnswer,
]

const folder = join(import.meta.dirname, '../../../../spec/vectors/wire')
const good: readonly Json[] = readdirSync(folder)
  .filter((name) => name.startsWith('parse-'))
  .map((name) => parseJson(readFileSync(join(folder, name))))
  .flatMap((one) => {
    const { expect, text } = Object.fromEntries(Object.entries(one ?? {}))
    return expect === 'ok' && typeof text === 'string' ? [parseJson(text)] : []
  })

/** Reads `bytes` with every parser: a value or a `wire/malformed`, nothing else. */
function readAll(bytes: Uint8Array): number {
  let accepted = 0
  for (const parse of parsers) {
    try {
      parse({ payload: toBase64Url(bytes), acts: [] })
      accepted += 1
    } catch (error) {
      assert.ok(error instanceof WireError, String(error))
      assert.equal(error.code, 'wire/malformed')
    }
  }
  return accepted
}

test('bytes of any kind are refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readAll(bytes) === 0))
})

test('JSON of any kind is refused', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => readAll(canonicalJson(value)) === 0))
})

test('a payload that is not base64url is refused', () => {
  fc.assert(
    fc.property(fc.string(), (payload) => {
      for (const parse of parsers) {
        assert.throws(() => parse({ payload, acts: [] }), WireError)
      }
    }),
  )
})

test('one field replaced, left out or added is read by one parser at most, and never crashes', () => {
  const change = fc.record({
    from: fc.constantFrom(...good),
    at: fc.nat(40),
    how: fc.constantFrom('replace', 'remove', 'add', 'descend'),
    value: fc.jsonValue(),
  })
  fc.assert(
    fc.property(change, ({ from, at, how, value }) => {
      const changed = mutate(from, at, how, value)
      assert.ok(readAll(canonicalJson(changed)) <= 1)
    }),
    { numRuns: 500 },
  )
})

test('what is good is read by exactly one parser', () => {
  assert.ok(good.length > 8)
  for (const one of good) assert.equal(readAll(canonicalJson(one)), 1)
})

test('a message of the largest size is read or refused in bounded time', () => {
  const started = performance.now()
  const nested = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
  for (const text of [nested, '['.repeat(700_000), `"${'x'.repeat(700_000)}"`]) {
    readAll(utf8(text))
  }
  // A second or two; a machine that does much else may take longer, something unbounded never ends.
  assert.ok(performance.now() - started < 30_000)
})

test('every code has its sentences', () => {
  for (const { en, ja, status } of Object.values(wireErrorTexts)) {
    assert.ok(en.length > 20 && ja.length > 10 && status >= 400)
  }
})

function mutate(value: unknown, at: number, how: string, by: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return by
  const entries: [string, unknown][] = Object.entries(value)
  const [name, inner] = entries[at % entries.length]!
  const others = entries.filter(([other]) => other !== name)
  const put: Record<string, readonly [string, unknown][]> = {
    add: [...entries, [`${name}x`, by]],
    remove: others,
    replace: [...others, [name, by]],
    descend: [...others, [name, mutate(inner, at >> 1, 'replace', by)]],
  }
  return Object.fromEntries(put[how] ?? entries)
}
