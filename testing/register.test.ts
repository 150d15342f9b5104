/** The register over HTTP: each reader's own, page by page, with nothing to be told from what is not in it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { Json } from '@entente/core/lib'
import type { GrantAct, NeedToKnowGrant } from '@entente/core/pact'
import { xmlParser } from '@entente/host'
import type { Client } from '@entente/sdk'

import { completeRegister } from '../packages/server/src/register/index.ts'

import { draftDocument, prepare, releasedDocument } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, term, type TestMember } from './federation.ts'

let members: Federation
let tokyo: TestEdge
let wellington: TestEdge
const received: string[] = []
const drafts: string[] = []
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
  wellington = await openTestEdge(members.wellington)
  for (let number = 0; number < 3; number++) {
    received.push((await releasedDocument(members)).document)
  }
  for (const level of ['秘', '秘', '極秘']) drafts.push(await draftDocument(members.tokyo, level))
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

const itemsOf = (body: Json): readonly Readonly<Record<string, Json>>[] => {
  const { items } = objectOf(body)
  assert.ok(Array.isArray(items))
  return items.map(objectOf)
}
/** Every document that a reader is shown, and how many pages there were. */
async function registerOf(
  reader: Client,
  limit = 50,
): Promise<{ readonly listed: readonly string[]; readonly pages: readonly number[] }> {
  const listed: string[] = []
  const pages: number[] = []
  let path = `/api/documents?limit=${limit}`
  for (;;) {
    const { body, code } = await ask(reader, 'GET', path)
    assert.equal(code, '')
    const items = itemsOf(body)
    pages.push(items.length)
    listed.push(...items.map((one) => textOf(one, 'document')))
    const { next } = objectOf(body)
    if (next === undefined) return { listed, pages }
    path = `/api/documents?limit=${limit}&cursor=${textOf(objectOf(body), 'next')}`
  }
}
const listed = async (edge: TestEdge, who: string): Promise<ReadonlySet<string>> =>
  new Set((await registerOf(await edge.as(who))).listed)
const person = ({ people }: TestMember, who: string): string => {
  const found = people[who]?.person
  assert.ok(found, who)
  return found
}
const need = (who: string, scope: NeedToKnowGrant['scope'] | string): GrantAct => ({
  kind: 'need-to-know',
  person: who,
  scope: typeof scope === 'string' ? { kind: 'document', document: scope } : scope,
  purposes: ['maritime-security'],
  ...term,
})
const end = async (member: TestMember, kind: string, who: string, by: string): Promise<void> => {
  const { grants } = member.server.standing.current()
  for (const { id, grant, withdrawn } of grants.entries) {
    const { act } = grant
    if (withdrawn !== undefined || act.kind !== kind) continue
    if ('person' in act && act.person === who) {
      await member.grant(by, { kind: 'withdrawal', grant: id })
    }
  }
}

test('a reader is shown what came once there is a need for it, and nothing else', async () => {
  const { wellington: member } = members
  assert.deepEqual(await listed(wellington, 'reader'), new Set())
  const [first = '', second = ''] = received
  await member.grant('controller', need(person(member, 'reader'), first))
  assert.deepEqual(await listed(wellington, 'reader'), new Set([first]))
  await member.grant('controller', need(person(member, 'reader'), second))
  assert.deepEqual(await listed(wellington, 'reader'), new Set([first, second]))
  assert.deepEqual(await listed(wellington, 'releaser'), new Set(), 'it is the reader’s need')
  await member.grant('controller', need(person(member, 'uncleared'), first))
  assert.deepEqual(await listed(wellington, 'uncleared'), new Set(), 'a need is no clearance')
})

