import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  createCursors,
  createRateLimit,
  entityTag,
  errorTable,
  HttpError,
  isUnmodified,
  problemOf,
  requireMatch,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

const cursors = createCursors(new Uint8Array(32).fill(1))
const rows = [1, 2, 3, 4, 5].map((number) => ({ number, id: `d${number}` }))
const place = ({ number, id }: { readonly number: number; readonly id: string }) => [number, id]

test('a page says where the next one starts, and the last page says nothing', () => {
  const first = cursors.page('documents', rows.slice(0, 3), 2, place)
  assert.deepEqual(first.items, rows.slice(0, 2))
  assert.deepEqual(cursors.place('documents', first.next), [2, 'd2'])
  assert.deepEqual(cursors.page('documents', rows.slice(3), 2, place), { items: rows.slice(3) })
  assert.deepEqual(cursors.page('documents', [], 2, place), { items: [] })
  assert.equal(cursors.place('documents', undefined), undefined)
})

test('a cursor is good for its own list and server alone', () => {
  const { next } = cursors.page('documents of mori', rows, 2, place)
  const elsewhere = createCursors(new Uint8Array(32).fill(2))
  assert.throws(() => cursors.place('documents of sato', next), code('http/bad-cursor'))
  assert.throws(() => elsewhere.place('documents of mori', next), code('http/bad-cursor'))
})

test('a cursor tells nobody what it names, but whether two name the same', () => {
  const { next = '' } = cursors.page('documents', rows, 2, place)
  assert.doesNotMatch(Buffer.from(next, 'base64url').toString('latin1'), /d2|\[/)
  assert.equal(cursors.cursor('documents', [2, 'd2']), next)
  const other = cursors.cursor('documents', [2, 'd3'])
  assert.notEqual(other.slice(-4), next.slice(-4), 'under another stream')
})

test('any text but our own is a bad cursor', () => {
  const { next = '' } = cursors.page('documents', rows, 2, place)
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.base64String(), fc.nat(next.length - 1).map(flipped(next))),
      (text) => {
        assert.throws(() => cursors.place('documents', text), code('http/bad-cursor'))
      },
    ),
  )
})

test('a change names the version that was read', () => {
  const tag = entityTag({ title: 'a' })
  assert.notEqual(tag, entityTag({ title: 'b' }))
  requireMatch(tag, tag)
  requireMatch(`"x", ${tag}`, tag)
  assert.throws(() => requireMatch(undefined, tag), code('http/precondition-required'))
  for (const other of ['"x"', '*', `W/${tag}`]) {
    assert.throws(() => requireMatch(other, tag), code('http/precondition-failed'))
  }
  assert.equal(isUnmodified(`W/${tag}`, tag), true)
  assert.equal(isUnmodified('"x"', tag), false)
  assert.equal(isUnmodified(null, tag), false)
})

test('any header names a version exactly, or none', () => {
  const tag = entityTag({ title: 'a' })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `${text},${tag}`),
      ),
      (header) => {
        const named = header.split(',').some((one) => one.trim() === tag)
        const matches = (): boolean => {
          try {
            requireMatch(header, tag)
            return true
          } catch (error) {
            assert.ok(error instanceof HttpError, String(error))
            return false
          }
        }
        if (!named) assert.equal(matches(), false)
        assert.equal(typeof isUnmodified(header, tag), 'boolean')
      },
    ),
  )
})

test('a caller spends its burst, then waits for the rate', () => {
  const limit = createRateLimit({ burst: 2, perSecond: 0.5 })
  const at = (seconds: number) => new Date(seconds * 1000)
  assert.deepEqual([limit('a', at(0)), limit('a', at(0)), limit('a', at(0))], [0, 0, 2])
  assert.equal(limit('b', at(0)), 0)
  assert.deepEqual([limit('a', at(2)), limit('a', at(2))], [0, 2])
})

test('a clock that goes back gives nothing', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 1 })
  assert.equal(limit('a', new Date(10_000)), 0)
  assert.ok(limit('a', new Date(0)) > 0)
})

test('the buckets of the callers seen longest ago are forgotten', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 0.001 }, 2)
  const now = new Date(0)
  for (const caller of ['a', 'b', 'c']) assert.equal(limit(caller, now), 0)
  assert.ok(limit('c', now) > 0)
  assert.equal(limit('a', now), 0)
})

test('every code has a sentence in both languages and a status of a refusal', () => {
  for (const [name, { en, ja, status }] of errorTable()) {
    assert.match(name, /^[a-z-]+\/[a-z0-9-]+$/)
    assert.match(en, /^\S.*[.?]$/s, name)
    assert.match(ja, /[ぁ-ん].*[。？]$/su, name)
    assert.ok(status >= 400 && status < 600, name)
  }
})

test('what is not ours is a failure without a word of it', () => {
  for (const error of [new Error('secret'), 'secret', undefined, { code: 'http/not-found' }]) {
    const problem = problemOf(error, 'en', 'r')
    assert.equal(problem.code, 'http/failed')
    assert.doesNotMatch(JSON.stringify(problem), /secret/)
  }
})

function flipped(text: string): (at: number) => string {
  return (at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}
