/** Letting somebody in again who has lost all: at a real server, what it ends there, and at the peer. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'

import { addAct, type Hash, type Statement, statementId } from '@entente/core/crypto'
import { toBase64Url } from '@entente/core/lib'
import {
  appointed,
  type AppointmentAct,
  appointmentType,
  enrolmentDigest,
  issueAppointment,
  type Recovery,
  requireDirectory,
} from '@entente/core/pact'
import type { Client } from '@entente/sdk'
import { builtWeb } from '@entente/web/build'

import { insertPerson, preparePassword } from '../packages/server/src/identity/index.ts'

import { type Answer, ask, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, type Person, term } from './federation.ts'
import { browserOf, sendFromPage } from './page-requests.ts'

const password = 'correct horse battery'
let net: Federation
let edge: TestEdge
before(async () => {
  net = await federation()
  const { db } = net.tokyo.server.store
  const subject = { person: 'jpn-reader', subject: 'reader', nameEn: '', nameJa: '' }
  await insertPerson(db, subject, new Date())
  await (
    await preparePassword('jpn-reader', password, randomBytes)
  )(db)
  edge = await openTestEdge(net.tokyo, { web: await builtWeb(), signIn: { password: true } })
})
after(async () => {
  await edge[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

function personOf(name: string): Person {
  const found = net.tokyo.people[name]
  assert.ok(found)
  return found
}

/** A machine of the reader's that nobody has enrolled yet. */
async function newMachine(): Promise<{ readonly client: Client; readonly act: AppointmentAct }> {
  const device = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', device.publicKey))
  const client = await edge.as('author')
  const { person, facility } = personOf('reader')
  return {
    client: { ...client, ports: { ...client.ports, device } },
    act: { kind: 'device', person, facility, key: toBase64Url(point), ...term },
  }
}

const signInAt = (client: Client): Promise<Answer> =>
  sendFromPage(client, '/api/passwords/sessions', { json: { subject: 'reader', password } })

const directory = () => requireDirectory(net.tokyo.server.standing.current(), 'jpn')

async function recoveryOf(
  enrols: readonly AppointmentAct[],
  { second = 'security', at = new Date().toISOString(), change = {} } = {},
): Promise<Statement> {
  const act: Recovery = {
    kind: 'recovery',
    person: 'jpn-reader',
    facility: personOf('reader').facility,
    second: personOf(second).signer.id,
    enrols: enrols.map(digestOf),
    ...change,
  }
  const one = await issueAppointment(directory(), act, personOf('registrar').signer, at)
  return addAct(appointmentType, one, personOf(second).signer)
}

function digestOf(act: AppointmentAct): Hash {
  assert.ok(act.kind === 'device' || act.kind === 'passkey')
  return enrolmentDigest(act)
}

async function handIn(statement: Statement): Promise<string> {
  const registrar = await edge.as('registrar')
  const json = { kind: 'appointment', statement }
  const answer = await ask(registrar, 'POST', '/api/statements', {
    json,
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  return answer.code || String(answer.status)
}

const enrol = async (act: AppointmentAct): Promise<string> => {
  const at = new Date().toISOString()
  return handIn(await issueAppointment(directory(), act, personOf('registrar').signer, at))
}

test('two officers let a person in again, and all that was lost has ended at once', async () => {
  const lost = await edge.as('reader')
  const session = await signInAt(lost)
  assert.equal(session.status, 201, session.code)
  const browser = browserOf(lost, session.headers.get('set-cookie') ?? '')
  assert.equal((await ask(browser, 'GET', '/api/member')).status, 200)

  const found = await newMachine()
  const strange = await newMachine()
  const statement = await recoveryOf([found.act])
  assert.equal(await handIn(statement), '201')
  assert.equal((await ask(browser, 'GET', '/api/member')).code, 'identity/device-not-enrolled')
  assert.equal((await ask(lost, 'GET', '/api/member')).code, 'identity/device-not-enrolled')
  assert.equal((await signInAt(lost)).code, 'identity/device-not-enrolled')

  assert.equal(await enrol(strange.act), 'pact/not-authorised')
  assert.equal(await enrol(found.act), '201')
  assert.equal((await signInAt(found.client)).status, 201)
  assert.equal((await signInAt(strange.client)).code, 'identity/device-not-enrolled')

  const entries = await net.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'appointment-made')
    .execute()
  assert.ok(entries.some(({ event }) => String(event).includes(statementId(statement))))
  await net.settle()
  const seen = requireDirectory(net.wellington.server.standing.current(), 'jpn')
  const devices = appointed(seen, 'device', new Date().toISOString())
  assert.deepEqual(
    devices.filter(({ person }) => person === 'jpn-reader').map(({ key }) => key),
    found.act.kind === 'device' ? [found.act.key] : [],
  )
})

test('an old recovery lets nobody in again, nor does it come back', async () => {
  const first = await newMachine()
  const recovery = await recoveryOf([first.act])
  assert.equal(await handIn(recovery), '201')
  assert.equal(await enrol(first.act), '201')
  const entry = directory().entries.findLast(({ appointment: { act } }) => act.kind === 'device')
  assert.ok(entry)
  assert.equal(await enrol({ kind: 'withdrawal', appointment: entry.id }), '201')
  assert.equal(await enrol(first.act), 'pact/not-authorised')
  // Handed in again, word for word, it stands where it stood and changes nothing.
  assert.equal(await handIn(recovery), '201')
  assert.equal(await enrol(first.act), 'pact/not-authorised')
  assert.equal((await signInAt(first.client)).code, 'identity/device-not-enrolled')

  const next = await newMachine()
  assert.equal(await handIn(await recoveryOf([next.act])), '201')
  assert.equal(await enrol(next.act), '201')
  assert.equal((await signInAt(next.client)).status, 201)
})

test('no other two recover anybody, and what they tried changes nothing', async () => {
  const { act } = await newMachine()
  const number = directory().head.number
  const one = await recoveryOf([act])
  const [registrars, seconds] = [personOf('registrar').signer.id, personOf('security').signer.id]
  const only = (key: string): Statement => ({
    ...one,
    acts: one.acts.filter((made) => made.key === key),
  })
  assert.equal(await handIn(only(registrars)), 'pact/invalid-signature')
  assert.equal(await handIn(only(seconds)), 'pact/invalid-signature')
  assert.equal(
    await handIn(await recoveryOf([act], { second: 'controller' })),
    'pact/key-not-appointed',
  )
  assert.equal(
    await handIn(await recoveryOf([act], { second: 'registrar' })),
    'pact/key-not-appointed',
  )
  assert.equal(
    await handIn(await recoveryOf([act], { change: { person: 'jpn-security' } })),
    'pact/not-authorised',
  )
  assert.equal(
    await handIn(await recoveryOf([act], { change: { person: 'jpn-registrar' } })),
    'pact/not-authorised',
  )
  assert.equal(directory().head.number, number)
})
