/** A person acknowledges what was received, from the statement to the originator's record, between two real members. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import {
  type Hash,
  type HybridSigner,
  parseStatement,
  signStatement,
  type Statement,
  statementBytes,
  statementId,
  statementValue,
} from '@entente/core/crypto'
import {
  acknowledgementType,
  type AppointmentAct,
  consentType,
  issueAppointment,
  requireDirectory,
} from '@entente/core/pact'
import { formatEvidence, parseEvidence, verifyEvidence } from '@entente/core/evidence'
import { collectEvidence } from '@entente/server'
import { handInStatement } from '@entente/sdk'

import { prepareAcknowledgement } from '../packages/server/src/acknowledgements/index.ts'
import { assertion, page, pointOf } from '../packages/core/test/authenticator.ts'

import { approve, draftDocument, openAt, prepare, releasedDocument } from './documents.ts'
import { recordOf, say } from './acknowledged.ts'
import { type Answer, ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, type TestMember, term } from './federation.ts'

let net: Federation
let wellington: TestEdge
let tokyo: TestEdge
let document = ''
let release = ''
before(async () => {
  net = await federation()
  wellington = await openTestEdge(net.wellington)
  tokyo = await openTestEdge(net.tokyo)
  ;({ document, release } = await releasedDocument(net))
  await enrol(keyOf('reader'))
})
after(async () => {
  await wellington[Symbol.asyncDispose]()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const facility = 'wellington'
const signerOf = (name: string, member: TestMember = net.wellington): HybridSigner => {
  const person = member.people[name]
  assert.ok(person)
  return person.signer
}
const keyOf = (name: string): AppointmentAct => ({
  kind: 'person-key',
  person: `nzl-${name}`,
  facility,
  key: signerOf(name).publicKey,
  ...term,
})
const passkeyOf = (name: string): AppointmentAct => ({
  kind: 'person-passkey',
  person: `nzl-${name}`,
  facility,
  ...page,
  credential: `${'R'.repeat(42)}A`,
  key: pointOf('one'),
  ...term,
})

/** The registrar enrols in Wellington. Gives the entry's id. */
async function enrol(act: AppointmentAct): Promise<Hash> {
  const { server, id } = net.wellington
  const directory = requireDirectory(server.standing.current(), id)
  const at = new Date().toISOString()
  const statement = await issueAppointment(directory, act, signerOf('registrar'), at)
  await handInStatement(await wellington.as('registrar'), 'appointment', statement)
  return statementId(statement)
}

/** What somebody would sign. */
async function prepared(who: string, of = document): Promise<Statement> {
  const { body, code } = await askFor(who, of)
  assert.equal(code, '')
  return parseStatement(objectOf(body)['statement'])
}
const askFor = async (who: string, of = document): Promise<Answer> =>
  ask(await wellington.as(who), 'GET', `/api/documents/${of}/acknowledgement`)
const signedBy = (signer: HybridSigner, statement: Statement, change: object = {}) =>
  signStatement(acknowledgementType, { ...objectOf(statementValue(statement)), ...change }, signer)
const give = async (
  who: string,
  { payload, acts }: Statement,
  { of = document, edge = wellington }: { of?: string; edge?: TestEdge } = {},
): Promise<Answer> =>
  ask(await edge.as(who), 'POST', `/api/documents/${of}/acknowledgements`, {
    json: { statement: { payload, acts } },
  })

const tasksOf = async (who: string): Promise<readonly string[]> => {
  const { body } = await ask(await wellington.as(who), 'GET', '/api/tasks')
  const { items } = objectOf(body)
  assert.ok(Array.isArray(items))
  return items
    .map((one) => objectOf(one))
    .filter(({ kind }) => kind === 'acknowledge')
    .map((one) => textOf(one, 'document'))
}

