/**
 * Two members with a pact between them, their officers and statements, for tests and vectors.
 *
 * @module
 */
import { keyId, type Statement, statementId } from '../src/crypto/index.ts'
import {
  type Appointment,
  type AppointmentAct,
  appointmentType,
  type ChainHead,
  type Consent,
  type Grant,
  type GrantAct,
  grantType,
  type LevelKey,
  type Notice,
  type NoticeAct,
  noticeType,
  type OfficerAppointment,
  pactId,
  pactType,
  type Release,
  releaseType,
  type Role,
  type StandingKind,
} from '../src/pact/index.ts'

import { digest, signed, type SignerName, signers } from './example-keys.ts'
import { hiketsu, terms, tokutei } from './example-terms.ts'

export const term = { from: '2026-01-01T00:00:00.000Z', until: '2031-01-01T00:00:00.000Z' } as const
export const noon = '2026-11-25T12:00:00.000Z'
export const document = '0f0e0d0c-0b0a-4908-8706-050403020100'

/** A pact that both have signed. */
export const signPact = (said: unknown = terms): Promise<Statement> =>
  signed(pactType, said, 'jpn', 'nzl')

/** A step of a history: what kind of statement, and the statement. */
export type Step = readonly [kind: StandingKind, statement: Statement]

/** Statements numbered one after another, as one member's chain or one officer's. */
function numbered<T>(
  make: (
    place: { number: number; previous: ChainHead['id'] },
    act: T,
    by: SignerName,
  ) => Promise<Statement>,
): {
  add(act: T, by: SignerName): Promise<Statement>
  readonly statements: Statement[]
  head(): ChainHead
} {
  const statements: Statement[] = []
  const head = (): ChainHead => {
    const last = statements.at(-1)
    return { number: statements.length, id: last ? statementId(last) : null }
  }
  return {
    statements,
    head,
    async add(act, by) {
      const { number, id } = head()
      const statement = await make({ number: number + 1, previous: id }, act, by)
      statements.push(statement)
      return statement
    },
  }
}

/** The value of an appointment by `by` in the chain of `member`. */
export const appointment = (
  member: 'jpn' | 'nzl',
  place: { number: number; previous: ChainHead['id'] },
  act: AppointmentAct,
  by: SignerName,
): Appointment => ({
  kind: 'appointment',
  member,
  appointingKey: keyId(signers[member].publicKey),
  ...place,
  at: '2026-02-01T00:00:00.000Z',
  by: signers[by].id,
  act,
})

/** The value of a notice of `member`. */
export const notice = (
  member: 'jpn' | 'nzl',
  place: { number: number; previous: ChainHead['id'] },
  act: NoticeAct,
  by: SignerName,
  pact = pactId(terms),
): Notice => ({
  kind: 'notice',
  pact,
  member,
  ...place,
  at: '2026-03-01T00:00:00.000Z',
  by: signers[by].id,
  act,
})

/** The value of a grant of `jpn`. */
export const grant = (
  place: { number: number; previous: ChainHead['id'] },
  act: GrantAct,
  by: SignerName,
): Grant => ({
  kind: 'grant',
  member: 'jpn',
  issuer: signers[by].id,
  ...place,
  at: '2026-04-01T00:00:00.000Z',
  act,
})

/** The act that appoints an officer. */
export const officer = (
  name: SignerName,
  roles: readonly Role[],
  levels: readonly LevelKey[] = [],
): OfficerAppointment => ({
  kind: 'officer',
  person: name.replaceAll(' ', '-'),
  key: signers[name].publicKey,
  roles,
  levels,
  ...term,
})

/** Device of Hana at Ichigaya. */
export const device = {
  kind: 'device',
  person: 'hana',
  facility: 'ichigaya',
  key: 'B'.repeat(87),
  ...term,
} as const

/** Passkey of Hana, made for the domain of Japan's member. */
export const passkey = {
  kind: 'passkey',
  person: 'hana',
  facility: 'ichigaya',
  domain: 'entente.mod.example',
  credential: `${'C'.repeat(42)}A`,
  key: `BA${'B'.repeat(84)}A`,
  ...term,
} as const

const kas = (member: string) =>
  ({
    kind: 'kas',
    kid: `${member}-1`,
    suite: 'x',
    publicKey: 'PEM',
    url: `https://kas.${member}.example`,
    ...term,
  }) as const

