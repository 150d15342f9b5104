/**
 * Following the member's statements: each is verified as from a stranger and kept, with the end of each
 * chain, on the service's own disk (D15).
 *
 * @module
 */
import { statementId } from '@entente/core/crypto'
import { parseAppointment, parseNotice, requirePact, type Standing } from '@entente/core/pact'
import { requireRules } from '@entente/core/policy'

import { type KasHost, KasError } from '../kas/index.ts'
import { type Change, chainsBehind, headsIn, type StandingKeeper } from '../standing/index.ts'

import type { Durably } from './durable.ts'

/** What following needs. */
export interface FollowDeps {
  readonly host: Pick<KasHost, 'statements'>
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
    // The server's list may be another one than before, after a restore: look at all of it once.
    from = 0
    const again = await takeFrom(0, deps)
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
): Promise<{ readonly at: number; readonly behind: readonly string[] }> {
  for (let at = start; ;) {
    const { total, heads, changes } = await host.statements(at)
    await takeAll(changes, standing, durably)
    at += changes.length
    if (changes.length === 0 || at >= total) {
      return { at, behind: chainsBehind(headsIn(standing.current()), heads) }
    }
  }
}

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