test('who has not opened it has nothing to acknowledge', async () => {
  assert.deepEqual(await tasksOf('releaser'), [])
  const { person } = net.wellington.people['releaser'] ?? assert.fail()
  const need = { kind: 'need-to-know', purposes: ['maritime-security'], ...term } as const
  await net.wellington.grant('controller', {
    ...need,
    person,
    scope: { kind: 'document', document },
  })
  assert.equal((await askFor('releaser')).code, 'acknowledgement/not-opened')
  assert.equal((await askFor('uncleared')).code, 'document/denied')
  // The reader's own statement, spelled for somebody who never opened it.
  await openAt(net.wellington, 'reader', document, release, 'maritime-security')
  const forged = await signedBy(signerOf('releaser'), await prepared('reader'), { person })
  assert.equal((await give('releaser', forged)).code, 'acknowledgement/not-opened')
  assert.deepEqual(
    (await recordOf(net.wellington, document)).map(({ by, code }) => [by, code]),
    [['nzl-releaser', 'acknowledgement/not-opened']],
  )
})

test('what another key, member, time or statement has signed acknowledges nothing', async () => {
  const statement = await prepared('reader')
  const own = signerOf('reader')
  const said = (change: object): Promise<Statement> => signedBy(own, statement, change)
  const { release: another } = await releasedDocument(net)
  const good = await signedBy(own, statement)
  const hostile: readonly (readonly [why: string, code: string, statement: Statement])[] = [
    [
      'another person’s key',
      'pact/key-not-appointed',
      await signedBy(signerOf('releaser'), statement),
    ],
    [
      'a registrar’s key',
      'pact/key-not-appointed',
      await signedBy(signerOf('registrar'), statement),
    ],
    ['another person', 'acknowledgement/mismatch', await said({ person: 'nzl-releaser' })],
    ['another member', 'pact/key-not-appointed', await said({ member: 'jpn' })],
    ['another originator', 'pact/inconsistent', await said({ originator: 'nzl' })],
    ['another release', 'pact/inconsistent', await said({ release: another })],
    ['another release statement', 'pact/inconsistent', await said({ statement: net.pact })],
    ['another pact', 'pact/inconsistent', await said({ pact: statementId(statement) })],
    ['before it was opened', 'acknowledgement/mismatch', await said({ at: term.from })],
    ['a time to come', 'acknowledgement/mismatch', await said({ at: '2049-01-01T00:00:00.000Z' })],
    [
      'a head that is not ours',
      'pact/chain-broken',
      await said({ head: { number: 1, id: net.pact } }),
    ],
    ['a field too many', 'pact/malformed', await said({ note: 'x' })],
    ['no act', 'pact/invalid-signature', { ...good, acts: [] }],
    [
      'two acts',
      'pact/invalid-signature',
      { ...good, acts: [...good.acts, ...(await signedBy(signerOf('releaser'), statement)).acts] },
    ],
    [
      'changed bytes',
      'pact/invalid-signature',
      { ...(await said({ at: new Date().toISOString() })), acts: good.acts },
    ],
    [
      'a consent of the same bytes',
      'pact/invalid-signature',
      await signStatement(consentType, statementValue(statement), own),
    ],
  ]
  for (const [why, code, one] of hostile) {
    assert.equal((await give('reader', one)).code, code, why)
    assert.equal((await recordOf(net.wellington, document)).at(-1)?.['code'], code, why)
  }
  const elsewhere = randomUUID()
  assert.equal((await give('reader', good, { of: elsewhere })).code, 'document/not-found')
  await net.settle()
  assert.deepEqual(await recordOf(net.tokyo, document), [])
})

