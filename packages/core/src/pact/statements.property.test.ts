/** What statements say, against good ones with something changed in them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { bentText, bentValue, heavyJson } from '../../test/bent.ts'
import { digest } from '../../test/example-keys.ts'
import { hiketsu, terms } from '../../test/example-terms.ts'
import { buildWorld, consent, document, noon, release } from '../../test/pact-world.ts'
import { type Statement, statementValue, unsignedStatement } from '../crypto/index.ts'
import { EntenteError, toBase64, toBase64Url, utf8 } from '../lib/index.ts'

import {
  formatDocumentPolicy,
  parseAcknowledgement,
  parseAppointment,
  parseConsent,
  parseDocumentPolicy,
  parseGrant,
  parseLabelStatement,
  parseNotice,
  parseReceipt,
  parseRelease,
  parseTerms,
} from './index.ts'

const world = await buildWorld()
const chain = { appointments: world.chains.jpn.head(), notices: world.chains.jpnNotices.head() }
const parsers: readonly ((statement: Statement) => unknown)[] = [
  parseAppointment,
  parseNotice,
  parseGrant,
  parseConsent,
  parseAcknowledgement,
  parseRelease,
  parseReceipt,
  parseLabelStatement,
]
const good: readonly unknown[] = [
  ...Object.values(world.named).map(statementValue),
  release(chain),
  consent(chain.appointments),
  {
    kind: 'receipt',
    release: '0'.repeat(32),
    statement: digest('release'),
    manifest: digest('manifest'),
    document,
    originator: 'nzl',
    recipient: 'jpn',
    copy: 1,
    at: noon,
    heads: chain,
    seen: chain,
    ledger: { origin: 'ledger.jpn.example', index: 0, leaf: digest('leaf') },
  },
  {
    kind: 'acknowledgement',
    pact: digest('pact'),
    release: '0'.repeat(32),
    statement: digest('release'),
    document,
    originator: 'jpn',
    member: 'nzl',
    person: 'aroha',
    at: noon,
    head: chain.appointments,
  },
  {
    kind: 'label',
    member: 'jpn',
    document,
    xml: digest('<label/>'),
    payload: digest('payload'),
    commitment: digest('commitment'),
    sources: [],
    at: noon,
  },
]

function attempt(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
    return false
  }
}

test('each good statement is read by one parser, and a changed one by one at most', () => {
  const readers = (value: unknown): number => {
    let statement: Statement
    try {
      statement = unsignedStatement(value)
    } catch (error) {
      assert.ok(error instanceof EntenteError, String(error))
      return 0
    }
    return parsers.filter((parse) => attempt(() => parse(statement))).length
  }
  for (const value of good.slice(1)) assert.equal(readers(value), 1)
  fc.assert(
    fc.property(bentValue(good), (value) => readers(value) <= 1),
    { numRuns: 1000 },
  )
})

test('changed terms end in terms, or in an error of ours', () => {
  fc.assert(
    fc.property(bentValue([terms]), (value) => void attempt(() => parseTerms(value))),
    { numRuns: 500 },
  )
})

test('a changed policy of a document ends in a policy, or in an error of ours', () => {
  const policies = [
    formatDocumentPolicy({ kind: 'release', document, member: 'jpn', release: '0'.repeat(32) }),
    formatDocumentPolicy({
      kind: 'home',
      document,
      member: 'jpn',
      author: 'hana',
      level: hiketsu('極秘'),
      case: 'convoy',
      label: digest('a label'),
    }),
  ]
  const inside = bentText(policies.map((text) => Buffer.from(text, 'base64').toString())).map(
    (text) => toBase64(utf8(text)),
  )
  fc.assert(
    fc.property(fc.oneof(bentText(policies), inside, fc.string()), (text) => {
      attempt(() => parseDocumentPolicy(text))
    }),
    { numRuns: 500 },
  )
})

test('what is deep or huge is refused in bounded time, of which reading it as JSON is most', () => {
  const start = performance.now()
  for (const text of heavyJson) {
    const statement = { payload: toBase64Url(utf8(text)), acts: [] }
    for (const parse of parsers)
      assert.equal(
        attempt(() => parse(statement)),
        false,
      )
    assert.equal(
      attempt(() => parseDocumentPolicy(toBase64(utf8(text)))),
      false,
    )
  }
  assert.ok(performance.now() - start < 30_000)
})
