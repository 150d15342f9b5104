/**
 * The end of message chains: a chain is named by its sender's ledger, so with a new origin it starts
 * anew (D16, D18).
 *
 * @module
 */
import { sql, type SqlBool, type Transaction } from 'kysely'

import type { Database } from '../store/index.ts'

/** Which chains end: ours and theirs with one peer, or with all of them. */
export interface EndedChains {
  /** Origin of our ledger in the chains that end. */
  readonly origin: string
  /** One peer; all of them if left out. */
  readonly peer?: string
  readonly at: Date
}

/** A message that nobody has answered when its chain ended. */
export interface Unanswered {
  readonly peer: string
  /** Canonical JSON of the message, unsigned. */
  readonly payload: string
  /** Index of the event that it waited for. */
  readonly entry: number
}

/**
 * Puts outbox and inbox away as evidence of what was sent and acknowledged. What was not answered yet is
 * returned, oldest first: it is no longer sent, and has to be announced again in the new chain.
 */
export async function endChains(
  tx: Transaction<Database>,
  { origin, peer, at }: EndedChains,
): Promise<readonly Unanswered[]> {
  const ended_at = at.toISOString()
  const ofPeer = sql<SqlBool>`peer = coalesce(cast(${peer ?? null} as text), peer)`
  const sent = await tx
    .selectFrom('outbox')
    .selectAll()
    .where(ofPeer)
    .orderBy('peer')
    .orderBy('number')
    .execute()
  const received = await tx.selectFrom('inbox').selectAll().where(ofPeer).execute()
  for (const { peer: to, number, id, payload, signed, answer, created_at } of sent) {
    const message = {
      peer: to,
      origin,
      number,
      id,
      body: signed ?? payload,
      answer,
      at: created_at,
    }
    await tx
      .insertInto('former_messages')
      .values({ direction: 'out', ended_at, ...message })
      .execute()
  }
  for (const { received_at, ...message } of received) {
    await tx
      .insertInto('former_messages')
      .values({ direction: 'in', ended_at, at: received_at, ...message })
      .execute()
  }
  await tx.deleteFrom('outbox').where(ofPeer).execute()
  await tx.deleteFrom('inbox').where(ofPeer).execute()
  return sent
    .filter(({ state }) => state === 'queued')
    .map(({ peer: to, payload, entry }) => ({ peer: to, payload, entry }))
}
