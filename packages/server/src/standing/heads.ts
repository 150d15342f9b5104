/**
 * Where the chains of a standing end, and whether one standing is behind another.
 *
 * @module
 */
import type { Statement } from '@entente/core/crypto'
import {
  type ChainHead,
  parseAppointment,
  parseGrant,
  parseNotice,
  type Standing,
  type StandingKind,
} from '@entente/core/pact'

/** The head of each chain by the name of the chain. */
export type StandingHeads = Readonly<Record<string, ChainHead>>

/** The chain that a change is an entry of, and its number there; undefined for a pact or a consent, which have none. */
export function placeOf({
  kind,
  statement,
}: {
  readonly kind: StandingKind
  readonly statement: Statement
}): { readonly chain: string; readonly number: number } | undefined {
  if (kind === 'pact' || kind === 'consent') return undefined
  if (kind === 'appointment') {
    const { member, number } = parseAppointment(statement)
    return { chain: `appointments ${member}`, number }
  }
  if (kind === 'notice') {
    const { pact, member, number } = parseNotice(statement)
    return { chain: `notices ${pact} ${member}`, number }
  }
  const { issuer, number } = parseGrant(statement)
  return { chain: `grants ${issuer}`, number }
}

/** The heads of all appointment chains, notices and grants. */
export function headsIn({ directories, notices, grants }: Standing): StandingHeads {
  return Object.fromEntries([
    ...[...directories].map(([member, { head }]) => [`appointments ${member}`, head]),
    ...notices.map(({ pact, member, head }) => [`notices ${pact} ${member}`, head]),
    ...[...grants.heads].map(([issuer, head]) => [`grants ${issuer}`, head]),
  ])
}

/** The chains of `ours` of which `theirs` does not hold the end: it is older, or another world. */
export function chainsBehind(ours: StandingHeads, theirs: StandingHeads): readonly string[] {
  return Object.entries(ours)
    .filter(([chain, { number, id }]) => {
      const other = theirs[chain]
      return number > 0 && (other?.number !== number || other.id !== id)
    })
    .map(([chain]) => chain)
}
