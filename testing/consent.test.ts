/** A consent of the originator, from the question to the act that it lets pass, between two real members. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import { type Hash, isHash, signStatement, type Statement, statementId } from '@entente/core/crypto'
import type { Json } from '@entente/core/lib'
import { type ConsentedAct, consentType, headsOf } from '@entente/core/pact'
import { decide, factsOf, type Question } from '@entente/core/policy'
import type { MessageBody } from '@entente/core/wire'

import { clear, draftDocument, releasedDocument } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, type TestMember, term } from './federation.ts'

let members: Federation
let tokyo: TestEdge
let wellington: TestEdge
let document = ''
let release = ''
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
  wellington = await openTestEdge(members.wellington)
  ;({ document, release } = await releasedDocument(members))
  const people = Object.values(members.wellington.people)
  const need = { kind: 'need-to-know', purposes: ['maritime-security'], ...term } as const
  const scope = { kind: 'document', document } as const
  await members.wellington.grant(
    'controller',
    ...people.map(({ person }) => ({ ...need, person, scope })),
  )
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

const gokuhi = { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }
const wish = {
  act: 'provide',
  party: 'aus',
  purposes: ['maritime-security'],
  to: null,
  notAfter: '2029-01-01T00:00:00.000Z',
} as const

/** What a consent of Tokyo to Wellington says, with something changed. */
const said = (consent: string, change: object = {}): object => ({
  kind: 'consent',
  consent,
  pact: members.pact,
  originator: 'jpn',
  member: 'nzl',
  document,
  level: gokuhi,
  ...wish,
  at: members.tokyo.now().toISOString(),
  head: headsOf(members.tokyo.server.standing.current(), members.pact, 'jpn').appointments,
  ...change,
})
const signedBy = (member: TestMember, who: string, value: object): Promise<Statement> => {
  const person = member.people[who]
  assert.ok(person)
  return signStatement(consentType, value, person.signer)
}
const askFor = async (edge: TestEdge, who: string, of: string, json: object = wish) =>
  ask(await edge.as(who), 'POST', `/api/documents/${of}/consents`, { json })
const give = async (edge: TestEdge, who: string, { payload, acts }: Statement) =>
  ask(await edge.as(who), 'POST', '/api/consents', { json: { statement: { payload, acts } } })
const show = async (edge: TestEdge, who: string, consent: string) =>
  ask(await edge.as(who), 'GET', `/api/consents/${consent}`)
const stateAt = async (edge: TestEdge, consent: string): Promise<string> => {
  const { body, code } = await show(edge, 'releaser', consent)
  return code || textOf(objectOf(body), 'state')
}
const asked = async (json: object = wish): Promise<string> => {
  const { body, code } = await askFor(wellington, 'releaser', document, json)
  assert.equal(code, '')
  return textOf(objectOf(body), 'consent')
}
const kindsAt = async ({ server }: TestMember, consent: string): Promise<readonly string[]> => {
  const rows = await server.store.db
    .selectFrom('ledger_entries')
    .select(['kind', 'event'])
    .where('kind', 'like', 'consent-%')
    .orderBy('idx')
    .execute()
  return rows.filter(({ event }) => event?.includes(consent)).map(({ kind }) => kind)
}

/** What stands against an act of Wellington's releasing officer. */
async function against(
  action: ConsentedAct,
  more: Partial<Question> = {},
): Promise<readonly string[]> {
  const { server, people, now } = members.wellington
  const { id } = await server.store.db
    .selectFrom('policies')
    .select('id')
    .where('document', '=', document)
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
  assert.ok(isHash(id))
  const known = await server.decisions.findPolicy(document, id)
  assert.ok(known)
  const releaser = people['releaser']
  assert.ok(releaser)
  const question = {
    action,
    person: releaser.person,
    officerKey: releaser.signer.id,
    facility: 'wellington',
    purpose: 'maritime-security',
    at: now().toISOString(),
    ...more,
  }
  const facts = factsOf(server.standing.current(), known.pact, known.subject, question)
  const decision = decide(facts, server.decisions.engine, known.pact?.terms)
  return decision.kind === 'permit' ? [] : decision.reasons.map(({ code }) => code)
}

