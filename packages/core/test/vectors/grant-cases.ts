/**
 * Cases on grants.
 *
 * @module
 */
import { appointmentType, type GrantAct, grantType } from '../../src/pact/index.ts'
import { signed, type SignerName } from '../example-keys.ts'
import { hiketsu } from '../example-terms.ts'
import { appointment, grant, officer, term } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import { idOf, next, place, type Place, type World } from './chain-place.ts'

/** Cases on grants. */
export async function grantCases({ chains, named }: World): Promise<readonly Named[]> {
  const head = chains.security.head()
  const person = { person: 'ken', ...term }
  const clearance: GrantAct = { kind: 'clearance', ...hiketsu('極秘'), organ: 'mod', ...person }
  const need: GrantAct = {
    kind: 'need-to-know',
    scope: { kind: 'case', case: 'convoy' },
    purposes: ['maritime-security'],
    ...person,
  }
  const one = async (
    name: string,
    expect: string,
    why: string,
    act: unknown,
    {
      by = 'jpn security',
      at = next(head),
      change = {},
      sign = [by],
      steps,
    }: {
      by?: SignerName
      at?: Place
      change?: Record<string, unknown>
      sign?: readonly [SignerName, ...SignerName[]]
      steps?: Vector['steps']
    } = {},
  ): Promise<Named> => {
    const said = { ...grant(at, clearance, by), act, ...change }
    const ask = { kind: 'grant', statement: await signed(grantType, said, ...sign) } as const
    const whose = /key|signature|authorised/.test(expect) ? { member: 'jpn' } : {}
    const more = steps === undefined ? {} : { steps }
    return [`grant-${name}`, { why, expect, ...whose, after: 'need-to-know', ...more, ask }]
  }
  const ended = (name: string): GrantAct => ({
    kind: 'withdrawal',
    grant: idOf(named[name]),
  })
  const gone = {
    kind: 'grant',
    statement: await signed(
      grantType,
      grant(next(head), ended('clearance'), 'jpn security'),
      'jpn security',
    ),
  } as const
  const controller = {
    by: 'jpn controller',
    at: place(2, idOf(named['need-to-know'])),
  } as const
  const second = officer('stranger', ['security'], [hiketsu('秘')])
  const said = appointment('jpn', next(chains.jpn.head()), second, 'jpn')
  const successor = {
    kind: 'appointment',
    statement: await signed(appointmentType, said, 'jpn'),
  } as const
  const bySuccessor = { by: 'stranger', at: place(1, null), steps: [successor] } as const
  return [
    await one('ok', 'ok', 'the next grant of the security officer', clearance),
    await one(
      'gap',
      'pact/chain-broken',
      'a grant of this officer is missing before this one',
      clearance,
      { at: place(head.number + 2, head.id) },
    ),
    await one(
      'fork',
      'pact/chain-conflict',
      'another grant of this officer has this number',
      clearance,
      { at: place(1, null) },
    ),
    await one(
      'controller-clears',
      'pact/key-not-appointed',
      'a document controller grants a clearance',
      clearance,
      controller,
    ),
    await one(
      'security-officer-needs',
      'pact/key-not-appointed',
      'a security officer grants need-to-know',
      need,
    ),
    await one(
      'controller-needs-ok',
      'ok',
      'a document controller grants need-to-know',
      need,
      controller,
    ),
    await one('by-nobody', 'pact/key-not-appointed', 'the issuer is no officer', clearance, {
      by: 'stranger',
      at: place(1, null),
    }),
    await one('after-the-term', 'pact/key-not-appointed', 'the issuer’s term is over', clearance, {
      change: { at: term.until },
    }),
    await one(
      'signed-by-another',
      'pact/invalid-signature',
      'signed by another key than the issuer’s',
      clearance,
      { sign: ['jpn controller'] },
    ),
    await one(
      'other-member',
      'pact/malformed',
      'a grant in the name of the other member',
      clearance,
      { change: { member: 'nzl' } },
    ),
    await one(
      'clearance-beyond-levels',
      'pact/not-authorised',
      'a clearance for a level that its issuer is not appointed for',
      clearance,
      bySuccessor,
    ),
    await one(
      'clearance-within-levels-ok',
      'ok',
      'a clearance for the one level that its issuer is appointed for',
      { ...clearance, ...hiketsu('秘') },
      bySuccessor,
    ),
    await one(
      'facility-beyond-levels',
      'pact/not-authorised',
      'a facility is accredited for one level more than its issuer is appointed for',
      {
        kind: 'facility',
        facility: 'yokosuka',
        levels: [hiketsu('秘'), hiketsu('極秘')],
        ...term,
      },
      bySuccessor,
    ),
    await one(
      'ends-before-it-begins',
      'pact/malformed',
      'a clearance that is over at its first instant',
      { ...clearance, until: term.from },
    ),
    await one(
      'withdrawal-by-successor-ok',
      'ok',
      'another security officer ends a grant whose issuer may have left',
      ended('clearance'),
      bySuccessor,
    ),
    await one(
      'withdrawal-of-withdrawal',
      'pact/malformed',
      'a withdrawal of a withdrawal',
      { kind: 'withdrawal', grant: idOf(gone.statement) },
      { at: place(head.number + 2, idOf(gone.statement)), steps: [gone] },
    ),
    await one('withdrawal-ok', 'ok', 'the issuer ends a grant', ended('clearance')),
    await one(
      'withdrawal-in-another-role',
      'pact/key-not-appointed',
      'a document controller ends a clearance',
      ended('clearance'),
      controller,
    ),
    await one(
      'withdrawal-of-nothing',
      'pact/malformed',
      'a withdrawal of what was not granted',
      ended('nothing'),
    ),
    await one('register-of-nobody', 'pact/malformed', 'a line of a register without a person', {
      kind: 'facility-register',
      facility: 'ichigaya',
      ...term,
    }),
    await one(
      'need-without-purpose',
      'pact/malformed',
      'need-to-know for no purpose',
      { ...need, purposes: [] },
      controller,
    ),
    await one('unknown-kind', 'pact/malformed', 'a grant that nobody knows', {
      kind: 'knighthood',
      ...person,
    }),
  ]
}
