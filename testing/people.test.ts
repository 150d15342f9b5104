/** Who may read what, where and when, asked over HTTP by officers of a member whose server runs. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import type { Json } from '@entente/core/lib'
import { issueAppointment, issueGrant, requireDirectory } from '@entente/core/pact'
import { type Client, handInStatement } from '@entente/sdk'

import { clear, draftDocument } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, type Person, term } from './federation.ts'

let members: Federation
let tokyo: TestEdge
let security: Client
let controller: Client
let document = ''
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
  await clear(members.tokyo)
  security = await tokyo.as('security')
  controller = await tokyo.as('controller')
  document = await draftDocument(members.tokyo, '秘')
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

const who = (name: string): Person => {
  const found = members.tokyo.people[name]
  assert.ok(found, name)
  return found
}
const itemsOf = (body: Json): readonly Readonly<Record<string, Json>>[] => {
  const { items } = objectOf(body)
  assert.ok(Array.isArray(items))
  return items.map(objectOf)
}
/** A moment that lies between what was done before and what is done after. */
async function moment(): Promise<string> {
  await setTimeout(5)
  const at = new Date().toISOString()
  await setTimeout(5)
  return at
}
const registerAt = async (at?: string): Promise<readonly string[]> => {
  const query = at === undefined ? '' : `?at=${at}`
  const { body } = await ask(security, 'GET', `/api/facilities/tokyo/register${query}`)
  return itemsOf(body).map((one) => textOf(one, 'person'))
}
const readableAt = async (person: string, at?: string): Promise<readonly string[]> => {
  const query = at === undefined ? '' : `?at=${at}`
  const { body, code } = await ask(controller, 'GET', `/api/people/${person}/access${query}`)
  assert.equal(code, '')
  return itemsOf(body).map((one) => textOf(one, 'document'))
}
const endOf = async (kind: string, person: string, by = 'security'): Promise<void> => {
  const { grants } = members.tokyo.server.standing.current()
  const entry = grants.entries.findLast(
    ({ grant: { act }, withdrawn }) =>
      act.kind === kind && withdrawn === undefined && 'person' in act && act.person === person,
  )
  assert.ok(entry, `${kind} of ${person}`)
  await members.tokyo.grant(by, { kind: 'withdrawal', grant: entry.id })
}

test('facilities are listed with the levels they are accredited for', async () => {
  const { body } = await ask(security, 'GET', '/api/facilities')
  const [tokyoItem] = itemsOf(body)
  assert.equal(tokyoItem?.['facility'], 'tokyo')
  assert.match(JSON.stringify(tokyoItem), /極秘/)
  const earlier = await ask(security, 'GET', '/api/facilities?at=2019-01-01T00:00:00.000Z')
  assert.deepEqual(itemsOf(earlier.body), [])
})

test('the register of a facility is told as of any day', async () => {
  const reader = who('reader').person
  const listed = await moment()
  assert.ok((await registerAt(listed)).includes(reader))
  await endOf('facility-register', reader)
  const struck = await moment()
  assert.ok(!(await registerAt()).includes(reader))
  await members.tokyo.grant('security', {
    kind: 'facility-register',
    facility: 'tokyo',
    person: reader,
    ...term,
  })
  assert.ok((await registerAt()).includes(reader))
  assert.ok(!(await registerAt(struck)).includes(reader), 'as it was in between')
  assert.ok((await registerAt(listed)).includes(reader), 'as it was before')
  assert.deepEqual(await registerAt('2021-01-01T00:00:00.000Z'), [], 'nothing was on record yet')
})

test('a register goes on where its page ended, of the same moment', async () => {
  const all = await registerAt()
  const seen: string[] = []
  let path = '/api/facilities/tokyo/register?limit=2'
  for (;;) {
    const { body } = await ask(security, 'GET', path)
    const page = objectOf(body)
    const items = itemsOf(body)
    assert.ok(items.length <= 2)
    seen.push(...items.map((one) => textOf(one, 'person')))
    if (page['next'] === undefined) break
    if (seen.length === 2) await endOf('facility-register', who('uncleared').person)
    path = `/api/facilities/tokyo/register?limit=2&cursor=${textOf(page, 'next')}`
  }
  assert.deepEqual(seen, all)
})

