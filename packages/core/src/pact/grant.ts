/**
 * Grants: what a member's responsible officers say of its people and places, each under their own
 * key and number, so that a Key Access Service needs no trust in any database (D15).
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
  verifyActs,
} from '../crypto/index.ts'

import { emptyChain, extendChain } from './chain.ts'
import { requireLawful } from './designation.ts'
import { type ActOf, type Directory, findOfficer } from './directory.ts'
import { PactError } from './errors.ts'
import { type GrantAct, grantAct, type GrantedKind, levelsOf, roleOf } from './grant-act.ts'
import {
  type ChainHead,
  hash,
  id,
  type Instant,
  instant,
  type LevelKey,
  readAs,
  type Role,
  sameLevel,
  within,
} from './vocabulary.ts'

/** One entry of an officer's chain. */
export interface Grant {
  readonly kind: 'grant'
  readonly member: string
  /** Key id of the officer. */
  readonly issuer: Hash
  readonly number: number
  readonly previous: Hash | null
  readonly at: Instant
  readonly act: GrantAct
}

/** A verified grant. */
export interface GrantEntry {
  readonly id: Hash
  readonly grant: Grant
  /** Levels that its issuer was appointed for: what it gives reaches no other. */
  readonly levels: readonly LevelKey[]
  /** The person whom its issuer's key was appointed for. */
  readonly officer: string
  /** When it came to be known here; the issuer's own word where nobody recorded it. */
  readonly recorded: Instant
  /** When its withdrawal came to be known here. */
  readonly withdrawn: Instant | undefined
}

/** All grants of a member that have been verified, by all its officers. */
export interface Grants {
  readonly member: string
  readonly heads: ReadonlyMap<Hash, ChainHead>
  readonly entries: readonly GrantEntry[]
}

/** `typ` of a signature on a grant. */
export const grantType: StatementType = 'entente-grant'

const grant: z.ZodType<Grant> = z.strictObject({
  kind: z.literal('grant'),
  member: id,
  issuer: hash,
  number: z.int().min(1),
  previous: hash.nullable(),
  at: instant,
  act: grantAct,
})

/**
 * Reads what a grant says; its place and its signature are checked by {@link extendGrants}.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseGrant(statement: Statement): Grant {
  return readAs('grant', grant, statementValue(statement))
}

/** A member before its first grant. */
export function emptyGrants(member: string): Grants {
  return { member, heads: new Map(), entries: [] }
}

/**
 * The grants with one more, whose place, issuer, role and levels are checked. `recorded` is when it came
 * to be known here.
 *
 * @throws {PactError} `pact/malformed`, `pact/chain-broken`, `pact/chain-conflict`,
 *   `pact/bad-designation`, `pact/key-not-appointed`, `pact/not-authorised`, `pact/invalid-signature`
 */
export async function extendGrants(
  grants: Grants,
  statement: Statement,
  directory: Directory,
  recorded?: Instant,
): Promise<Grants> {
  const fold = foldGrants(grants)
  await fold.add(statement, directory, recorded)
  return fold.all()
}

/** Grants to which more are added, each in the time that it takes to verify it, however many there are. */
export interface GrantFold {
  /**
   * Adds one, as {@link extendGrants} does.
   *
   * @throws {PactError} what {@link extendGrants} throws; nothing is added then
   */
  add(statement: Statement, directory: Directory, recorded?: Instant): Promise<void>
  /** What was there and what was added so far. */
  all(): Grants
}

