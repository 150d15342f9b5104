/** Approvals count persons: whoever acts by a key and by a passkey is one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assertion, page, pointOf } from '../../test/authenticator.ts'
import { signed, signers } from '../../test/example-keys.ts'
import { hiketsu, terms } from '../../test/example-terms.ts'
import { appointment, buildWorld, release, signRelease, term } from '../../test/pact-world.ts'
import { type Act, type Statement, statementBytes } from '../crypto/index.ts'

import {
  appointmentType,
  emptyStanding,
  extendStanding,
  pactId,
  type Release,
  releaseContext,
  releaseType,
  requirePact,
  type Standing,
  verifyRelease,
} from './index.ts'

const { steps, chains } = await buildWorld()
const member = terms.members.find(({ id }) => id === 'jpn')
assert.ok(member)
let standing: Standing = emptyStanding('jpn', member.appointingKey, new Set([pactId(terms)]))
for (const [kind, statement] of steps) standing = await extendStanding(standing, kind, statement)
for (const [person, key] of [
  ['jpn-releaser', 'one'],
  ['jpn-second-releaser', 'another'],
] as const) {
  const { head } = standing.directories.get('jpn') ?? { head: chains.jpn.head() }
  const place = { number: head.number + 1, previous: head.id }
  const act = {
    kind: 'officer-passkey',
    person,
    ...page,
    credential: `${'D'.repeat(42)}A`,
    key: pointOf(key),
    ...term,
  } as const
  const statement = await signed(appointmentType, appointment('jpn', place, act, 'jpn'), 'jpn')
  standing = await extendStanding(standing, 'appointment', statement)
}
const appointments = standing.directories.get('jpn')?.head
assert.ok(appointments)
const heads: Release['heads'] = { appointments, notices: chains.jpnNotices.head() }
const value = release(heads, { level: hiketsu('極秘') })
const hybrid = await signRelease(value, 'jpn releaser', 'jpn second releaser')
const [one, another] = await Promise.all(
  (['one', 'another'] as const).map((key) =>
    assertion(releaseType, statementBytes(hybrid), { key }),
  ),
)
const [first, second] = (['jpn releaser', 'jpn second releaser'] as const).map((name) =>
  hybrid.acts.find(({ key }) => key === signers[name].id),
)
assert.ok(one && another && first && second)

/** The pact, with a level that takes both suites and asks for so many approvals. */
function judge(approvals: 1 | 2, ...acts: readonly Act[]): ReturnType<typeof verifyRelease> {
  const pact = requirePact(standing, pactId(terms))
  const handling = terms.handling.map((row) => ({
    ...row,
    approvals,
    acts: ['jws-hybrid', 'webauthn'] as const,
  }))
  const statement: Statement = { payload: hybrid.payload, acts }
  const context = releaseContext(standing, pact)
  return verifyRelease(statement, {
    ...context,
    pact: { ...pact, terms: { ...terms, handling } },
  })
}

test('two persons by two passkeys, or by one key of either kind, are two approvals', async () => {
  await judge(2, one, another)
  await judge(2, one, second)
  await judge(2, first, another)
  const { approvals } = await judge(1, one)
  assert.deepEqual(approvals, [{ person: 'jpn-releaser', suite: 'webauthn' }])
})

test('a key and a passkey of one person are one approval', async () => {
  await assert.rejects(judge(2, one, first), { code: 'pact/approval-missing' })
  const { approvals } = await judge(1, one, first)
  assert.deepEqual(
    approvals.map(({ person }) => person),
    ['jpn-releaser', 'jpn-releaser'],
  )
})
