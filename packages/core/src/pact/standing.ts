/**
 * Standing: all that is in force for a member, folded from statements and from nothing else.
 *
 * @module
 */
import {
  type Hash,
  type HybridPublicKey,
  keyId,
  type Statement,
  statementId,
  statementValue,
} from '../crypto/index.ts'

import { parseAppointment } from './appointment.ts'
import { parseConsent } from './consent.ts'
import { type Consents, extendConsents } from './consents.ts'
import { type Directory, emptyDirectory, extendDirectory } from './directory.ts'
import { PactError } from './errors.ts'
import { emptyGrants, extendGrants, foldGrants, type Grants } from './grant.ts'
import {
  emptyNotices,
  extendNotices,
  type NoticeChain,
  pactState,
  type PactState,
  parseNotice,
} from './notice.ts'
import { type Pact, verifyPact } from './pact.ts'
import type { ReleaseContext } from './release.ts'
import { parseTerms } from './terms.ts'
import type { Heads, Instant } from './vocabulary.ts'

/** Kinds of statement that change what is in force. */
export type StandingKind = 'pact' | 'appointment' | 'notice' | 'grant' | 'consent'

/** What is in force, as far as the statements known say. */
export interface Standing {
  readonly self: string
  /** Pact ids announced in a ceremony; a pact with another id is not believed (D1). */
  readonly trusted: ReadonlySet<Hash>
  readonly pacts: ReadonlyMap<Hash, Pact>
  readonly directories: ReadonlyMap<string, Directory>
  readonly notices: readonly NoticeChain[]
  readonly grants: Grants
  readonly consents: Consents
}

/** The standing of a member that has nothing yet but its appointing key. */
export function emptyStanding(
  self: string,
  appointingKey: HybridPublicKey,
  trusted: ReadonlySet<Hash>,
): Standing {
  return {
    self,
    trusted,
    pacts: new Map(),
    directories: new Map([[self, emptyDirectory({ id: self, appointingKey })]]),
    notices: [],
    grants: emptyGrants(self),
    consents: new Map(),
  }
}

/**
 * The standing after one more statement, verified against what stands already. `recorded` is when it came
 * to be known here.
 *
 * @throws {PactError} whatever the statement's kind can be refused for
 */
export function extendStanding(
  standing: Standing,
  kind: StandingKind,
  statement: Statement,
  recorded?: Instant,
): Promise<Standing> {
  return extend[kind](standing, statement, recorded)
}

/** A statement that changes what is in force, and when it came to be known here. */
export interface StandingChange {
  readonly kind: StandingKind
  readonly statement: Statement
  readonly recorded?: Instant
}

/**
 * The standing after many statements, each verified against what stands before it. It takes the time that
 * verifying them takes, where {@link extendStanding} takes more for each the more there are already.
 *
 * @throws {PactError} whatever one of them can be refused for
 */
export async function extendStandingBy(
  standing: Standing,
  changes: Iterable<StandingChange>,
): Promise<Standing> {
  const grants = foldGrants(standing.grants)
  let current = standing
  for (const { kind, statement, recorded } of changes) {
    // Nothing but grants looks at grants, so they are put into the standing at the end.
    if (kind === 'grant') {
      await grants.add(statement, requireDirectory(current, current.self), recorded)
    } else {
      current = await extendStanding(current, kind, statement, recorded)
    }
  }
  return { ...current, grants: grants.all() }
}

/**
 * The pact called `id`.
 *
 * @throws {PactError} `pact/other-pact`
 */
export function requirePact({ pacts }: Standing, id: Hash): Pact {
  const pact = pacts.get(id)
  if (!pact) throw new PactError('pact/other-pact', `pact \`${id}\` is not known here`)
  return pact
}

/**
 * The directory of `member`.
 *
 * @throws {PactError} `pact/key-not-appointed` if no pact known has such a member
 */
