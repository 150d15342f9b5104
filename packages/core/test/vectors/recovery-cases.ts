/**
 * Cases on letting somebody in again who has lost every device and passkey.
 *
 * @module
 */
import { type Statement, statementId } from '../../src/crypto/index.ts'
import {
  type AppointmentAct,
  appointmentType,
  enrolmentDigest,
  type Recovery,
} from '../../src/pact/index.ts'
import { digest, signed, type SignerName, signers } from '../example-keys.ts'
import { appointment, device, officer, passkey, term } from '../pact-world.ts'

import type { Named } from './case.ts'
import { idOf, next, place, type World } from './chain-place.ts'

/** An entry to come: what it does, who signs it, and whom it names as its signer. */
interface Entry {
  readonly act: unknown
  readonly by: SignerName
  readonly also?: SignerName
  readonly at?: string
}

const registrar = 'jpn registrar'
const security = 'jpn security'
const found = { ...device, key: `B${'C'.repeat(86)}` }
const stranger = { ...device, key: `B${'D'.repeat(86)}` }
const recovery: Recovery = {
  kind: 'recovery',
  person: 'hana',
  facility: 'ichigaya',
  second: signers[security].id,
  enrols: [enrolmentDigest(found), enrolmentDigest(passkey)],
}
const recovers: Entry = { act: recovery, by: registrar, also: security }
const enrols = (act: unknown): Entry => ({ act, by: registrar })

const acts: Entry = {
  act: {
    kind: 'officer-passkey',
    person: 'hana',
    domain: 'entente.mod.example',
    origin: 'https://entente.mod.example',
    credential: `${'E'.repeat(42)}A`,
    key: `BC${'B'.repeat(84)}A`,
    ...term,
  },
  by: 'jpn',
}

