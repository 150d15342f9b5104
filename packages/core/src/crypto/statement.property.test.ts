/** The outer form of statements, and general JWS, against whatever may come in their place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { bentValue, heavyJson } from '../../test/bent.ts'
import { EntenteError, parseJson, toBase64Url, utf8 } from '../lib/index.ts'

import {
  fromGeneralJws,
  generateHybridKey,
  importHybridSigner,
  parseStatement,
  signStatement,
  statementValue,
  toGeneralJws,
} from './index.ts'

const signer = await importHybridSigner((await generateHybridKey()).privateKey)
const good = await signStatement('entente-grant', { kind: 'grant' }, signer)
const jws = toGeneralJws('entente-grant', good)

/** A value, or an error of ours. */
function attempt(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
  }
}

test('what is good is read, of either form', () => {
  assert.deepEqual(parseStatement(good), good)
  assert.deepEqual(fromGeneralJws('entente-grant', jws), good)
})

test('anything in place of a statement ends in one, or in an error of ours', () => {
  const anything = fc.oneof(
    fc.anything({ withBigInt: true, withNullPrototype: true }),
    bentValue([good]),
  )
  fc.assert(
    fc.property(anything, (value) => attempt(() => statementValue(parseStatement(value)))),
    { numRuns: 500 },
  )
})

test('anything in place of a general JWS ends in a statement, or in an error of ours', () => {
  const headers = fc.jsonValue().map((value) => ({
    ...jws,
    signatures: [{ ...jws.signatures[0], protected: toBase64Url(utf8(JSON.stringify(value))) }],
  }))
  const anything = fc.oneof(fc.anything(), bentValue([jws]), headers)
  fc.assert(
    fc.property(anything, (value) => attempt(() => fromGeneralJws('entente-grant', value))),
    { numRuns: 500 },
  )
})

test('a payload that is deep or huge takes no time', () => {
  const start = performance.now()
  for (const text of heavyJson) {
    attempt(() => parseStatement(parseJson(text)))
    attempt(() => statementValue({ payload: toBase64Url(utf8(text)), acts: [] }))
  }
  assert.ok(performance.now() - start < 30_000)
})
