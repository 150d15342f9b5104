/**
 * The sending loops: one a peer, so that a peer which is down keeps nobody else waiting.
 *
 * @module
 */
import type { StandingKeeper } from '../standing/index.ts'
import type { Log } from '../telemetry/index.ts'

import { type Carrier, type OnAnswer, type OutboxDeps, sendQueued } from './outbox.ts'
import { peerNames } from './peers.ts'

/** What the sender needs. */
export interface SenderDeps extends OutboxDeps {
  readonly standing: StandingKeeper
  readonly carrier: Carrier
  readonly onAnswer: OnAnswer
  readonly log: Log
  /** How often every queue is looked at without being woken. Default: each second. */
  readonly everyMilliseconds?: number
}

/** Sends what is queued, for as long as it runs. */
export interface Sender {
  /** Something new is queued. */
  wake(): void
  /** The peer is there again: what waits for it does not wait any longer. At most once a second. */
  heard(peer: string): void
  /** Sends what may leave now, to every peer at once. Returns when all of them are through. */
  sendNow(): Promise<void>
  /** Stops, after the messages that are on their way. */
  close(): Promise<void>
}

/** A peer that asks us without end does not make us ask it without end. */
const quietMilliseconds = 1000

/** Starts the loops. */
export function startSender(deps: SenderDeps): Sender {
  const { standing, carrier, onAnswer, log, everyMilliseconds = 1000 } = deps
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const heard = new Map<string, { readonly at: number; readonly fresh: boolean }>()
  const stop = new AbortController()

  const run = async (peer: string): Promise<void> => {
    do {
      again.delete(peer)
      try {
        const atOnce = heard.get(peer)?.fresh ?? false
        heard.set(peer, { at: heard.get(peer)?.at ?? 0, fresh: false })
        await sendQueued(peer, carrier, onAnswer, { ...deps, atOnce })
      } catch (error) {
        // Nothing is lost: what was queued is queued. The next look tries again.
        log.error('sending-failed', { peer }, error)
      }
    } while (again.has(peer) && !stop.signal.aborted)
  }
  const start = (peer: string): Promise<void> => {
    const now = running.get(peer)
    if (now) {
      again.add(peer)
      return now
    }
    const turn = run(peer).finally(() => running.delete(peer))
    running.set(peer, turn)
    return turn
  }
  const sendNow = async (): Promise<void> => {
    if (!stop.signal.aborted) await Promise.all(peerNames(standing.current()).map(start))
  }
  const timer = setInterval(() => void sendNow(), everyMilliseconds)
  return {
    wake: () => void sendNow(),
    heard(peer) {
      const at = deps.now().getTime()
      if (stop.signal.aborted || at - (heard.get(peer)?.at ?? 0) < quietMilliseconds) return
      heard.set(peer, { at, fresh: true })
      void start(peer)
    },
    sendNow,
    async close() {
      stop.abort()
      clearInterval(timer)
      await Promise.all(running.values())
    },
  }
}
