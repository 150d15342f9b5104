/** Whom we speak with, on real TLS. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { familyOf } from '../http/family.fixture.ts'
import { listen } from '../http/index.ts'
import { silentLog } from '../telemetry/index.ts'

import { askPeer } from './client.ts'
import { endpoint, peers } from './members.fixture.ts'

test('we speak with the appointed certificate and with no other, whoever vouches for it', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const pretended = { ...endpoint(b), certificate: a.tls.certificate }
  const request = { method: 'GET', path: '/ledger/checkpoint' } as const
  await assert.rejects(askPeer(pretended, a.tls, request), { code: 'federation/unreachable' })
  assert.equal((await askPeer(endpoint(b), a.tls, request)).status, 200)

  // A certificate that the appointed one has signed leads to it, and is another.
  const { authority, child } = await familyOf('127.0.0.1')
  const listener = await listen({
    name: 'child',
    host: '127.0.0.1',
    port: 0,
    tls: child,
    fetch: () => new Response('here'),
    log: silentLog,
    now: net.now,
  })
  const url = `https://127.0.0.1:${listener.port}`
  const signedBy = { ...endpoint(b), certificate: authority, url }
  await assert.rejects(askPeer(signedBy, a.tls, request), { code: 'federation/unreachable' })
  await listener.close(0)
})
