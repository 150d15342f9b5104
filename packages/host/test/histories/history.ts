/**
 * Histories: what the officers of a member, and the members themselves, have said one after another. Each
 * word is signed and verified like any other statement, and a history can be read when one of them fails.
 *
 * @module
 */
import type { HybridSigner } from '@entente/core/crypto'
import {
  type GrantAct,
  type GrantEntry,
  type Instant,
  issueAppointment,
  issueGrant,
  issueNotice,
  type LevelKey,
  type NoticeAct,
  noticesOf,
  PactError,
  requireDirectory,
} from '@entente/core/pact'

import { signers } from '../../../core/test/example-keys.ts'
import { levels } from '../matrix/people.ts'
import { always, buildSeats, givers, type Member, type Seat, tellOne } from '../seats.ts'

/** Who speaks: the officer whom the table of authorities names, a second one, or one for the lowest level only. */
export type Speaker = 'first' | 'low' | 'second'

/** One word of a history. `at` is a day, on which words follow each other by the minute. */
export type Word =
  | { readonly kind: 'grant'; readonly by: Speaker; readonly act: Given }
  /** Ends one of the grants that stand, counted from the last. */
  | { readonly kind: 'withdrawal'; readonly by: Speaker; readonly back: number }
  | { readonly kind: 'notice'; readonly by: Member; readonly act: NoticeAct }

type Ended = Extract<GrantAct, { readonly kind: 'withdrawal' }>

/** What a grant gives. */
export type Given = Exclude<GrantAct, Ended>

/** What people and places of a seat are called, and what is usual there. */
export interface Home {
  readonly organ: string
  readonly otherOrgan: string
  readonly nationality: string
  readonly place: string
  readonly annex: string
  /** Unclassified first, then by rank. */
  readonly levels: readonly LevelKey[]
  /** What the other member provides, in the same order. */
  readonly theirs: readonly LevelKey[]
}

/** Where histories happen. */
export const homes: Readonly<Record<Member, Home>> = {
  jpn: {
    organ: 'mod',
    otherOrgan: 'mofa',
    nationality: 'JPN',
    place: 'ichigaya',
    annex: 'yokosuka',
    levels: [levels.ippan, levels.hi, levels.gokuhi, levels.kimitsu],
    theirs: [levels.unclassified, levels.confidential, levels.secret, levels.topSecret],
  },
  nzl: {
    organ: 'nzdf',
    otherOrgan: 'mfat',
    nationality: 'NZL',
    place: 'wellington',
    annex: 'auckland',
    levels: [levels.unclassified, levels.confidential, levels.secret, levels.topSecret],
    theirs: [levels.ippan, levels.hi, levels.gokuhi, levels.kimitsu],
  },
}

/** Both seats, with a second officer for everything and one for the lowest level. */
export async function buildHomes(): Promise<Readonly<Record<Member, Seat>>> {
  const { jpn, nzl } = await buildSeats()
  return { jpn: await appointMore(jpn), nzl: await appointMore(nzl) }
}

async function appointMore(seat: Seat): Promise<Seat> {
  const { self } = seat
  const [first, lowest] = homes[self].levels
  const all = [...homes[self].levels, ...(self === 'jpn' ? [levels.tokutei] : [])]
  let appointed = seat
  for (const [by, own] of [
    ['second', all],
    ['low', [first, lowest].filter((one) => one !== undefined)],
  ] as const) {
    const act = {
      kind: 'officer',
      person: by,
      key: signerOf(self, by, 'person').publicKey,
      roles: ['security', 'controller', 'head'],
      levels: own,
      ...always,
    } as const
    const directory = requireDirectory(appointed.standing, self)
    const at = '2026-02-01T00:00:00.000Z'
    appointed = await tellOne(
      appointed,
      'appointment',
      await issueAppointment(directory, act, signers[self], at),
    )
  }
  return appointed
}

/** The seat after the words of a history, the first said at `from`. Whatever may not be said is not. */
export async function tellAll(
  seat: Seat,
  words: readonly Word[],
  from: Instant = '2026-04-01T00:00:00.000Z',
): Promise<Seat> {
  let told = seat
  for (const [minute, word] of words.entries()) {
    const at = new Date(Date.parse(from) + minute * 60_000).toISOString()
    told = await tellWord(told, word, at)
  }
  return told
}

async function tellWord(seat: Seat, word: Word, at: Instant): Promise<Seat> {
  const { self, standing, pact } = seat
  if (word.kind === 'notice') {
    const chain = noticesOf(standing, pact.id, word.by)
    const statement = await issueNotice(chain, word.act, signers[`${word.by} pact`], at)
    return tellOne(seat, 'notice', statement)
  }
  const ended = word.kind === 'withdrawal' ? liveFromLast(seat, word.back) : undefined
  const act: GrantAct | undefined =
    word.kind === 'grant' ? word.act : ended && { kind: 'withdrawal', grant: ended.id }
  const kind = word.kind === 'grant' ? word.act.kind : ended?.grant.act.kind
  if (!act || !kind) return seat
  const signer = signerOf(self, word.by, kind)
  try {
    return await tellOne(seat, 'grant', await issueGrant(standing.grants, act, signer, at))
  } catch (error) {
    if (error instanceof PactError && error.code === 'pact/not-authorised') return seat
    throw error
  }
}

/** One of the grants that stand, counted from the last. */
function liveFromLast({ standing }: Seat, back: number): GrantEntry | undefined {
  const live = standing.grants.entries.filter(
    ({ withdrawn, grant }) => withdrawn === undefined && grant.act.kind !== 'withdrawal',
  )
  return live.at(-1 - (back % Math.max(live.length, 1)))
}

function signerOf(self: Member, by: Speaker, kind: GrantAct['kind']): HybridSigner {
  if (by === 'second') return signers.stranger
  if (by === 'low') return signers[`${self} message`]
  return signers[`${self} ${givers[kind] ?? 'security'}`]
}

/** A history as one reads it. */
export function tale(words: readonly Word[]): string {
  return words
    .map((word) => {
      if (word.kind === 'withdrawal') return `  ${word.by} ends the grant ${word.back} back`
      const said = Object.entries(word.act)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(' ')
      return `  ${word.by} ${word.kind} ${said}`
    })
    .join('\n')
}
