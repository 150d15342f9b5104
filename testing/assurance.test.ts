/** What a recipient has assured decides what goes to it, on both sides and at every step. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { approve, clear, draftDocument, prepare } from './documents.ts'
import { federation, levels, term } from './federation.ts'

test('nothing classified is prepared, delivered or taken in without an assurance that covers it', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  await clear(tokyo)
  await clear(wellington)
  const assure = (covered: typeof levels.nzl) =>
    wellington.notice({ kind: 'assured', levels: covered, ...term })
  const refused = (error: unknown): boolean => {
    const { code, reasons } = Object(error)
    assert.equal(code, 'document/release-refused')
    assert.deepEqual(reasons, [
      { code: 'decision/no-assurance', rule: 'release.assurance', article: '7(6)' },
    ])
    return true
  }
  const draft = await draftDocument(tokyo, '極秘')

  await assure([])
  await net.settle()
  await assert.rejects(prepare(net, draft), refused)

  await assure(levels.nzl)
  await net.settle()
  const approved = await prepare(net, draft)
  const late = await prepare(net, draft)
  await approve(tokyo, approved.release, approved.statement, 'releaser')
  // The notice is on its way: Tokyo still sends, and Wellington does not take in what it no longer assures.
  await assure([])
  await tokyo.server.work()
  await tokyo.server.federation.sender.sendNow()
  const { db } = tokyo.server.store
  const delivery = await db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([delivery.state, delivery.code], ['refused', 'document/release-refused'])
  const copies = await wellington.server.store.db.selectFrom('copies').selectAll().execute()
  assert.deepEqual(copies, [])

  await net.settle()
  await assert.rejects(approve(tokyo, late.release, late.statement, 'releaser'), refused)
})

test('what was approved while an assurance held does not leave once it is known to be over', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  await clear(tokyo)
  await clear(wellington)
  const { release, statement } = await prepare(net, await draftDocument(tokyo, '極秘'))
  await approve(tokyo, release, statement, 'releaser')
  await wellington.notice({ kind: 'assured', levels: [], ...term })
  await wellington.server.federation.sender.sendNow()
  await net.settle()
  const { db } = tokyo.server.store
  assert.deepEqual(await db.selectFrom('deliveries').selectAll().execute(), [])
  const sent = await db.selectFrom('ledger_entries').select('kind').execute()
  assert.ok(sent.every(({ kind }) => kind !== 'delivered'))
})
