/**
 * Cases on releases that are approved by a passkey, and on the appointment of one.
 *
 * @module
 */
import { type Act, type Statement, statementId, unsignedStatement } from '../../src/crypto/index.ts'
import { fromBase64Url } from '../../src/lib/index.ts'
import {
  type AppointmentAct,
  appointmentType,
  type OfficerPasskey,
  type Release,
  releaseType,
} from '../../src/pact/index.ts'
import { assertionCases as assertions } from '../assertion-cases.ts'
import { assertion, page, pointOf, type Said } from '../authenticator.ts'
import { signed, type SignerName } from '../example-keys.ts'
import { hiketsu, psr } from '../example-terms.ts'
import { appointment, officer, passkey, release, term } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import { next, place, type Place, type World } from './chain-place.ts'

const officersPasskey: OfficerPasskey = {
  kind: 'officer-passkey',
  person: 'nzl-releaser',
  ...page,
  credential: `${'D'.repeat(42)}A`,
  key: pointOf('one'),
  ...term,
}
const releaser = officer('nzl releaser', ['releaser'], [psr('SECRET')])
const fromNzl = {
  originator: 'nzl',
  author: 'aroha',
  level: psr('SECRET'),
  recipients: ['jpn'],
  custody: 'originator',
  kas: [{ member: 'nzl', kid: 'nzl-1' }],
} as const

/** A chain that goes on from the common history. */
interface Going {
  readonly steps: readonly { readonly kind: 'appointment'; readonly statement: Statement }[]
  readonly head: Place
}

/** The cases, on a world where the pact is in force. */
export async function passkeyCases(world: World): Promise<readonly Named[]> {
  const { chains } = world
  const going = async (...acts: readonly AppointmentAct[]): Promise<Going> => {
    let head = next(chains.nzl.head())
    const steps: Going['steps'][number][] = []
    for (const act of acts) {
      const statement = await signed(appointmentType, appointment('nzl', head, act, 'nzl'), 'nzl')
      steps.push({ kind: 'appointment', statement })
      head = place(head.number + 1, statementId(statement))
    }
    return { steps, head }
  }
  const headsAt = ({ head }: Going): Release['heads'] => ({
    appointments: { number: head.number - 1, id: head.previous },
    notices: chains.nzlNotices.head(),
  })
  const vector = (
    name: string,
    expect: string,
    why: string,
    { steps }: Going,
    statement: unknown,
  ): Named => {
    const named = expect.startsWith('pact/') ? { member: 'nzl' } : {}
    const ask = { kind: 'release', statement } as const
    return [`release-passkey-${name}`, { why, expect, ...named, after: 'need-to-know', steps, ask }]
  }
  const approved = async (
    chain: Going,
    { at = chain, change = {}, said = {} }: Approval = {},
  ): Promise<Statement> => {
    const value = release(headsAt(at), { ...fromNzl, ...change })
    const { payload } = unsignedStatement(value)
    const act = await assertion(releaseType, fromBase64Url(payload), said)
    return { payload, acts: [act] }
  }
  const one = async (
    name: string,
    expect: string,
    why: string,
    chain: Going,
    approval: Approval = {},
  ): Promise<Named> => vector(name, expect, why, chain, await approved(chain, approval))

  const plain = await going(releaser, officersPasskey)
  const { payload } = unsignedStatement(release(headsAt(plain), fromNzl))
  const over = (acts: readonly unknown[]): unknown => ({ payload, acts })
  const codes = { ok: 'ok', invalid: 'pact/invalid-signature', malformed: 'signature/malformed' }
  const before = await going(releaser)
  const ended = await going(releaser, officersPasskey, {
    kind: 'withdrawal',
    appointment: idAt(plain, 1),
  })
  const officerEnded = await going(releaser, officersPasskey, {
    kind: 'withdrawal',
    appointment: idAt(plain, 0),
  })
  const until = '2026-11-25T12:00:00.000Z'
  const unknown = 'pact/key-not-appointed'
  const [right] = (await approved(plain)).acts
  if (!right) throw new TypeError('an act was just made')

  return [
    ...(await assertions(releaseType, fromBase64Url(payload))).map(({ name, expect, why, act }) =>
      vector(name, codes[expect], why, plain, over([act])),
    ),
    await one('unknown', unknown, 'a passkey that is not appointed', plain, {
      said: { key: 'another' },
    }),
    await one('withdrawn', unknown, 'the passkey was withdrawn before', ended),
    await one(
      'withdrawn-later-ok',
      'ok',
      'the passkey was withdrawn after the head that the release names',
      ended,
      { at: plain },
    ),
    await one(
      'appointed-later',
      unknown,
      'the passkey was appointed after the head that the release names',
      plain,
      { at: before },
    ),
    await one(
      'after-its-term',
      unknown,
      'the passkey has come to its end',
      await going(releaser, { ...officersPasskey, until }),
    ),
    await one(
      'officer-withdrawn',
      unknown,
      'its person is no officer any more, the passkey still stands',
      officerEnded,
    ),
    await one(
      'of-no-officer',
      unknown,
      'its person is no officer',
      await going(releaser, { ...officersPasskey, person: 'aroha' }),
    ),
    await one(
      'other-level',
      unknown,
      'its person is an officer for another level',
      await going(officer('nzl releaser', ['releaser'], [psr('UNCLASSIFIED')]), officersPasskey),
    ),
    await one(
      'other-role',
      unknown,
      'its person is an officer in another role',
      await going(officer('nzl releaser', ['security'], [psr('SECRET')]), officersPasskey),
    ),
    await one(
      'author-approves',
      'pact/author-approves',
      'the author, who is an officer for the level, approves by a passkey',
      plain,
      { change: { author: 'nzl-releaser' } },
    ),
    await one(
      'signs-in',
      unknown,
      'a passkey that a person signs in with',
      await going(releaser, { ...passkey, person: 'nzl-releaser', key: pointOf('one') }),
    ),
    await one(
      'other-origin-appointed',
      'pact/invalid-signature',
      'asked by another page than the one that stands in the appointment',
      await going(releaser, { ...officersPasskey, origin: `${page.origin}:8443` }),
    ),
    await one(
      'other-domain-appointed',
      'pact/invalid-signature',
      'signed for another domain than the one that stands in the appointment',
      await going(releaser, { ...officersPasskey, domain: 'mfat.example' }),
    ),
    vector('twice', 'signature/malformed', 'the same passkey twice', plain, over([right, right])),
    vector(
      'and-hybrid-not-admitted',
      'pact/suite-not-admitted',
      'a hybrid signature beside it, which this level does not admit',
      plain,
      {
        payload,
        acts: [
          right,
          ...(await signed(releaseType, release(headsAt(plain), fromNzl), 'nzl releaser')).acts,
        ],
      },
    ),
    await levelAbove(world),
    ...(await appointmentCases(world)),
  ]
}

