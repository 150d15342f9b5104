/** What our own people hand in is ours. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { takeStatement } from '@entente/server'

import { federation, levels } from './federation.ts'

test('nobody hands in what another member has to send itself', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  const { server, now } = tokyo
  await wellington.grant('security', {
    kind: 'facility',
    facility: 'wellington',
    levels: levels.nzl,
    from: now().toISOString(),
    until: '2050-01-01T00:00:00.000Z',
  })
  const events = (): Promise<unknown> =>
    server.store.db.selectFrom('ledger_entries').select('kind').execute()
  const before = await events()
  for (const kind of ['appointment', 'notice', 'grant'] as const) {
    const [statement] = await wellington.server.standing.statements(kind, 'nzl')
    assert.ok(statement)
    await assert.rejects(takeStatement(kind, statement, { server, now }), {
      code: 'pact/inconsistent',
      member: 'nzl',
    })
  }
  assert.deepEqual(await events(), before)
})