test('a person is shown with post, clearances, registers and needs, and sees themself', async () => {
  const { person } = who('reader')
  await members.tokyo.grant('controller', need(person))
  const { body } = await ask(security, 'GET', `/api/people/${person}`)
  const shown = objectOf(body)
  assert.match(JSON.stringify(shown['post']), /"nationality":"JPN","organ":"jpn-ministry"/)
  assert.match(JSON.stringify(shown['clearances']), /"level":"機密"/)
  assert.match(JSON.stringify(shown['facilities']), /"facility":"tokyo"/)
  assert.match(JSON.stringify(shown['needs']), /"purposes":\["maritime-security"\]/)
  const self = await tokyo.as('reader')
  const own = await ask(self, 'GET', `/api/people/${person}`)
  assert.deepEqual(objectOf(own.body)['clearances'], shown['clearances'])
  assert.equal((await ask(security, 'GET', '/api/people/nobody')).code, 'http/not-found')
  const list = await ask(security, 'GET', '/api/people?limit=200')
  assert.ok(itemsOf(list.body).some((one) => one['person'] === person))
})

test('only officers who answer for it look at others, whatever else they may do', async () => {
  const { person } = who('reader')
  const paths = [
    `/api/people/${person}`,
    `/api/people/${person}/access`,
    '/api/people',
    '/api/facilities',
    '/api/facilities/tokyo/register',
    '/api/statements?kind=grant',
    '/api/ledger/events',
  ]
  for (const name of ['author', 'releaser', 'pact', 'registrar', 'uncleared']) {
    const client = await tokyo.as(name)
    for (const path of paths) {
      assert.equal((await ask(client, 'GET', path)).code, 'http/role-required', `${name} ${path}`)
    }
  }
  const ledger = await ask(controller, 'GET', '/api/ledger/events')
  assert.equal(ledger.code, 'http/role-required')
})

test('what a person could read is told as of any day, and ends with each withdrawal', async () => {
  const { person } = who('reader')
  assert.deepEqual(await readableAt(person), [document])
  const { body } = await ask(controller, 'GET', `/api/people/${person}/access`)
  const [line] = itemsOf(body)
  assert.deepEqual(line?.['facilities'], ['tokyo'])
  assert.deepEqual(line['purposes'], ['maritime-security'])
  assert.doesNotMatch(JSON.stringify(body), /海上/)
  const could = await moment()
  const levels = ['機密', '極秘', '秘']
  for (const [kind, by, again] of [
    ['need-to-know', 'controller', need(person)],
    [
      'facility-register',
      'security',
      { kind: 'facility-register', facility: 'tokyo', person, ...term },
    ],
    ['person', 'security', post(person, 'jpn-ministry')],
  ] as const) {
    await endOf(kind, person, by)
    assert.deepEqual(await readableAt(person), [], kind)
    assert.deepEqual(await readableAt(person, could), [document], `${kind}, before`)
    await members.tokyo.grant(by, again)
    assert.deepEqual(await readableAt(person), [document], `${kind}, given again`)
  }
  const { grants } = members.tokyo.server.standing.current()
  const clearances = grants.entries.filter(
    ({ grant: { act }, withdrawn }) =>
      act.kind === 'clearance' &&
      withdrawn === undefined &&
      act.person === person &&
      levels.includes(act.level),
  )
  for (const { id } of clearances) {
    await members.tokyo.grant('security', { kind: 'withdrawal', grant: id })
  }
  assert.deepEqual(await readableAt(person), [], 'clearance')
  assert.deepEqual(await readableAt(person, could), [document])
  const self = await tokyo.as('reader')
  assert.equal((await ask(self, 'GET', `/api/documents/${document}`)).code, 'document/denied')
})

test('a transfer ends what somebody could read, and takes them off the register', async () => {
  const { person } = who('second')
  await members.tokyo.grant('controller', need(person))
  const self = await tokyo.as('second')
  assert.equal((await ask(self, 'GET', `/api/documents/${document}`)).status, 200)
  const served = await moment()
  await members.tokyo.grant('security', post(person, 'jpn-other-ministry'))
  assert.equal((await ask(self, 'GET', `/api/documents/${document}`)).code, 'document/denied')
  assert.deepEqual(await readableAt(person), [])
  assert.deepEqual(await readableAt(person, served), [document])
  assert.ok(!(await registerAt()).includes(person))
  assert.ok((await registerAt(served)).includes(person))
})

