/**
 * Tokyo and Wellington under the illustrative pact: what stands at each of the two, all of it from signed
 * statements, from the ceremony to the officers' grants.
 *
 * @module
 */
import { readFileSync } from 'node:fs'

import { type Statement, statementId } from '@entente/core/crypto'
import {
  type Consent,
  consentType,
  draftTerms,
  emptyStanding,
  extendStanding,
  type GrantAct,
  type Instant,
  issueAppointment,
  issueGrant,
  issueNotice,
  type NoticeAct,
  noticesOf,
  type Pact,
  pactId,
  pactType,
  requireDirectory,
  requirePact,
  type Standing,
  type StandingKind,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'

import { signed, type SignerName, signers } from '../../core/test/example-keys.ts'

/** The two members. */
export type Member = 'jpn' | 'nzl'

/** A statement, and what kind it is of. */
export interface Told {
  readonly kind: StandingKind
  readonly statement: Statement
}

/** What stands at a member, the statements that it follows from, and the pact that it stands under. */
export interface Seat {
  readonly self: Member
  readonly standing: Standing
  readonly told: readonly Told[]
  readonly pact: Pact
}

/** When officers are appointed, notices and grants given, if nothing else is said. */
export const given = {
  appointments: '2026-02-01T00:00:00.000Z',
  notices: '2026-03-01T00:00:00.000Z',
  inForce: '2026-06-01T00:00:00.000Z',
  grants: '2026-04-01T00:00:00.000Z',
} as const

/** Longer than everything that is tried here. */
export const always = {
  from: '2026-01-01T00:00:00.000Z',
  until: '2050-01-01T00:00:00.000Z',
} as const

const members = ['jpn', 'nzl'] as const
const profile = new URL('../../../profiles/jpn-nzl/terms.json', import.meta.url)

/** The terms of the illustrative pact, with the keys of our two members. */
export const terms = draftTerms(JSON.parse(readFileSync(profile, 'utf8')), {
  members: { jpn: signers.jpn.publicKey, nzl: signers.nzl.publicKey },
  rules: ruleHashes(),
})

/** What a controller or the head of an organ gives; the security officer gives the rest. */
export const givers: Readonly<Partial<Record<GrantAct['kind'], 'controller' | 'head'>>> = {
  'need-to-know': 'controller',
  'case-document': 'controller',
  'emergency-access': 'head',
  'eyes-only-approval': 'head',
  designation: 'head',
  'organ-consent': 'head',
}

/** Both seats after the ceremony: pact, officers of every authority, and notices that it is in force. */
export async function buildSeats(): Promise<Readonly<Record<Member, Seat>>> {
  const id = pactId(terms)
  const trusted = new Set([id])
  let jpn = emptyStanding('jpn', signers.jpn.publicKey, trusted)
  let nzl = emptyStanding('nzl', signers.nzl.publicKey, trusted)
  const told: Told[] = []
  const tell = async (kind: StandingKind, statement: Statement): Promise<void> => {
    told.push({ kind, statement })
    jpn = await extendStanding(jpn, kind, statement)
    nzl = await extendStanding(nzl, kind, statement)
  }
  await tell('pact', await signed(pactType, terms, 'jpn', 'nzl'))
  for (const { member, role, levels } of terms.authorities) {
    if (!isMember(member)) continue
    const name = `${member} ${role}`
    if (!isSigner(name)) throw new TypeError(`no key for ${name}`)
    const act = {
      kind: 'officer',
      person: name.replace(' ', '-'),
      key: signers[name].publicKey,
      roles: [role],
      levels,
      ...always,
    } as const
    const directory = requireDirectory(jpn, member)
    await tell(
      'appointment',
      await issueAppointment(directory, act, signers[member], given.appointments),
    )
  }
  for (const member of members) {
    for (const [kid, suite] of [
      [`${member}-1`, 'hpqt:xwing'],
      [`${member}-weak`, 'rsa:2048'],
    ] as const) {
      const url = `https://kas.${member}.example`
      const act = { kind: 'kas', kid, suite, publicKey: 'PEM', url, ...always } as const
      const directory = requireDirectory(jpn, member)
      await tell(
        'appointment',
        await issueAppointment(directory, act, signers[member], given.appointments),
      )
    }
  }
  const say = async (member: Member, act: NoticeAct): Promise<Statement> => {
    const chain = noticesOf(jpn, id, member)
    const statement = await issueNotice(chain, act, signers[`${member} pact`], given.notices)
    await tell('notice', statement)
    return statement
  }
  for (const kind of ['signed', 'in-force'] as const) {
    const ours = statementId(await say('jpn', { kind, from: given.inForce }))
    const theirs = statementId(await say('nzl', { kind, from: given.inForce }))
    await say('jpn', { kind: 'acknowledged', member: 'nzl', notice: theirs })
    await say('nzl', { kind: 'acknowledged', member: 'jpn', notice: ours })
  }
  for (const member of members) {
    const levels = terms.authorities.find((one) => one.member === member)?.levels ?? []
    await say(member, { kind: 'assured', levels, ...always })
  }
  const pact = requirePact(jpn, id)
  return {
    jpn: { self: 'jpn', standing: jpn, told, pact },
    nzl: { self: 'nzl', standing: nzl, told, pact },
  }
}

/** A seat after one more grant, signed by its officer in the role that gives it. */
export async function give(seat: Seat, act: GrantAct, at: Instant = given.grants): Promise<Seat> {
  const { self, standing } = seat
  const name = `${self} ${givers[act.kind] ?? 'security'}`
  if (!isSigner(name)) throw new TypeError(`no key for ${name}`)
  return tellOne(seat, 'grant', await issueGrant(standing.grants, act, signers[name], at))
}

/** A seat to which one more statement was told. */
export async function tellOne(seat: Seat, kind: StandingKind, statement: Statement): Promise<Seat> {
  const standing = await extendStanding(seat.standing, kind, statement)
  return { ...seat, standing, told: [...seat.told, { kind, statement }] }
}

/** A seat after a consent of the other side, signed by its releasing officer and another one appointed for it. */
export async function agree(
  seat: Seat,
  said: Pick<Consent, 'act' | 'document' | 'level' | 'party' | 'to'>,
): Promise<Seat> {
  const { self, pact } = seat
  const originator = self === 'jpn' ? 'nzl' : 'jpn'
  const second = {
    kind: 'officer',
    person: `${originator}-second-releaser`,
    key: signers.stranger.publicKey,
    roles: ['releaser'],
    levels: [said.level],
    ...always,
  } as const
  const before = requireDirectory(seat.standing, originator)
  const at = given.appointments
  const appointment = await issueAppointment(before, second, signers[originator], at)
  const appointed = await tellOne(seat, 'appointment', appointment)
  const { head } = requireDirectory(appointed.standing, originator)
  const statement = await signed(
    consentType,
    {
      kind: 'consent',
      consent: String(head.number).padStart(32, '0'),
      pact: pact.id,
      originator,
      member: self,
      purposes: ['maritime-security'],
      at: '2026-11-01T00:00:00.000Z',
      notAfter: '2027-01-01T00:00:00.000Z',
      head,
      ...said,
    },
    `${originator} releaser`,
    'stranger',
  )
  return tellOne(appointed, 'consent', statement)
}

function isMember(name: string): name is Member {
  return members.some((one) => one === name)
}

function isSigner(name: string): name is SignerName {
  return Object.hasOwn(signers, name)
}
