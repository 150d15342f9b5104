/**
 * Notices: in which state a pact is, by the signed word of its members (D1).
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
import { type Directory, findOfficer } from './directory.ts'
import { PactError } from './errors.ts'
import type { Pact } from './pact.ts'
import {
  type ChainHead,
  hash,
  id,
  type Instant,
  instant,
  type LevelKey,
  levelKey,
  readAs,
  span,
} from './vocabulary.ts'

/** What a notice says. `from` is when it takes effect. */
export type NoticeAct =
  | {
      readonly kind: 'signed' | 'in-force' | 'suspended' | 'resumed' | 'terminated'
      readonly from: Instant
    }
  | { readonly kind: 'acknowledged'; readonly member: string; readonly notice: Hash }
  | Assurance

/**
 * A member's promise, before anything is provided, that it protects these levels of its own as the pact
 * asks (K 7(5) of the pact's siblings). The newest one that has taken effect is the one that counts.
 */
export interface Assurance {
  readonly kind: 'assured'
  readonly levels: readonly LevelKey[]
  readonly from: Instant
  readonly until: Instant
}

/** One entry of a member's chain of notices on one pact. */
export interface Notice {
  readonly kind: 'notice'
  readonly pact: Hash
  readonly member: string
  readonly number: number
  readonly previous: Hash | null
  readonly at: Instant
  /** Key id of the officer with the role `pact`. */
  readonly by: Hash
  readonly act: NoticeAct
}

/** A member's notices on one pact, verified in order. */
export interface NoticeChain {
  readonly pact: Hash
  readonly member: string
  readonly head: ChainHead
  readonly entries: readonly { readonly id: Hash; readonly notice: Notice }[]
}

/** Where a pact is in its life. */
export type PactState = 'agreed' | 'signed' | 'in-force' | 'suspended' | 'terminated'

/** `typ` of a signature on a notice. */
export const noticeType: StatementType = 'entente-notice'

const notice: z.ZodType<Notice> = z.strictObject({
  kind: z.literal('notice'),
  pact: hash,
  member: id,
  number: z.int().min(1),
  previous: hash.nullable(),
  at: instant,
  by: hash,
  act: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.enum(['signed', 'in-force', 'suspended', 'resumed', 'terminated']),
      from: instant,
    }),
    z.strictObject({ kind: z.literal('acknowledged'), member: id, notice: hash }),
    z.strictObject({ kind: z.literal('assured'), levels: z.array(levelKey).max(256), ...span }),
  ]),
})

/**
 * Reads what a notice says; its place and its signature are checked by {@link extendNotices}.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseNotice(statement: Statement): Notice {
  return readAs('notice', notice, statementValue(statement))
}

/** A member's notices on `pact` before its first. */
export function emptyNotices(pact: Hash, member: string): NoticeChain {
  return { pact, member, head: emptyChain, entries: [] }
}

/**
 * The chain with one more notice, signed by an officer whom `directory` appoints for the role `pact`.
 *
 * @throws {PactError} `pact/malformed`, `pact/other-pact`, `pact/chain-broken`, `pact/chain-conflict`,
 *   `pact/key-not-appointed`, `pact/invalid-signature`
 */
export async function extendNotices(
  chain: NoticeChain,
  statement: Statement,
  directory: Directory,
): Promise<NoticeChain> {
  const { member } = chain
  const read = parseNotice(statement)
  if (read.pact !== chain.pact || read.member !== member || directory.member !== member) {
    throw new PactError('pact/other-pact', 'the notice belongs to another chain', { member })
  }
  const head = extendChain(chain.head, read, statement)
  const officer = findOfficer(directory, read.by, { role: 'pact', at: read.at })
  if (!officer) {
    throw new PactError('pact/key-not-appointed', 'no officer for the pact has signed this', {
      member,
    })
  }
  try {
    await verifyActs(noticeType, statement, [officer.key])
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'the notice is not signed by its officer', {
      cause,
      member,
    })
  }
  return {
    ...chain,
    head,
    entries: [...chain.entries, { id: statementId(statement), notice: read }],
  }
}

/**
 * The state of `pact` at `at`. It rises only by the word of all members, each acknowledged by all
 * others, and falls by the word of one: a partner who is cut off can still be told no.
 */
export function pactState(pact: Pact, chains: readonly NoticeChain[], at: Instant): PactState {
  const members = pact.terms.members.map((member) => member.id)
  const words = members.map((member) =>
    chains.find((chain) => chain.member === member && chain.pact === pact.id),
  )
  const effective = words.map((chain) => spoken(chain, at))
  if (effective.some((states) => states.includes('terminated'))) return 'terminated'
  const all = (kind: NoticeAct['kind']): boolean =>
    members.every((member) => acknowledgedByAll(member, kind, members, words, at))
  if (!all('signed')) return 'agreed'
  if (!all('in-force')) return 'signed'
  const held = effective.some((states) => states.findLast(isPause) === 'suspended')
  return held ? 'suspended' : 'in-force'
}

/** The levels that a member assures at `at`: those of its newest assurance, and none once that is over. */
export function assuredLevels({ entries }: NoticeChain, at: Instant): readonly LevelKey[] {
  const newest = entries
    .map((entry) => entry.notice.act)
    .findLast((act): act is Assurance => act.kind === 'assured' && act.from <= at)
  return newest && at < newest.until ? newest.levels : []
}

function spoken(chain: NoticeChain | undefined, at: Instant): readonly NoticeAct['kind'][] {
  return (chain?.entries ?? [])
    .filter(({ notice: { act } }) => act.kind !== 'acknowledged' && act.from <= at)
    .map((entry) => entry.notice.act.kind)
}

function isPause(kind: NoticeAct['kind']): boolean {
  return kind === 'suspended' || kind === 'resumed'
}

function acknowledgedByAll(
  member: string,
  kind: NoticeAct['kind'],
  members: readonly string[],
  words: readonly (NoticeChain | undefined)[],
  at: Instant,
): boolean {
  const own = words.find((chain) => chain?.member === member)
  const entry = own?.entries.find(
    ({ notice: { act } }) => act.kind === kind && 'from' in act && act.from <= at,
  )
  if (!entry) return false
  return members
    .filter((other) => other !== member)
    .every((other) =>
      words
        .find((chain) => chain?.member === other)
        ?.entries.some(
          ({ notice: { act } }) => act.kind === 'acknowledged' && act.notice === entry.id,
        ),
    )
}
