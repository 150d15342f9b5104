/**
 * Asks the peers to cosign our checkpoint (C2SP tlog-witness). On a schedule, not per event: how often it
 * changes is nobody's business (D19).
 *
 * @module
 */
import { LedgerError } from '@entente/core/ledger'
import { FormatError, fromUtf8, utf8 } from '@entente/core/lib'

import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import type { Ask } from './carrier.ts'
import type { PeerResponse } from './client.ts'
import { FederationError } from './errors.ts'
import { peerNames, witnessKeysOf } from './peers.ts'

/** What asking needs. */
export interface WitnessClientDeps {
  readonly ledger: Pick<
    Ledger,
    'addCosignature' | 'confront' | 'key' | 'needsWitness' | 'witnessRequest'
  >
  readonly standing: StandingKeeper
  readonly ask: Ask
  readonly now: () => Date
}

/** What became of one round, by peer: `cosigned`, or a code that says why not. */
export type WitnessRound = ReadonlyMap<string, string>

/**
 * A client. A round asks every peer that has appointed a witness, if there is anything new to cosign or a
 * peer has not cosigned the newest news yet; the peers are asked at the same time and fail alone.
 */
export function witnessClient(deps: WitnessClientDeps): () => Promise<WitnessRound> {
  /** The size that each peer cosigned last, as far as we know; a wrong one is answered with the right one. */
  const seen = new Map<string, number>()
  const lacking = new Set<string>()
  return async () => {
    const standing = deps.standing.current()
    const witnesses = peerNames(standing).filter(
      (peer) => witnessKeysOf(standing, peer, deps.now()).length > 0,
    )
    const news = await deps.ledger.needsWitness()
    const asked = witnesses.filter((peer) => news || lacking.has(peer) || !seen.has(peer))
    const results = await Promise.all(
      asked.map(async (peer): Promise<readonly [string, string]> => {
        const result = await askWitness(peer, seen, deps)
        if (result === 'cosigned') lacking.delete(peer)
        else lacking.add(peer)
        return [peer, result]
      }),
    )
    return new Map(results)
  }
}

async function askWitness(
  peer: string,
  seen: Map<string, number>,
  deps: WitnessClientDeps,
): Promise<string> {
  const { ledger, standing, now } = deps
  try {
    const { response, signed, size } = await offer(peer, seen.get(peer) ?? 0, deps)
    if (response.status !== 200) {
      await lookBack(peer, deps)
      return `witness/${response.status}`
    }
    const lines = fromUtf8(response.body)
    const witnesses = witnessKeysOf(standing.current(), peer, now())
    await ledger.addCosignature({ signed, lines, witnesses })
    seen.set(peer, size)
    return 'cosigned'
  } catch (error) {
    const expected =
      error instanceof FederationError ||
      error instanceof LedgerError ||
      error instanceof FormatError
    if (expected) return error.code
    throw error
  }
}

/** Offers the newest checkpoint; once more if the witness names another size than we thought (409). */
async function offer(
  peer: string,
  oldSize: number,
  { ledger, ask }: WitnessClientDeps,
): Promise<{ readonly response: PeerResponse; readonly signed: string; readonly size: number }> {
  const once = async (from: number) => {
    const { body, signed } = await ledger.witnessRequest(from)
    const response = await ask(peer, {
      method: 'POST',
      path: '/witness/add-checkpoint',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: utf8(body),
    })
    return { response, signed, size: sizeOf(signed) }
  }
  const first = await once(oldSize)
  if (first.response.status !== 409) return first
  const size = sizeNamed(first.response)
  // More than there is here: no proof can be made, and it may be that we are an older state put back.
  return size > first.size ? first : once(size)
}

/**
 * A witness that does not cosign may hold a checkpoint of ours that this ledger does not lead to. Its word
 * stops nobody: what it holds has to bear the signature of our own key.
 */
async function lookBack(peer: string, { ledger, ask }: WitnessClientDeps): Promise<void> {
  const path = `/witness/checkpoint?origin=${encodeURIComponent(ledger.key.name)}`
  const { status, body } = await ask(peer, { method: 'GET', path })
  if (status === 200) await ledger.confront(fromUtf8(body))
}

/** Body of a 409: a decimal and a line feed. */
function sizeNamed({ body }: PeerResponse): number {
  const [, size] = /^(0|[1-9]\d{0,15})\n$/.exec(fromUtf8(body)) ?? []
  if (size === undefined) throw new FederationError('federation/bad-answer', 'no size in a 409')
  return Number(size)
}

/** Second line of a checkpoint that we signed ourselves. */
function sizeOf(signed: string): number {
  return Number(signed.split('\n', 2)[1])
}
