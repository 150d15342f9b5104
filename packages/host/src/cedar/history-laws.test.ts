/*
 * Laws over histories: whatever officers and members have said before, another word of a kind does or does
 * not open anything. Every word is signed, verified and folded, and every answer is made from what stands
 * then. The last step, from facts to reasons, is the second reading: analysis.test.ts shows that Cedar gives
 * the same reasons for every input, and what is asked here at random is put to Cedar as well.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { issueGrant, issueNotice, noticesOf } from '@entente/core/pact'
import { factsOf, type Subject } from '@entente/core/policy'
import fc from 'fast-check'

import { signers } from '../../../core/test/example-keys.ts'
import { type Ask, anyAsk, buildConsents } from '../../test/histories/any-ask.ts'
import { anyHistory, turns } from '../../test/histories/any-history.ts'
import { buildHomes, homes, tale, tellAll, type Word } from '../../test/histories/history.ts'
import { givers, type Member, type Seat, tellOne } from '../../test/seats.ts'
import { reasonsOf } from '../../test/second-reading.ts'

const seats = await buildHomes()
const consents = {
  jpn: await buildConsents(seats.jpn),
  nzl: await buildConsents(seats.nzl),
}
const late = '2026-06-01T00:00:00.000Z'

interface Tried {
  readonly self: Member
  readonly words: readonly Word[]
  readonly asks: readonly Ask[]
}

const anyCase: fc.Arbitrary<Tried> = fc.constantFrom('jpn' as const, 'nzl' as const).chain((self) =>
  fc.record({
    self: fc.constant(self),
    words: anyHistory(self),
    asks: fc.array(anyAsk(seats[self], consents[self]), {
      minLength: 1,
      maxLength: 40,
      size: 'max',
    }),
  }),
)

function reasons({ standing, pact }: Seat, { subject, question }: Ask): ReadonlySet<string> {
  return reasonsOf(factsOf(standing, pact, subject, question))
}

/** Holds of every history; `tried` counts how often there was something to hold. */
async function always(
  law: (seat: Seat, tried: Tried) => Promise<number>,
  numRuns = 60,
): Promise<void> {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(anyCase, async (one) => {
      try {
        tried += await law(await tellAll(seats[one.self], one.words), one)
      } catch (error) {
        if (!(error instanceof assert.AssertionError)) throw error
        throw new Error(`${error.message}\nat ${one.self}:\n${tale(one.words)}`, { cause: error })
      }
    }),
    { numRuns },
  )
  assert.ok(tried > numRuns, `tried ${tried} times`)
}

/** Nothing that is refused at `before` is allowed at `after`. */
function assertOpensNothing(
  [before, after]: readonly [Seat, Seat],
  asks: readonly Ask[],
  what: string,
  changed: (ask: Ask) => Ask = (ask) => ask,
): number {
  let refused = 0
  for (const ask of asks) {
    const no = reasons(before, ask)
    if (no.size === 0) continue
    refused += 1
    if (reasons(after, changed(ask)).size > 0) continue
    assert.fail(`${what} lifts ${[...no].join(' ')}\n${JSON.stringify(changed(ask))}`)
  }
  return refused
}

/** These say themselves what must not be done: who ends them lifts it. */
const restrictions: readonly string[] = ['administrator', 'designation']

test('no withdrawal of a grant opens anything, but of what says what must not be done', () =>
  always(async (seat, { self, asks }) => {
    const live = seat.standing.grants.entries.filter(
      ({ withdrawn, grant }) =>
        withdrawn === undefined &&
        grant.act.kind !== 'withdrawal' &&
        !restrictions.includes(grant.act.kind),
    )
    const near = asks.filter((ask) => reasons(seat, ask).size <= 3)
    let tried = 0
    for (const ended of live) {
      const signer = signers[`${self} ${givers[ended.grant.act.kind] ?? 'security'}`]
      const act = { kind: 'withdrawal', grant: ended.id } as const
      const statement = await issueGrant(seat.standing.grants, act, signer, late)
      const after = await tellOne(seat, 'grant', statement)
      tried += assertOpensNothing([seat, after], near, `ending ${JSON.stringify(ended.grant.act)}`)
    }
    return tried
  }))

test('no suspension and no termination opens anything, whichever member says it', () =>
  always(async (seat, { asks }) => {
    let tried = 0
    for (const by of ['jpn', 'nzl'] as const) {
      for (const kind of ['suspended', 'terminated'] as const) {
        const chain = noticesOf(seat.standing, seat.pact.id, by)
        const act = { kind, from: turns[0] ?? late }
        const statement = await issueNotice(chain, act, signers[`${by} pact`], late)
        const after = await tellOne(seat, 'notice', statement)
        tried += assertOpensNothing([seat, after], asks, `${kind} by ${by}`)
      }
    }
    return tried
  }))

test('a recall opens nothing', () =>
  always(async (seat, { asks }) =>
    assertOpensNothing([seat, seat], asks, 'a recall', ({ subject, question }) => ({
      question,
      subject: subject.kind === 'received' ? { ...subject, recalled: true } : subject,
    })),
  ))

test('a day on which nothing begins opens nothing', () =>
  always(async (seat, { asks }) => {
    const begins = [
      ...JSON.stringify(seat.told.map(said)).matchAll(/"(?:from|at)":"([^"]+)"/g),
    ].map(([, at]) => at ?? '')
    let tried = 0
    for (const ask of asks) {
      for (const at of [...turns, '2028-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z']) {
        const from = ask.question.at
        if (at <= from || begins.some((one) => from < one && one <= at)) continue
        tried += assertOpensNothing([seat, seat], [ask], at, ({ subject, question }) => ({
          subject,
          question: { ...question, at },
        }))
      }
    }
    return tried
  }))

test('a higher level opens nothing, where levels are given up to one', () =>
  always(async (seat, { self, asks }) => {
    const { levels, theirs } = homes[self]
    const raised = (subject: Subject): Subject => {
      const own = subject.kind === 'own'
      const from = own ? subject.level : subject.release.level
      const order = own ? levels : theirs
      const rank = order.findIndex(
        ({ regime, level }) => regime === from.regime && level === from.level,
      )
      const to = rank === -1 ? undefined : order[rank + 1]
      if (to?.regime !== from.regime) return subject
      const label = subject.label && {
        ...subject.label,
        ...(subject.label.classification === from.level && {
          policy: { ...subject.label.policy, uri: to.regime },
          classification: to.level,
        }),
      }
      return own
        ? { ...subject, level: to, label }
        : { ...subject, label, release: { ...subject.release, level: to } }
    }
    return assertOpensNothing([seat, seat], asks, 'a higher level', ({ subject, question }) => ({
      question,
      subject: raised(subject),
    }))
  }))

function said({ statement }: Seat['told'][number]): unknown {
  return JSON.parse(Buffer.from(statement.payload, 'base64url').toString())
}
