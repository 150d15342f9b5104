/** Acts by a passkey: what is right is taken, and everything that is wrong in one way is not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assertionCases } from '../../test/assertion-cases.ts'
import { assertion, page, pointOf } from '../../test/authenticator.ts'

import {
  addAct,
  assertionAct,
  generateHybridKey,
  importHybridSigner,
  parseStatement,
  passkeyId,
  SignatureError,
  statementBytes,
  toGeneralJws,
  unsignedStatement,
  verifyActs,
} from './index.ts'

const type = 'entente-release'
const statement = unsignedStatement({ kind: 'release' })
const bytes = statementBytes(statement)
const passkey = { ...page, key: pointOf('one') }

for (const { name, expect, why, reason, act } of await assertionCases(type, bytes)) {
  test(`${name}: ${why}`, async () => {
    const judge = async (): Promise<void> =>
      verifyActs(type, parseStatement({ ...statement, acts: [act] }), [passkey])
    if (expect === 'ok') return judge()
    await assert.rejects(judge(), (error: unknown) => {
      assert.ok(error instanceof SignatureError, String(error))
      assert.equal(error.code, `signature/${expect}`)
      assert.match(error.message, reason)
      return true
    })
  })
}

test('no key takes the act of another suite, whatever the act calls itself', async () => {
  const signer = await importHybridSigner((await generateHybridKey()).privateKey)
  const [hybrid] = (await addAct(type, statement, signer)).acts
  const act = await assertion(type, bytes)
  const id = passkeyId(passkey.key)
  for (const [one, key] of [
    [{ ...hybrid, key: id }, passkey],
    [{ ...act, key: signer.id }, signer.publicKey],
  ] as const) {
    const bent = parseStatement({ ...statement, acts: [one] })
    await assert.rejects(verifyActs(type, bent, [key]), { message: /another suite/ })
  }
})

test('an assertion and a hybrid signature stand beside each other, and none is missing', async () => {
  const signer = await importHybridSigner((await generateHybridKey()).privateKey)
  const act = await assertion(type, bytes)
  const both = await addAct(type, parseStatement({ ...statement, acts: [act] }), signer)
  await verifyActs(type, both, [passkey, signer.publicKey])
  const other = { ...page, key: pointOf('another') }
  await assert.rejects(verifyActs(type, both, [passkey]), { code: 'signature/foreign' })
  await assert.rejects(verifyActs(type, both, [passkey, signer.publicKey, other]), {
    code: 'signature/missing',
  })
})

test('whoever respells a signature finds the act as it was', async () => {
  const answers = await Promise.all(Array.from({ length: 16 }, () => assertion(type, bytes)))
  for (const act of answers) {
    await verifyActs(type, parseStatement({ ...statement, acts: [act] }), [passkey])
  }
})

test('what is no signature of ECDSA makes no act', () => {
  const answer = { authenticatorData: bytes, clientDataJSON: bytes, signature: bytes }
  assert.throws(() => assertionAct(passkey.key, answer), { code: 'signature/invalid' })
})

test('a statement with an assertion is no JSON Web Signature', async () => {
  const act = await assertion(type, bytes)
  const signed = parseStatement({ ...statement, acts: [act] })
  assert.throws(() => toGeneralJws(type, signed), { code: 'signature/malformed' })
})
