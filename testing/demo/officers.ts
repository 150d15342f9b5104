/**
 * What officers of a member sign on their own machines and hand in: grants and notices.
 *
 * @module
 */
import { type Hash, type HybridSigner, type Statement, statementId } from '@entente/core/crypto'
import {
  type ChainHead,
  emptyChain,
  emptyNotices,
  type GrantAct,
  issueGrant,
  issueNotice,
  type NoticeAct,
} from '@entente/core/pact'
import { type Client, handInStatement } from '@entente/sdk'

import { clearanceTerm, levels, type MemberId, type Person, term } from '../members.ts'

/** An officer's hand on their chains. */
export interface Desk {
  readonly grant: (client: Client, signer: HybridSigner, act: GrantAct) => Promise<void>
  readonly notice: (client: Client, signer: HybridSigner, act: NoticeAct) => Promise<Hash>
}

/** The desk of a member under a pact. `hand` hands in what is signed. */
export function createDesk(
  member: MemberId,
  pact: Hash,
  hand: typeof handInStatement = handInStatement,
): Desk {
  const heads = new Map<Hash, ChainHead>()
  let notices: ChainHead = emptyChain
  const next = ({ number }: ChainHead, statement: Statement): ChainHead => ({
    number: number + 1,
    id: statementId(statement),
  })
  return {
    async grant(client, signer, act) {
      const statement = await issueGrant({ member, heads }, act, signer, new Date().toISOString())
      await hand(client, 'grant', statement)
      heads.set(signer.id, next(heads.get(signer.id) ?? emptyChain, statement))
    },
    async notice(client, signer, act) {
      const chain = { ...emptyNotices(pact, member), head: notices }
      const statement = await issueNotice(chain, act, signer, new Date().toISOString())
      await hand(client, 'notice', statement)
      notices = next(notices, statement)
      return statementId(statement)
    },
  }
}

/** Grants of the security officer: who the people are, where, and what they are cleared for. */
export function securityGrants(
  member: MemberId,
  people: Readonly<Record<string, Person>>,
): readonly GrantAct[] {
  const home = member === 'jpn' ? 'tokyo' : 'wellington'
  const organ = `${member}-ministry`
  const nationality = member.toUpperCase()
  return [
    { kind: 'facility', facility: home, levels: levels[member], ...term },
    ...Object.entries(people).flatMap(([name, { person, facility }]): GrantAct[] => [
      { kind: 'person', person, nationality, organ, offices: [], ...term },
      { kind: 'facility-register', facility, person, ...term },
      ...levels[member].flatMap((level): GrantAct[] => clearance(name, person, organ, level)),
    ]),
  ]
}

/** One is not cleared, one was, one by another organ; the rest are. */
function clearance(
  name: string,
  person: string,
  organ: string,
  level: { readonly regime: string; readonly level: string },
): GrantAct[] {
  if (name === 'uncleared') return []
  const until = name === 'expired' ? '2025-01-01T00:00:00.000Z' : term.until
  const granting = name === 'second' ? 'another-organ' : organ
  const { from } = name === 'expired' ? term : clearanceTerm
  return [{ kind: 'clearance', person, ...level, organ: granting, from, until }]
}

/** Need-to-know of one document, for one purpose. */
export function needToKnow(person: string, document: string, purpose: string): GrantAct {
  const scope = { kind: 'document', document } as const
  return { kind: 'need-to-know', person, scope, purposes: [purpose], ...term }
}
