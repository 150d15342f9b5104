/**
 * Every parser against what anybody may send: it reads, or refuses with one of our errors, soon.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import fc from 'fast-check'

import { EntenteError, utf8 } from '../lib/index.ts'

import {
  authenticateAddCheckpoint,
  formatAddCheckpoint,
  formatNote,
  formatSignatures,
  formatTilePath,
  formatTlogProof,
  formatVerifierKey,
  parseAddCheckpoint,
  parseBundle,
  parseCheckpoint,
  parseDisclosure,
  parseEvent,
  parseNote,
  parseSignatures,
  parseTile,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
} from './index.ts'

/** Parsers of text; those that have an inverse write again what they read. */
const parsers: readonly (readonly [name: string, (text: string) => string | undefined])[] = [
  ['note', (text) => formatNote(parseNote(text))],
  ['signatures', (text) => formatSignatures(parseSignatures(text))],
  ['add-checkpoint', (text) => formatAddCheckpoint(parseAddCheckpoint(text))],
  ['tlog-proof', (text) => formatTlogProof(parseTlogProof(text))],
  ['verifier key', (text) => formatVerifierKey(parseVerifierKey(text))],
  ['tile path', (text) => formatTilePath(parseTilePath(text))],
  ['checkpoint', (text) => void parseCheckpoint(text)],
  ['disclosure', (text) => void parseDisclosure(utf8(text))],
  ['bundle', (text) => void parseBundle(utf8(text), 3)],
  ['tile', (text) => void parseTile(utf8(text), 2)],
]

const vectors = join(import.meta.dirname, '../../../../spec/vectors/ledger')
const good = readdirSync(vectors).flatMap((file) => {
  const values: readonly unknown[] = Object.values(
    JSON.parse(readFileSync(join(vectors, file), 'utf8')),
  )
  return values.filter((value): value is string => typeof value === 'string')
})

/** Good texts with a piece cut out, doubled, or replaced by something else. */
const bent = fc
  .record({
    text: fc.constantFrom(...good),
    from: fc.nat(),
    length: fc.nat({ max: 80 }),
    piece: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('\n', '\n\n', ' ', '\u2014 ', '+', '=', '0', '\ud800', '9'.repeat(400)),
    ),
    times: fc.constantFrom(0, 1, 2, 300),
  })
  .map(({ text, from, length, piece, times }) => {
    const at = from % (text.length + 1)
    return text.slice(0, at) + piece.repeat(times) + text.slice(at + length)
  })

for (const [name, parse] of parsers) {
  test(`${name}: reads back what it reads, refuses the rest with our own error`, () => {
    fc.assert(
      fc.property(fc.oneof(bent, fc.string({ unit: 'binary' })), (text) => {
        attempt(parse, text)
      }),
      { numRuns: 500 },
    )
  })

  test(`${name}: two megabytes of anything take no time`, () => {
    for (const unit of ['\n', '\n\n', 'a', 'a\n', '\u2014 a QUJDREU=\n', 'x001/', '+', '[', ' ']) {
      const text = unit.repeat(2_000_000 / unit.length)
      const start = performance.now()
      for (const prefix of ['', 'old 0\n', 'c2sp.org/tlog-proof@v1\n', 'tile/0/', 'o\n1\n']) {
        attempt(parse, prefix + text)
      }
      assert.ok(performance.now() - start < 2000, JSON.stringify(unit))
    }
  })
}

test('a witness answers every body', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(bent, fc.string({ unit: 'binary' })), async (body) => {
      const answer = await authenticateAddCheckpoint(body, () => undefined)
      assert.ok(answer.kind === 'refused' && [400, 404].includes(answer.status))
    }),
    { numRuns: 300 },
  )
})

test('an event out of any JSON is refused with our own error', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ kind: fc.constantFrom('released', 'opened', 'key-denied'), at: fc.jsonValue() }),
  )
  fc.assert(
    fc.property(anything, (value) => {
      assert.throws(() => parseEvent(value), EntenteError)
    }),
    { numRuns: 500 },
  )
})

function attempt(parse: (text: string) => string | undefined, text: string): void {
  let written: string | undefined
  try {
    written = parse(text)
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
    return
  }
  if (written !== undefined) assert.equal(written, text)
}
