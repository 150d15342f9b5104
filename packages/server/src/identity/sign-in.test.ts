import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'

import { openStore } from '../store/index.ts'

import { insertPerson, preparePassword } from './people.ts'
import { proofSpender, sweepIdentity } from './proofs.ts'
import { freeAttempts, signIn } from './sign-in.ts'

const password = 'correct horse battery staple'
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25) + seconds * 1000)
const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

async function storeWithMori() {
  const store = await openStore(join(mkdtempSync(join(tmpdir(), 'entente-')), 'store.sqlite'))
  const names = { nameEn: 'Mori', nameJa: '森' }
  await insertPerson(store.db, { person: 'p1', subject: 'Mori', ...names }, at(0))
  await (
    await preparePassword('p1', password, randomBytes)
  )(store.db)
  return store
}

test('a person signs in by name and password, however the name is capitalised', async () => {
  await using store = asDisposable(await storeWithMori())
  const result = await signIn(store, { subject: ' mORI ', password }, at(0))
  assert.deepEqual(result, { kind: 'signed-in', subject: 'mori' })
})

test('a wrong name and a wrong password are one answer', async () => {
  await using store = asDisposable(await storeWithMori())
  for (const attempt of [
    { subject: 'mori', password: 'wrong' },
    { subject: 'nobody', password },
    { subject: '', password: '' },
  ]) {
    assert.deepEqual(await signIn(store, attempt, at(0)), { kind: 'refused' })
  }
})

test('after the free attempts each failure doubles the wait, known name or not', async () => {
  await using store = asDisposable(await storeWithMori())
  for (const subject of ['mori', 'nobody']) {
    const attempt = { subject, password: 'wrong' }
    let clock = 0
    for (let count = 1; count <= freeAttempts; count++) {
      assert.equal((await signIn(store, attempt, at(clock))).kind, 'refused')
    }
    for (const wait of [1, 2, 4, 8]) {
      assert.deepEqual(await signIn(store, attempt, at(clock)), { kind: 'wait', seconds: wait })
      clock += wait
      assert.equal((await signIn(store, attempt, at(clock))).kind, 'refused')
    }
  }
})

test('the right password does not end a wait, and after it forgets the failures', async () => {
  await using store = asDisposable(await storeWithMori())
  const wrong = { subject: 'mori', password: 'wrong' }
  const right = { subject: 'mori', password }
  for (let count = 0; count < freeAttempts; count++) await signIn(store, wrong, at(0))
  assert.equal((await signIn(store, right, at(0))).kind, 'wait')
  assert.equal((await signIn(store, right, at(1))).kind, 'signed-in')
  assert.equal((await signIn(store, wrong, at(1))).kind, 'refused')
  assert.equal((await signIn(store, wrong, at(1))).kind, 'refused')
})

test('guesses made at once count each', async () => {
  await using store = asDisposable(await storeWithMori())
  const results = await Promise.all(
    Array.from({ length: 12 }, () => signIn(store, { subject: 'mori', password: 'wrong' }, at(0))),
  )
  assert.equal(results.filter(({ kind }) => kind === 'refused').length, freeAttempts)
})

test('failures are forgotten a day later, and swept', async () => {
  await using store = asDisposable(await storeWithMori())
  for (let count = 0; count < freeAttempts; count++) {
    await signIn(store, { subject: 'mori', password: 'wrong' }, at(0))
  }
  await sweepIdentity(store, at(3 * 86_400))
  const { rows } = await store.db
    .selectFrom('oidc')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow()
  assert.equal(rows, 0)
})

test('a person without a password does not sign in', async () => {
  await using store = asDisposable(
    await openStore(join(mkdtempSync(join(tmpdir(), 'entente-')), 'store.sqlite')),
  )
  await insertPerson(store.db, { person: 'p', subject: 'p', nameEn: 'P', nameJa: 'P' }, at(0))
  assert.equal((await signIn(store, { subject: 'p', password: '' }, at(0))).kind, 'refused')
})

test('a name is given to one person, and a password only to a known one', async () => {
  await using store = asDisposable(await storeWithMori())
  await assert.rejects(
    insertPerson(store.db, { person: 'p2', subject: 'ＭＯＲＩ', nameEn: '', nameJa: '' }, at(0)),
    code('identity/subject-taken'),
  )
  const write = await preparePassword('p9', password, randomBytes)
  await assert.rejects(write(store.db), code('identity/unknown-person'))
})

test('a proof is spent once until it is swept', async () => {
  await using store = asDisposable(
    await openStore(join(mkdtempSync(join(tmpdir(), 'entente-')), 'store.sqlite')),
  )
  const spend = proofSpender(store)
  assert.equal(await spend('a', at(60)), true)
  assert.equal(await spend('a', at(60)), false)
  await sweepIdentity(store, at(60))
  assert.equal(await spend('a', at(60)), false)
  await sweepIdentity(store, at(61))
  assert.equal(await spend('a', at(120)), true)
})

function asDisposable<T extends { close(): Promise<void> }>(store: T): T & AsyncDisposable {
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() })
}
