/**
 * What this process has seen of its connections to other members: who answers, since when one does not, and
 * how far its clock is from ours. In memory: after a start, nothing is known until somebody speaks.
 *
 * @module
 */
import { createMinutes, type Minute } from '../telemetry/index.ts'

import type { Ask } from './carrier.ts'
import type { PeerResponse } from './client.ts'
import { FederationError } from './errors.ts'

/** What is known of the connection to one peer; null where it has not happened yet. */
export interface LinkState {
  /** When it last asked something of us. */
  readonly heardAt: string | null
  /** When it last answered us. */
  readonly answeredAt: string | null
  /** Since when it has not answered. */
  readonly failingSince: string | null
  /** Why it did not. */
  readonly code: string | null
  /** When it last cosigned our checkpoint. */
  readonly cosignedAt: string | null
  /** How far its clock is before ours, in seconds, as its last answer said. */
  readonly clockAhead: number | null
}

/** Watches over connections. */
export interface Links {
  /** The peer has asked something of us. */
  readonly heard: (peer: string) => void
  /** The same way to ask, watched. */
  readonly watched: (ask: Ask) => Ask
  readonly stateOf: (peer: string) => LinkState
  /** What was asked of each peer, minute by minute. */
  readonly minutes: () => ReadonlyMap<string, readonly Minute[]>
}

/** An answer that took longer says too little of the clock at the other end. */
const quickMilliseconds = 5_000
const witnessPath = '/witness/add-checkpoint'
const nothing: LinkState = {
  heardAt: null,
  answeredAt: null,
  failingSince: null,
  code: null,
  cosignedAt: null,
  clockAhead: null,
}

/** Watches from now on. */
export function watchLinks(now: () => Date): Links {
  const states = new Map<string, LinkState>()
  const minutes = createMinutes(now)
  const stateOf = (peer: string): LinkState => states.get(peer) ?? nothing
  const set = (peer: string, news: Partial<LinkState>): void => {
    states.set(peer, { ...stateOf(peer), ...news })
  }
  return {
    heard: (peer) => set(peer, { heardAt: now().toISOString() }),
    watched: (ask) => async (peer, request) => {
      const started = now().getTime()
      try {
        const response = await ask(peer, request)
        const at = now()
        minutes.add(peer, at.getTime() - started)
        const cosigned = request.path === witnessPath && response.status === 200
        set(peer, {
          answeredAt: at.toISOString(),
          failingSince: null,
          code: null,
          ...(cosigned ? { cosignedAt: at.toISOString() } : {}),
          ...clockIn(response, started, at.getTime()),
        })
        return response
      } catch (error) {
        const at = now()
        minutes.add(peer, at.getTime() - started, true)
        const { failingSince } = stateOf(peer)
        set(peer, {
          failingSince: failingSince ?? at.toISOString(),
          code: error instanceof FederationError ? error.code : 'federation/failed',
        })
        throw error
      }
    },
    stateOf,
    minutes: minutes.read,
  }
}

/** HTTP says the time to the second, and cuts off what is left of it. */
function clockIn(
  { headers: { date } }: PeerResponse,
  started: number,
  ended: number,
): Partial<LinkState> {
  const said = typeof date === 'string' ? Date.parse(date) + 500 : Number.NaN
  if (Number.isNaN(said) || ended - started > quickMilliseconds) return {}
  return { clockAhead: Math.round((said - (started + ended) / 2) / 1000) }
}
