/** What an operator reads of a member at /metrics. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashOf } from '@entente/core/crypto'
import { sql } from 'kysely'

import { peers, type TestPeer, type TestPeers } from '../federation/members.fixture.ts'

import { createMetrics, freeBytes, methodLabel, watchMember } from './index.ts'

test('a queue shows how much waits for whom, since when, and how often it was tried', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = both(net)
  const read = watch(a, net)
  assert.doesNotMatch(await read(), /entente_queue_messages\{/)
  await b.listener.close(0)
  await a.announce('b', { kind: 'receipt-proof', release: '0'.repeat(32), disclosure: 'x' })
  await a.federation.sender.sendNow()
  net.advance(90_000)
  const text = await read()
  assert.match(text, /^entente_queue_messages\{peer="b"\} 1$/m)
  assert.match(text, /^entente_queue_attempts\{peer="b"\} 1$/m)
  assert.ok(valueOf(text, 'entente_queue_oldest_seconds{peer="b"}') >= 90)
})

test('the ledger shows how far it is signed and cosigned, and how long news have waited', async () => {
  await using net = await peers(['a', 'b'])
  const [a] = both(net)
  const read = watch(a, net)
  net.advance(60_000)
  const before = await read()
  assert.equal(valueOf(before, 'entente_ledger_cosigned_entries'), 0)
  assert.ok(valueOf(before, 'entente_ledger_uncosigned_seconds') >= 60)
  await a.federation.witnessRound()
  const after = await read()
  const entries = valueOf(after, 'entente_ledger_entries')
  assert.ok(entries > 0)
  assert.equal(valueOf(after, 'entente_ledger_signed_entries'), entries)
  assert.equal(valueOf(after, 'entente_ledger_cosigned_entries'), entries)
  assert.equal(valueOf(after, 'entente_ledger_uncosigned_seconds'), 0)
  assert.equal(valueOf(after, 'entente_ledger_waiting'), 0)
})

test('events are counted by kind and denials by code, each once', async () => {
  await using net = await peers(['a', 'b'])
  const [a] = both(net)
  const read = watch(a, net)
  await read()
  const at = net.now().toISOString()
  const none = { document: null, release: null, person: null, device: null }
  await a.ledger.record(async (_tx, append) => {
    append({
      kind: 'signed-in',
      at,
      person: 'mori',
      device: hashOf(new Uint8Array(1)),
      way: 'passkey',
    })
    append({ kind: 'key-denied', at, ...none, codes: ['decision/no-clearance'] })
    append({
      kind: 'key-denied',
      at,
      ...none,
      codes: ['decision/no-clearance', 'decision/wrong-purpose'],
    })
  })
  await Promise.all([read(), read()])
  const text = await read()
  assert.equal(valueOf(text, 'entente_events_total{kind="key-denied"}'), 2)
  assert.equal(valueOf(text, 'entente_events_total{kind="signed-in"}'), 1)
  assert.equal(valueOf(text, 'entente_denials_total{code="decision/no-clearance"}'), 2)
  assert.equal(valueOf(text, 'entente_denials_total{code="decision/wrong-purpose"}'), 1)
  assert.doesNotMatch(text, /mori/)
})

test('deliveries, receipts and conflicts are counted by peer and state', async () => {
  await using net = await peers(['a', 'b'])
  const [a] = both(net)
  const read = watch(a, net)
  const time = net.now().toISOString()
  const { db } = a.store
  await sql`pragma foreign_keys = off`.execute(db)
  await db
    .insertInto('conflicts')
    .values({ peer: 'b', origin: 'b.example', number: 1, id: 'x', body: '', at: time })
    .execute()
  for (const [release, state] of [
    ['1', 'overdue'],
    ['2', 'overdue'],
    ['3', 'received'],
    ['4', undefined],
  ] as const) {
    await db
      .insertInto('releases')
      .values({
        release,
        document: 'd',
        statement: '',
        statement_id: release,
        state: 'released',
        created_at: time,
      })
      .execute()
    if (!state) continue
    await db
      .insertInto('deliveries')
      .values({
        release,
        recipient: 'b',
        copy: 1,
        state,
        due_at: time,
        receipt: null,
        receipt_proof: null,
        code: null,
        updated_at: time,
      })
      .execute()
  }
  const text = await read()
  assert.equal(valueOf(text, 'entente_conflicts'), 1)
  assert.equal(valueOf(text, 'entente_deliveries{peer="b",state="overdue"}'), 2)
  assert.equal(valueOf(text, 'entente_deliveries{peer="b",state="received"}'), 1)
  assert.equal(valueOf(text, 'entente_releases_undelivered'), 1)
})

test('keys show when their appointment ends, and the disk what is free', async () => {
  await using net = await peers(['a', 'b'])
  const [a] = both(net)
  const text = await watch(a, net)()
  for (const use of ['tls', 'ledger', 'witness', 'message']) {
    assert.ok(valueOf(text, `entente_appointment_ends_seconds{use="${use}"}`) > 86_400)
  }
  assert.ok(valueOf(text, 'entente_disk_free_bytes') > 0)
  assert.ok((await freeBytes('.')) > 0)
  await assert.rejects(freeBytes('/nowhere/at/all'))
})

test('a method that nobody has heard of is one label', () => {
  assert.equal(methodLabel('GET'), 'GET')
  assert.equal(methodLabel('X'.repeat(100)), 'other')
})

function both({ members: [a, b] }: TestPeers): readonly [TestPeer, TestPeer] {
  assert.ok(a && b)
  return [a, b]
}

function watch({ store, ledger, standing }: TestPeer, { now }: TestPeers): () => Promise<string> {
  const { registry } = createMetrics(() => new Date())
  watchMember(registry, { store, ledger, standing, folder: '.', now })
  return () => registry.metrics()
}

function valueOf(text: string, name: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  assert.ok(line, `${name} is not there`)
  return Number(line.slice(name.length + 1))
}
