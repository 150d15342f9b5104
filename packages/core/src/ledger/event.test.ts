import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashOf, sha256 } from '../crypto/index.ts'
import { concatBytes, utf8 } from '../lib/index.ts'

import {
  type EventBodies,
  type EventKind,
  eventKinds,
  isEventKind,
  leafData,
  ledgerErrorTexts,
  type LedgerEvent,
  parseEvent,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

const at = '2026-11-25T01:02:03.004Z'
const hash = hashOf(utf8('anything'))
const document = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const release = '00112233445566778899aabbccddeeff'
const ids = { document, release }
const reading = { ...ids, person: 'p1', device: hash, purpose: 'maritime', decision: hash }

const examples: { readonly [Kind in EventKind]: EventBodies[Kind] } = {
  'member-founded': { member: 'japan', key: hash },
  'pact-adopted': { pact: hash },
  'appointment-made': { number: 1, statement: hash },
  'appointments-received': { member: 'new-zealand', number: 3, statement: hash },
  'notice-issued': { pact: hash, number: 1, statement: hash },
  'notice-received': { pact: hash, member: 'new-zealand', number: 1, statement: hash },
  'grant-made': { issuer: hash, number: 1, statement: hash },
  'draft-created': { document, payload: hash, label: hash, author: 'p1' },
  'draft-discarded': { document, payload: hash, person: null },
  derived: { document, source: document, use: 'extract', person: 'p1' },
  'release-prepared': ids,
  approved: { ...ids, statement: hash, approver: hash },
  'release-refused': { ...ids, by: 'p2', reason: hash },
  'approval-refused': { ...ids, by: 'p2', code: 'pact/author-approves' },
  released: { ...ids, statement: hash },
  delivered: { ...ids, recipient: 'new-zealand' },
  received: { ...ids, originator: 'japan', statement: hash, copy: 1 },
  'delivery-refused': { ...ids, by: 'new-zealand', code: 'pact/not-in-force' },
  'receipt-issued': { release, statement: hash },
  acknowledged: { ...ids, person: 'aroha', statement: hash },
  'acknowledgement-refused': { ...ids, by: 'aroha', code: 'pact/suite-not-admitted' },
  'acknowledgement-received': { ...ids, member: 'nzl', person: 'aroha', statement: hash },
  'consent-asked': { document: ids.document, consent: release, member: 'nzl', by: 'hana' },
  'consent-request-received': { document: ids.document, consent: release, member: 'nzl' },
  'consent-issued': { document: ids.document, consent: release, member: 'nzl', statement: hash },
  'consent-received': { document: ids.document, consent: release, member: 'nzl', statement: hash },
  'consent-refused': { document: ids.document, consent: release, member: 'nzl', by: 'hana' },
  'consent-refusal-received': { document: ids.document, consent: release, member: 'nzl' },
  'receipt-received': { release, member: 'new-zealand', statement: hash },
  'receipt-overdue': { release, member: 'new-zealand' },
  'key-granted': { ...reading, release: null },
  'share-granted': {
    ...ids,
    member: 'japan',
    pseudonym: 'a1b2',
    purpose: 'maritime',
    decision: hash,
  },
  'key-denied': {
    document: null,
    release: null,
    person: null,
    device: null,
    codes: ['policy/no-clearance'],
  },
  'emergency-used': { document: ids.document, release: ids.release, person: 'hana', grant: hash },
  opened: { ...reading, facility: 'hq-1' },
  printed: { ...reading, facility: 'tokyo' },
  'print-refused': { ...ids, person: 'p1', device: hash, codes: ['decision/originator-not-asked'] },
  recalled: { ...ids, statement: hash },
  destroyed: { ...ids, copy: 1, by: 'p3' },
  'register-exported': { person: 'p1', lines: 0, hash },
  'event-disclosed': { person: 'p1', index: 0, hash },
  'designation-expired': { document: ids.document, designation: hash },
  'expiry-notified': {
    document: ids.document,
    designation: hash,
    holder: 'new-zealand',
    by: 'p3',
  },
  'signed-in': { person: 'p1', device: hash, way: 'passkey' },
  'sign-in-refused': { person: 'p1', device: hash, way: 'password', code: 'identity/bad-password' },
  'message-refused': { member: 'japan', number: 1, code: 'wire/gap' },
  'message-conflict': { member: 'japan', number: 1, hash },
  'witness-cosigned': { origin: 'tokyo.example/ledger', size: 0 },
  'backup-made': { size: 12 },
  restored: { origin: 'tokyo.example/ledger', size: 9, root: hash },
}

const kinds = Object.keys(examples).filter(isEventKind)
const make = (kind: EventKind): Record<string, unknown> => ({ kind, at, ...examples[kind] })

test('the table of kinds and the examples name the same kinds', () => {
  assert.deepEqual(kinds.toSorted(), Object.keys(eventKinds).toSorted())
})

for (const kind of kinds) {
  test(`${kind} is read with exactly its fields`, () => {
    const value = make(kind)
    assert.deepEqual(parseEvent(value), value)
    const refuses = (wrong: unknown): void => {
      assert.throws(() => parseEvent(wrong), code('ledger/malformed'))
    }
    refuses({ ...value, title: 'x' })
    refuses({ ...value, at: '2026-11-25T01:02:03Z' })
    for (const field of Object.keys(value)) {
      const { [field]: _, ...rest } = value
      refuses(rest)
      for (const wrong of [undefined, '', ' ', true, -1, 0.5, {}, [], '../x', 'A title', 2 ** 53]) {
        refuses({ ...value, [field]: wrong })
      }
    }
  })
}

for (const value of [
  null,
  undefined,
  1,
  'released',
  [],
  {},
  { kind: 'constructor', at },
  { kind: '__proto__', at },
]) {
  test(`refuses ${JSON.stringify(value)} as an event`, () => {
    assert.throws(() => parseEvent(value), code('ledger/malformed'))
  })
}

for (const time of [
  '2026-02-30T00:00:00.000Z',
  '2026-11-25T24:00:00.000Z',
  '2026-11-25T01:02:03.004+00:00',
  '+002026-11-25T01:02:03.004Z',
]) {
  test(`refuses the time ${time}`, () => {
    assert.throws(() => parseEvent({ ...make('pact-adopted'), at: time }), code('ledger/malformed'))
  })
}

test('leaf data is the hash of tag, salt and canonical JSON', () => {
  const event: LedgerEvent = { kind: 'pact-adopted', pact: hash, at }
  const salt = new Uint8Array(32).fill(9)
  const json = `{"at":"${at}","kind":"pact-adopted","pact":"${hash}"}`
  assert.deepEqual(
    leafData(event, salt),
    sha256(concatBytes(utf8('entente/event/v1\n'), salt, utf8(json))),
  )
})

test('every kind and every error has words in both languages', () => {
  for (const { en, ja } of [...Object.values(eventKinds), ...Object.values(ledgerErrorTexts)]) {
    assert.match(en, /^[A-Z]/)
    assert.match(ja, /[\u3040-\u30ff\u4e00-\u9fff]/)
  }
})
