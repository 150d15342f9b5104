/** What is an alarm, from when on, and what it says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Alarm, alarmCodes, alarmsOf } from './alarms.ts'
import type { SystemState } from './state.ts'

const at = '2026-11-25T12:00:00.000Z'
const ago = (seconds: number): string => new Date(Date.parse(at) - seconds * 1000).toISOString()
const day = 86_400

const peer: SystemState['peers'][number] = {
  peer: 'nzl',
  url: 'https://127.0.0.1:8444',
  heardAt: ago(5),
  answeredAt: ago(5),
  failingSince: null,
  code: null,
  cosignedAt: ago(5),
  clockAhead: 0,
  queue: { waiting: 0, oldestAt: null, attempts: 0, nextAt: null, code: null },
  sequence: { sent: 3, answered: 3, received: 2, appointments: 20, witnessed: 10 },
  receipts: { overdue: 0, refused: 0, owed: 0, overdueSince: null },
}
const key: SystemState['keys'][number] = {
  member: 'jpn',
  use: 'tls',
  name: '0f',
  from: ago(day),
  until: ago(-400 * day),
  number: 1,
  state: 'current',
}
const well: SystemState = {
  at,
  member: 'jpn',
  versions: { node: '26', sqlite: '3', store: '1' },
  against: [],
  kas: { apart: false, url: null },
  ledger: { origin: 'jpn', entries: 5, signed: 5, cosigned: 5, uncosignedSince: null },
  peers: [peer],
  keys: [key],
  storage: { freeBytes: 50, totalBytes: 100, storeBytes: 1, payloads: 0, payloadBytes: 0 },
  backup: { at: ago(3600), entries: 5 },
  backupUnreadable: false,
  undelivered: null,
  conflicts: [],
}
const withPeer = (news: Partial<typeof peer>): SystemState => ({
  ...well,
  peers: [{ ...peer, ...news }],
})
const waits = (seconds: number): SystemState =>
  withPeer({ queue: { waiting: 2, oldestAt: ago(seconds), attempts: 1, nextAt: at, code: null } })
const uncosigned = (seconds: number): SystemState => ({
  ...well,
  ledger: { ...well.ledger, cosigned: 2, uncosignedSince: ago(seconds) },
})
const keyUntil = (seconds: number, member = 'jpn'): SystemState => ({
  ...well,
  keys: [{ ...key, member, until: ago(-seconds) }],
})
const receipts = (news: Partial<typeof peer.receipts>): SystemState =>
  withPeer({ receipts: { ...peer.receipts, ...news } })

/** One that is just wrong, and one that is just not. */
const cases: Readonly<Record<Alarm['code'], readonly [wrong: SystemState, well: SystemState]>> = {
  store: [{ ...well, against: [{ check: 'store', code: 'no-head' }] }, well],
  kas: [{ ...well, against: [{ check: 'kas', code: 'kas/unreachable' }] }, well],
  'disk-full': [{ ...well, against: [{ check: 'disk', code: 'nearly-full' }] }, well],
  'disk-low': [
    { ...well, storage: { ...well.storage, freeBytes: 9 } },
    { ...well, storage: { ...well.storage, freeBytes: 10 } },
  ],
  conflict: [
    { ...well, conflicts: [{ peer: 'nzl', at: ago(29 * day) }] },
    { ...well, conflicts: [{ peer: 'nzl', at: ago(30 * day) }] },
  ],
  'link-down': [withPeer({ failingSince: ago(120) }), withPeer({ failingSince: ago(119) })],
  'queue-waits': [waits(900), waits(899)],
  'receipt-overdue': [receipts({ overdue: 1, overdueSince: ago(60) }), receipts({ refused: 1 })],
  'receipt-not-taken': [receipts({ owed: 1 }), receipts({ refused: 1 })],
  clock: [withPeer({ clockAhead: -60 }), withPeer({ clockAhead: 59 })],
  undelivered: [
    { ...well, undelivered: { count: 1, since: ago(600) } },
    { ...well, undelivered: { count: 1, since: ago(599) } },
  ],
  'witness-behind': [uncosigned(3600), uncosigned(3599)],
  'key-ends': [keyUntil(30 * day - 1), keyUntil(30 * day)],
  'peer-key-ends': [keyUntil(-1, 'nzl'), keyUntil(30 * day, 'nzl')],
  'backup-unreadable': [
    { ...well, backup: null, backupUnreadable: true },
    { ...well, backupUnreadable: false },
  ],
  'no-backup': [
    { ...well, backup: { at: ago(2 * day), entries: 1 } },
    { ...well, backup: { at: ago(2 * day - 1), entries: 1 } },
  ],
}

test('each alarm comes when its time has come, not before, and alone', () => {
  assert.deepEqual(alarmsOf(well), [])
  assert.deepEqual(Object.keys(cases).toSorted(), alarmCodes.toSorted())
  for (const code of alarmCodes) {
    const [wrong, right] = cases[code]
    assert.deepEqual(
      alarmsOf(wrong).map((one) => one.code),
      [code],
    )
    assert.deepEqual(alarmsOf(right), [], code)
  }
})

test('each says in both languages what happened and what to do next', () => {
  for (const code of alarmCodes) {
    const [{ happened, next, member } = assert.fail(code)] = alarmsOf(cases[code][0])
    for (const text of [happened, next]) {
      assert.match(text.en, /^[A-Z0-9n].+/, code)
      assert.match(text.ja, /[ぁ-んァ-ヶ一-龠]/, code)
      assert.doesNotMatch(text.en, /[ぁ-んァ-ヶ一-龠]/, code)
      assert.doesNotMatch(text.en + text.ja, /undefined|null|NaN/, code)
    }
    if (member !== null) assert.ok(happened.en.includes(member) && happened.ja.includes(member))
  }
})

test('a key that follows keeps the end of the one before quiet; no backup at all has no time', () => {
  const next = { ...key, number: 2, state: 'later' as const, until: ago(-800 * day) }
  assert.deepEqual(alarmsOf({ ...well, keys: [{ ...key, until: ago(-day) }, next] }), [])
  const [none] = alarmsOf({ ...well, backup: null })
  assert.equal(none?.happened.en, 'No backup has been made.')
  assert.equal(none?.since, null)
})

test('a disk that is nearly full is one alarm', () => {
  const state = {
    ...well,
    against: [{ check: 'disk', code: 'nearly-full' }],
    storage: { ...well.storage, freeBytes: 1 },
  }
  assert.deepEqual(
    alarmsOf(state).map(({ code }) => code),
    ['disk-full'],
  )
})