/** A fold that begins with `grants`, which stay as they are. */
export function foldGrants(grants: Grants): GrantFold {
  const { member } = grants
  const heads = new Map(grants.heads)
  const entries = [...grants.entries]
  const places = new Map(entries.map(({ id: one }, place) => [one, place]))
  const find = (target: Hash): GrantEntry | undefined => entries[places.get(target) ?? -1]
  const designations = Map.groupBy(
    entries.filter(({ grant: { act } }) => act.kind === 'designation').map(({ id: one }) => one),
    (one) => documentOf(find(one)),
  )
  const termsOf = (document: string): readonly GrantEntry[] =>
    (designations.get(document) ?? []).flatMap((one) => find(one) ?? [])
  return {
    all: () => ({ member, heads: new Map(heads), entries: [...entries] }),
    async add(statement, directory, recorded) {
      const read = parseGrant(statement)
      if (read.member !== member || directory.member !== member) {
        throw new PactError('pact/malformed', 'the grant belongs to another member', { member })
      }
      const head = extendChain(heads.get(read.issuer) ?? emptyChain, read, statement)
      const { act } = read
      const target = act.kind === 'withdrawal' ? requireLive(find(act.grant), member) : undefined
      const role =
        act.kind === 'withdrawal' ? roleOf[grantedKind(target, member)] : roleOf[act.kind]
      const officer = requireIssuer(directory, read, role)
      if (act.kind === 'designation') requireLawful(act, { member, entries: termsOf(act.document) })
      try {
        await verifyActs(grantType, statement, [officer.key])
      } catch (cause) {
        throw new PactError('pact/invalid-signature', 'the grant is not signed by its issuer', {
          cause,
          member,
        })
      }
      const { levels, person } = officer
      const entry: GrantEntry = {
        id: statementId(statement),
        grant: read,
        levels,
        officer: person,
        recorded: recorded ?? read.at,
        withdrawn: undefined,
      }
      heads.set(read.issuer, head)
      if (target) {
        entries[places.get(target.id) ?? -1] = { ...target, withdrawn: entry.recorded }
      }
      places.set(entry.id, entries.length)
      entries.push(entry)
      if (act.kind !== 'designation') return
      designations.set(act.document, [...(designations.get(act.document) ?? []), entry.id])
    },
  }
}

/** The acts of `kind` that hold at `at`, newest first. */
export function granted<K extends GrantedKind>(
  grants: Grants,
  kind: K,
  at: Instant,
): readonly ActOfGrant<K>[] {
  return grantedEntries(grants, kind, at).map(({ act }) => act)
}

/** An act of one kind. */
export type ActOfGrant<K extends GrantedKind> = Extract<GrantAct, { readonly kind: K }>

/** An act that holds, and the entry that gave it. */
export interface Granted<K extends GrantedKind> {
  readonly act: ActOfGrant<K>
  readonly entry: GrantEntry
}

/** The acts of `kind` that hold at `at` with their entries, newest first. */
export function grantedEntries<K extends GrantedKind>(
  { entries }: Grants,
  kind: K,
  at: Instant,
): readonly Granted<K>[] {
  return entries
    .filter((entry) => entry.withdrawn === undefined)
    .map((entry) => ({ act: entry.grant.act, entry }))
    .filter((one): one is Granted<K> => {
      return one.act.kind === kind && 'from' in one.act && within(one.act, at)
    })
    .toReversed()
}

/**
 * The role that an act takes: of a withdrawal, that of what it ends.
 *
 * @throws {PactError} `pact/malformed` for a withdrawal of nothing that stands
 */
export function roleFor({ member, entries }: Grants, act: GrantAct): Role {
  if (act.kind !== 'withdrawal') return roleOf[act.kind]
  const target = entries.find(({ id: one }) => one === act.grant)
  return roleOf[grantedKind(target, member)]
}

/** The officer who may give, or end, what a grant says. */
function requireIssuer(
  directory: Directory,
  { act, at, issuer }: Grant,
  role: Role,
): ActOf<'officer'> {
  const { member } = directory
  const officer = findOfficer(directory, issuer, { role, at })
  if (!officer) {
    throw new PactError('pact/key-not-appointed', `the issuer is no officer for \`${role}\``, {
      member,
    })
  }
  if ('from' in act && act.from >= act.until) {
    throw new PactError('pact/malformed', 'a grant ends before it begins', { member })
  }
  const beyond = levelsOf(act).find((one) => !officer.levels.some((own) => sameLevel(own, one)))
  if (beyond) {
    throw new PactError('pact/not-authorised', 'a level that the issuer is not appointed for', {
      member,
    })
  }
  return officer
}

function documentOf(entry: GrantEntry | undefined): string {
  const act = entry?.grant.act
  return act && 'document' in act ? act.document : ''
}

function requireLive(found: GrantEntry | undefined, member: string): GrantEntry {
  if (found?.withdrawn !== undefined || !found) {
    throw new PactError('pact/malformed', 'nothing in force to withdraw', { member })
  }
  return found
}

function grantedKind(entry: GrantEntry | undefined, member: string): GrantedKind {
  const kind = entry?.grant.act.kind
  if (kind === undefined || kind === 'withdrawal') {
    throw new PactError('pact/malformed', 'nothing that can be withdrawn', { member })
  }
  return kind
}
