/** A receipt that does not come within the pact's time is seen on both sides, and still counts when it comes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { approve, clear, draftDocument, prepare } from './documents.ts'
import { type Federation, federation, type TestMember } from './federation.ts'

const beyond = 25 * 3_600_000

test('no receipt within the time: the originator sees it, and takes it all the same', async () => {
  const { net, later } = await inTime()
  await using _ = net
  const { tokyo, wellington, settle } = net
  wellington.server.listener.trust([])
  await release(net)
  assert.equal(await deliveryState(tokyo), 'queued')
  later(beyond)
  await tokyo.server.work()
  assert.equal(await deliveryState(tokyo), 'overdue')
  assert.deepEqual(await overdueAt(tokyo), ['nzl'])
  await tokyo.server.work()
  assert.deepEqual(await overdueAt(tokyo), ['nzl'], 'once')
  // What failed once waits longer each time: put the clock forward instead of waiting.
  later(3_600_000)
  await wellington.server.work()
  await settle()
  assert.equal(await deliveryState(tokyo), 'received')
})

test('a receipt that is not taken within the time: the recipient sees it', async () => {
  const { net, later } = await inTime()
  await using _ = net
  const { tokyo, wellington, settle } = net
  await release(net)
  tokyo.server.listener.trust([])
  await tokyo.server.federation.sender.sendNow()
  await wellington.server.work()
  assert.equal(await receiptState(wellington), 'owed')
  later(beyond)
  await wellington.server.work()
  assert.equal(await receiptState(wellington), 'overdue')
  assert.deepEqual(await overdueAt(wellington), ['jpn'])
  later(3_600_000)
  await tokyo.server.work()
  await settle()
  assert.equal(await receiptState(wellington), 'taken')
})

/** Two members whose clocks can be put forward. */
async function inTime(): Promise<{ net: Federation; later: (milliseconds: number) => void }> {
  let ahead = 0
  const net = await federation({ now: () => new Date(Date.now() + ahead) })
  await clear(net.tokyo)
  await clear(net.wellington)
  return { net, later: (milliseconds) => (ahead += milliseconds) }
}

/** Decided and queued; what leaves is for the test to say. */
async function release(net: Federation): Promise<void> {
  const { tokyo } = net
  const prepared = await prepare(net, await draftDocument(tokyo, '極秘'))
  await approve(tokyo, prepared.release, prepared.statement, 'releaser')
  await tokyo.server.work()
}

async function deliveryState({ server }: TestMember): Promise<string> {
  const { state } = await server.store.db
    .selectFrom('deliveries')
    .select('state')
    .executeTakeFirstOrThrow()
  return state
}

async function receiptState({ server }: TestMember): Promise<string> {
  const { receipt_state: state } = await server.store.db
    .selectFrom('copies')
    .select('receipt_state')
    .executeTakeFirstOrThrow()
  return state
}

/** Whom the overdue receipts on record are from, or owed to. */
async function overdueAt({ server }: TestMember): Promise<readonly unknown[]> {
  const rows = await server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'receipt-overdue')
    .execute()
  return rows.map(({ event }) => JSON.parse(event ?? '{}').member)
}
