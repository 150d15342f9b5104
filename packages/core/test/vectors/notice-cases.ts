/**
 * Cases on notices, and on the state that follows from them.
 *
 * @module
 */
import { type Statement, statementId } from '../../src/crypto/index.ts'
import { type NoticeAct, noticeType } from '../../src/pact/index.ts'
import { digest, signed, type SignerName } from '../example-keys.ts'
import { notice, term } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import { idOf, next, place, type Place, type World } from './chain-place.ts'

/** Cases on notices. */
export async function noticeCases({ chains, named }: World): Promise<readonly Named[]> {
  const head = chains.jpnNotices.head()
  const suspended: NoticeAct = { kind: 'suspended', from: '2026-07-01T00:00:00.000Z' }
  const one = async (
    name: string,
    expect: string,
    why: string,
    {
      act = suspended,
      by = 'jpn pact',
      at = next(head),
      change = {},
      sign = [by],
    }: {
      act?: unknown
      by?: SignerName
      at?: Place
      change?: Record<string, unknown>
      sign?: readonly [SignerName, ...SignerName[]]
    } = {},
  ): Promise<Named> => {
    const said = { ...notice('jpn', at, suspended, by), act, ...change }
    const ask = { kind: 'notice', statement: await signed(noticeType, said, ...sign) } as const
    const whose = /key|signature/.test(expect) ? { member: 'jpn' } : {}
    return [`notice-${name}`, { why, expect, ...whose, after: 'nzl-ack-in-force', ask }]
  }
  const state = (
    name: string,
    expected: Extract<Vector['ask'], { kind: 'state' }>['state'],
    why: string,
    after: string,
    at = '2026-08-01T00:00:00.000Z',
    steps: readonly Statement[] = [],
  ): Named => [
    `state-${name}`,
    {
      why,
      expect: 'ok',
      after,
      steps: steps.map((statement) => ({ kind: 'notice', statement })),
      ask: { kind: 'state', at, state: expected },
    },
  ]
  const say = (member: 'jpn' | 'nzl', at: Place, act: NoticeAct): Promise<Statement> =>
    signed(noticeType, notice(member, at, act, `${member} pact`), `${member} pact`)
  const pause = await say('jpn', next(head), suspended)
  const resume = await say('jpn', place(head.number + 2, statementId(pause)), {
    kind: 'resumed',
    from: '2026-07-15T00:00:00.000Z',
  })
  const otherResumes = await say('nzl', next(chains.nzlNotices.head()), {
    kind: 'resumed',
    from: '2026-07-15T00:00:00.000Z',
  })
  const end = await say('nzl', next(chains.nzlNotices.head()), {
    kind: 'terminated',
    from: '2026-07-20T00:00:00.000Z',
  })
  const forged = idOf(named['nzl-in-force'])

  return [
    await one('ok', 'ok', 'the next notice, signed by the officer for the pact'),
    await one('gap', 'pact/chain-broken', 'a notice is missing before this one', {
      at: place(head.number + 2, head.id),
    }),
    await one('fork', 'pact/chain-conflict', 'another notice has this number already', {
      at: place(head.number, null),
    }),
    await one('other-pact', 'pact/other-pact', 'a notice on a pact that is not known', {
      change: { pact: digest('another pact') },
    }),
    await one('wrong-role', 'pact/key-not-appointed', 'an officer without the role `pact`', {
      by: 'jpn releaser',
    }),
    await one('other-member', 'pact/key-not-appointed', 'the officer of the other member', {
      by: 'nzl pact',
    }),
    await one(
      'signed-by-another',
      'pact/invalid-signature',
      'signed by another key than the one it names',
      { sign: ['jpn releaser'] },
    ),
    await one('unknown-state', 'pact/malformed', 'a state that nobody knows', {
      act: { kind: 'paused', from: term.from },
    }),
    await one('acknowledges-nothing', 'pact/malformed', 'an acknowledgement that names no notice', {
      act: { kind: 'acknowledged', member: 'nzl' },
    }),
    state('agreed', 'agreed', 'only one has said it is signed', 'jpn-signed'),
    state(
      'agreed-unacknowledged',
      'agreed',
      'both have signed, one has not acknowledged',
      'jpn-ack-signed',
    ),
    state('signed', 'signed', 'signed, and each has acknowledged the other', 'nzl-ack-signed'),
    state(
      'signed-half-in-force',
      'signed',
      'one has not yet acknowledged that the other holds it to be in force',
      'jpn-ack-in-force',
    ),
    state(
      'in-force',
      'in-force',
      'in force, and each has acknowledged the other',
      'nzl-ack-in-force',
    ),
    state(
      'not-yet',
      'agreed',
      'before the time from which it is',
      'nzl-ack-in-force',
      '2026-05-31T23:59:59.999Z',
    ),
    state(
      'suspended',
      'suspended',
      'one word is enough to suspend',
      'nzl-ack-in-force',
      undefined,
      [pause],
    ),
    state(
      'not-yet-suspended',
      'in-force',
      'before the time from which it is suspended',
      'nzl-ack-in-force',
      '2026-06-30T23:59:59.999Z',
      [pause],
    ),
    state(
      'resumed',
      'in-force',
      'the member that suspended resumes',
      'nzl-ack-in-force',
      undefined,
      [pause, resume],
    ),
    state(
      'resumed-by-the-other',
      'suspended',
      'the other member cannot end a suspension',
      'nzl-ack-in-force',
      undefined,
      [pause, otherResumes],
    ),
    state(
      'terminated',
      'terminated',
      'one word is enough to terminate',
      'nzl-ack-in-force',
      undefined,
      [end],
    ),
    state(
      'acknowledged-by-its-own',
      'signed',
      'a member cannot acknowledge its own notice',
      'nzl-in-force',
      undefined,
      [
        await say('nzl', place(4, idOf(named['nzl-in-force'])), {
          kind: 'acknowledged',
          member: 'nzl',
          notice: forged,
        }),
      ],
    ),
  ]
}
