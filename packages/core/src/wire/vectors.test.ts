/**
 * Runs `spec/vectors/wire`: one file a case, one outcome a case. See spec/federation.md, "Vectors".
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import {
  CryptoError,
  type Hash,
  isHash,
  parseStatement,
  statementId,
  statementValue,
} from '../crypto/index.ts'
import { parseJson, toBase64Url, utf8 } from '../lib/index.ts'
import { emptyStanding, extendStanding, parseTerms, type Standing } from '../pact/index.ts'

import {
  enclosedShare,
  openEnclosure,
  parseAnswer,
  parseMessage,
  parseShareAnswer,
  parseShareRequest,
  recordedAt,
  verifyAnswer,
  verifyMessage,
  verifyShareAnswer,
  verifyShareRequest,
  WireError,
} from './index.ts'

const folder = join(import.meta.dirname, '../../../../spec/vectors/wire')

const head = { why: z.string(), expect: z.string() }
const hash = z.custom<Hash>(isHash)
const signed = z.unknown().transform(parseStatement)

const vector = z.discriminatedUnion('kind', [
  z.strictObject({
    ...head,
    kind: z.literal('parse'),
    type: z.enum(['message', 'answer', 'share-request', 'share']),
    text: z.string(),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('verify-message'),
    statement: signed,
    id: hash.optional(),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('verify-answer'),
    statement: signed,
    sent: z.strictObject({ id: hash, number: z.int(), to: z.string() }),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('verify-share-request'),
    statement: signed,
    now: z.string(),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('verify-share'),
    statement: signed,
    asked: z.strictObject({ request: hash, peer: z.string() }),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('open-share'),
    privateKey: z.string(),
    enclosed: enclosedShare,
    asked: z.strictObject({
      release: z.string(),
      document: z.string(),
      policy: hash,
      purpose: z.string(),
      session: z.string(),
      decision: recordedAt,
    }),
    key: z.string().optional(),
  }),
])

const parsers = {
  message: parseMessage,
  answer: parseAnswer,
  'share-request': parseShareRequest,
  share: parseShareAnswer,
}

const standing = await standingOf('members.json')
const reception = { peer: 'nzl', standing }

for (const file of readdirSync(folder).filter((name) => name !== 'members.json')) {
  const one = vector.parse(read(file))
  test(`${file}: ${one.why}`, async () => {
    const outcome = await run(one).then(
      () => 'ok',
      (error: unknown) => {
        if (error instanceof WireError || error instanceof CryptoError) return error.code
        throw error
      },
    )
    assert.equal(outcome, one.expect)
  })
}

async function run(one: z.infer<typeof vector>): Promise<void> {
  switch (one.kind) {
    case 'parse':
      parsers[one.type]({ payload: toBase64Url(utf8(one.text)), acts: [] })
      return
    case 'verify-message': {
      const { id } = await verifyMessage(one.statement, reception)
      assert.equal(id, one.id ?? id)
      return
    }
    case 'verify-answer':
      await verifyAnswer(one.statement, one.sent, standing)
      return
    case 'verify-share-request':
      await verifyShareRequest(one.statement, reception, new Date(one.now))
      return
    case 'verify-share':
      await verifyShareAnswer(one.statement, one.asked, standing)
      return
    case 'open-share': {
      const { key } = await openEnclosure(one.enclosed, one.privateKey, one.asked)
      assert.equal(toBase64Url(key), one.key)
    }
  }
}

async function standingOf(file: string): Promise<Standing> {
  const { pact, appointments } = z
    .object({ pact: signed, appointments: z.array(signed) })
    .parse(read(file))
  const self = parseTerms(statementValue(pact)).members.find(({ id }) => id === 'jpn')
  assert.ok(self)
  let known = emptyStanding(self.id, self.appointingKey, new Set([statementId(pact)]))
  known = await extendStanding(known, 'pact', pact)
  for (const one of appointments) known = await extendStanding(known, 'appointment', one)
  return known
}

function read(file: string): unknown {
  return parseJson(readFileSync(join(folder, file)))
}
