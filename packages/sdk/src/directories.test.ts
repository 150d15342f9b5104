/** A server in the hands of somebody who wants to read: whatever it shows, its people's machines believe their member. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Statement, statementId, unsignedStatement } from '@entente/core/crypto'
import { issueAppointment } from '@entente/core/pact'

import { signers } from '../../core/test/example-keys.ts'
import { terms } from '../../core/test/example-terms.ts'
import { signPact, term } from '../../core/test/pact-world.ts'

import type { Client } from './client.ts'
import { findOwnKas, readPacts } from './directories.ts'

const noon = '2026-11-25T12:00:00.000Z'
const device = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
])

/** A person of jpn whose server shows these statements and no others. */
function shown(items: readonly Statement[]): Client {
  return {
    member: { id: 'jpn', appointingKey: signers.jpn.publicKey },
    ports: {
      server: 'https://edge.example',
      device,
      now: () => new Date(noon),
      randomId: () => crypto.randomUUID(),
      fetch: () => Promise.resolve(Response.json({ items })),
    },
    session: { accessToken: '', expiresAt: new Date(), person: 'mori', facility: 'hq', device: '' },
  }
}

const start = { member: 'jpn', appointingKey: signers.jpn.publicKey, head: { number: 0, id: null } }
const kas = (kid: string) =>
  ({
    kind: 'kas',
    kid,
    suite: 'hpqt:xwing',
    publicKey: 'PEM',
    url: 'https://kas.example',
    ...term,
  }) as const

test('a draft is sealed to the key that our member has appointed', async () => {
  const own = await issueAppointment(start, kas('ours'), signers.jpn, noon)
  assert.equal((await findOwnKas(shown([own]))).kid, 'ours')
})

test('a key that the server made itself is not sealed to', async () => {
  const own = await issueAppointment(start, kas('ours'), signers.jpn, noon)
  const second = { ...start, head: { number: 1, id: statementId(own) } }
  const forged = await issueAppointment(second, kas('theirs'), signers.nzl, noon)
  await assert.rejects(findOwnKas(shown([own, forged])), { code: 'pact/key-not-appointed' })
  const foreign = { ...start, appointingKey: signers.nzl.publicKey }
  const chain = await issueAppointment(foreign, kas('theirs'), signers.nzl, noon)
  await assert.rejects(findOwnKas(shown([chain])), { code: 'pact/key-not-appointed' })
  await assert.rejects(findOwnKas(shown([])), { code: 'kas/unknown-key' })
})

test('a key withdrawn or past its time is not sealed to', async () => {
  const own = await issueAppointment(start, kas('ours'), signers.jpn, noon)
  const id = statementId(own)
  const second = { ...start, head: { number: 1, id } }
  const act = { kind: 'withdrawal', appointment: id } as const
  const withdrawal = await issueAppointment(second, act, signers.jpn, noon)
  await assert.rejects(findOwnKas(shown([own, withdrawal])), { code: 'kas/unknown-key' })
  const past = await issueAppointment(start, { ...kas('old'), until: noon }, signers.jpn, noon)
  await assert.rejects(findOwnKas(shown([past])), { code: 'kas/unknown-key' })
})

test('a pact is believed that our member has signed under the key we know, and no other', async () => {
  const pact = await signPact()
  assert.deepEqual(
    (await readPacts(shown([pact]))).map(({ id }) => id),
    [statementId(pact)],
  )
  const half = { ...pact, acts: pact.acts.filter(({ key }) => key !== signers.jpn.id) }
  await assert.rejects(readPacts(shown([half])), { code: 'pact/missing-signature' })
  await assert.rejects(readPacts(shown([unsignedStatement(terms)])), {
    code: 'pact/missing-signature',
  })
  // Both seats under keys of whoever runs the server: signed by all, and by nobody we know.
  const client = shown([pact])
  const other = { id: 'jpn', appointingKey: signers['jpn security'].publicKey }
  await assert.rejects(readPacts({ ...client, member: other }), { code: 'pact/other-pact' })
})
