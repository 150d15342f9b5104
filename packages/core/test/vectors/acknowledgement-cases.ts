/**
 * Cases on acknowledgements: who signs one, by what, and what it names.
 *
 * @module
 */
import { type Act, type Statement, statementId, unsignedStatement } from '../../src/crypto/index.ts'
import { canonicalJson, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../src/lib/index.ts'
import {
  type Acknowledgement,
  acknowledgementType,
  type AppointmentAct,
  appointmentType,
  type ChainHead,
  consentType,
  pactId,
} from '../../src/pact/index.ts'
import { assertion, page, pointOf, type Said } from '../authenticator.ts'
import { digest, signed, type SignerName, signers } from '../example-keys.ts'
import { hiketsu, psr, terms } from '../example-terms.ts'
import { appointment, document, officer, release, signRelease, term } from '../pact-world.ts'

import type { Named } from './case.ts'
import { next, place, type World } from './chain-place.ts'

type Change = Partial<Record<keyof Acknowledgement | 'note', unknown>>

/** A chain of New Zealand that goes on from the common history. */
interface Going {
  readonly steps: readonly { readonly kind: 'appointment'; readonly statement: Statement }[]
  readonly head: ChainHead
}

const later = '2026-11-25T13:00:00.000Z'
const key = { kind: 'person-key', person: 'aroha', facility: 'wellington', ...term } as const
const passkey = {
  kind: 'person-passkey',
  person: 'aroha',
  facility: 'wellington',
  ...page,
  credential: `${'D'.repeat(42)}A`,
  key: pointOf('one'),
  ...term,
} as const

/** The cases, on a world where the pact is in force. */
export async function acknowledgementCases({ chains }: World): Promise<readonly Named[]> {
  const going = async (...acts: readonly AppointmentAct[]): Promise<Going> => {
    let head = next(chains.nzl.head())
    const steps: Going['steps'][number][] = []
    for (const act of acts) {
      const statement = await signed(appointmentType, appointment('nzl', head, act, 'nzl'), 'nzl')
      steps.push({ kind: 'appointment', statement })
      head = place(head.number + 1, statementId(statement))
    }
    return { steps, head: { number: head.number - 1, id: head.previous } }
  }
  const heads = { appointments: chains.jpn.head(), notices: chains.jpnNotices.head() }
  const released = await signRelease(release(heads), 'jpn releaser')
  // At this level the world's pact admits acts by passkeys, and no others.
  const secret = await signRelease(release(heads, { level: psr('SECRET') }), 'jpn releaser')
  const mine = { ...key, key: signers['nzl author'].publicKey }
  const reader = await going(mine)
  const passkeys = await going(passkey)

  const says = (
    { head }: Going,
    of: Statement,
    change: Change = {},
  ): Readonly<Record<string, unknown>> => ({
    kind: 'acknowledgement',
    pact: pactId(terms),
    release: '00112233445566778899aabbccddeeff',
    statement: statementId(of),
    document,
    originator: 'jpn',
    member: 'nzl',
    person: 'aroha',
    at: later,
    head,
    ...change,
  })
  const vector = (
    name: string,
    expect: string,
    why: string,
    statement: unknown,
    { steps, of = released }: Pick<Going, 'steps'> & { readonly of?: Statement } = reader,
  ): Named => [
    `acknowledgement-${name}`,
    {
      why,
      expect,
      ...(/^pact\/(?!malformed)/.test(expect) ? { member: 'nzl' } : {}),
      after: 'need-to-know',
      steps,
      ask: { kind: 'acknowledgement', statement, release: of },
    },
  ]
  const one = async (
    name: string,
    expect: string,
    why: string,
    change: Change = {},
    {
      by = ['nzl author'],
      chain = reader,
      of = released,
      type = acknowledgementType,
    }: {
      readonly by?: readonly [SignerName, ...SignerName[]]
      readonly chain?: Going
      readonly of?: Statement
      readonly type?: typeof acknowledgementType
    } = {},
  ): Promise<Named> => {
    const statement = await signed(type, says(chain, of, change), ...by)
    return vector(name, expect, why, statement, { steps: chain.steps, of })
  }
  const byPasskey = async (
    name: string,
    expect: string,
    why: string,
    {
      chain = passkeys,
      of = secret,
      said = {},
      type = acknowledgementType,
      person = 'aroha',
    }: {
      readonly chain?: Going
      readonly of?: Statement
      readonly said?: Said
      readonly type?: string
      readonly person?: string
    } = {},
  ): Promise<Named> => {
    const { payload } = unsignedStatement(says(chain, of, { person }))
    const acts: readonly Act[] = [await assertion(type, fromBase64Url(payload), said)]
    return vector(name, expect, why, { payload, acts }, { steps: chain.steps, of })
  }

  const releaser = officer('nzl releaser', ['releaser'], [psr('SECRET')])
  const officers = await going(releaser)
  const officersPasskey = {
    kind: 'officer-passkey',
    person: 'nzl-releaser',
    ...page,
    credential: passkey.credential,
    key: passkey.key,
    ...term,
  } as const
  const acting = await going(releaser, officersPasskey)
  const lone = await going(officersPasskey)
  const withdrawn = await going(mine, {
    kind: 'withdrawal',
    appointment: statementId(reader.steps[0]?.statement ?? released),
  })
  const both = await going(mine, { ...key, key: signers['nzl security'].publicKey })
  const signsIn = await going({
    kind: 'passkey',
    person: 'aroha',
    facility: 'wellington',
    domain: passkey.domain,
    credential: passkey.credential,
    key: passkey.key,
    ...term,
  })
  const unknown = 'pact/key-not-appointed'
  const forged = 'pact/invalid-signature'
  const other = 'pact/inconsistent'
  const good = await signed(acknowledgementType, says(reader, released), 'nzl author')
  const text = fromUtf8(canonicalJson(says(reader, released)))
  const respelled = text.replace(',"document"', ', "document"')

  return [
    vector('ok', 'ok', 'a reader has signed by a key that a registrar may enrol', good),
    await one(
      'by-officer-ok',
      'ok',
      'an officer has signed by the officer’s own key',
      { person: 'nzl-releaser' },
      { by: ['nzl releaser'], chain: officers },
    ),
    await byPasskey('passkey-ok', 'ok', 'a reader has signed by a passkey that acts'),
    await byPasskey('officer-passkey-ok', 'ok', 'an officer has signed by the officer’s passkey', {
      chain: acting,
      person: 'nzl-releaser',
    }),
    await one(
      'withdrawn-later-ok',
      'ok',
      'the key was withdrawn after the head that is named',
      {},
      {
        chain: { ...withdrawn, head: reader.head },
      },
    ),

    await one(
      'by-another',
      unknown,
      'another person’s key has signed',
      {},
      {
        by: ['nzl releaser'],
        chain: await going(mine, releaser),
      },
    ),
    await one(
      'by-a-stranger',
      unknown,
      'a key has signed that is enrolled for nobody',
      {},
      {
        by: ['stranger'],
      },
    ),
    await one(
      'by-the-message-key',
      unknown,
      'the recipient’s server has signed',
      {},
      {
        by: ['nzl message'],
      },
    ),
    await one(
      'by-the-appointing-key',
      unknown,
      'the recipient’s appointing key has signed',
      {},
      {
        by: ['nzl'],
      },
    ),
    await one(
      'by-the-originator',
      unknown,
      'an officer of the originator has signed',
      {},
      {
        by: ['jpn releaser'],
      },
    ),
    await one('for-another', unknown, 'the person’s own key, in the name of somebody else', {
      person: 'tama',
    }),
    await one('before-the-enrolment', unknown, 'the key was enrolled after the head named', {
      head: chains.nzl.head(),
    }),
    await one('after-the-term', unknown, 'the term of the key is over', { at: term.until }),
    await one(
      'withdrawn',
      unknown,
      'the key was withdrawn before the head named',
      {},
      {
        chain: withdrawn,
      },
    ),
    await one('of-the-originator', unknown, 'the originator acknowledges its own', {
      member: 'jpn',
    }),
    await one('other-release', other, 'another release', { release: 'f'.repeat(32) }),
    await one('other-statement', other, 'another release statement', {
      statement: digest('another'),
    }),
    await one('other-document', other, 'another document', {
      document: document.replace('0f', '0e'),
    }),
    await one('other-originator', other, 'another originator', { originator: 'nzl' }),
    await one('other-pact', other, 'another pact', { pact: digest('another') }),
    await one('before-the-release', other, 'signed before there was a release', {
      at: '2026-11-25T11:59:59.999Z',
    }),
    await one(
      'no-recipient',
      other,
      'of a release that is not for this member',
      {},
      {
        of: await signRelease(release(heads, { recipients: ['aus'] }), 'jpn releaser'),
      },
    ),
    await one('head-empty', 'pact/chain-broken', 'a head before the first appointment', {
      head: { number: 0, id: null },
    }),
    await one('head-unknown', 'pact/chain-broken', 'a head that is not there yet', {
      head: { number: 99, id: digest('later') },
    }),
    await one('head-of-another-history', 'pact/chain-broken', 'a head of another history', {
      head: { ...reader.head, id: digest('another') },
    }),
    vector('unsigned', forged, 'nobody has signed', { ...good, acts: [] }),
    await one(
      'two-acts',
      forged,
      'a second act beside the right one',
      {},
      {
        by: ['nzl author', 'nzl security'],
        chain: both,
      },
    ),
    vector('changed', forged, 'the time was changed after the signature', {
      ...unsignedStatement(says(reader, released, { at: '2026-11-25T14:00:00.000Z' })),
      acts: good.acts,
    }),
    await one('typ-of-a-consent', forged, 'signed as something else', {}, { type: consentType }),
    await one(
      'hybrid-not-admitted',
      'pact/suite-not-admitted',
      'the level admits passkeys alone',
      {},
      {
        of: secret,
      },
    ),
    await byPasskey(
      'passkey-not-admitted',
      'pact/suite-not-admitted',
      'the level admits no passkey',
      { of: await signRelease(release(heads, { level: hiketsu('極秘') }), 'jpn releaser') },
    ),
    await byPasskey('passkey-that-signs-in', unknown, 'the passkey is one to sign in with', {
      chain: signsIn,
    }),
    await byPasskey('officer-passkey-alone', unknown, 'whose passkey it is is no officer', {
      chain: lone,
      person: 'nzl-releaser',
    }),
    await byPasskey('passkey-of-another', unknown, 'the passkey of somebody else', {
      person: 'tama',
    }),
    await byPasskey('passkey-typ-of-a-release', forged, 'the act was given to an approval', {
      type: 'entente-release',
    }),
    await byPasskey('passkey-other-origin', forged, 'asked by another page', {
      said: { origin: 'https://evil.example' },
    }),
    await byPasskey('passkey-not-verified', forged, 'the person was not verified', {
      said: { flags: 0x01 },
    }),
    await one('unknown-field', 'pact/malformed', 'a field that nobody knows', { note: 'x' }),
    await one('no-person', 'pact/malformed', 'nobody is named', { person: undefined }),
    await one('kind', 'pact/malformed', 'a statement of another kind', { kind: 'receipt' }),
    vector('not-canonical', 'format/not-canonical', 'white space between the members', {
      payload: toBase64Url(utf8(respelled)),
      acts: good.acts,
    }),
  ]
}