/** Everything that stands between the two, in an order in which it can be believed. */
export async function buildWorld(): Promise<{
  readonly steps: readonly Step[]
  readonly named: Readonly<Record<string, Statement>>
  readonly chains: {
    readonly jpn: { head(): ChainHead }
    readonly nzl: { head(): ChainHead }
    readonly jpnNotices: { head(): ChainHead }
    readonly nzlNotices: { head(): ChainHead }
    readonly security: { head(): ChainHead }
  }
}> {
  const steps: Step[] = []
  const named: Record<string, Statement> = {}
  const put = (name: string, kind: StandingKind, statement: Statement): void => {
    named[name] = statement
    steps.push([kind, statement])
  }
  put('pact', 'pact', await signPact())

  const appointments = (member: 'jpn' | 'nzl') =>
    numbered<AppointmentAct>((place, act, by) =>
      signed(appointmentType, appointment(member, place, act, by), by),
    )
  const jpn = appointments('jpn')
  const nzl = appointments('nzl')
  const levels = [hiketsu('一般'), hiketsu('秘'), hiketsu('極秘'), tokutei]
  const jpnActs: readonly (readonly [string, AppointmentAct, SignerName])[] = [
    ['jpn-pact-officer', officer('jpn pact', ['pact']), 'jpn'],
    ['jpn-releaser', officer('jpn releaser', ['releaser'], levels), 'jpn'],
    ['jpn-second-releaser', officer('jpn second releaser', ['releaser'], levels), 'jpn'],
    ['jpn-author', officer('jpn author', ['releaser'], levels), 'jpn'],
    ['jpn-security', officer('jpn security', ['security'], levels), 'jpn'],
    ['jpn-controller', officer('jpn controller', ['controller'], levels), 'jpn'],
    [
      'jpn-registrar',
      {
        kind: 'registrar',
        person: 'jun',
        key: signers['jpn registrar'].publicKey,
        facilities: ['ichigaya'],
        ...term,
      },
      'jpn',
    ],
    ['jpn-device', device, 'jpn registrar'],
    ['jpn-kas', kas('jpn'), 'jpn'],
    ['jpn-message', { kind: 'message', key: signers['jpn message'].publicKey, ...term }, 'jpn'],
    ['jpn-label', { kind: 'label', key: signers['jpn label'].publicKey, ...term }, 'jpn'],
  ]
  for (const [name, act, by] of jpnActs) put(name, 'appointment', await jpn.add(act, by))
  put('nzl-pact-officer', 'appointment', await nzl.add(officer('nzl pact', ['pact']), 'nzl'))
  put('nzl-kas', 'appointment', await nzl.add(kas('nzl'), 'nzl'))
  put(
    'nzl-message',
    'appointment',
    await nzl.add({ kind: 'message', key: signers['nzl message'].publicKey, ...term }, 'nzl'),
  )

  const notices = (member: 'jpn' | 'nzl') =>
    numbered<NoticeAct>((place, act, by) => signed(noticeType, notice(member, place, act, by), by))
  const jpnNotices = notices('jpn')
  const nzlNotices = notices('nzl')
  for (const kind of ['signed', 'in-force'] as const) {
    const said = { kind, from: '2026-06-01T00:00:00.000Z' } as const
    const ours = await jpnNotices.add(said, 'jpn pact')
    const theirs = await nzlNotices.add(said, 'nzl pact')
    put(`jpn-${kind}`, 'notice', ours)
    put(`nzl-${kind}`, 'notice', theirs)
    const ack = (member: string, statement: Statement) =>
      ({ kind: 'acknowledged', member, notice: statementId(statement) }) as const
    put(`jpn-ack-${kind}`, 'notice', await jpnNotices.add(ack('nzl', theirs), 'jpn pact'))
    put(`nzl-ack-${kind}`, 'notice', await nzlNotices.add(ack('jpn', ours), 'nzl pact'))
  }

  const security = numbered<GrantAct>((place, act, by) =>
    signed(grantType, grant(place, act, by), by),
  )
  const controller = numbered<GrantAct>((place, act, by) =>
    signed(grantType, grant(place, act, by), by),
  )
  const hana = { person: 'hana', ...term }
  const grants: readonly (readonly [string, GrantAct])[] = [
    ['person', { kind: 'person', nationality: 'JPN', organ: 'mod', offices: ['analyst'], ...hana }],
    ['clearance', { kind: 'clearance', ...hiketsu('極秘'), organ: 'mod', ...hana }],
    ['facility', { kind: 'facility', facility: 'ichigaya', levels: [hiketsu('極秘')], ...term }],
    ['register', { kind: 'facility-register', facility: 'ichigaya', ...hana }],
  ]
  for (const [name, act] of grants) put(name, 'grant', await security.add(act, 'jpn security'))
  put(
    'need-to-know',
    'grant',
    await controller.add(
      {
        kind: 'need-to-know',
        scope: { kind: 'document', document },
        purposes: ['maritime-security'],
        ...hana,
      },
      'jpn controller',
    ),
  )
  return { steps, named, chains: { jpn, nzl, jpnNotices, nzlNotices, security } }
}

/** What the world's release of a 極秘 document from Tokyo to Wellington says. */
export const release = (
  heads: Release['heads'],
  change: Partial<Record<keyof Release, unknown>> = {},
): unknown => ({
  kind: 'release',
  release: '00112233445566778899aabbccddeeff',
  document,
  originator: 'jpn',
  author: 'jpn-author',
  at: noon,
  notAfter: '2027-11-25T12:00:00.000Z',
  heads,
  pact: { id: pactId(terms), version: 1 },
  level: hiketsu('極秘'),
  payload: digest('payload'),
  commitment: digest('commitment'),
  label: digest('label statement'),
  policy: digest('policy'),
  recipients: ['nzl'],
  purposes: ['maritime-security'],
  custody: 'recipient',
  kas: [{ member: 'nzl', kid: 'nzl-1' }],
  ...change,
})

/** What the world's consent says: New Zealand may give the document of Tokyo on to Australia. */
export const consent = (
  head: ChainHead,
  change: Partial<Record<keyof Consent, unknown>> = {},
): unknown => ({
  kind: 'consent',
  consent: '0123456789abcdef0123456789abcdef',
  pact: pactId(terms),
  originator: 'jpn',
  document,
  level: hiketsu('極秘'),
  act: 'provide',
  member: 'nzl',
  party: 'aus',
  purposes: ['maritime-security'],
  to: null,
  at: noon,
  notAfter: '2026-12-25T12:00:00.000Z',
  head,
  ...change,
})

/** A release with approvals. */
export const signRelease = (
  said: unknown,
  ...by: readonly [SignerName, ...SignerName[]]
): Promise<Statement> => signed(releaseType, said, ...by)
