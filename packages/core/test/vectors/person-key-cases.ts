/**
 * Cases on the enrolment of keys and passkeys by which people act for themselves.
 *
 * @module
 */
import { type Statement, statementId } from '../../src/crypto/index.ts'
import { type AppointmentAct, appointmentType } from '../../src/pact/index.ts'
import { page, pointOf } from '../authenticator.ts'
import { signed, type SignerName, signers } from '../example-keys.ts'
import { appointment, officer, passkey, term } from '../pact-world.ts'

import type { Named } from './case.ts'
import { idOf, next, place, type World } from './chain-place.ts'

const registrar = 'jpn registrar'
const key = {
  kind: 'person-key',
  person: 'hana',
  facility: 'ichigaya',
  key: signers['jpn registry'].publicKey,
  ...term,
} as const
const acts = {
  kind: 'person-passkey',
  person: 'hana',
  facility: 'ichigaya',
  ...page,
  credential: `${'D'.repeat(42)}A`,
  key: pointOf('one'),
  ...term,
} as const

/** The cases. */
export async function personKeyCases({ chains, named }: World): Promise<readonly Named[]> {
  const first = next(chains.jpn.head())
  const one = async (
    name: string,
    expect: string,
    why: string,
    act: unknown,
    { by = registrar, before = [] }: { by?: SignerName; before?: readonly AppointmentAct[] } = {},
  ): Promise<Named> => {
    let at = first
    const steps: { readonly kind: 'appointment'; readonly statement: Statement }[] = []
    for (const step of before) {
      const made = await signed(appointmentType, appointment('jpn', at, step, 'jpn'), 'jpn')
      steps.push({ kind: 'appointment', statement: made })
      at = place(at.number + 1, statementId(made))
    }
    const value = { ...appointment('jpn', at, key, by), act }
    const statement = await signed(appointmentType, value, by)
    return [
      `appointment-person-${name}`,
      {
        why,
        expect,
        ...(expect === 'ok' || expect === 'pact/malformed' ? {} : { member: 'jpn' }),
        after: 'need-to-know',
        ...(steps.length > 0 ? { steps } : {}),
        ask: { kind: 'appointment', statement },
      },
    ]
  }
  const bad = 'pact/malformed'
  const no = 'pact/not-authorised'
  const lost = { kind: 'withdrawal', appointment: idOf(named['jpn-device']) } as const
  return [
    await one('key-ok', 'ok', 'a registrar enrols a key at its own facility', key),
    await one('passkey-ok', 'ok', 'a registrar enrols a passkey that acts', acts),
    await one('key-by-appointing-key-ok', 'ok', 'the appointing key enrols a key', key, {
      by: 'jpn',
    }),
    await one('key-of-the-officer-ok', 'ok', 'an officer’s key as the same person’s own', {
      ...key,
      person: 'jpn-releaser',
      key: signers['jpn releaser'].publicKey,
    }),
    await one('key-elsewhere', no, 'at a facility that is not the registrar’s', {
      ...key,
      facility: 'yokosuka',
    }),
    await one('passkey-elsewhere', no, 'at a facility that is not the registrar’s', {
      ...acts,
      facility: 'yokosuka',
    }),
    await one('key-by-officer', 'pact/key-not-appointed', 'an officer enrols a key', key, {
      by: 'jpn security',
    }),
    await one('key-of-an-officer', bad, 'an officer’s key for somebody else', {
      ...key,
      key: signers['jpn releaser'].publicKey,
    }),
    await one('key-of-a-registrar', bad, 'a registrar’s key for somebody else', {
      ...key,
      key: signers[registrar].publicKey,
    }),
    await one('key-of-two', bad, 'one key for two persons', key, {
      before: [{ ...key, person: 'ken' }],
    }),
    await one(
      'key-then-officer',
      bad,
      'a person’s key for an officer who is another',
      { ...officer('jpn registry', ['registry']), person: 'ken' },
      { by: 'jpn', before: [key] },
    ),
    await one('passkey-signs-in', bad, 'a passkey that signs in already', acts, {
      before: [{ ...passkey, key: acts.key }],
    }),
    await one(
      'passkey-then-signs-in',
      bad,
      'a passkey that acts is to sign in',
      {
        ...passkey,
        key: acts.key,
      },
      { before: [acts] },
    ),
    await one('passkey-of-an-officer', bad, 'the passkey by which an officer acts', acts, {
      before: [
        {
          kind: 'officer-passkey',
          person: 'hana',
          ...page,
          credential: acts.credential,
          key: acts.key,
          ...term,
        },
      ],
    }),
    await one('passkey-of-two', bad, 'one passkey for two persons', acts, {
      before: [{ ...acts, person: 'ken' }],
    }),
    await one('key-after-all-was-lost', no, 'for a person who has lost everything', key, {
      before: [lost],
    }),
    await one('passkey-after-all-was-lost', no, 'for a person who has lost everything', acts, {
      before: [lost],
    }),
    await one('passkey-foreign-origin', bad, 'the page stands outside of the domain', {
      ...acts,
      origin: 'https://evilentente.mfat.example',
    }),
    await one('key-without-facility', bad, 'a key at no facility', { ...key, facility: undefined }),
    await one('key-of-ec', bad, 'a key that is not hybrid', { ...key, key: acts.key }),
  ]
}
