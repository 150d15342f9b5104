/**
 * How two members come to know each other's chains: what is known is asked for, what is missing is
 * brought, and messages follow.
 *
 * @module
 */
import { parseStatement, type Statement } from '@entente/core/crypto'
import type { Json } from '@entente/core/lib'
import { WireError } from '@entente/core/wire'
import type { Hono } from 'hono'
import { z } from 'zod'

import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import { type BodyLimits, readJson, spelled } from './bodies.ts'
import { knownHeads, takeStatements } from './changes.ts'
import { closedRoutes, type PeerEnv, peerOf } from './routes.ts'

/** What the routes need. */
export interface StandingRoutesDeps {
  readonly standing: StandingKeeper
  readonly ledger: Ledger
  readonly now: () => Date
  /** Called when something new stands; returns at once. */
  readonly wake: () => void
  readonly limits: BodyLimits
}

/** Statements that a peer may bring at once. */
export const mostStatements = 64

const brought = z.strictObject({
  appointments: z.array(z.json()).max(mostStatements),
  notices: z.array(z.json()).max(mostStatements),
})

/** The routes. */
export function standingRoutes(deps: StandingRoutesDeps): Hono<PeerEnv> {
  const { standing, wake, limits } = deps
  const routes = closedRoutes()
  routes.get('/federation/heads/:pact', (c) =>
    c.json(knownHeads(standing.current(), peerOf(c), c.req.param('pact'))),
  )
  routes.post('/federation/statements', async (c) => {
    const statements = parseBrought(await readJson(c.req.raw, limits))
    await takeStatements(peerOf(c), statements, deps)
    wake()
    return c.json({})
  })
  return routes
}

function parseBrought(value: Json): {
  readonly appointments: readonly Statement[]
  readonly notices: readonly Statement[]
} {
  const read = brought.safeParse(value)
  if (!read.success) throw new WireError('wire/malformed', 'not two lists of statements')
  const all = (list: readonly Json[]): readonly Statement[] =>
    list.map((one) => spelled(parseStatement, one))
  return { appointments: all(read.data.appointments), notices: all(read.data.notices) }
}
