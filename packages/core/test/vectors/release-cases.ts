/**
 * Cases on releases.
 *
 * @module
 */
import { type Statement, statementId } from '../../src/crypto/index.ts'
import { pactId, type Release } from '../../src/pact/index.ts'
import { digest, type SignerName } from '../example-keys.ts'
import { hiketsu, psr, terms, tokutei } from '../example-terms.ts'
import { noon, release, signRelease } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import type { World } from './chain-place.ts'
import { releaseSteps, type Step } from './release-steps.ts'

const joint = {
  level: tokutei,
  custody: 'joint',
  kas: [
    { member: 'jpn', kid: 'jpn-1' },
    { member: 'nzl', kid: 'nzl-1' },
  ],
} as const
const beforeForce = '2026-05-01T00:00:00.000Z'

/** The cases, on a world where the pact is in force. */
export async function releaseCases(world: World): Promise<readonly Named[]> {
  const { chains } = world
  const steps = await releaseSteps(world)
  const head = chains.jpn.head()
  const heads: Release['heads'] = { appointments: head, notices: chains.jpnNotices.head() }
  const after = ({ kind, statement }: Step): Release['heads'] => {
    const chain = kind === 'notice' ? 'notices' : 'appointments'
    return { ...heads, [chain]: { number: heads[chain].number + 1, id: statementId(statement) } }
  }
  const vector = (
    name: string,
    expect: string,
    why: string,
    statement: unknown,
    { member = 'jpn', steps: more = [] }: { member?: string | null; steps?: readonly Step[] } = {},
  ): Named => {
    const unnamed = expect === 'ok' || expect === 'pact/malformed' || member === null
    const said: Vector = {
      why,
      expect,
      ...(unnamed ? {} : { member }),
      after: 'need-to-know',
      ...(more.length === 0 ? {} : { steps: more }),
      ask: { kind: 'release', statement },
    }
    return [`release-${name}`, said]
  }
  const one = async (
    name: string,
    expect: string,
    why: string,
    change: Partial<Record<keyof Release | 'comment', unknown>> = {},
    {
      by = ['jpn releaser'],
      ...more
    }: {
      by?: readonly [SignerName, ...SignerName[]]
      member?: string | null
      steps?: readonly Step[]
    } = {},
  ): Promise<Named> =>
    vector(name, expect, why, await signRelease(release(heads, change), ...by), more)

  const good = await signRelease(release(heads), 'jpn releaser')
  const fromNzl = {
    originator: 'nzl',
    author: 'aroha',
    level: psr('SECRET'),
    recipients: ['jpn'],
    custody: 'originator',
    kas: [{ member: 'nzl', kid: 'nzl-1' }],
    heads: {
      appointments: {
        number: chains.nzl.head().number + 1,
        id: statementId(steps.nzlReleaser.statement),
      },
      notices: chains.nzlNotices.head(),
    },
  } as const
  const nzl = { by: ['nzl releaser'], member: 'nzl', steps: [steps.nzlReleaser] } as const

  return [
    await one('ok', 'ok', 'released by an officer for the level who is not the author'),
    await one(
      'author-approves',
      'pact/author-approves',
      'the author, who is an officer for the level, approves',
      {},
      { by: ['jpn author'] },
    ),
    await one(
      'author-among-two',
      'pact/author-approves',
      'the author is one of two who approve',
      joint,
      { by: ['jpn releaser', 'jpn author'] },
    ),
    await one(
      'joint-ok',
      'ok',
      'two approvals and a key of each side where the level asks for them',
      joint,
      { by: ['jpn releaser', 'jpn second releaser'] },
    ),
    await one(
      'second-approval-missing',
      'pact/approval-missing',
      'one approval where the level asks for two',
      joint,
    ),
    await one(
      'same-person-twice',
      'pact/approval-missing',
      'one person approves twice, with two keys',
      { ...joint, heads: after(steps.secondKey) },
      { by: ['jpn releaser', 'stranger'], steps: [steps.secondKey] },
    ),
    vector('unsigned', 'pact/approval-missing', 'nobody has approved', { ...good, acts: [] }),
    vector(
      'signature-altered',
      'pact/invalid-signature',
      'the signature of the approver is altered',
      altered(good),
    ),
    await one(
      'approver-unknown',
      'pact/key-not-appointed',
      'the approver is appointed for nothing',
      {},
      { by: ['stranger'] },
    ),
    await one(
      'approver-other-role',
      'pact/key-not-appointed',
      'the approver is appointed for another role',
      {},
      { by: ['jpn security'] },
    ),
    await one(
      'approver-other-level',
      'pact/key-not-appointed',
      'the approver is appointed for another level',
      { heads: after(steps.narrow) },
      { by: ['stranger'], steps: [steps.narrow] },
    ),
    await one(
      'approver-appointed-later',
      'pact/key-not-appointed',
      'the approver was appointed after the head that the release names',
      {},
      { by: ['stranger'], steps: [steps.late] },
    ),
    await one(
      'approver-withdrawn',
      'pact/key-not-appointed',
      'the approver was withdrawn before',
      { heads: after(steps.withdrawn) },
      { steps: [steps.withdrawn] },
    ),
    await one(
      'approver-withdrawn-later-ok',
      'ok',
      'the approver was withdrawn after the head that the release names',
      {},
      { steps: [steps.withdrawn] },
    ),
    await one(
      'one-good-one-foreign',
      'pact/key-not-appointed',
      'a stranger’s signature beside the good one',
      {},
      { by: ['jpn releaser', 'stranger'] },
    ),
    await one('third-party', 'pact/not-released', 'a recipient that is no party to the pact', {
      recipients: ['aus'],
    }),
    await one('no-equivalent', 'pact/no-equivalent', 'the pact names no equivalent for the level', {
      level: hiketsu('秘'),
    }),
    await one('level-of-the-other', 'pact/not-released', 'a level of the other member', {
      level: psr('SECRET'),
    }),
    await one('level-unknown', 'pact/not-released', 'a level that the pact does not know', {
      level: hiketsu('機密'),
    }),
    await one(
      'level-without-handling',
      'pact/not-released',
      'a level for which the pact has no handling',
      { ...fromNzl, level: psr('RESTRICTED') },
      nzl,
    ),
    await one(
      'nobody-may-release',
      'pact/not-authorised',
      'the pact gives nobody the authority to release this level',
      {
        ...fromNzl,
        level: psr('UNCLASSIFIED'),
        custody: 'recipient',
        kas: [{ member: 'jpn', kid: 'jpn-1' }],
      },
      nzl,
    ),
    await one(
      'suite-not-admitted',
      'pact/suite-not-admitted',
      'the level does not admit this suite of acts',
      fromNzl,
      nzl,
    ),
    await one('not-in-force', 'pact/not-in-force', 'before the pact is in force', {
      at: beforeForce,
    }),
    await one(
      'not-in-force-unclassified-ok',
      'ok',
      'what is not classified needs no pact in force',
      { at: beforeForce, level: hiketsu('一般') },
    ),
    await one(
      'suspended',
      'pact/not-in-force',
      'while the pact is suspended',
      { heads: after(steps.pause) },
      { steps: [steps.pause] },
    ),
    await one(
      'suspended-head-hidden',
      'pact/not-in-force',
      'the release names a head before the suspension that is known',
      {},
      { steps: [steps.pause] },
    ),
    await one('ends-before-it-begins', 'pact/inconsistent', 'the release ends before it begins', {
      notAfter: noon,
    }),
    await one(
      'custody-of-another-level',
      'pact/inconsistent',
      'the custody is not that of the level',
      { custody: 'originator', kas: [{ member: 'jpn', kid: 'jpn-1' }] },
    ),
    await one('recipient-twice', 'pact/inconsistent', 'a recipient stands twice', {
      recipients: ['nzl', 'nzl'],
    }),
    await one('recipient-is-originator', 'pact/inconsistent', 'the originator releases to itself', {
      recipients: ['nzl', 'jpn'],
    }),
    await one('purpose-unknown', 'pact/inconsistent', 'a purpose that the pact does not have', {
      purposes: ['trade-talks'],
    }),
    await one(
      'kas-missing',
      'pact/inconsistent',
      'joint custody without the originator’s key',
      { ...joint, kas: [{ member: 'nzl', kid: 'nzl-1' }] },
      { by: ['jpn releaser', 'jpn second releaser'] },
    ),
    await one('kas-too-many', 'pact/inconsistent', 'a key for somebody who has no custody', {
      kas: joint.kas,
    }),
    await one(
      'kas-twice',
      'pact/inconsistent',
      'two keys of the same member',
      { ...joint, kas: [joint.kas[1], joint.kas[1]] },
      { by: ['jpn releaser', 'jpn second releaser'] },
    ),
    await one(
      'kas-not-appointed',
      'pact/key-not-appointed',
      'a key that the recipient has not appointed',
      { kas: [{ member: 'nzl', kid: 'nzl-2' }] },
      { member: 'nzl' },
    ),
    await one(
      'kas-too-weak',
      'pact/key-not-appointed',
      'an appointed key whose suite the level does not admit',
      { kas: [{ member: 'nzl', kid: 'nzl-weak' }] },
      { member: 'nzl', steps: [steps.weak] },
    ),
    await one(
      'head-beyond',
      'pact/chain-broken',
      'the release names an appointment that is not known',
      { heads: { ...heads, appointments: { number: head.number + 1, id: digest('next') } } },
    ),
    await one(
      'head-of-another-history',
      'pact/chain-broken',
      'the release names another appointment at this number',
      { heads: { ...heads, appointments: { ...head, id: digest('another') } } },
    ),
    await one(
      'notice-head-of-another-history',
      'pact/chain-broken',
      'the release names another notice at this number',
      { heads: { ...heads, notices: { ...heads.notices, id: digest('another') } } },
    ),
    await one(
      'other-pact',
      'pact/other-pact',
      'released under a pact that is not known',
      { pact: { id: digest('another pact'), version: 1 } },
      { member: null },
    ),
    await one(
      'other-version',
      'pact/other-pact',
      'released under another version than the id says',
      { pact: { id: pactId(terms), version: 2 } },
    ),
    await one('unknown-field', 'pact/malformed', 'a field that nobody knows', { comment: 'x' }),
    await one('short-release-id', 'pact/malformed', 'a release id of another length', {
      release: '00',
    }),
    await one('nobody-receives', 'pact/malformed', 'a release to nobody', { recipients: [] }),
  ]
}

function altered(statement: Statement): Statement {
  return {
    ...statement,
    acts: statement.acts.map((act) => {
      if (act.suite !== 'jws-hybrid') return act
      const { mldsa65 } = act.signature
      const other = (mldsa65.startsWith('A') ? 'B' : 'A') + mldsa65.slice(1)
      return { ...act, signature: { ...act.signature, mldsa65: other } }
    }),
  }
}
