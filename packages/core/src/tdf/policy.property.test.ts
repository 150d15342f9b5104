/** Policies and label assertions out of containers of strangers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { bentText, bentValue, heavyJson } from '../../test/bent.ts'
import { EntenteError, toBase64, utf8 } from '../lib/index.ts'

import { findLabelAssertion, formatPolicy, parsePolicy } from './index.ts'
import { labelAssertionId } from './label-assertion.ts'

function attempt(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
    return false
  }
}

const policy = formatPolicy({
  uuid: '0f0e0d0c-0b0a-4908-8706-050403020100',
  attributes: ['https://entente.invalid/attr/home/value/6a706e'],
})

test('a changed policy ends in a policy, or in an error of ours', () => {
  const inside = bentText([Buffer.from(policy, 'base64').toString()]).map((text) =>
    toBase64(utf8(text)),
  )
  fc.assert(
    fc.property(fc.oneof(bentText([policy]), inside, fc.string()), (text) => {
      attempt(() => parsePolicy(text))
    }),
    { numRuns: 500 },
  )
  for (const text of heavyJson)
    assert.equal(
      attempt(() => parsePolicy(toBase64(utf8(text)))),
      false,
    )
})

const hash = '0f'.repeat(32)
const value = JSON.stringify({
  commitment: hash,
  label: {},
  payload: hash,
  signed: {},
  xml: '<a/>',
})
const assertion = {
  id: labelAssertionId,
  binding: { method: 'jws', signature: 'a.b.c' },
  body: {
    id: labelAssertionId,
    type: 'handling',
    scope: 'payload',
    appliesToState: 'unencrypted',
    statement: {
      format: 'json-structured',
      schema: 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0',
      value,
    },
  },
}
type Assertions = Parameters<typeof findLabelAssertion>[0]['assertions']
const labelled = (body: unknown): { readonly assertions: Assertions } =>
  JSON.parse(JSON.stringify({ assertions: [{ ...assertion, body }] }))

test('a changed label assertion ends in a label, or in an error of ours', () => {
  assert.ok(attempt(() => findLabelAssertion(labelled(assertion.body))))
  const bodies = bentValue([assertion.body])
  const values = bentText([value]).map((text) => ({
    ...assertion.body,
    statement: { ...assertion.body.statement, value: text },
  }))
  const json = fc.oneof(bodies, values).filter((one) => {
    try {
      return JSON.stringify(one) !== undefined
    } catch {
      return false
    }
  })
  fc.assert(
    fc.property(json, (body) => void attempt(() => findLabelAssertion(labelled(body)))),
    { numRuns: 500 },
  )
  for (const text of heavyJson) {
    const statement = { ...assertion.body.statement, value: text }
    attempt(() => findLabelAssertion(labelled({ ...assertion.body, statement })))
  }
})
