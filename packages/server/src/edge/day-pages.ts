/**
 * Lists as of a day: where they go on, and who may ask.
 *
 * @module
 */
import { type Standing, standingAsOf } from '@entente/core/pact'

import { HttpError } from '../http/index.ts'
import { standingIfMoved } from '../people/index.ts'

import type { EdgeDeps } from './edge.ts'
import { keepersOfAccess, requireRole } from './roles.ts'

/** Where a list goes on: the day it is of, and the last key on the page before. */
export interface DayPlace {
  readonly name: string
  readonly at: string
  readonly after: readonly string[]
}

/** The place that a query names. */
export function placeIn(
  list: string,
  { at, cursor }: { readonly at?: string | undefined; readonly cursor?: string | undefined },
  { cursors, now }: Pick<EdgeDeps, 'cursors' | 'now'>,
): DayPlace {
  const name = `${list} at ${at ?? 'now'}`
  const [day = at ?? now().toISOString(), ...after] = cursors.place(name, cursor) ?? []
  return { name, at: String(day), after: after.map(String) }
}

/** The page of `all` that begins there; `key` orders them. */
export function pageFrom<T>(
  place: DayPlace,
  all: readonly T[],
  limit: number,
  key: (one: T) => string,
  { cursors }: Pick<EdgeDeps, 'cursors'>,
): { at: string; items: T[]; next?: string } {
  const [after = ''] = place.after
  const rest = all.filter((one) => key(one) > after)
  const { items, ...more } = cursors.page(place.name, rest, limit, (one) => [place.at, key(one)])
  return { at: place.at, items: [...items], ...more }
}

/** What stands, or would if the person served in `organ` from `at` on. */
export function standingFor(
  { server }: EdgeDeps,
  person: string,
  organ: string | undefined,
  at: string,
): Standing {
  const standing = server.standing.current()
  if (organ === undefined) return standing
  const moved = standingIfMoved(standingAsOf(standing, at), person, organ, at)
  if (!moved) throw new HttpError('http/not-found', 'the person has no post then')
  return moved
}

/** A person may see what is said of them. */
export function requireSelfOrRole(
  deps: EdgeDeps,
  requester: { readonly person: string },
  person: string,
): void {
  if (requester.person !== person) requireRole(deps, requester, keepersOfAccess)
}
