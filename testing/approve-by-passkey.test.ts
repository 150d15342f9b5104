/** Acts by passkeys that a hostile page, officer or author hands in: none of them approves. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import {
  type Act,
  type Hash,
  parseStatement,
  type Statement,
  statementBytes,
} from '@entente/core/crypto'
import type { Json } from '@entente/core/lib'
import { consentType, releaseType } from '@entente/core/pact'

import { assertion, page, pointOf, type Said } from '../packages/core/test/authenticator.ts'

import { appoint, twoApprovals } from './approving.ts'
import { clear, draftDocument, prepare } from './documents.ts'
import { type Answer, ask, objectOf, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let net: Federation
let tokyo: TestEdge
before(async () => {
  // With two to come, the first act is verified by nothing but its own signature.
  net = await federation({ terms: twoApprovals })
  await clear(net.tokyo)
  tokyo = await openTestEdge(net.tokyo)
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

/** Appoints a passkey of somebody. Gives the entry's id. */
async function passkey(person: string, key: 'another' | 'one' | 'third'): Promise<Hash> {
  const credential = `${key.slice(0, 1).toUpperCase().repeat(42)}A`
  const act = { person, ...page, credential, key: pointOf(key), ...term }
  return appoint({ member: net.tokyo, edge: tokyo }, { kind: 'officer-passkey', ...act })
}

interface Waiting {
  readonly release: string
  readonly statement: Statement
}

async function waiting(level = '秘'): Promise<Waiting> {
  return prepare(net, await draftDocument(net.tokyo, level))
}

/** Hands an act in as somebody who has just looked at the release. */
async function handIn(who: string, { release }: Waiting, act: Act): Promise<Answer> {
  const client = await tokyo.as(who)
  const path = `/api/releases/${release}`
  const { headers } = await ask(client, 'GET', path)
  const etag = headers.get('etag') ?? ''
  return ask(client, 'POST', `${path}/approvals`, { json: { act }, headers: { 'if-match': etag } })
}

const over = ({ statement }: Waiting, said: Said = {}, type: string = releaseType): Promise<Act> =>
  assertion(type, statementBytes(statement), said)

/** Codes of the reasons of a refusal. */
function reasonsOf({ body }: Answer): readonly Json[] {
  const { reasons } = objectOf(body)
  assert.ok(Array.isArray(reasons))
  return reasons.map((one) => objectOf(one)['code'] ?? null)
}

async function stillWaits({ release }: Waiting): Promise<void> {
  const row = await net.tokyo.server.store.db
    .selectFrom('releases')
    .select(['state', 'statement'])
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
  assert.equal(row.state, 'prepared')
  assert.equal(parseStatement(JSON.parse(row.statement)).acts.length, 0)
}

test('an assertion counts for the statement alone that it was made over, and for an approval alone', async () => {
  await passkey('jpn-releaser', 'one')
  const [it, another] = [await waiting(), await waiting()]
  const hostile: readonly (readonly [why: string, act: Promise<Act>])[] = [
    ['of another release', over(another)],
    ['of the same bytes as a consent', over(it, {}, consentType)],
    ['at another page', over(it, { origin: 'https://entente.mfat.example:8443' })],
    ['at another domain', over(it, { domain: 'mfat.example' })],
    ['without the person', over(it, { flags: 0x01 })],
    ['a registration', over(it, { type: 'webauthn.create' })],
    ['framed by another page', over(it, { crossOrigin: 'true' })],
  ]
  for (const [why, act] of hostile) {
    assert.equal((await handIn('releaser', it, await act)).code, 'pact/invalid-signature', why)
    await stillWaits(it)
  }
  const { body } = await handIn('releaser', it, await over(it))
  assert.deepEqual(body, { state: 'prepared', approvals: 1, needed: 2 })
})

test('a passkey approves for its own person, who is not the author', async () => {
  const it = await waiting()
  const stolen = await handIn('second', it, await over(it))
  assert.equal(stolen.code, 'document/release-refused')
  assert.deepEqual(reasonsOf(stolen), ['decision/not-appointed'])

  await passkey('jpn-author', 'another')
  const own = await waiting()
  const author = await handIn('author', own, await over(own, { key: 'another' }))
  assert.equal(author.code, 'document/release-refused')
  assert.deepEqual(reasonsOf(author), ['decision/author-approves'])
  await stillWaits(own)
})

test('above the level that the pact admits, an officer’s passkey approves nothing', async () => {
  const above = await waiting('極秘')
  assert.equal((await handIn('releaser', above, await over(above))).code, 'pact/suite-not-admitted')
  await stillWaits(above)
})

test('a passkey approves from its appointment to its withdrawal', async () => {
  const early = await waiting()
  const entry = await passkey('jpn-second', 'third')
  const late = await handIn('second', early, await over(early, { key: 'third' }))
  assert.equal(late.code, 'pact/key-not-appointed', 'appointed after the statement')
  await stillWaits(early)

  const later = await waiting()
  await appoint({ member: net.tokyo, edge: tokyo }, { kind: 'withdrawal', appointment: entry })
  const withdrawn = await handIn('second', later, await over(later, { key: 'third' }))
  assert.equal(withdrawn.code, 'document/release-refused', 'withdrawn after the statement')
  assert.deepEqual(reasonsOf(withdrawn), ['decision/not-appointed'])
  await stillWaits(later)
})