interface Approval {
  readonly at?: Going
  readonly change?: Partial<Record<keyof Release, unknown>>
  readonly said?: Said
}

function idAt({ steps }: Going, index: number): ReturnType<typeof statementId> {
  const step = steps[index]
  if (!step) throw new TypeError('no such step')
  return statementId(step.statement)
}

/** Japan's officer approves by a passkey where the pact admits hybrid signatures alone. */
async function levelAbove({ chains }: World): Promise<Named> {
  const act = { ...officersPasskey, person: 'jpn-releaser' }
  const at = next(chains.jpn.head())
  const statement = await signed(appointmentType, appointment('jpn', at, act, 'jpn'), 'jpn')
  const appointments = { number: at.number, id: statementId(statement) }
  const value = release(
    { appointments, notices: chains.jpnNotices.head() },
    { level: hiketsu('極秘') },
  )
  const { payload } = unsignedStatement(value)
  const acts: readonly Act[] = [await assertion(releaseType, fromBase64Url(payload))]
  return [
    'release-passkey-level-above',
    {
      why: 'the level does not admit acts by passkeys',
      expect: 'pact/suite-not-admitted',
      member: 'jpn',
      after: 'need-to-know',
      steps: [{ kind: 'appointment', statement }],
      ask: { kind: 'release', statement: { payload, acts } },
    },
  ]
}

async function appointmentCases({ chains }: World): Promise<readonly Named[]> {
  const mine = { ...officersPasskey, person: 'jpn-releaser' }
  const first = next(chains.jpn.head())
  const one = async (
    name: string,
    expect: string,
    why: string,
    act: unknown,
    { by = 'jpn', before }: { by?: SignerName; before?: AppointmentAct } = {},
  ): Promise<Named> => {
    const said = before && appointment('jpn', first, before, 'jpn')
    const step = said && (await signed(appointmentType, said, 'jpn'))
    const at = step ? place(first.number + 1, statementId(step)) : first
    const value = { ...appointment('jpn', at, mine, by), act }
    const vector: Vector = {
      why,
      expect,
      ...(expect === 'pact/not-authorised' || expect === 'pact/key-not-appointed'
        ? { member: 'jpn' }
        : {}),
      after: 'need-to-know',
      ...(step ? { steps: [{ kind: 'appointment', statement: step }] } : {}),
      ask: { kind: 'appointment', statement: await signed(appointmentType, value, by) },
    }
    return [`appointment-officer-passkey-${name}`, vector]
  }
  const signsIn = { ...passkey, key: mine.key }
  const bad = 'pact/malformed'
  return [
    await one('ok', 'ok', 'an officer’s passkey, appointed by the appointing key', mine),
    await one('second-ok', 'ok', 'a second passkey of the same officer', mine, {
      before: { ...mine, key: pointOf('another') },
    }),
    await one('again-ok', 'ok', 'the same passkey for a further term', mine, { before: mine }),
    await one('above-ok', 'ok', 'made for a domain above that of the page', {
      ...mine,
      domain: 'mfat.example',
    }),
    await one(
      'by-registrar',
      'pact/not-authorised',
      'a registrar appoints an officer’s passkey',
      mine,
      { by: 'jpn registrar' },
    ),
    await one('by-officer', 'pact/key-not-appointed', 'an officer appoints a passkey', mine, {
      by: 'jpn releaser',
    }),
    await one('signs-in', bad, 'a passkey that signs in already', mine, { before: signsIn }),
    await one('then-signs-in', bad, 'a passkey that acts is to sign in', signsIn, { before: mine }),
    await one('of-two', bad, 'one passkey for two officers', mine, {
      before: { ...mine, person: 'jpn-second-releaser' },
    }),
    await one('foreign-origin', bad, 'the page stands outside of the domain', {
      ...mine,
      origin: 'https://evilentente.mfat.example',
    }),
    await one('origin-with-path', bad, 'an origin with a path', {
      ...mine,
      origin: `${page.origin}/`,
    }),
    await one('origin-with-usual-port', bad, 'an origin with the port that browsers leave out', {
      ...mine,
      origin: `${page.origin}:443`,
    }),
    await one('origin-in-capitals', bad, 'an origin that no browser spells so', {
      ...mine,
      origin: page.origin.replace('entente', 'Entente'),
    }),
    await one('origin-without-tls', bad, 'an origin without TLS', {
      ...mine,
      origin: page.origin.replace('https', 'http'),
    }),
    await one('with-facility', bad, 'a field that belongs to a passkey that signs in', {
      ...mine,
      facility: 'ichigaya',
    }),
  ]
}