export function requireDirectory({ directories }: Standing, member: string): Directory {
  const directory = directories.get(member)
  if (!directory) throw new PactError('pact/key-not-appointed', 'no such member', { member })
  return directory
}

/** The notices of `member` on `pact`, empty where there are none. */
export function noticesOf({ notices }: Standing, pact: Hash, member: string): NoticeChain {
  return (
    notices.find((chain) => chain.pact === pact && chain.member === member) ??
    emptyNotices(pact, member)
  )
}

/** The heads of a member's chains as they are known here (D3). */
export function headsOf(standing: Standing, pact: Hash, member: string): Heads {
  return {
    appointments: requireDirectory(standing, member).head,
    notices: noticesOf(standing, pact, member).head,
  }
}

/** The state of `pact` at `at`. */
export function stateOf(standing: Standing, pact: Pact, at: Instant): PactState {
  return pactState(pact, standing.notices, at)
}

/** What a release under `pact` is judged by. */
export function releaseContext(standing: Standing, pact: Pact): ReleaseContext {
  const members = pact.terms.members.map(({ id }) => id)
  return {
    pact,
    directories: members.map((member) => requireDirectory(standing, member)),
    notices: members.map((member) => noticesOf(standing, pact.id, member)),
  }
}

async function adopt(standing: Standing, statement: Statement): Promise<Standing> {
  const id = statementId(statement)
  if (!standing.trusted.has(id)) {
    throw new PactError('pact/other-pact', `nobody here has trusted pact \`${id}\``)
  }
  const { previous } = parseTerms(statementValue(statement))
  const pact = await verifyPact(statement, id, previous ? standing.pacts.get(previous) : undefined)
  const directories = new Map(standing.directories)
  for (const member of pact.terms.members) {
    const known = directories.get(member.id)
    if (known && keyId(known.appointingKey) !== keyId(member.appointingKey)) {
      throw new PactError('pact/inconsistent', 'a member is pinned with another appointing key', {
        member: member.id,
      })
    }
    if (!known) directories.set(member.id, emptyDirectory(member))
  }
  if (!pact.terms.members.some((member) => member.id === standing.self)) {
    throw new PactError('pact/inconsistent', 'this member is no party to the pact')
  }
  return { ...standing, pacts: new Map(standing.pacts).set(id, pact), directories }
}

const extend: Record<
  StandingKind,
  (standing: Standing, statement: Statement, recorded?: Instant) => Promise<Standing>
> = { pact: adopt, appointment: appoint, notice: heed, grant: grantOne, consent: agree }

async function appoint(
  standing: Standing,
  statement: Statement,
  recorded?: Instant,
): Promise<Standing> {
  const { member } = parseAppointment(statement)
  const directory = await extendDirectory(requireDirectory(standing, member), statement, recorded)
  return { ...standing, directories: new Map(standing.directories).set(member, directory) }
}

async function heed(standing: Standing, statement: Statement): Promise<Standing> {
  const { pact, member } = parseNotice(statement)
  requirePact(standing, pact)
  const chain = noticesOf(standing, pact, member)
  const next = await extendNotices(chain, statement, requireDirectory(standing, member))
  return { ...standing, notices: [...standing.notices.filter((one) => one !== chain), next] }
}

async function grantOne(
  standing: Standing,
  statement: Statement,
  recorded?: Instant,
): Promise<Standing> {
  const directory = requireDirectory(standing, standing.self)
  return {
    ...standing,
    grants: await extendGrants(standing.grants, statement, directory, recorded),
  }
}

async function agree(
  standing: Standing,
  statement: Statement,
  recorded?: Instant,
): Promise<Standing> {
  const { originator, pact } = parseConsent(statement)
  const { self } = standing
  const consents = await extendConsents(standing.consents, statement, {
    self,
    pact: requirePact(standing, pact),
    directory: requireDirectory(standing, originator),
    ...(recorded === undefined ? {} : { recorded }),
  })
  return { ...standing, consents }
}