test('it is on record first, goes to the originator, and waits no more', async () => {
  assert.deepEqual(await tasksOf('reader'), [document])
  const statement = await signedBy(signerOf('reader'), await prepared('reader'))
  const { status, body, code } = await give('reader', statement)
  assert.equal(code, '')
  assert.equal(status, 201)
  assert.deepEqual((await recordOf(net.wellington, document)).at(-1), {
    kind: 'acknowledged',
    at: textOf(body, 'at'),
    document,
    release,
    person: 'nzl-reader',
    statement: statementId(statement),
  })
  assert.deepEqual(await tasksOf('reader'), [])

  assert.deepEqual((await give('reader', statement)).body, body, 'the same gives the same answer')
  const again = await signedBy(signerOf('reader'), statement)
  assert.deepEqual((await give('reader', again)).body, body, 'signatures are randomised')
  const other = await signedBy(signerOf('reader'), statement, { at: new Date().toISOString() })
  assert.equal((await give('reader', other)).code, 'acknowledgement/given')
  assert.equal((await recordOf(net.wellington, document)).at(-1)?.['code'], 'acknowledgement/given')
  assert.equal(objectOf((await askFor('reader')).body)['given'], textOf(body, 'at'))

  await net.settle()
  const [received, ...more] = await recordOf(net.tokyo, document)
  assert.deepEqual(more, [])
  assert.deepEqual(
    [received?.['kind'], received?.['member'], received?.['person'], received?.['statement']],
    ['acknowledgement-received', 'nzl', 'nzl-reader', statementId(statement)],
  )
  for (const edge of [wellington, tokyo]) {
    const who = edge === tokyo ? 'author' : 'reader'
    const { body: copies } = await ask(
      await edge.as(who),
      'GET',
      `/api/documents/${document}/copies`,
    )
    const given = objectOf(copies)['acknowledgements']
    assert.ok(Array.isArray(given))
    assert.deepEqual(
      given.map((one) => textOf(one, 'person')),
      ['nzl-reader'],
    )
    const { body: history } = await ask(
      await edge.as(who),
      'GET',
      `/api/documents/${document}/history`,
    )
    assert.match(JSON.stringify(history), /"person":"nzl-reader"[^}]*"kind":"acknowledged"/)
  }
  assert.equal(await say(net, { kind: 'acknowledgement', statement }), 'accepted')
  assert.equal(
    await say(net, { kind: 'acknowledgement', statement: other }),
    'acknowledgement/given',
  )
  assert.equal((await recordOf(net.tokyo, document)).length, 1)
})

test('evidence of either member shows who has acknowledged, and of nobody else', async () => {
  const everybody = { kind: 'everybody' } as const
  const shown = await Promise.all(
    [net.wellington, net.tokyo].map(async ({ id, server }) => {
      const bytes = await collectEvidence(release, everybody, server)
      const findings = await verifyEvidence(bytes, net.pact)
      const at = findings.findIndex(({ kind }) => kind === 'acknowledgement')
      const [one, place] = findings.slice(at)
      assert.ok(one?.kind === 'acknowledgement' && place?.kind === 'recorded')
      assert.deepEqual([one.member, one.person, one.byPasskey], ['nzl', 'nzl-reader', false])
      assert.equal(place.member, id)
      return parseEvidence(bytes)
    }),
  )
  const [theirs, ours] = shown
  const [their] = theirs?.acknowledgements ?? []
  const [our] = ours?.acknowledgements ?? []
  assert.ok(ours && our && their)
  assert.deepEqual(
    [their.recorded.event.kind, our.recorded.event.kind],
    ['acknowledged', 'acknowledgement-received'],
  )
  const [received] = ours.receipts
  assert.ok(received)
  const byOther = await signedBy(signerOf('releaser'), our.statement)
  const later = await signedBy(signerOf('reader'), our.statement, { at: new Date().toISOString() })
  const bent: readonly (readonly [why: string, code: string, one: typeof our])[] = [
    ['another signature', 'pact/key-not-appointed', { ...our, statement: byOther }],
    ['another statement', 'evidence/other-event', { ...our, statement: later }],
    [
      'no signature',
      'pact/invalid-signature',
      { ...our, statement: { ...our.statement, acts: [] } },
    ],
    ['in the other ledger', 'evidence/other-event', { ...our, member: 'nzl' }],
    ['in the other ledger too', 'evidence/other-event', { ...their, member: 'jpn' }],
    ['another event', 'evidence/other-event', { ...our, recorded: received.received }],
  ]
  for (const [why, code, one] of bent) {
    const bytes = formatEvidence({ ...ours, acknowledgements: [one] })
    await assert.rejects(verifyEvidence(bytes, net.pact), { code }, why)
  }
  const { release: second } = await releasedDocument(net)
  const other = parseEvidence(await collectEvidence(second, everybody, net.tokyo.server))
  const foreign = formatEvidence({ ...other, acknowledgements: [our] })
  await assert.rejects(verifyEvidence(foreign, net.pact), { code: 'pact/inconsistent' })
})

