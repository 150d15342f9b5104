/**
 * The way of a new member to its first pact in force: what is done, as far as its server can see.
 *
 * @module
 */
import {
  appointed,
  type Pact,
  noticesOf,
  requireDirectory,
  type Role,
  type Standing,
  stateOf,
} from '@entente/core/pact'

import type { MemberServer } from '../app.ts'

/** Roles without whom no document can be released and nobody may read one. */
const neededRoles = [
  'pact',
  'security',
  'controller',
  'releaser',
] as const satisfies readonly Role[]

const noticeKinds = ['signed', 'in-force'] as const

/** A notice that is not there yet. */
export interface OpenNotice {
  /** Who has to do it: we give or acknowledge, or the other member does. */
  readonly todo: 'acknowledge' | 'await' | 'await-acknowledgement' | 'give'
  readonly notice: (typeof noticeKinds)[number]
  /** At the other end. */
  readonly member: string | null
}

/** How far the member has come. */
export interface FirstSteps {
  readonly at: string
  readonly member: string
  readonly folder: string
  readonly server: string
  readonly officers: {
    readonly count: number
    readonly devices: number
    readonly registrars: number
    /** Needed roles that nobody has. */
    readonly lacking: readonly string[]
  }
  /** How many may sign in by name and password. */
  readonly people: number
  /** The first pact that is trusted here. */
  readonly pact: {
    readonly id: string
    readonly name: { readonly en: string; readonly ja: string }
    readonly state: string
    readonly others: readonly {
      readonly member: string
      /** Entries of its chain of appointments that are known here. */
      readonly appointments: number
      /** Whether it has answered us or asked something since the server started. */
      readonly connected: boolean
    }[]
    /** In order; none where it is in force. */
    readonly open: readonly OpenNotice[]
  } | null
}

/** Reads it. */
export async function readFirstSteps(
  server: Pick<MemberServer, 'config' | 'federation' | 'folder' | 'self' | 'standing' | 'store'>,
  now: () => Date,
): Promise<FirstSteps> {
  const at = now().toISOString()
  const standing = server.standing.current()
  const directory = requireDirectory(standing, server.self)
  const officers = appointed(directory, 'officer', at)
  const roles = new Set(officers.flatMap((officer) => officer.roles))
  const { people } = await server.store.db
    .selectFrom('people')
    .select((row) => row.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  const pact = firstPact(standing, at)
  const { config, federation, folder, self } = server
  return {
    at,
    member: self,
    folder,
    server: `https://${config.host}:${config.ports.edge}`,
    officers: {
      count: new Set(officers.map(({ person }) => person)).size,
      devices: appointed(directory, 'device', at).length,
      registrars: appointed(directory, 'registrar', at).length,
      lacking: neededRoles.filter((role) => !roles.has(role)),
    },
    people,
    pact: pact
      ? {
          id: pact.id,
          name: { en: pact.terms.name.en, ja: pact.terms.name.ja },
          state: stateOf(standing, pact, at),
          others: othersOf(pact, self).map((member) => {
            const { heardAt, answeredAt } = federation.links.stateOf(member)
            return {
              member,
              appointments: requireDirectory(standing, member).head.number,
              connected: heardAt !== null || answeredAt !== null,
            }
          }),
          open: openNotices(standing, pact),
        }
      : null,
  }
}

/** How long the first steps stay open after the first pact has come into force. */
const openMilliseconds = 86_400_000

/** Whether the member is still on its way, or has arrived less than a day ago. */
export function firstStepsOpen(standing: Standing, now: Date): boolean {
  const before = new Date(now.getTime() - openMilliseconds).toISOString()
  return ![...standing.pacts.values()].some((pact) =>
    ['in-force', 'suspended', 'terminated'].includes(stateOf(standing, pact, before)),
  )
}

/** The one that has come furthest. */
function firstPact(standing: Standing, at: string): Pact | undefined {
  const pacts = [...standing.pacts.values()]
  return pacts.find((pact) => stateOf(standing, pact, at) === 'in-force') ?? pacts[0]
}

function othersOf(pact: Pact, self: string): readonly string[] {
  return pact.terms.members.map(({ id }) => id).filter((id) => id !== self)
}

function openNotices(standing: Standing, pact: Pact): readonly OpenNotice[] {
  const { self } = standing
  const given = (member: string, notice: OpenNotice['notice']) =>
    noticesOf(standing, pact.id, member).entries.find((entry) => entry.notice.act.kind === notice)
  const acknowledged = (by: string, of: string, notice: OpenNotice['notice']): boolean => {
    const id = given(of, notice)?.id
    return noticesOf(standing, pact.id, by).entries.some(
      ({ notice: { act } }) => act.kind === 'acknowledged' && act.notice === id,
    )
  }
  return noticeKinds.flatMap((notice) => {
    const ours = given(self, notice)
    return [
      ...(ours ? [] : [{ todo: 'give' as const, notice, member: null }]),
      ...othersOf(pact, self).flatMap((member): readonly OpenNotice[] => [
        ...(given(member, notice)
          ? acknowledged(self, member, notice)
            ? []
            : [{ todo: 'acknowledge' as const, notice, member }]
          : [{ todo: 'await' as const, notice, member }]),
        ...(ours && !acknowledged(member, self, notice)
          ? [{ todo: 'await-acknowledgement' as const, notice, member }]
          : []),
      ]),
    ]
  })
}