test('what would be if somebody moved is told, and is true of nothing else', async () => {
  const { person } = who('clerk')
  await members.tokyo.grant('controller', need(person))
  const path = `/api/people/${person}`
  const of = async (query: string) => objectOf((await ask(security, 'GET', path + query)).body)
  const readable = async (query: string) =>
    itemsOf((await ask(security, 'GET', `${path}/access${query}`)).body).map((one) =>
      textOf(one, 'document'),
    )
  const { entries } = members.tokyo.server.standing.current().grants
  const moved = await of('?organ=jpn-other')
  assert.deepEqual([moved['facilities'], moved['needs']], [[], []])
  assert.equal(textOf(moved['post'], 'organ'), 'jpn-other')
  assert.match(JSON.stringify(moved['clearances']), /機密/)
  assert.deepEqual(await readable('?organ=jpn-other'), [])
  assert.deepEqual(await readable('?organ=jpn-ministry'), [document], 'no move at all')
  assert.deepEqual(await readable(''), [document], 'and it was only asked')
  assert.equal(members.tokyo.server.standing.current().grants.entries, entries)
  const day = '2021-01-01T00:00:00.000Z'
  const earlier = `?organ=jpn-other&at=${day}`
  assert.equal((await ask(security, 'GET', path + earlier)).code, 'http/not-found')
  assert.equal((await ask(security, 'GET', `${path}/access${earlier}`)).code, 'http/not-found')
})

test('what ends within a year is told, the first first, with its last end, page after page', async () => {
  const { person } = who('elsewhere')
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString()
  const cleared = { kind: 'clearance', person, organ: 'jpn-ministry', regime: hiketsu } as const
  const inCase = (name: string, until: string) =>
    ({
      ...need(person),
      scope: { kind: 'case', case: name },
      from: term.from,
      until,
    }) as const
  await members.tokyo.grant('security', {
    kind: 'facility',
    facility: 'annex',
    levels: [{ regime: hiketsu, level: '秘' }],
    from: term.from,
    until: days(40),
  })
  await members.tokyo.grant(
    'security',
    { ...cleared, level: '秘', from: days(-30), until: days(20) },
    { ...post('newcomer', 'jpn-ministry'), until: days(10) },
  )
  await members.tokyo.grant(
    'controller',
    inCase('renewed', days(5)),
    inCase('renewed', days(30)),
    inCase('later', days(400)),
    inCase('withdrawn', days(50)),
  )
  await endOf('need-to-know', person, 'controller')
  const told = async (query: string) => {
    const { body } = await ask(security, 'GET', `/api/expiries${query}`)
    return { items: itemsOf(body), next: objectOf(body)['next'] }
  }
  const seen: Readonly<Record<string, Json>>[] = []
  for (let next: Json | undefined = ''; typeof next === 'string';) {
    const page = await told(`?limit=1${next === '' ? '' : `&cursor=${next}`}`)
    seen.push(...page.items)
    next = page.next
  }
  assert.deepEqual(seen, (await told('?limit=200')).items)
  const lines = seen.map(({ kind, person: of, what }) => [kind, of, what])
  assert.deepEqual(lines, [
    ['person', 'newcomer', 'jpn-ministry'],
    ['need-to-know', person, 'renewed maritime-security'],
    ['facility', null, `annex ${hiketsu} 秘`],
  ])
  for (const name of ['author', 'releaser', 'pact', 'registrar', 'reader']) {
    const { code } = await ask(await tokyo.as(name), 'GET', '/api/expiries')
    assert.equal(code, 'http/role-required', name)
  }
  await members.tokyo.grant('security', post(person, 'jpn-other'))
  const moved = (await told('?limit=200')).items.filter((one) => one['person'] === person)
  assert.deepEqual(moved, [], 'what a move has ended does not end again')
})

test('a withdrawn enrolment ends what its device may ask at once', async () => {
  const { server, appointing, now } = members.tokyo
  const client = await tokyo.as('expired')
  assert.equal((await ask(client, 'GET', '/api/member')).status, 200)
  const directory = requireDirectory(server.standing.current(), 'jpn')
  const entry = directory.entries.find(
    ({ appointment: { act } }) => act.kind === 'device' && act.person === who('expired').person,
  )
  assert.ok(entry)
  const act = { kind: 'withdrawal', appointment: entry.id } as const
  const statement = await issueAppointment(directory, act, appointing, now().toISOString())
  await handInStatement(security, 'appointment', statement)
  const { code } = await ask(client, 'GET', '/api/member')
  assert.equal(code, 'identity/device-not-enrolled')
})

