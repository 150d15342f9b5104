/**
 * Cases on the consent of an originator: who gives it, and how it agrees with the pact.
 *
 * @module
 */
import { addAct, type Statement, statementId } from '../../src/crypto/index.ts'
import { canonicalJson, fromUtf8, toBase64Url, utf8 } from '../../src/lib/index.ts'
import {
  type AppointmentAct,
  appointmentType,
  type Consent,
  consentType,
  releaseType,
} from '../../src/pact/index.ts'
import { digest, signed, type SignerName, signers } from '../example-keys.ts'
import { hiketsu, psr, tokutei } from '../example-terms.ts'
import { appointment, consent, document, noon, officer } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import { idOf, next, place, type Place, type World } from './chain-place.ts'

type Change = Partial<Record<keyof Consent | 'reason', unknown>>

/** Cases on consents. */
export async function consentCases({ chains, named }: World): Promise<readonly Named[]> {
  const head = chains.jpn.head()
  const good = await signed(consentType, consent(head), 'jpn releaser')
  const asked = (
    name: string,
    expect: string,
    why: string,
    statement: unknown,
    steps: NonNullable<Vector['steps']> = [],
  ): Named => [
    `consent-${name}`,
    {
      why,
      expect,
      ...(expect === 'ok' || !/^pact\/(?!malformed)/.test(expect) ? {} : { member: 'jpn' }),
      after: 'need-to-know',
      ...(steps.length === 0 ? {} : { steps }),
      ask: { kind: 'consent', statement },
    },
  ]
  const one = async (
    name: string,
    expect: string,
    why: string,
    change: Change,
    by: SignerName | readonly [SignerName, ...SignerName[]] = 'jpn releaser',
    steps: NonNullable<Vector['steps']> = [],
  ): Promise<Named> => {
    const officers = typeof by === 'string' ? ([by] as const) : by
    return asked(
      name,
      expect,
      why,
      await signed(consentType, consent(head, change), ...officers),
      steps,
    )
  }
  const raw = async (name: string, why: string, text: string): Promise<Named> => {
    const bare: Statement = { payload: toBase64Url(utf8(text)), acts: [] }
    const signer = signers['jpn releaser']
    return asked(name, 'format/not-canonical', why, await addAct(consentType, bare, signer))
  }
  const text = fromUtf8(canonicalJson(consent(head)))
  const appoint = async (at: Place, act: AppointmentAct): Promise<Statement> =>
    signed(appointmentType, appointment('jpn', at, act, 'jpn'), 'jpn')
  const asStep = (statement: Statement) => ({ kind: 'appointment', statement }) as const
  const withdrawn = await appoint(next(head), {
    kind: 'withdrawal',
    appointment: idOf(named['jpn-releaser']),
  })
  const narrowed = await appoint(
    place(head.number + 2, statementId(withdrawn)),
    officer('jpn releaser', ['releaser'], [hiketsu('秘')]),
  )
  const after = { number: head.number + 2, id: statementId(narrowed) }
  const second = await appoint(next(head), {
    ...officer('stranger', ['releaser'], [tokutei]),
    person: 'jpn-releaser',
  })
  const secondKey = {
    step: asStep(second),
    head: { number: head.number + 1, id: statementId(second) },
  }
  const superseded = [asStep(withdrawn), asStep(narrowed)]

  const elsewhere = document.replace('0f', '0e')
  return [
    asked('ok', 'ok', 'the releasing officer consents to one third party', good),
    await one('copy-ok', 'ok', 'a consent to a copy, which goes to nobody', {
      act: 'copy',
      party: null,
    }),
    await one('lower-ok', 'ok', 'a consent to one other level', {
      act: 'reclassify',
      party: null,
      to: hiketsu('秘'),
    }),
    await one('own-people-ok', 'ok', 'a consent to what the originator’s own people do', {
      act: 'print',
      party: null,
      member: 'jpn',
    }),
    asked(
      'two-officers-ok',
      'ok',
      'two officers consent together',
      await signed(consentType, consent(head), 'jpn releaser', 'jpn second releaser'),
    ),
    await one(
      'by-security',
      'pact/key-not-appointed',
      'by an officer in another role',
      {},
      'jpn security',
    ),
    await one(
      'by-the-appointing-key',
      'pact/key-not-appointed',
      'by the key that appoints',
      {},
      'jpn',
    ),
    await one(
      'by-the-message-key',
      'pact/key-not-appointed',
      'by a key of the server',
      {},
      'jpn message',
    ),
    await one(
      'by-the-other-member',
      'pact/key-not-appointed',
      'by the member that would have it',
      {},
      'nzl pact',
    ),
    await one(
      'by-a-stranger',
      'pact/key-not-appointed',
      'by nobody who is appointed',
      {},
      'stranger',
    ),
    asked(
      'with-a-stranger',
      'pact/key-not-appointed',
      'by the officer, and by a stranger beside',
      await signed(consentType, consent(head), 'jpn releaser', 'stranger'),
    ),
    asked('unsigned', 'pact/approval-missing', 'by nobody', { ...good, acts: [] }),
    asked(
      'as-a-release',
      'pact/invalid-signature',
      'signed as another kind of statement',
      await signed(releaseType, consent(head), 'jpn releaser'),
    ),
    asked('other-acts', 'pact/invalid-signature', 'the acts of a consent to another party', {
      ...(await signed(consentType, consent(head, { party: 'fji' }), 'jpn releaser')),
      payload: good.payload,
    }),
    await one(
      'in-the-name-of-another',
      'pact/key-not-appointed',
      'of a member whose officer did not sign',
      {
        originator: 'nzl',
        member: 'jpn',
        level: psr('SECRET'),
        head: chains.nzl.head(),
      },
    ).then(([name, vector]) => [name, { ...vector, member: 'nzl' }] as const),
    await one(
      'superseded',
      'pact/key-not-appointed',
      'by an officer whose appointment was withdrawn before the head named, and made anew for a lower level',
      { head: after },
      'jpn releaser',
      superseded,
    ),
    await one(
      'superseded-later-ok',
      'ok',
      'by an officer whose appointment was withdrawn after the head named',
      {},
      'jpn releaser',
      superseded,
    ),
    await one(
      'before-the-appointment',
      'pact/key-not-appointed',
      'the head named is from before the officer was appointed',
      { head: { number: 1, id: idOf(named['jpn-pact-officer']) } },
    ),
    await one(
      'before-the-term',
      'pact/key-not-appointed',
      'on a day before the term of the officer',
      { at: '2025-12-31T23:59:59.999Z' },
    ),
    await one('head-unknown', 'pact/chain-broken', 'an entry of the chain named is not known', {
      head: { number: head.number + 1, id: digest('unknown') },
    }),
    await one(
      'head-of-another-history',
      'pact/chain-broken',
      'the head named is of another history',
      { head: { ...head, id: digest('another') } },
    ),
    await one(
      'head-empty',
      'pact/chain-broken',
      'the head of an empty chain, in which nobody is appointed',
      { head: { number: 0, id: null } },
    ),
    await one('other-pact', 'pact/other-pact', 'under a pact that is not known', {
      pact: digest('another pact'),
    }).then(withoutMember),
    await one('to-no-member', 'pact/inconsistent', 'for a member that is no party to the pact', {
      member: 'aus',
      party: 'fji',
    }),
    await one('party-is-the-member', 'pact/inconsistent', 'the third party is the member itself', {
      party: 'nzl',
    }),
    await one('party-is-the-originator', 'pact/inconsistent', 'the third party is the originator', {
      party: 'jpn',
    }),
    await one('provide-to-nobody', 'pact/inconsistent', 'to go on to nobody in particular', {
      party: null,
    }),
    await one('copy-for-a-party', 'pact/inconsistent', 'a copy that goes to somebody', {
      act: 'copy',
    }),
    await one('lower-to-nothing', 'pact/inconsistent', 'another level, and not which', {
      act: 'reclassify',
      party: null,
    }),
    await one('lower-to-the-same', 'pact/inconsistent', 'another level that is the same', {
      act: 'reclassify',
      party: null,
      to: hiketsu('極秘'),
    }),
    await one(
      'lower-to-a-level-of-another',
      'pact/inconsistent',
      'to a level of the other member',
      { act: 'reclassify', party: null, to: psr('RESTRICTED') },
    ),
    await one('copy-at-a-level', 'pact/inconsistent', 'a copy at another level', {
      act: 'copy',
      party: null,
      to: hiketsu('秘'),
    }),
    await one('level-of-another', 'pact/inconsistent', 'a level of the other member', {
      level: psr('SECRET'),
    }),
    await one('purpose-unknown', 'pact/inconsistent', 'for a purpose that the pact does not have', {
      purposes: ['trade-talks'],
    }),
    await one('purpose-twice', 'pact/inconsistent', 'for one purpose twice', {
      purposes: ['maritime-security', 'maritime-security'],
    }),
    await one('over', 'pact/inconsistent', 'over at its first instant', { notAfter: noon }),
    await one(
      'number-taken',
      'pact/inconsistent',
      'another consent has its number already',
      { party: 'fji' },
      'jpn releaser',
      [{ kind: 'consent', statement: good }],
    ),
    await one(
      'number-taken-elsewhere',
      'pact/inconsistent',
      'its number is that of a consent to another document',
      { document: elsewhere },
      'jpn releaser',
      [{ kind: 'consent', statement: good }],
    ),
    await one('everything', 'pact/malformed', 'to whatever the member likes', { act: 'use' }),
    await one('no-purpose', 'pact/malformed', 'for no purpose', { purposes: [] }),
    await one('no-end', 'pact/malformed', 'without an end', { notAfter: null }),
    await one('several-parties', 'pact/malformed', 'to several third parties at once', {
      party: ['aus', 'fji'],
    }),
    await one('all-documents', 'pact/malformed', 'for every document', { document: '*' }),
    await one('number-short', 'pact/malformed', 'a number that could be guessed', { consent: '1' }),
    await one('unknown-field', 'pact/malformed', 'a field that nobody knows', {
      reason: 'as agreed',
    }),
    await raw(
      'party-twice',
      'a member of the object twice: whichever a reader takes, the other was signed too',
      text.replace('"party":"aus"', '"party":"aus","party":"fji"'),
    ),
    await raw(
      'purposes-twice',
      'a second list of purposes',
      text.replace('"purposes":[', '"purposes":["economic-security"],"purposes":['),
    ),
    await raw(
      'other-order',
      'the members in another order',
      text.replace('{"act":"provide",', '{').replace(/\}$/, ',"act":"provide"}'),
    ),
    await one(
      'one-officer-of-two',
      'pact/approval-missing',
      'by one officer, at a level whose release takes two',
      { level: tokutei },
    ),
    asked(
      'two-officers-of-two-ok',
      'ok',
      'by two officers, at a level whose release takes two',
      await signed(
        consentType,
        consent(head, { level: tokutei }),
        'jpn releaser',
        'jpn second releaser',
      ),
    ),
    await one(
      'same-person-twice',
      'pact/approval-missing',
      'by one person with two keys, at a level whose release takes two',
      { level: tokutei, head: secondKey.head },
      ['jpn releaser', 'stranger'],
      [secondKey.step],
    ),
  ]
}

/** What is refused before anybody is looked for names nobody. */
function withoutMember([name, { why, expect, after, ask }]: Named): Named {
  return [name, { why, expect, after, ask }]
}
