import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'

import { buildVectors } from '../../test/vectors/build.ts'
import type { Given, Question, Vector } from '../../test/vectors/case.ts'
import { parseStatement, statementId, statementValue, toGeneralJws } from '../crypto/index.ts'
import { EntenteError, type Json, parseJson } from '../lib/index.ts'

import {
  assuredLevels,
  coversUse,
  emptyStanding,
  extendStanding,
  namesLabel,
  noticesOf,
  noticeType,
  parseConsent,
  parseDocumentPolicy,
  parseReceipt,
  parseRelease,
  PactError,
  parseTerms,
  releaseContext,
  requireDirectory,
  requirePact,
  type Standing,
  stateOf,
  verifyAcknowledgement,
  verifyLabelStatement,
  verifyReceipt,
  verifyRelease,
} from './index.ts'

const folder = new URL('../../../../spec/vectors/pact/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const readVector = (name: string): Vector => {
  const vector: Vector = JSON.parse(read(name))
  return vector
}
/** Signatures are randomised: a file in which nothing else differs stays as it is. */
const unsigned = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"(ed25519|mldsa65|signature)":"[^"]*"/g, '"$1":""')
const built = await buildVectors()
if (process.env['ENTENTE_UPDATE_GOLDEN'] === '1') {
  const old = new Map(readdirSync(folder).map((file) => [file, unsigned(JSON.parse(read(file)))]))
  for (const [name, value] of [['given', built.given] as const, ...built.cases]) {
    const file = `${name}.json`
    if (old.get(file) !== unsigned(value)) {
      writeFileSync(new URL(file, folder), `${JSON.stringify(value, null, 2)}\n`)
    }
    old.delete(file)
  }
  for (const file of old.keys()) rmSync(new URL(file, folder))
}
const given: Given = JSON.parse(read('given.json'))
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'given.json')

/** What stands after each statement of the history, by its name. */
const history = new Map<string | null, Standing>()
const [first] = given.statements
assert.ok(first)
const self = parseTerms(statementValue(first.statement)).members.find(({ id }) => id === given.self)
assert.ok(self)
let standing = emptyStanding(given.self, self.appointingKey, new Set([given.pact]))
history.set(null, standing)
for (const { name, kind, statement } of given.statements) {
  standing = await extendStanding(standing, kind, parseStatement(statement))
  history.set(name, standing)
}

test('the files say what their builders say, apart from the signatures', () => {
  assert.equal(unsigned(given), unsigned(built.given))
  assert.deepEqual(files.toSorted(), built.cases.map(([name]) => `${name}.json`).toSorted())
  for (const [name, vector] of built.cases) {
    assert.equal(unsigned(readVector(`${name}.json`)), unsigned(vector), name)
  }
})

test('there are as many refusals as it takes, and more than acceptances', () => {
  const outcomes = files.map((file) => readVector(file).expect)
  const good = outcomes.filter((expect) => expect === 'ok').length
  assert.ok(good > 20 && outcomes.length - good > 100, `${good} of ${outcomes.length}`)
})

for (const file of files) {
  const vector = readVector(file)
  test(`${file}: ${vector.why}`, async () => {
    const before = history.get(vector.after)
    assert.ok(before, 'the history has no such statement')
    let base: Standing = { ...before, trusted: new Set([given.pact, ...(vector.trusted ?? [])]) }
    for (const { kind, statement } of vector.steps ?? []) {
      base = await extendStanding(base, kind, parseStatement(statement))
    }
    if (vector.expect === 'ok') {
      await answer(base, vector.ask)
      return
    }
    await assert.rejects(answer(base, vector.ask), (error) => {
      assert.ok(error instanceof EntenteError, String(error))
      assert.equal(error.code, vector.expect)
      if (vector.member !== undefined) {
        assert.equal(error instanceof PactError ? error.member : undefined, vector.member)
      }
      return true
    })
  })
}

const specification = readFileSync(new URL('../../pact.md', folder), 'utf8')

test('the examples of spec/pact.md are statements of the vectors', () => {
  const payloads = new Map<string, Json>()
  const asked = ['release-ok', 'receipt-ok', 'label-ok', 'consent-ok', 'acknowledgement-ok'].map(
    (name) => readVector(`${name}.json`).ask,
  )
  const statements = [
    ...given.statements.map(({ statement }) => statement),
    ...asked.flatMap((ask) => ('statement' in ask ? [parseStatement(ask.statement)] : [])),
  ]
  for (const one of statements) payloads.set(statementId(one), statementValue(one))
  const examples = [...specification.matchAll(/^```json\n([^]*?)\n```\n\n`([0-9a-f]{64})`$/gm)]
  assert.equal(examples.length, 8)
  for (const [, text = '', id = ''] of examples) assert.deepEqual(parseJson(text), payloads.get(id))
})

test('the protected header in spec/pact.md is the one that is signed', () => {
  const notice = given.statements.find(({ name }) => name === 'jpn-in-force')
  assert.ok(notice)
  const [header] = toGeneralJws(noticeType, notice.statement).signatures
  assert.ok(header && specification.replaceAll(/\n {4}/g, '').includes(header.protected))
  assert.ok(specification.includes(given.pact))
})

async function answer(base: Standing, ask: Question): Promise<void> {
  if (ask.kind === 'state') {
    const pact = requirePact(base, given.pact)
    assert.equal(stateOf(base, pact, ask.at), ask.state)
    return
  }
  if (ask.kind === 'assured') {
    assert.deepEqual(assuredLevels(noticesOf(base, given.pact, ask.member), ask.at), ask.levels)
    return
  }
  if (ask.kind === 'policy') {
    if (namesLabel(parseDocumentPolicy(ask.policy), ask.xml)) return
    throw new PactError('pact/inconsistent', 'another label than the author has bound')
  }
  const statement = parseStatement(ask.statement)
  switch (ask.kind) {
    case 'release': {
      const pact = requirePact(base, parseRelease(statement).pact.id)
      await verifyRelease(statement, releaseContext(base, pact))
      return
    }
    case 'receipt': {
      const { recipient } = parseReceipt(statement)
      await verifyReceipt(statement, requireDirectory(base, recipient))
      return
    }
    case 'acknowledgement': {
      const release = parseStatement(ask.release)
      const { terms } = requirePact(base, given.pact)
      const directory = requireDirectory(base, 'nzl')
      await verifyAcknowledgement(statement, { release, directory, terms })
      return
    }
    case 'label':
      await verifyLabelStatement(statement, ask.xml, requireDirectory(base, given.self))
      return
    case 'covers': {
      await extendStanding(base, 'consent', statement)
      assert.equal(coversUse(parseConsent(statement), ask.use), ask.covers)
      return
    }
    case 'consent':
    case 'pact':
    case 'appointment':
    case 'notice':
    case 'grant':
      await extendStanding(base, ask.kind, statement)
  }
}
