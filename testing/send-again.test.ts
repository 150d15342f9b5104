/** A delivery that is sent again: what it does, and when it is not sent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sendAgain } from '@entente/server'

import { approve, clear, draftDocument, prepare } from './documents.ts'
import { type Federation, federation } from './federation.ts'

test('one who has the copy makes no second one, and signs for it again', async () => {
  await using net = await cleared()
  const release = await released(net)
  const before = await delivery(net, release)
  await again(net, release)
  assert.equal((await delivery(net, release)).state, 'queued')
  await assert.rejects(again(net, release), { code: 'document/on-its-way' })
  await net.settle()
  const after = await delivery(net, release)
  assert.equal(after.state, 'received')
  assert.notEqual(after.receipt, before.receipt)
  assert.equal((await copies(net)).length, 1)
})

test('one whose copy was lost has it again, under its number', async () => {
  await using net = await cleared()
  const release = await released(net)
  for (const table of ['copies', 'manifests', 'policies', 'documents'] as const) {
    await net.wellington.server.store.db.deleteFrom(table).execute()
  }
  await again(net, release)
  await net.settle()
  assert.deepEqual(await copies(net), [{ release, copy: 1 }])
  assert.equal((await delivery(net, release)).state, 'received')
})

test('the same release bound anew takes the place of what was bound before', async () => {
  await using net = await cleared()
  const release = await released(net)
  const { db } = net.tokyo.server.store
  // What an originator forgets that was restored to the moment after its decision.
  for (const table of ['deliveries', 'manifests'] as const) {
    await db.deleteFrom(table).where('release', '=', release).execute()
  }
  await net.settle()
  assert.equal((await delivery(net, release)).state, 'received')
  assert.equal((await copies(net)).length, 1)
})

test('another copy number under a known release id is refused', async () => {
  await using net = await cleared()
  const release = await released(net)
  await net.tokyo.server.store.db.updateTable('deliveries').set({ copy: 7 }).execute()
  await again(net, release)
  await net.settle()
  const { state, code } = await delivery(net, release)
  assert.deepEqual([state, code], ['refused', 'document/replayed-release'])
  assert.deepEqual(await copies(net), [{ release, copy: 1 }])
})

test('nothing is sent again that was not sent, has ended, or while the pact is suspended', async () => {
  await using net = await cleared()
  const release = await released(net)
  const unknown = { release: '0'.repeat(32), recipient: 'nzl' }
  const { engine } = net.tokyo.server.decisions
  const deps = { ...net.tokyo.server, engine, now: net.tokyo.now }
  await assert.rejects(sendAgain(unknown, deps), { code: 'document/not-found' })
  await assert.rejects(sendAgain({ release, recipient: 'jpn' }, deps), {
    code: 'document/not-found',
  })
  const late = { ...deps, now: () => new Date('2049-01-01T00:00:00.000Z') }
  await assert.rejects(sendAgain({ release, recipient: 'nzl' }, late), { code: 'document/ended' })
  await net.tokyo.notice({ kind: 'suspended', from: new Date().toISOString() })
  await assert.rejects(again(net, release), { code: 'pact/not-in-force' })
  assert.equal((await delivery(net, release)).state, 'received')
})

async function cleared(): Promise<Federation> {
  const net = await federation()
  await clear(net.tokyo)
  await clear(net.wellington)
  return net
}

async function released(net: Federation): Promise<string> {
  const { release, statement } = await prepare(net, await draftDocument(net.tokyo, '極秘'))
  await approve(net.tokyo, release, statement, 'releaser')
  await net.settle()
  return release
}

function again({ tokyo }: Federation, release: string): Promise<void> {
  return sendAgain(
    { release, recipient: 'nzl' },
    { ...tokyo.server, engine: tokyo.server.decisions.engine, now: tokyo.now },
  )
}

function delivery({ tokyo }: Federation, release: string) {
  return tokyo.server.store.db
    .selectFrom('deliveries')
    .select(['state', 'code', 'receipt'])
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
}

function copies({ wellington }: Federation) {
  return wellington.server.store.db.selectFrom('copies').select(['release', 'copy']).execute()
}