test('nobody acknowledges what is their own member’s', async () => {
  const statement = await signedBy(signerOf('author', net.tokyo), await prepared('reader'))
  const answer = await give('author', statement, { edge: tokyo })
  assert.equal(answer.code, 'acknowledgement/not-found')
  const asked = prepareAcknowledgement(release, 'jpn-author', {
    ...net.tokyo.server,
    now: () => new Date(),
  })
  await assert.rejects(asked, { code: 'acknowledgement/not-found' })
})

test('the originator takes none that its peer’s server has made up', async () => {
  const { document: of, release: second } = await releasedDocument(net)
  await openAt(net.wellington, 'reader', of, second, 'maritime-security')
  const statement = await prepared('reader', of)
  const own = signerOf('reader')
  const made: readonly (readonly [why: string, code: string, statement: Statement])[] = [
    ['nobody signed it', 'pact/invalid-signature', { ...statement, acts: [] }],
    [
      'another officer signed it',
      'pact/key-not-appointed',
      await signedBy(signerOf('releaser'), statement),
    ],
    [
      'for somebody without a key',
      'pact/key-not-appointed',
      await signedBy(own, statement, { person: 'nzl-elsewhere' }),
    ],
    [
      'in the name of the originator',
      'acknowledgement/mismatch',
      await signedBy(own, statement, { member: 'jpn' }),
    ],
    [
      'of what is not the receiver’s',
      'acknowledgement/mismatch',
      await signedBy(own, statement, { originator: 'nzl' }),
    ],
    [
      'under another pact',
      'acknowledgement/mismatch',
      await signedBy(own, statement, { pact: statementId(statement) }),
    ],
    [
      'of a release that never was',
      'acknowledgement/not-found',
      await signedBy(own, statement, { release: '0'.repeat(32) }),
    ],
    ['of another release', 'pact/inconsistent', await signedBy(own, statement, { release })],
    ['before the release', 'pact/inconsistent', await signedBy(own, statement, { at: term.from })],
  ]
  for (const [why, code, one] of made) {
    assert.equal(await say(net, { kind: 'acknowledgement', statement: one }), code, why)
  }
  const { db } = net.tokyo.server.store
  const sentTo = (recipient: string) =>
    db.updateTable('deliveries').set({ recipient }).where('release', '=', second).execute()
  await sentTo('aus')
  const good = await signedBy(own, statement)
  assert.equal(
    await say(net, { kind: 'acknowledgement', statement: good }),
    'acknowledgement/not-found',
    'what went to somebody else looks like what there is not',
  )
  await sentTo('nzl')
  assert.deepEqual(await recordOf(net.tokyo, of), [])
})

test('a passkey acknowledges at the levels alone that admit one, and a withdrawn key at none', async () => {
  const entry = await enrol(passkeyOf('reader'))
  const { document: above, release: aboveRelease } = await releasedDocument(net)
  await openAt(net.wellington, 'reader', above, aboveRelease, 'maritime-security')
  const byPasskey = async (of: string): Promise<Statement> => {
    const statement = await prepared('reader', of)
    const act = await assertion(acknowledgementType, statementBytes(statement))
    return { payload: statement.payload, acts: [act] }
  }
  const tooHigh = await give('reader', await byPasskey(above), { of: above })
  assert.equal(tooHigh.code, 'pact/suite-not-admitted')

  const low = await released('秘')
  await openAt(net.wellington, 'reader', low.document, low.release, 'maritime-security')
  const statement = await byPasskey(low.document)
  assert.equal((await give('releaser', statement, { of: low.document })).code, 'document/denied')
  assert.equal((await give('reader', statement, { of: low.document })).code, '')
  await net.settle()
  assert.equal((await recordOf(net.tokyo, low.document)).length, 1)

  const later = await released('秘')
  await openAt(net.wellington, 'reader', later.document, later.release, 'maritime-security')
  const old = await byPasskey(later.document)
  await enrol({ kind: 'withdrawal', appointment: entry })
  const late = await give('reader', old, { of: later.document })
  assert.equal(late.code, 'pact/key-not-appointed', 'an older head does not bring it back')
})

async function released(level: string): Promise<{ document: string; release: string }> {
  const of = await draftDocument(net.tokyo, level)
  const waiting = await prepare(net, of)
  await approve(net.tokyo, waiting.release, waiting.statement, 'releaser')
  await net.settle()
  return { document: of, release: waiting.release }
}
