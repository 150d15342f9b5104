/**
 * The terms of a pact: what all members signed, and the only source of rights.
 *
 * @module
 */
import { z } from 'zod'

import type { Hash, HybridPublicKey } from '../crypto/index.ts'

import { PactError } from './errors.ts'
import {
  type ActSuite,
  actSuite,
  type Bilingual,
  bilingual,
  type Custody,
  custody,
  hash,
  hybridKey,
  id,
  level,
  type LevelKey,
  levelKey,
  readAs,
  type Role,
  role,
  uri,
} from './vocabulary.ts'

/** A party to the pact. Nothing that changes stands here but the key that appoints everything else (D2). */
export interface Member {
  readonly id: string
  /** ISO 3166-1 alpha-3, or null where the member is not a country. */
  readonly country: string | null
  readonly name: Bilingual
  readonly appointingKey: HybridPublicKey
}

/** A level of a regime, as people read it, and the levels a clearance for it also reads (D5). */
export interface RegimeLevel {
  readonly level: string
  readonly name: Bilingual
  readonly classified: boolean
  readonly reads: readonly string[]
}

/** A security policy of one member: its 4774 policy identifier and its levels, lowest first. */
export interface Regime {
  readonly regime: string
  readonly member: string
  readonly name: Bilingual
  /** SHA-256 of the SPIF all members use for it, or null where there is none. */
  readonly spif: Hash | null
  /** Whether a clearance counts only where the organ that granted it is the reader's own (特定秘密保護法 §11). */
  readonly boundToOrgan: boolean
  readonly levels: readonly RegimeLevel[]
}

/** How `member` protects what comes at `from`; `to` null: no equivalent, and so never accepted, for a reason. */
export type Equivalence = { readonly from: LevelKey; readonly member: string } & (
  | { readonly to: LevelKey }
  | { readonly to: null; readonly reason: Bilingual }
)

/** What a level asks for. */
export interface Handling {
  readonly regime: string
  readonly level: string
  readonly custody: Custody
  /** Key wrapping suites allowed, by their OpenTDF names. */
  readonly suites: readonly string[]
  readonly approvals: 1 | 2
  readonly acts: readonly ActSuite[]
}

/** An authority of a member: what a role may do, up to which levels. */
export interface Authority {
  readonly member: string
  readonly role: Role
  readonly title: Bilingual
  readonly levels: readonly LevelKey[]
}

/** A purpose that a release may be for. */
export interface Purpose {
  readonly id: string
  readonly name: Bilingual
}

/** An article: its text, and the rule that carries it out, by id and digest (D5b). */
export interface Clause {
  readonly article: string
  readonly title: Bilingual
  readonly text: Bilingual
  readonly parameters: { readonly [name: string]: number | string | boolean }
  readonly rules: readonly { readonly id: string; readonly hash: Hash }[]
}

/** The whole of what is signed. */
export interface Terms {
  readonly kind: 'pact'
  readonly version: number
  readonly previous: Hash | null
  readonly name: Bilingual
  /** True for text that no government has agreed to. */
  readonly illustrative: boolean
  readonly members: readonly Member[]
  readonly regimes: readonly Regime[]
  readonly equivalence: readonly Equivalence[]
  readonly handling: readonly Handling[]
  readonly authorities: readonly Authority[]
  readonly purposes: readonly Purpose[]
  readonly receiptSeconds: number
  readonly clauses: readonly Clause[]
}

const terms: z.ZodType<Terms> = z.strictObject({
  kind: z.literal('pact'),
  version: z.int().min(1),
  previous: hash.nullable(),
  name: bilingual,
  illustrative: z.boolean(),
  members: z
    .array(
      z.strictObject({
        id,
        country: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .nullable(),
        name: bilingual,
        appointingKey: hybridKey,
      }),
    )
    .min(1)
    .max(64),
  regimes: z
    .array(
      z.strictObject({
        regime: uri,
        member: id,
        name: bilingual,
        spif: hash.nullable(),
        boundToOrgan: z.boolean(),
        levels: z
          .array(
            z.strictObject({
              level,
              name: bilingual,
              classified: z.boolean(),
              reads: z.array(level).max(64),
            }),
          )
          .min(1)
          .max(64),
      }),
    )
    .max(256),
  equivalence: z
    .array(
      z.union([
        z.strictObject({ from: levelKey, member: id, to: levelKey }),
        z.strictObject({ from: levelKey, member: id, to: z.null(), reason: bilingual }),
      ]),
    )
    .max(4096),
  handling: z
    .array(
      z.strictObject({
        regime: uri,
        level,
        custody,
        suites: z.array(z.string().regex(/^[a-z0-9:-]{1,40}$/)).min(1),
        approvals: z.union([z.literal(1), z.literal(2)]),
        acts: z.array(actSuite).min(1),
      }),
    )
    .max(4096),
  authorities: z
    .array(
      z.strictObject({ member: id, role, title: bilingual, levels: z.array(levelKey).max(256) }),
    )
    .max(1024),
  purposes: z.array(z.strictObject({ id, name: bilingual })).max(256),
  receiptSeconds: z.int().min(1).max(31_536_000),
  clauses: z
    .array(
      z.strictObject({
        article: z.string().regex(/^[0-9]{1,3}(?:\([0-9a-z]{1,3}\))*$/),
        title: bilingual,
        text: bilingual,
        parameters: z.record(
          z.string().regex(/^[a-zA-Z]{1,40}$/),
          z.union([z.number(), z.string().max(400), z.boolean()]),
        ),
        rules: z.array(z.strictObject({ id: z.string().regex(/^[a-z.-]{1,80}$/), hash })),
      }),
    )
    .max(256),
})

