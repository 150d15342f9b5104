/**
 * Payloads that peers bring: each is one peer's until it is whole, and no peer can pile them up.
 *
 * @module
 */
import { WireError } from '@entente/core/wire'

import { type Blobs, BlobsError, type BlobState, type Segment } from '../blobs/index.ts'

/** Payloads that a peer has announced and not finished; one more lets go of the oldest. */
const mostUnfinished = 16

const nothing: BlobState = { segments: 0, present: 0, size: 0, complete: false }

/** The blobs as peers may reach them. */
export interface Incoming {
  announce(peer: string, payload: string, segments: readonly Segment[]): Promise<BlobState>
  putSegments(
    peer: string,
    payload: string,
    from: number,
    stream: AsyncIterable<Uint8Array>,
  ): Promise<BlobState>
  /** How much of a payload is here that this peer has announced; of any other, nothing. */
  state(peer: string, payload: string): Promise<BlobState>
}

/** Who brings what is in memory alone: after a start, a peer announces again and goes on. */
export function incomingOver(blobs: Blobs): Incoming {
  const bringers = new Map<string, string>()
  const requireBringer = (peer: string, payload: string): void => {
    if (bringers.get(payload) === peer) return
    throw new BlobsError('blobs/unknown', `\`${payload}\` was not announced by \`${peer}\``)
  }
  const release = (payload: string, state: BlobState): BlobState => {
    if (state.complete) bringers.delete(payload)
    return state
  }
  return {
    async announce(peer, payload, segments) {
      const bringer = bringers.get(payload)
      if (bringer !== undefined && bringer !== peer) {
        throw new BlobsError('blobs/busy', `\`${payload}\` comes from another peer`)
      }
      const own = [...bringers].filter(([, by]) => by === peer).map(([name]) => name)
      const [oldest] = own
      if (oldest !== undefined && own.length >= mostUnfinished && !own.includes(payload)) {
        await blobs.remove(oldest)
        bringers.delete(oldest)
      }
      const state = await blobs.announce(payload, segments)
      bringers.set(payload, peer)
      return release(payload, state)
    },
    async putSegments(peer, payload, from, stream) {
      if (!Number.isSafeInteger(from) || from < 0) {
        throw new WireError('wire/malformed', 'no number of a segment')
      }
      requireBringer(peer, payload)
      return release(payload, await blobs.putSegments(payload, from, stream))
    },
    async state(peer, payload) {
      if (bringers.get(payload) !== peer) return nothing
      return (await blobs.state(payload)) ?? nothing
    },
  }
}