test('pages are full whatever lies between their lines, and end where the reader’s lines end', async () => {
  const author = await tokyo.as('author')
  const { listed: all } = await registerOf(author)
  assert.deepEqual(new Set(all), new Set([...received, ...drafts]))
  for (const limit of [1, 2, 5]) {
    const { listed: paged, pages } = await registerOf(author, limit)
    assert.deepEqual(paged, all)
    const full = Array.from({ length: Math.floor(all.length / limit) }, () => limit)
    assert.deepEqual(pages, all.length % limit === 0 ? full : [...full, all.length % limit])
  }
  // Of six documents this reader may know of three, released ones, with drafts before and after them.
  const { listed: known, pages } = await registerOf(await tokyo.as('reader'), 1)
  assert.deepEqual(new Set(known), new Set(received))
  assert.deepEqual(pages, [1, 1, 1], 'no page is short, no page follows the last line')
})

test('a case opens its documents, and the home policy of a draft names its own', async () => {
  const { tokyo: member } = members
  const [draft = ''] = drafts
  const reader = person(member, 'reader')
  await member.grant('controller', need(reader, { kind: 'case', case: 'convoy' }))
  assert.ok(!(await listed(tokyo, 'reader')).has(draft))
  await member.grant('controller', {
    kind: 'case-document',
    case: 'convoy',
    document: draft,
    ...term,
  })
  assert.ok((await listed(tokyo, 'reader')).has(draft))
})

test('who may approve is shown what waits for approval, until it does not', async () => {
  const [, , waiting = ''] = drafts
  await prepare(members, waiting)
  await end(members.tokyo, 'need-to-know', person(members.tokyo, 'releaser'), 'controller')
  assert.ok((await listed(tokyo, 'releaser')).has(waiting))
  await members.tokyo.server.store.db
    .updateTable('releases')
    .set({ state: 'withdrawn' })
    .where('document', '=', waiting)
    .execute()
  assert.ok(!(await listed(tokyo, 'releaser')).has(waiting))
})

test('an author sees their own drafts whatever became of their clearance', async () => {
  const { tokyo: member } = members
  await end(member, 'clearance', person(member, 'author'), 'security')
  assert.deepEqual(await listed(tokyo, 'author'), new Set([...received, ...drafts]))
})

test('a row that says more than the statement behind it shows nobody anything', async () => {
  const { wellington: member } = members
  const [first = '', , third = ''] = received
  const { db } = member.server.store
  const of = (document: string) =>
    db.selectFrom('register_lines').selectAll().where('document', '=', document)
  const line = await of(third).executeTakeFirstOrThrow()
  // As somebody would who can write to the store: the line of what may be known, moved to another.
  await db.deleteFrom('register_purposes').where('document', '=', third).execute()
  await db
    .updateTable('register_lines')
    .set({ release: '', author: person(member, 'reader') })
    .where('document', '=', third)
    .execute()
  assert.ok(!(await listed(wellington, 'reader')).has(third))
  await db.deleteFrom('register_lines').where('document', '=', third).execute()
  await completeRegister({ ...member.server, self: 'nzl', xml: xmlParser })
  assert.deepEqual(await of(third).executeTakeFirstOrThrow(), line)
  assert.ok((await listed(wellington, 'reader')).has(first))
})

test('every line follows from statements and can be written anew from them', async () => {
  for (const { id, server } of [members.tokyo, members.wellington]) {
    const { db } = server.store
    const lines = () => db.selectFrom('register_lines').selectAll().orderBy('document').execute()
    const purposes = () =>
      db
        .selectFrom('register_purposes')
        .selectAll()
        .orderBy('document')
        .orderBy('purpose')
        .execute()
    const written = { lines: await lines(), purposes: await purposes() }
    const documents = await db.selectFrom('documents').select('document').execute()
    assert.equal(documents.length, written.lines.length)
    await db.deleteFrom('register_purposes').execute()
    await db.deleteFrom('register_lines').execute()
    await completeRegister({ ...server, self: id, xml: xmlParser })
    assert.deepEqual({ lines: await lines(), purposes: await purposes() }, written)
  }
})

test('a reader who has lost the clearance is shown nothing any more', async () => {
  const { wellington: member } = members
  const reader = person(member, 'reader')
  assert.equal((await listed(wellington, 'reader')).size, 2)
  await end(member, 'clearance', reader, 'security')
  assert.equal((await listed(wellington, 'reader')).size, 0)
})