/**
 * Reads terms and checks that they agree with themselves.
 *
 * @throws {PactError} `pact/malformed`, `pact/inconsistent`
 */
export function parseTerms(value: unknown): Terms {
  return consistent(readAs('pact', terms, value))
}

/** The member called `member`, if it is a party. */
export function findMember({ members }: Terms, member: string): Member | undefined {
  return members.find((one) => one.id === member)
}

/** The regime of a level and the level itself, if the pact knows both. */
export function findLevel(
  { regimes }: Terms,
  key: LevelKey,
): { readonly regime: Regime; readonly level: RegimeLevel } | undefined {
  const regime = regimes.find((one) => one.regime === key.regime)
  const found = regime?.levels.find((one) => one.level === key.level)
  return regime && found ? { regime, level: found } : undefined
}

/** How `member` has to protect a document that comes at `from`; undefined where the pact says none. */
export function findEquivalent(all: Terms, from: LevelKey, member: string): LevelKey | undefined {
  return findRow(all, from, member)?.to ?? undefined
}

/** Why nothing of `member` corresponds to `from`, where the pact says so; undefined: it does not. */
export function findNoEquivalent(
  all: Terms,
  from: LevelKey,
  member: string,
): Bilingual | undefined {
  const row = findRow(all, from, member)
  return row?.to === null ? row.reason : undefined
}

/** What a level asks for; undefined: the pact does not let it travel. */
export function findHandling({ handling }: Terms, key: LevelKey): Handling | undefined {
  return handling.find((one) => one.regime === key.regime && one.level === key.level)
}

/** What the pact lets officers of `member` do in the role `wanted`; undefined: nothing. */
export function findAuthority(
  { authorities }: Terms,
  member: string,
  wanted: Role,
): Authority | undefined {
  return authorities.find((one) => one.member === member && one.role === wanted)
}

/** The clause that a rule carries out. */
export function findClauseOfRule({ clauses }: Terms, rule: string): Clause | undefined {
  return clauses.find(({ rules }) => rules.some(({ id: name }) => name === rule))
}

function findRow({ equivalence }: Terms, from: LevelKey, member: string): Equivalence | undefined {
  return equivalence.find(
    (one) =>
      one.member === member && one.from.regime === from.regime && one.from.level === from.level,
  )
}

function consistent(all: Terms): Terms {
  const check = (holds: boolean, fault: string): void => {
    if (!holds) throw new PactError('pact/inconsistent', fault)
  }
  const isMember = (member: string): boolean => findMember(all, member) !== undefined
  const isLevel = (key: LevelKey): boolean => findLevel(all, key) !== undefined

  check((all.version === 1) === (all.previous === null), 'version and previous version disagree')
  check(unique(all.members.map((one) => one.id)), 'a member stands twice')
  check(unique(all.members.map((one) => one.appointingKey.ed25519)), 'two members share a key')
  check(unique(all.members.map((one) => one.appointingKey.mldsa65)), 'two members share a key')
  check(unique(all.regimes.map(({ regime }) => regime)), 'a regime stands twice')
  check(unique(all.purposes.map((one) => one.id)), 'a purpose stands twice')
  check(unique(all.clauses.map(({ article }) => article)), 'an article stands twice')
  check(
    unique(all.clauses.flatMap(({ rules }) => rules.map((rule) => rule.id))),
    'a rule stands twice',
  )
  for (const { member, levels } of all.regimes) {
    check(isMember(member), 'a regime belongs to no member')
    const names = levels.map((one) => one.level)
    check(unique(names), 'a level stands twice in its regime')
    for (const one of levels) {
      check(
        one.reads.every((name) => names.includes(name)),
        'a level reads one that is not there',
      )
      check(one.reads.includes(one.level), 'a level does not read itself')
    }
  }
  const rows = all.equivalence.map((row) =>
    JSON.stringify([row.from.regime, row.from.level, row.member]),
  )
  check(unique(rows), 'an equivalence stands twice')
  for (const { from, member, to } of all.equivalence) {
    check(
      isLevel(from) && isMember(member),
      'an equivalence starts from an unknown level or member',
    )
    check(
      findLevel(all, from)?.regime.member !== member,
      'an equivalence maps a level to its own member',
    )
    check(
      to === null || findLevel(all, to)?.regime.member === member,
      'an equivalence leads to a level that is not that member’s',
    )
  }
  check(
    unique(all.handling.map((row) => JSON.stringify([row.regime, row.level]))),
    'a handling stands twice',
  )
  check(all.handling.every(isLevel), 'a handling names an unknown level')
  for (const { member, levels } of all.authorities) {
    check(isMember(member), 'an authority belongs to no member')
    check(
      levels.every((key) => findLevel(all, key)?.regime.member === member),
      'an authority reaches a level that is not its member’s',
    )
  }
  check(
    unique(all.authorities.map((one) => `${one.member} ${one.role}`)),
    'an authority stands twice',
  )
  return all
}

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
