/**
 * Cases on the notice `assured`: who may promise protection, of what, and which promise counts.
 *
 * @module
 */
import { type Statement, statementId } from '../../src/crypto/index.ts'
import { type Assurance, type LevelKey, type NoticeAct, noticeType } from '../../src/pact/index.ts'
import { signed, type SignerName } from '../example-keys.ts'
import { hiketsu, psr } from '../example-terms.ts'
import { notice } from '../pact-world.ts'

import type { Named } from './case.ts'
import { next, place, type Place, type World } from './chain-place.ts'

const from = '2026-07-01T00:00:00.000Z'
const until = '2027-07-01T00:00:00.000Z'

/** Cases on assurances. */
export async function assuranceCases({ chains }: World): Promise<readonly Named[]> {
  const head = chains.jpnNotices.head()
  const assured: Assurance = { kind: 'assured', levels: [hiketsu('極秘')], from, until }
  const one = async (
    name: string,
    expect: string,
    why: string,
    change: Readonly<Record<string, unknown>>,
    by: SignerName = 'jpn pact',
  ): Promise<Named> => {
    const act = Object.fromEntries(
      Object.entries({ ...assured, ...change }).filter(([, value]) => value !== undefined),
    )
    const said = { ...notice('jpn', next(head), assured, by), act }
    const ask = { kind: 'notice', statement: await signed(noticeType, said, by) } as const
    const whose = expect === 'pact/key-not-appointed' ? { member: 'jpn' } : {}
    return [`assured-${name}`, { why, expect, ...whose, after: 'nzl-ack-in-force', ask }]
  }
  const say = (at: Place, act: NoticeAct): Promise<Statement> =>
    signed(noticeType, notice('nzl', at, act, 'nzl pact'), 'nzl pact')
  const theirs = chains.nzlNotices.head()
  const first = await say(next(theirs), { ...assured, levels: [psr('SECRET')] })
  const second = await say(place(theirs.number + 2, statementId(first)), {
    ...assured,
    levels: [],
    from: '2026-10-01T00:00:00.000Z',
  })
  const counts = (
    name: string,
    why: string,
    at: string,
    levels: readonly LevelKey[],
    steps: readonly Statement[] = [first],
  ): Named => [
    `assured-${name}`,
    {
      why,
      expect: 'ok',
      after: 'nzl-ack-in-force',
      steps: steps.map((statement) => ({ kind: 'notice', statement })),
      ask: { kind: 'assured', member: 'nzl', at, levels },
    },
  ]
  const secret = [psr('SECRET')]
  return [
    await one('ok', 'ok', 'a member assures one of its levels for a year', {}),
    await one('takes-back-ok', 'ok', 'an assurance of no level ends the one before', {
      levels: [],
    }),
    await one(
      'by-a-releaser',
      'pact/key-not-appointed',
      'assured by who may only release',
      {},
      'jpn releaser',
    ),
    await one(
      'by-security',
      'pact/key-not-appointed',
      'assured by who may only clear',
      {},
      'jpn security',
    ),
    await one(
      'by-the-other',
      'pact/key-not-appointed',
      'assured by the other member',
      {},
      'nzl pact',
    ),
    await one(
      'by-the-appointing-key',
      'pact/key-not-appointed',
      'assured by the appointing key',
      {},
      'jpn',
    ),
    await one('without-end', 'pact/malformed', 'an assurance for ever', { until: undefined }),
    await one('without-beginning', 'pact/malformed', 'an assurance from nowhere on', {
      from: undefined,
    }),
    await one('without-levels', 'pact/malformed', 'an assurance that names no list of levels', {
      levels: undefined,
    }),
    await one('level-alone', 'pact/malformed', 'a level whose regime nobody names', {
      levels: [{ level: '極秘' }],
    }),
    await one('level-as-text', 'pact/malformed', 'a level as a text', {
      levels: ['urn:example:hiketsu 極秘'],
    }),
    await one('end-as-date', 'pact/malformed', 'an end that is a day and no instant', {
      until: '2027-07-01',
    }),
    await one('unknown-field', 'pact/malformed', 'an assurance under a reservation', {
      unless: 'war',
    }),
    counts('counts', 'it holds at its first instant', from, secret),
    counts('not-yet', 'and not an instant before', '2026-06-30T23:59:59.999Z', []),
    counts('over', 'and no longer at its end', until, []),
    counts('none', 'nothing was ever assured', from, [], []),
    counts(
      'newest',
      'the newest that has begun is the one that counts',
      '2026-10-01T00:00:00.000Z',
      [],
      [first, second],
    ),
    counts(
      'newest-not-begun',
      'one that has not begun takes nothing back',
      '2026-09-30T23:59:59.999Z',
      secret,
      [first, second],
    ),
  ]
}
