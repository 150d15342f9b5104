import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashPassword, isPassword } from './password.ts'

const salt = new Uint8Array(16).fill(7)
const cheap = { memory: 64, passes: 1, lanes: 1 }
const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

test('a password is recognised by its hash, with the parameters that stand there', async () => {
  const stored = await hashPassword('twelve chars', salt, cheap)
  assert.match(stored, /^\$argon2id\$v=19\$m=64,t=1,p=1\$BwcHBwcHBwcHBwcHBwcHBw\$[^$]{43}$/)
  assert.equal(await isPassword('twelve chars', stored), true)
  assert.equal(await isPassword('twelve charS', stored), false)
})

test('wide and narrow spellings of a password are one', async () => {
  const stored = await hashPassword('ﾊﾟｽﾜｰﾄﾞﾊﾟｽﾜｰﾄﾞ12', salt, cheap)
  assert.equal(await isPassword('パスワードパスワード１２', stored), true)
})

test('nobody has the empty hash', async () => {
  assert.equal(await isPassword('', undefined), false)
  assert.equal(await isPassword('correct horse battery', undefined), false)
})

test('an unknown name costs as much as a known one', async () => {
  const stored = await hashPassword('twelve chars', salt)
  const time = async (hash: string | undefined) => {
    const started = performance.now()
    for (let round = 0; round < 3; round++) await isPassword('wrong password', hash)
    return performance.now() - started
  }
  const [known, unknown] = [await time(stored), await time(undefined)]
  assert.ok(unknown > known / 4 && unknown < known * 4, `${known} ms and ${unknown} ms`)
})

test('passwords too short or too long are refused', async () => {
  for (const password of ['eleven char', 'x'.repeat(201), '秘密秘密']) {
    await assert.rejects(hashPassword(password, salt, cheap), code('identity/weak-password'))
  }
})
