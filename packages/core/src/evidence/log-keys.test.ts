/** Whose cosignature counts: that of a witness in its time, also after it was withdrawn. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { statementId } from '../crypto/index.ts'
import {
  emptyRoot,
  formatVerifierKey,
  importNoteSigner,
  type ProvenEvent,
} from '../ledger/index.ts'
import { emptyDirectory, extendDirectory, issueAppointment } from '../pact/index.ts'

import { signers } from '../../test/example-keys.ts'

import { cosigners, witnessKeys } from './log-keys.ts'

const at = '2026-06-01T00:00:00.000Z'
const until = '2027-01-01T00:00:00.000Z'
const { key } = await importNoteSigner(
  'cosignature-ed25519',
  'wellington.example/w',
  new Uint8Array(32).fill(2),
)
const empty = emptyDirectory({ id: 'nzl', appointingKey: signers.nzl.publicKey })
const appointment = await issueAppointment(
  empty,
  { kind: 'witness', verifierKey: formatVerifierKey(key), from: at, until },
  signers.nzl,
  at,
)
const directory = await extendDirectory(empty, appointment)

/** An event under a head that somebody called `name` cosigned at a time. */
function cosignedAt(time: string, name = key.name): ProvenEvent {
  return {
    event: { kind: 'released', at, document: '', release: '', statement: statementId(appointment) },
    index: 0,
    checkpoint: { origin: 'tokyo.example/l', size: 1, root: emptyRoot },
    cosignatures: [{ name, at: Date.parse(time) / 1000 }],
  }
}

test('a witness counts from its appointment until the end of it, under its own name', () => {
  assert.deepEqual(cosigners(cosignedAt(at), [directory]), ['nzl'])
  assert.deepEqual(cosigners(cosignedAt('2026-12-31T23:59:59.000Z'), [directory]), ['nzl'])
  assert.deepEqual(cosigners(cosignedAt('2026-05-31T23:59:59.000Z'), [directory]), [])
  assert.deepEqual(cosigners(cosignedAt(until), [directory]), [])
  assert.deepEqual(cosigners(cosignedAt(at, 'apia.example/w'), [directory]), [])
  assert.deepEqual(cosigners(cosignedAt(at), [empty]), [])
})

test('what a witness saw stands after its withdrawal, whatever that is dated', async () => {
  const act = { kind: 'withdrawal', appointment: statementId(appointment) } as const
  const dated = await issueAppointment(directory, act, signers.nzl, at)
  const withdrawn = await extendDirectory(directory, dated)
  assert.deepEqual(cosigners(cosignedAt('2026-07-01T00:00:00.000Z'), [withdrawn]), ['nzl'])
  assert.deepEqual(witnessKeys([withdrawn]), [key])
})