test('grants outside of role, level and term are refused with a code, and nothing is recorded', async () => {
  const { server, appointing, now } = members.tokyo
  const chain = () => requireDirectory(server.standing.current(), 'jpn')
  const appoint = async (name: string, change: object): Promise<void> => {
    const { person, signer } = who(name)
    const officer = {
      kind: 'officer',
      person,
      key: signer.publicKey,
      roles: ['security'],
      levels: [{ regime: hiketsu, level: '秘' }],
      ...term,
      ...change,
    } as const
    const made = await issueAppointment(chain(), officer, appointing, now().toISOString())
    await handInStatement(security, 'appointment', made)
  }
  await appoint('registrar', {})
  await appoint('elsewhere', {
    from: '2020-01-01T00:00:00.000Z',
    until: '2021-01-01T00:00:00.000Z',
  })
  const { size } = await server.store.db
    .selectFrom('ledger_head')
    .select('size')
    .executeTakeFirstOrThrow()

  const clearance = {
    kind: 'clearance',
    person: who('reader').person,
    organ: 'jpn-ministry',
    regime: hiketsu,
    ...term,
  } as const
  const try_ = async (name: string, act: Parameters<typeof issueGrant>[1], at = now()) => {
    const { grants } = server.standing.current()
    const statement = await issueGrant(grants, act, who(name).signer, at.toISOString())
    const json = { kind: 'grant', statement }
    return (await ask(security, 'POST', '/api/statements', { json })).code
  }
  assert.equal(await try_('controller', { ...clearance, level: '秘' }), 'pact/key-not-appointed')
  assert.equal(await try_('reader', { ...clearance, level: '秘' }), 'pact/key-not-appointed')
  assert.equal(await try_('registrar', { ...clearance, level: '極秘' }), 'pact/not-authorised')
  const backdated = new Date('2020-06-01T00:00:00.000Z')
  assert.equal(
    await try_('elsewhere', { ...clearance, level: '秘' }, backdated),
    'pact/key-not-appointed',
  )
  assert.equal(await try_('security', need('jpn-reader')), 'pact/key-not-appointed')
  const head = await server.store.db
    .selectFrom('ledger_head')
    .select('size')
    .executeTakeFirstOrThrow()
  assert.equal(head.size, size)
  assert.equal(await try_('registrar', { ...clearance, level: '秘' }), '')
})

test('the record is shown to those who inspect it, for whose eyes it is', async () => {
  const { server } = members.tokyo
  const { size } = await server.store.db
    .selectFrom('ledger_head')
    .select('size')
    .executeTakeFirstOrThrow()
  const indexes: unknown[] = []
  let path = '/api/ledger/events?limit=50'
  for (;;) {
    const { body } = await ask(security, 'GET', path)
    for (const one of itemsOf(body)) {
      indexes.push(one['index'])
      assert.match(JSON.stringify(one['name']), /"en":"[A-Z].*"ja":"/)
    }
    const page = objectOf(body)
    if (page['next'] === undefined) break
    path = `/api/ledger/events?limit=50&cursor=${textOf(page, 'next')}`
  }
  assert.deepEqual(
    indexes,
    Array.from({ length: size }, (_, at) => size - 1 - at),
  )
  const all = JSON.stringify((await ask(security, 'GET', '/api/ledger/events?limit=200')).body)
  assert.match(all, /grant-made/)
  assert.match(all, /draft-created/)
  assert.doesNotMatch(all, /海上/)
  const parties = await ask(security, 'GET', '/api/ledger/events?limit=200&audience=parties')
  const shown = itemsOf(parties.body)
  assert.ok(shown.length > 0)
  assert.ok(shown.every(({ sees }) => sees === 'parties' || sees === 'anyone'))
  assert.doesNotMatch(JSON.stringify(shown), /grant-made|draft-created/)
  const anyone = itemsOf(
    (await ask(security, 'GET', '/api/ledger/events?limit=200&audience=anyone')).body,
  )
  assert.ok(anyone.every(({ sees }) => sees === 'anyone'))
  assert.ok(anyone.some(({ kind }) => kind === 'member-founded'))
  const one = itemsOf((await ask(security, 'GET', '/api/ledger/events?kind=pact-adopted')).body)
  assert.deepEqual(
    one.map(({ event }) => textOf(event, 'pact')),
    [members.pact],
  )
  const bad = await ask(security, 'GET', '/api/ledger/events?kind=nothing')
  assert.equal(bad.code, 'http/bad-request')
})

const hiketsu = 'urn:entente:regime:jpn:hiketsu'

function need(person: string) {
  return {
    kind: 'need-to-know',
    person,
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  } as const
}

function post(person: string, organ: string) {
  return { kind: 'person', person, nationality: 'JPN', organ, offices: [], ...term } as const
}
