import assert from 'node:assert/strict'
import { test } from 'node:test'

import { signers } from '../../test/example-keys.ts'
import { terms } from '../../test/example-terms.ts'
import { addAct, keyId, type Statement, statementId, unsignedStatement } from '../crypto/index.ts'

import {
  PactError,
  type PactErrorCode,
  pactType,
  signPact,
  verifyPact,
  verifyPactDraft,
} from './index.ts'

const draft = unsignedStatement(terms)
const refused = (ask: Promise<unknown>, code: PactErrorCode, member?: string): Promise<void> =>
  assert.rejects(ask, (error) => {
    assert.ok(error instanceof PactError)
    assert.deepEqual([error.code, error.member], [code, member])
    return true
  })

test('a pact is signed by one member after the other, and then holds', async () => {
  const half = await signPact(draft, signers.jpn)
  assert.deepEqual(
    (await verifyPactDraft(half)).signers.map(({ member, signed }) => [member, signed]),
    [
      ['jpn', true],
      ['nzl', false],
    ],
  )
  await refused(verifyPact(half, statementId(half)), 'pact/missing-signature', 'nzl')
  const whole = await signPact(half, signers.nzl)
  assert.equal((await verifyPact(whole, statementId(draft))).terms.version, 1)
})

test('a key that is no appointing key of the pact does not sign it', async () => {
  await refused(signPact(draft, signers.stranger), 'pact/key-not-appointed')
  await refused(signPact(draft, signers['jpn releaser']), 'pact/key-not-appointed')
})

test('nobody signs twice', async () => {
  const half = await signPact(draft, signers.jpn)
  await refused(signPact(half, signers.jpn), 'pact/already-signed', 'jpn')
})

test('nobody signs beside a signature that is bad or foreign', async () => {
  const half = await signPact(draft, signers.jpn)
  const other = await signPact(unsignedStatement({ ...terms, illustrative: false }), signers.jpn)
  const bent: Statement = { ...half, acts: other.acts }
  await refused(signPact(bent, signers.nzl), 'pact/invalid-signature', 'jpn')
  await refused(verifyPactDraft(bent), 'pact/invalid-signature', 'jpn')
  const foreign = await addAct(pactType, half, signers.stranger)
  await refused(signPact(foreign, signers.nzl), 'pact/foreign-signature')
})

test('the next version is signed as the one that follows, by the keys of both', async () => {
  const first = await signPact(await signPact(draft, signers.jpn), signers.nzl)
  const previous = await verifyPact(first, statementId(first))
  const [jpn, ...others] = terms.members
  const appointingKey = signers['jpn pact'].publicKey
  const next = unsignedStatement({
    ...terms,
    version: 2,
    previous: previous.id,
    members: [{ ...jpn, appointingKey }, ...others],
  })
  await refused(signPact(next, signers.jpn), 'pact/previous-version')
  const { signers: wanted } = await verifyPactDraft(next, previous)
  assert.deepEqual(
    wanted.map(({ key }) => key),
    [appointingKey, signers.nzl.publicKey, signers.jpn.publicKey].map(keyId),
  )
  assert.equal((await signPact(next, signers.jpn, previous)).acts.length, 1)
})

test('a field that terms do not have is named', async () => {
  const [jpn, ...others] = terms.members
  for (const [more, named] of [
    [{ secretly: true }, /pact: secretly unrecognized_keys/],
    [{ members: [{ ...jpn, 'veto\u001B[2K': 1 }, ...others] }, /members\.0\.\? unrecognized_keys/],
  ] as const) {
    const ask = signPact(unsignedStatement({ ...terms, ...more }), signers.jpn)
    await assert.rejects(ask, { code: 'pact/malformed', message: named })
  }
})
