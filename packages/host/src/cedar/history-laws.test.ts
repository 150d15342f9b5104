/*
 * Laws over histories of statements: whatever officers and members have said before, no word that takes
 * something away, no day and no higher level turns a no into a yes.
 */
import { test } from 'node:test'

import { issueGrant, issueNotice, noticesOf } from '@entente/core/pact'
import type { Subject } from '@entente/core/policy'

import { signers } from '../../../core/test/example-keys.ts'
import { turns } from '../../test/histories/any-history.ts'
import { homes } from '../../test/histories/history.ts'
import { assertOpensNothing, everyHistory, late, reasons } from '../../test/histories/trying.ts'
import { givers, type Seat, tellOne } from '../../test/seats.ts'

/** These say themselves what must not be done: who ends them lifts it. */
const restrictions: readonly string[] = ['administrator', 'designation']

test('no withdrawal of a grant opens anything, but of what says what must not be done', () =>
  everyHistory(async (seat, { self, asks }) => {
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
  everyHistory(async (seat, { asks }) => {
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
  everyHistory(async (seat, { asks }) =>
    assertOpensNothing([seat, seat], asks, 'a recall', ({ subject, question }) => ({
      question,
      subject: subject.kind === 'received' ? { ...subject, recalled: true } : subject,
    })),
  ))

test('a day on which nothing begins opens nothing', () =>
  everyHistory(async (seat, { asks }) => {
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
  everyHistory(async (seat, { self, asks }) => {
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
    // A consent names the one level that its document has.
    const bare = { ...seat, standing: { ...seat.standing, consents: new Map() } }
    return assertOpensNothing([bare, bare], asks, 'a higher level', ({ subject, question }) => ({
      question,
      subject: raised(subject),
    }))
  }))

function said({ statement }: Seat['told'][number]): unknown {
  return JSON.parse(Buffer.from(statement.payload, 'base64url').toString())
}
