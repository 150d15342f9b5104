/** Evidence bundles come from whoever wants to be believed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { bentBytes, bentValue, heavyJson } from '../../test/bent.ts'
import { buildWorld } from '../../test/pact-world.ts'
import { canonicalJson, utf8 } from '../lib/index.ts'

import { EvidenceError, parseEvidence } from './index.ts'

const { named } = await buildWorld()
const statement = named['pact']
const good = {
  kind: 'evidence',
  version: 1,
  pacts: [statement],
  members: [{ member: 'jpn', appointments: [named['jpn-releaser']], notices: [] }],
  release: statement,
  released: null,
  receipts: [],
  openings: [],
  acknowledgements: [],
}

function attempt(bytes: Uint8Array): boolean {
  try {
    parseEvidence(bytes)
    return true
  } catch (error) {
    assert.ok(error instanceof EvidenceError, String(error))
    return false
  }
}

test('a changed bundle ends in a bundle, or in an error of ours', () => {
  assert.ok(attempt(canonicalJson(good)))
  const values = bentValue([
    good,
    { ...good, released: 'c2sp.org/tlog-proof@v1\n', openings: [{ member: 'jpn', opened: '{}' }] },
    { ...good, acknowledgements: [{ statement, member: 'jpn', recorded: '{}' }] },
  ])
  fc.assert(
    fc.property(values, (value) => {
      let bytes: Uint8Array
      try {
        bytes = canonicalJson(value)
      } catch {
        return
      }
      attempt(bytes)
    }),
    { numRuns: 300 },
  )
  fc.assert(
    fc.property(fc.oneof(bentBytes([canonicalJson(good)]), fc.uint8Array()), (bytes) => {
      attempt(bytes)
    }),
    { numRuns: 100 },
  )
})

test('a bundle that is deep or huge is refused in bounded time', () => {
  const start = performance.now()
  for (const text of heavyJson) assert.equal(attempt(utf8(text)), false)
  assert.equal(attempt(new Uint8Array((1 << 26) + 1)), false)
  assert.ok(performance.now() - start < 30_000)
})
