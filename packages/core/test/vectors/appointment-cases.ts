/**
 * Cases on appointments.
 *
 * @module
 */
import { type Statement, statementId } from '../../src/crypto/index.ts'
import { type AppointmentAct, appointmentType } from '../../src/pact/index.ts'
import { digest, signed, type SignerName, signers } from '../example-keys.ts'
import { hiketsu } from '../example-terms.ts'
import { appointment, device, officer, passkey, term } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import { idOf, next, place, type Place, type World } from './chain-place.ts'

/** Cases on appointments. */
export async function appointmentCases({ chains, named }: World): Promise<readonly Named[]> {
  const head = chains.jpn.head()
  const message: AppointmentAct = {
    kind: 'message',
    key: signers['jpn message'].publicKey,
    ...term,
  }
  const registrar: AppointmentAct = {
    kind: 'registrar',
    person: 'jun',
    key: signers['jpn registrar'].publicKey,
    facilities: ['ichigaya'],
    ...term,
  }
  const one = async (
    name: string,
    expect: string,
    why: string,
    act: unknown,
    {
      by = 'jpn',
      at = next(head),
      change = {},
      more = {},
      sign = [by],
    }: {
      by?: SignerName
      at?: Place
      change?: Record<string, unknown>
      more?: Partial<Vector>
      sign?: readonly [SignerName, ...SignerName[]]
    } = {},
  ): Promise<Named> => {
    const said = { ...appointment('jpn', at, message, by), act, ...change }
    const ask = {
      kind: 'appointment',
      statement: await signed(appointmentType, said, ...sign),
    } as const
    const refused = expect !== 'ok' && !/malformed|chain/.test(expect)
    return [
      `appointment-${name}`,
      { why, expect, ...(refused ? { member: 'jpn' } : {}), after: 'jpn-label', ask, ...more },
    ]
  }
  const step = async (act: AppointmentAct, at: Place): Promise<Statement> =>
    signed(appointmentType, appointment('jpn', at, act, 'jpn'), 'jpn')
  const withdrawal = (statement: Statement | undefined): AppointmentAct => ({
    kind: 'withdrawal',
    appointment: idOf(statement),
  })
  const endRegistrar = await step(withdrawal(named['jpn-registrar']), next(head))
  const afterEnd = place(head.number + 2, statementId(endRegistrar))
  const given = { steps: [{ kind: 'appointment', statement: endRegistrar } as const] }
  const registrarSigns = { by: 'jpn registrar' } as const

  return [
    await one('ok', 'ok', 'the next entry, signed by the appointing key', message),
    await one('gap', 'pact/chain-broken', 'an entry is missing before this one', message, {
      at: place(head.number + 2, head.id),
    }),
    await one('fork', 'pact/chain-conflict', 'another entry has this number already', message, {
      at: place(head.number, idOf(named['jpn-message'])),
    }),
    await one(
      'other-previous',
      'pact/chain-conflict',
      'the entry names another one before it',
      message,
      { at: place(head.number + 1, digest('another history')) },
    ),
    await one('first-again', 'pact/chain-conflict', 'a second first entry', message, {
      at: place(1, null),
    }),
    await one(
      'other-appointing-key',
      'pact/key-not-appointed',
      'the entry belongs to the chain of another key',
      message,
      { change: { appointingKey: signers.nzl.id } },
    ),
    await one(
      'unknown-signer',
      'pact/key-not-appointed',
      'the signer is neither the appointing key nor a registrar',
      message,
      { by: 'stranger' },
    ),
    await one(
      'officer-is-no-registrar',
      'pact/key-not-appointed',
      'an officer enrols a device',
      device,
      { by: 'jpn security' },
    ),
    await one(
      'signed-by-another',
      'pact/invalid-signature',
      'signed by another key than the one it names',
      message,
      { sign: ['stranger'] },
    ),
    await one(
      'signed-by-too-many',
      'pact/invalid-signature',
      'a second signature stands beside the right one',
      message,
      { sign: ['jpn', 'stranger'] },
    ),
    await one(
      'registrar-enrols-ok',
      'ok',
      'a registrar enrols a device at its own facility',
      { ...device, person: 'ken' },
      registrarSigns,
    ),
    await one(
      'registrar-other-facility',
      'pact/not-authorised',
      'a registrar enrols a device at a facility that is not its own',
      { ...device, facility: 'yokosuka' },
      registrarSigns,
    ),
    await one(
      'registrar-appoints-officer',
      'pact/not-authorised',
      'a registrar appoints an officer',
      officer('stranger', ['releaser'], [hiketsu('極秘')]),
      registrarSigns,
    ),
    await one(
      'registrar-enrols-passkey-ok',
      'ok',
      'a registrar enrols a passkey at its own facility',
      passkey,
      registrarSigns,
    ),
    await one(
      'passkey-other-facility',
      'pact/not-authorised',
      'a registrar enrols a passkey at a facility that is not its own',
      { ...passkey, facility: 'yokosuka' },
      registrarSigns,
    ),
    await one(
      'passkey-by-officer',
      'pact/key-not-appointed',
      'an officer enrols a passkey',
      passkey,
      { by: 'jpn security' },
    ),
    await one(
      'passkey-short-credential',
      'pact/malformed',
      'the id of a credential has fewer than 16 bytes',
      { ...passkey, credential: 'A'.repeat(20) },
      registrarSigns,
    ),
    await one(
      'passkey-credential-spelled-twice',
      'pact/malformed',
      'the id of a credential is base64url with bits that say nothing',
      { ...passkey, credential: `${'C'.repeat(42)}B` },
      registrarSigns,
    ),
    await one(
      'passkey-compressed-key',
      'pact/malformed',
      'the key of a passkey is no uncompressed point',
      { ...passkey, key: `AB${'B'.repeat(84)}A` },
      registrarSigns,
    ),
    await one(
      'passkey-upper-case-domain',
      'pact/malformed',
      'the domain of a passkey is not spelled as browsers spell it',
      { ...passkey, domain: 'Entente.mod.example' },
      registrarSigns,
    ),
    await one(
      'passkey-for-an-address',
      'pact/malformed',
      'a passkey is made for an address, which no authenticator does',
      { ...passkey, domain: '192.0.2.1' },
      registrarSigns,
    ),
    await one(
      'registrar-ends-device-ok',
      'ok',
      'a registrar ends an enrolment at its own facility',
      withdrawal(named['jpn-device']),
      registrarSigns,
    ),
    await one(
      'registrar-ends-officer',
      'pact/not-authorised',
      'a registrar ends the appointment of an officer',
      withdrawal(named['jpn-security']),
      registrarSigns,
    ),
    await one(
      'registrar-after-its-term',
      'pact/key-not-appointed',
      'a registrar enrols after its term',
      device,
      { ...registrarSigns, change: { at: term.until } },
    ),
    await one(
      'registrar-withdrawn',
      'pact/key-not-appointed',
      'a registrar enrols after it was withdrawn',
      device,
      { ...registrarSigns, at: afterEnd, more: given },
    ),
    await one(
      'withdrawn-twice',
      'pact/malformed',
      'what has ended cannot end again',
      withdrawal(named['jpn-registrar']),
      { at: afterEnd, more: given },
    ),
    await one(
      'withdrawal-of-nothing',
      'pact/malformed',
      'a withdrawal of what is not in the chain',
      withdrawal(undefined),
    ),
    await one('ends-before-it-begins', 'pact/malformed', 'an appointment whose term is empty', {
      ...registrar,
      until: term.from,
    }),
    await one('impossible-date', 'pact/malformed', 'a day that does not exist', {
      ...registrar,
      until: '2027-02-30T00:00:00.000Z',
    }),
    await one('other-time-spelling', 'pact/malformed', 'a time in another spelling', {
      ...registrar,
      until: '2027-02-01T00:00:00Z',
    }),
    await one('unknown-use', 'pact/malformed', 'a use that nobody knows', {
      ...message,
      kind: 'backup',
    }),
    await one('unknown-role', 'pact/malformed', 'a role that nobody knows', {
      ...officer('stranger', ['pact']),
      roles: ['admin'],
    }),
    await one('unknown-field', 'pact/malformed', 'a field that nobody knows', {
      ...message,
      comment: 'x',
    }),
    await one('plain-http', 'pact/malformed', 'an address without TLS', {
      kind: 'tls',
      certificate: 'PEM',
      url: 'http://peer.example',
      ...term,
    }),
  ]
}
