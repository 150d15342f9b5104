/**
 * Following the member's statements: each is verified as from a stranger and kept, with the end of each
 * chain, on the service's own disk (D15).
 *
 * @module
 */
import { statementId } from '@entente/core/crypto'
import {
  parseAppointment,
  parseConsent,
  parseNotice,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import { requireRules } from '@entente/core/policy'

import { type KasHost, KasError, LinkError } from '../kas/index.ts'
import {
  type Change,
  chainsBehind,
  headsIn,
  placeOf,
  type StandingHeads,
  type StandingKeeper,
} from '../standing/index.ts'

import type { Durably } from './durable.ts'

/** What following needs. */
export interface FollowDeps {
  readonly host: Pick<KasHost, 'giveBack' | 'statements'>
  readonly standing: StandingKeeper
  readonly durably: Durably
}

/**
 * Gives a function that takes up what stands at the server now. It throws if the server puts less before
 * the service than it did once, `kas/older-statements`, or a statement that does not verify, {PactError};
 * what stood before stands then.
 */
export function followStatements(deps: FollowDeps): () => Promise<void> {
  let from = 0
  const follow = async (): Promise<void> => {
    const { at, behind } = await takeFrom(from, deps)
    from = at
    if (behind.length === 0) return
    // After a restore the server's list is another one than before: look at all of it, and give it back
    // what it has lost. One that will not have it shows an older world.
    from = 0
    const whole = await takeFrom(0, deps)
    if (whole.behind.length > 0) await giveBack(whole.heads, deps)
    const again = whole.behind.length > 0 ? await takeFrom(0, deps) : whole
    if (again.behind.length > 0) {
      throw new KasError('kas/older-statements', `behind in ${again.behind.join(', ')}`)
    }
    from = again.at
  }
  return oneAfterAnother(follow)
}

async function takeFrom(
  start: number,
  { host, standing, durably }: FollowDeps,
): Promise<{
  readonly at: number
  readonly heads: StandingHeads
  readonly behind: readonly string[]
}> {
  for (let at = start; ;) {
    const { total, heads, changes } = await host.statements(at)
    await takeAll(changes, standing, durably)
    at += changes.length
    if (changes.length === 0 || at >= total) {
      return { at, heads, behind: chainsBehind(headsIn(standing.current()), heads) }
    }
  }
}

/** Gives the server what lies beyond its heads. Pacts are not given: whom to trust its operator says. */
async function giveBack(heads: StandingHeads, { host, standing }: FollowDeps): Promise<void> {
  for (let at = 0; ; at += atOnce) {
    const { total, changes } = await standing.page(at, atOnce)
    const lost = changes.filter((change) => {
      const place = placeOf(change)
      return place && place.number > (heads[place.chain]?.number ?? 0)
    })
    if (lost.length > 0) await offer(lost, host)
    if (at + atOnce >= total) return
  }
}

/** That the server refuses is seen by what it shows afterwards. */
async function offer(lost: readonly Change[], host: Pick<KasHost, 'giveBack'>): Promise<void> {
  try {
    await host.giveBack(lost)
  } catch (error) {
    if (!(error instanceof LinkError)) throw error
  }
}

/** Statements given back at once. */
const atOnce = 100

/** A pact changes what concerns us: what comes after it is looked at anew. */
async function takeAll(
  changes: readonly Change[],
  standing: StandingKeeper,
  durably: Durably,
): Promise<void> {
  let waiting: Change[] = []
  const take = async (): Promise<void> => {
    const some = waiting
    waiting = []
    if (some.length === 0) return
    await standing.change(some, async ({ next, fresh, write }) => {
      for (const { kind, statement } of fresh) {
        if (kind === 'pact') requireRules(requirePact(next, statementId(statement)))
      }
      if (fresh.length > 0) await durably(write)
    })
  }
  for (const change of changes) {
    if (standing.knows(statementId(change.statement))) continue
    if (change.kind === 'pact') await take()
    if (!concerns(standing.current(), change)) continue
    waiting.push(change)
    if (change.kind === 'pact') await take()
  }
  await take()
}

/** Pacts that the custodians have not trusted are nothing to us, nor what hangs on them. */
function concerns({ trusted, directories, pacts }: Standing, { kind, statement }: Change): boolean {
  if (kind === 'pact') return trusted.has(statementId(statement))
  if (kind === 'appointment') return directories.has(parseAppointment(statement).member)
  if (kind === 'notice') return pacts.has(parseNotice(statement).pact)
  if (kind === 'consent') return pacts.has(parseConsent(statement).pact)
  return true
}

/** Whoever asks while it runs gets the next run, all of them the same. */
function oneAfterAnother(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = (): Promise<void> => {
    next = undefined
    running = run().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}