/** What Tokyo's server says to Wellington's, whatever its own rules are, and what it is answered. */
async function say(body: MessageBody): Promise<string> {
  const { server } = members.tokyo
  await server.ledger.record(async (tx, append) => {
    const at = members.tokyo.now().toISOString()
    const { index } = append({ kind: 'backup-made', at, size: 1 })
    await server.enqueue(tx, { peer: 'nzl', pact: members.pact, entry: index, body })
  })
  await members.settle()
  const row = await server.store.db
    .selectFrom('outbox')
    .select(['state', 'answer'])
    .where('peer', '=', 'nzl')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  assert.equal(row.state, 'answered')
  const answer: { readonly payload: string } = JSON.parse(row.answer ?? '')
  const { result }: { readonly result: { readonly kind: string; readonly code?: string } } =
    JSON.parse(Buffer.from(answer.payload, 'base64url').toString())
  return result.code ?? result.kind
}
const standing = ({ server }: TestMember): readonly string[] =>
  [...server.standing.current().consents.values()].flat().map(({ consent }) => consent.consent)
const fresh = (): string => randomUUID().replaceAll('-', '')

test('asked, given and found by the decision that needs it, on record at both members', async () => {
  const toAustralia = { parties: ['aus'] }
  assert.deepEqual(await against('provide', toAustralia), ['decision/no-third-party-consent'])
  const consent = await asked()
  assert.deepEqual(await kindsAt(members.wellington, consent), ['consent-asked'])
  await members.settle()
  assert.equal(await stateAt(tokyo, consent), 'asked')
  const tasks = await ask(await tokyo.as('releaser'), 'GET', '/api/tasks')
  const { items } = objectOf(tasks.body)
  assert.ok(Array.isArray(items))
  const waits = items.map(objectOf).filter(({ kind }) => kind === 'consent')
  assert.deepEqual(
    waits.map((one) => textOf(one, 'consent')),
    [consent],
  )

  const given = await give(
    tokyo,
    'releaser',
    await signedBy(members.tokyo, 'releaser', said(consent)),
  )
  assert.equal(given.status, 201)
  await members.settle()
  assert.equal(await stateAt(wellington, consent), 'given')
  assert.deepEqual(await kindsAt(members.tokyo, consent), [
    'consent-request-received',
    'consent-issued',
  ])
  assert.deepEqual(await kindsAt(members.wellington, consent), [
    'consent-asked',
    'consent-received',
  ])

  assert.deepEqual(await against('provide', toAustralia), [])
  const no = ['decision/no-third-party-consent']
  assert.deepEqual(await against('provide', { parties: ['usa'] }), no)
  assert.deepEqual(await against('provide', { parties: ['aus', 'usa'] }), no)
  assert.deepEqual(await against('provide', { ...toAustralia, at: '2029-01-01T00:00:00.000Z' }), no)
  const codes = await against('entrust', toAustralia)
  assert.ok(codes.includes('decision/no-consent-to-contractor'))
})

test('an extract is made at Wellington once Tokyo has consented to it', async () => {
  const source = {
    document,
    use: 'extract',
    purpose: 'maritime-security',
    translation: null,
  } as const
  const made = (): Promise<string> =>
    draftDocument(members.wellington, 'SECRET', 'urn:entente:regime:nzl:psr', {
      releasableTo: ['NZL', 'JPN'],
      sources: [source],
    })
  await assert.rejects(made(), /decision\/originator-not-asked/)
  const toExtract = { act: 'extract', party: null }
  const consent = await asked({ ...wish, ...toExtract })
  await members.settle()
  await assert.rejects(made(), /decision\/originator-not-asked/, 'asking is not enough')
  const statement = await signedBy(members.tokyo, 'releaser', said(consent, toExtract))
  assert.equal((await give(tokyo, 'releaser', statement)).code, '')
  await members.settle()
  await made()
})

test('the same consent again changes nothing, and no other one closes a request twice', async () => {
  const consent = await asked({ ...wish, party: 'fji' })
  await members.settle()
  const statement = await signedBy(members.tokyo, 'releaser', said(consent, { party: 'fji' }))
  assert.equal((await give(tokyo, 'releaser', statement)).code, '')
  const entries = await kindsAt(members.tokyo, consent)
  assert.equal((await give(tokyo, 'releaser', statement)).code, '')
  assert.deepEqual(await kindsAt(members.tokyo, consent), entries)
  await members.settle()
  assert.equal(await say({ kind: 'consent', statement }), 'accepted')
  assert.equal((await kindsAt(members.wellington, consent)).length, 2)
  const later = said(consent, { party: 'fji', notAfter: '2028-01-01T00:00:00.000Z' })
  const other = await signedBy(members.tokyo, 'releaser', later)
  assert.equal((await give(tokyo, 'releaser', other)).code, 'consent/closed')
  const path = `/api/consents/${consent}/refusal`
  assert.equal((await ask(await tokyo.as('releaser'), 'POST', path)).code, 'consent/closed')
})