/** The cases. */
export async function recoveryCases({ chains, named }: World): Promise<readonly Named[]> {
  const first = next(chains.jpn.head())
  const history = async (entries: readonly Entry[]): Promise<readonly Statement[]> => {
    const made: Statement[] = []
    for (const { act, by, also, at } of entries) {
      const last = made.at(-1)
      const where = last ? place(first.number + made.length, statementId(last)) : first
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- some are none, on purpose
      const value = { ...appointment('jpn', where, act as AppointmentAct, by), ...(at && { at }) }
      made.push(await signed(appointmentType, value, by, ...(also ? [also] : [])))
    }
    return made
  }
  const one = async (
    name: string,
    expect: string,
    why: string,
    ...entries: readonly Entry[]
  ): Promise<Named> => {
    const made = await history(entries)
    const statement = made.at(-1)
    const steps = made
      .slice(0, -1)
      .map((step) => ({ kind: 'appointment', statement: step }) as const)
    const refused = expect !== 'ok' && expect !== 'pact/malformed'
    return [
      `appointment-recovery-${name}`,
      {
        why,
        expect,
        ...(refused ? { member: 'jpn' } : {}),
        after: 'need-to-know',
        ...(steps.length > 0 ? { steps } : {}),
        ask: { kind: 'appointment', statement },
      },
    ]
  }
  const changed = (change: Partial<Recovery>, more: Partial<Entry> = {}): Entry => ({
    ...recovers,
    ...more,
    act: { ...recovery, ...change },
  })
  const lost = { kind: 'withdrawal', appointment: idOf(named['jpn-device']) } as const
  const [, back] = await history([recovers, enrols(found)])
  const lostAgain = { kind: 'withdrawal', appointment: idOf(back) } as const
  const [actsBefore] = await history([acts])
  const second = officer('jpn controller', ['security'])
  const no = 'pact/not-authorised'
  const unknown = 'pact/key-not-appointed'
  const unsigned = 'pact/invalid-signature'

  return [
    await one(
      'ok',
      'ok',
      'a registrar and an officer for security let a person in again',
      recovers,
    ),
    await one('enrols-ok', 'ok', 'what it names is enrolled', recovers, enrols(found)),
    await one(
      'enrols-both-ok',
      'ok',
      'each that it names is enrolled',
      recovers,
      enrols(passkey),
      enrols(found),
    ),
    await one(
      'then-more-ok',
      'ok',
      'who is in again is enrolled as anybody is',
      recovers,
      enrols(found),
      enrols(stranger),
    ),
    await one('enrols-another', no, 'a device that it does not name', recovers, enrols(stranger)),
    await one(
      'enrols-for-longer',
      no,
      'the device that it names, for a longer term',
      recovers,
      enrols({ ...found, until: '2032-01-01T00:00:00.000Z' }),
    ),
    await one(
      'ended-device-again',
      no,
      'the device that was lost is enrolled again',
      recovers,
      enrols(device),
    ),
    await one(
      'ends-at-once',
      'pact/malformed',
      'what the person had has ended with it',
      recovers,
      enrols(lost),
    ),
    await one(
      'without',
      no,
      'all was withdrawn, and nobody recovered the person',
      enrols(lost),
      enrols(found),
    ),
    await one(
      'after-withdrawal-ok',
      'ok',
      'all was withdrawn before',
      enrols(lost),
      recovers,
      enrols(found),
    ),
    await one(
      'used-up',
      no,
      'what it let in was withdrawn again: it takes another recovery',
      recovers,
      enrols(found),
      enrols(lostAgain),
      enrols(found),
    ),
    await one(
      'used-up-other',
      no,
      'something else that it names, after that',
      recovers,
      enrols(found),
      enrols(lostAgain),
      enrols(passkey),
    ),
    await one(
      'of-before',
      no,
      'an older recovery names the device, the newest does not',
      recovers,
      changed({ enrols: [digest('another')] }),
      enrols(found),
    ),
    await one('by-appointing-ok', 'ok', 'the appointing key enrols without one', enrols(lost), {
      act: found,
      by: 'jpn',
    }),
    await one('someone-else-ok', 'ok', 'a person never enrolled needs none', recovers, {
      act: { ...found, person: 'ken' },
      by: registrar,
    }),
    await one(
      'of-nobody',
      'pact/malformed',
      'a person who was never enrolled',
      changed({ person: 'ken' }),
    ),
    await one('by-one', unsigned, 'the registrar alone has signed', {
      act: recovery,
      by: registrar,
    }),
    await one('by-three', unsigned, 'somebody else has signed besides', {
      ...recovers,
      also: 'stranger',
    }),
    await one(
      'by-registrar-twice',
      unknown,
      'the registrar names its own key as the second',
      changed({ second: signers[registrar].id }, { also: registrar }),
    ),
    await one(
      'by-one-person',
      no,
      'both keys are of one person',
      { act: { ...officer(security, ['security']), person: 'jun' }, by: 'jpn' },
      recovers,
    ),
    await one(
      'by-one-key',
      no,
      'one key, appointed for two persons',
      {
        act: { ...officer(security, ['security']), key: signers[registrar].publicKey },
        by: 'jpn',
      },
      { act: { ...recovery, second: signers[registrar].id }, by: registrar },
    ),
    await one(
      'by-the-person-as-second',
      no,
      'the second is the person',
      { act: { ...officer(security, ['security']), person: 'hana' }, by: 'jpn' },
      recovers,
    ),
    await one(
      'by-the-person-as-registrar',
      no,
      'the registrar is the person',
      {
        act: {
          kind: 'registrar',
          person: 'hana',
          key: signers[registrar].publicKey,
          facilities: ['ichigaya'],
          ...term,
        },
        by: 'jpn',
      },
      recovers,
    ),
    await one(
      'by-other-role',
      unknown,
      'the second is an officer in another role',
      changed({ second: signers['jpn controller'].id }, { also: 'jpn controller' }),
    ),
    await one(
      'by-second-officer-ok',
      'ok',
      'another officer for security',
      { act: second, by: 'jpn' },
      changed({ second: signers['jpn controller'].id }, { also: 'jpn controller' }),
    ),
    await one(
      'by-withdrawn-officer',
      unknown,
      'the second was withdrawn before',
      { act: { kind: 'withdrawal', appointment: idOf(named['jpn-security']) }, by: 'jpn' },
      recovers,
    ),
    await one('after-term', unknown, 'after the terms of both', { ...recovers, at: term.until }),
    await one('by-officer', unknown, 'an officer for security in place of a registrar', {
      ...recovers,
      by: security,
      also: registrar,
    }),
    await one('by-appointing-key', unknown, 'the appointing key is no registrar', {
      act: recovery,
      by: 'jpn',
      also: security,
    }),
    await one(
      'other-facility',
      no,
      'not the registrar’s facility',
      changed({ facility: 'yokosuka' }),
    ),
    await one('names-none', 'pact/malformed', 'it lets nothing in', changed({ enrols: [] })),
    await one(
      'names-twice',
      'pact/malformed',
      'one enrolment stands twice',
      changed({ enrols: [digest('one'), digest('one')] }),
    ),
    await one('with-term', 'pact/malformed', 'it holds for no term', {
      ...recovers,
      act: { ...recovery, ...term },
    }),
    await one(
      'ends-passkey-of-officer',
      'pact/malformed',
      'a passkey by which the person acted has ended too',
      acts,
      recovers,
      { act: { kind: 'withdrawal', appointment: idOf(actsBefore) }, by: 'jpn' },
    ),
  ]
}