test('a no needs no reason, is on record at both, and opens nothing', async () => {
  const consent = await asked({ ...wish, act: 'copy', party: null })
  await members.settle()
  const path = `/api/consents/${consent}/refusal`
  assert.equal((await ask(await tokyo.as('security'), 'POST', path)).code, 'http/role-required')
  assert.equal((await ask(await tokyo.as('releaser'), 'POST', path)).code, '')
  await members.settle()
  assert.equal(await stateAt(wellington, consent), 'refused')
  assert.deepEqual(await kindsAt(members.wellington, consent), [
    'consent-asked',
    'consent-refusal-received',
  ])
  assert.deepEqual(await kindsAt(members.tokyo, consent), [
    'consent-request-received',
    'consent-refused',
  ])
  const late = said(consent, { act: 'copy', party: null })
  const statement = await signedBy(members.tokyo, 'releaser', late)
  assert.equal((await give(tokyo, 'releaser', statement)).code, 'consent/closed')
  assert.equal(await say({ kind: 'consent', statement }), 'consent/closed')
  assert.equal(await say({ kind: 'consent-refusal', consent: fresh() }), 'consent/not-found')
})

test('nobody signs it who is not entitled, and nothing is signed that was not asked', async () => {
  const consent = await asked({ ...wish, party: 'png' })
  await members.settle()
  const png = said(consent, { party: 'png' })
  for (const who of ['security', 'pact', 'reader']) {
    const statement = await signedBy(members.tokyo, who, png)
    assert.equal((await give(tokyo, who, statement)).code, 'pact/key-not-appointed', who)
  }
  const theirs = await signedBy(members.wellington, 'releaser', png)
  assert.equal((await give(tokyo, 'releaser', theirs)).code, 'pact/key-not-appointed')
  for (const change of [
    { party: 'aus' },
    { act: 'entrust' },
    { purposes: ['economic-security'] },
    { notAfter: '2029-01-01T00:00:00.001Z' },
    { level: { ...gokuhi, level: '秘' } },
  ]) {
    const statement = await signedBy(members.tokyo, 'releaser', { ...png, ...change })
    const { code } = await give(tokyo, 'releaser', statement)
    assert.equal(code, 'consent/mismatch', JSON.stringify(change))
  }
  assert.equal(await stateAt(tokyo, consent), 'asked')
  // Less than was asked for is an answer.
  const less = { ...png, notAfter: '2028-01-01T00:00:00.000Z' }
  assert.equal(
    (await give(tokyo, 'releaser', await signedBy(members.tokyo, 'releaser', less))).code,
    '',
  )
})

test('a changed originator’s server brings no consent that its officers did not give', async () => {
  await members.settle()
  const held = standing(members.wellington)
  const consentBy = async (who: string, change: object = {}): Promise<MessageBody> => ({
    kind: 'consent',
    statement: await signedBy(members.tokyo, who, said(fresh(), change)),
  })
  for (const who of ['security', 'pact', 'reader']) {
    assert.equal(await say(await consentBy(who)), 'pact/key-not-appointed', who)
  }
  const good = await signedBy(members.tokyo, 'releaser', said(fresh(), { party: 'fji' }))
  const another = await signedBy(members.tokyo, 'releaser', said(fresh(), { party: 'usa' }))
  const moved = { kind: 'consent', statement: { ...another, acts: good.acts } } as const
  assert.equal(await say(moved), 'pact/invalid-signature')
  // Replayed for another document: the words are others, and the number is taken.
  const elsewhere = randomUUID()
  assert.equal(await say(await consentBy('releaser', { document: elsewhere })), 'consent/not-found')
  const [taken = ''] = held
  const again = said(taken, { party: 'usa' })
  const replayed = await signedBy(members.tokyo, 'releaser', again)
  assert.equal(await say({ kind: 'consent', statement: replayed }), 'pact/inconsistent')
  for (const [change, code] of [
    [{ member: 'jpn' }, 'consent/mismatch'],
    [{ originator: 'nzl', member: 'jpn' }, 'consent/mismatch'],
    [{ level: { ...gokuhi, level: '秘' } }, 'consent/not-found'],
    [{ party: 'nzl' }, 'pact/inconsistent'],
    [{ purposes: ['everything'] }, 'pact/inconsistent'],
  ] as const) {
    assert.equal(await say(await consentBy('releaser', change)), code, JSON.stringify(change))
  }
  assert.deepEqual(standing(members.wellington), held)
})

test('a peer learns nothing of what it has not received, and cannot fill the work list', async () => {
  const unsent = await draftDocument(members.tokyo, '極秘')
  const body = (of: string) => ({
    kind: 'consent-request' as const,
    consent: fresh(),
    wish: { ...wish, document: of, level: gokuhi },
  })
  const from = members.wellington.server
  const sayBack = async (what: MessageBody): Promise<string> => {
    await from.ledger.record(async (tx, append) => {
      const at = members.wellington.now().toISOString()
      const { index } = append({ kind: 'backup-made', at, size: 1 })
      await from.enqueue(tx, { peer: 'jpn', pact: members.pact, entry: index, body: what })
    })
    await members.settle()
    const row = await from.store.db
      .selectFrom('outbox')
      .select('answer')
      .where('peer', '=', 'jpn')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const answer: { readonly payload: string } = JSON.parse(row.answer ?? '')
    const { result }: { readonly result: { readonly kind: string; readonly code?: string } } =
      JSON.parse(Buffer.from(answer.payload, 'base64url').toString())
    return result.code ?? result.kind
  }
  assert.equal(await sayBack(body(unsent)), 'consent/not-found')
  assert.equal(await sayBack(body(randomUUID())), 'consent/not-found')
  const good = body(document)
  assert.equal(await sayBack(good), 'accepted')
  assert.equal(await sayBack(good), 'accepted', 'again, as after a restore')
  const other = { ...good, wish: { ...good.wish, party: 'usa' } }
  assert.equal(await sayBack(other), 'consent/mismatch')
  const open = { ...good, wish: { ...good.wish, party: null } }
  assert.equal(await sayBack({ ...open, consent: fresh() }), 'consent/not-consentable')
})

test('only who may know of a document asks, and only for what the pact knows', async () => {
  const wishFor = (json: object, who = 'releaser', of = document) =>
    askFor(wellington, who, of, json)
  assert.equal((await wishFor(wish, 'uncleared')).code, 'document/denied')
  assert.equal((await wishFor(wish, 'releaser', randomUUID())).code, 'document/not-found')
  for (const change of [
    { party: null },
    { party: 'jpn' },
    { act: 'print' },
    { to: gokuhi },
    { purposes: ['everything'] },
    { notAfter: '2020-01-01T00:00:00.000Z' },
  ]) {
    const { code } = await wishFor({ ...wish, ...change })
    assert.equal(code, 'consent/not-consentable', JSON.stringify(change))
  }
})

test('a list of consents ends where those end that one may look at', async () => {
  const page = async (who: string) =>
    objectOf((await ask(await wellington.as(who), 'GET', '/api/consents?limit=1')).body)
  assert.ok((await page('releaser'))['next'], 'there are two at least')
  assert.deepEqual(await page('uncleared'), { items: [] })
})

test('where a release takes two officers, one consent waits for the second', async () => {
  await clear(members.tokyo)
  const level = { regime: 'urn:entente:regime:jpn:tokutei-himitsu', level: '特定秘密' }
  const secret = await draftDocument(members.tokyo, level.level, level.regime)
  const answer = await askFor(tokyo, 'author', secret, { ...wish, act: 'print', party: null })
  assert.equal(answer.code, '')
  const consent = textOf(objectOf(answer.body), 'consent')
  const value = said(consent, { act: 'print', party: null, member: 'jpn', document: secret, level })
  const first = await signedBy(members.tokyo, 'releaser', value)
  const state = async (statement: Statement): Promise<Json | undefined> =>
    objectOf((await give(tokyo, 'releaser', statement)).body)['state']
  assert.equal(await state(first), 'asked')
  assert.equal(await state(first), 'asked', 'the same officer again')
  assert.ok(!standing(members.tokyo).includes(consent))
  const second = await signedBy(members.tokyo, 'second', value)
  const forged = { ...second, acts: first.acts.map((act) => ({ ...act, key: keyOf(second) })) }
  assert.equal((await give(tokyo, 'second', forged)).code, 'pact/invalid-signature')
  assert.equal(await state(second), 'given')
  assert.ok(standing(members.tokyo).includes(consent))
  assert.equal(statementId(first), statementId(second))
})

function keyOf({ acts: [act] }: Statement): Hash {
  assert.ok(act)
  return act.key
}
