/**
 * Each member at the other end: whether it answers, what waits for it, how far both chains have come.
 *
 * @module
 */
import type { MemberServer } from '../app.ts'
import { type LinkState, peerNames } from '../federation/index.ts'
import { appointed, requireDirectory } from '@entente/core/pact'

/** One of them. */
export interface PeerState extends LinkState {
  readonly peer: string
  /** By its newest appointment; null where it has appointed no server. */
  readonly url: string | null
  readonly queue: {
    readonly waiting: number
    readonly oldestAt: string | null
    readonly attempts: number
    readonly nextAt: string | null
    readonly code: string | null
  }
  readonly sequence: {
    /** Number of the last message to it, and of the last that it has answered; 0 before the first. */
    readonly sent: number
    readonly answered: number
    /** Number of the last message from it. */
    readonly received: number
    /** Entries of its chain of appointments that are known here. */
    readonly appointments: number
    /** Entries of its ledger below the last checkpoint that we have cosigned. */
    readonly witnessed: number
  }
  readonly receipts: {
    /** Deliveries to it whose receipt is overdue; how many it refused; receipts of ours that it has not taken in time. */
    readonly overdue: number
    readonly refused: number
    readonly owed: number
    readonly overdueSince: string | null
  }
}

type Server = Pick<MemberServer, 'federation' | 'ledger' | 'standing' | 'store'>

/** All of them, by id. */
export async function peerStates(server: Server, at: Date): Promise<readonly PeerState[]> {
  const standing = server.standing.current()
  return Promise.all(
    peerNames(standing)
      .toSorted()
      .map(async (peer) => {
        const directory = requireDirectory(standing, peer)
        const [tls] = appointed(directory, 'tls', at.toISOString())
        const origins = directory.entries.flatMap(({ appointment: { act } }) =>
          act.kind === 'ledger' ? [act.verifierKey.split('+', 1)[0] ?? ''] : [],
        )
        return {
          peer,
          url: tls?.url ?? null,
          ...server.federation.links.stateOf(peer),
          queue: await queueOf(peer, server),
          sequence: {
            ...(await sequenceOf(peer, server)),
            appointments: directory.head.number,
            witnessed: await witnessedOf(origins, server),
          },
          receipts: await receiptsOf(peer, server),
        }
      }),
  )
}

async function queueOf(peer: string, { store: { db } }: Server): Promise<PeerState['queue']> {
  const rows = await db
    .selectFrom('outbox')
    .select(['attempts', 'next_at', 'last_error', 'created_at'])
    .where('peer', '=', peer)
    .where('state', '=', 'queued')
    .orderBy('number')
    .execute()
  const [first] = rows
  return {
    waiting: rows.length,
    oldestAt: first?.created_at ?? null,
    attempts: first?.attempts ?? 0,
    nextAt: first?.next_at ?? null,
    code: first?.last_error ?? null,
  }
}

async function sequenceOf(
  peer: string,
  { store: { db } }: Server,
): Promise<Pick<PeerState['sequence'], 'answered' | 'received' | 'sent'>> {
  const last = async (state?: 'answered'): Promise<number> => {
    const { number } = await db
      .selectFrom('outbox')
      .select((row) => row.fn.max<number | null>('number').as('number'))
      .where('peer', '=', peer)
      .$if(state !== undefined, (rows) => rows.where('state', '=', 'answered'))
      .executeTakeFirstOrThrow()
    return number ?? 0
  }
  const { number: received } = await db
    .selectFrom('inbox')
    .select((row) => row.fn.max<number | null>('number').as('number'))
    .where('peer', '=', peer)
    .executeTakeFirstOrThrow()
  return { sent: await last(), answered: await last('answered'), received: received ?? 0 }
}

async function witnessedOf(origins: readonly string[], { store: { db } }: Server): Promise<number> {
  const rows = await db
    .selectFrom('witnessed')
    .select('size')
    .where('origin', 'in', [...origins])
    .execute()
  return Math.max(0, ...rows.map(({ size }) => size))
}

async function receiptsOf(peer: string, { store: { db } }: Server): Promise<PeerState['receipts']> {
  const deliveries = await db
    .selectFrom('deliveries')
    .select((row) => [
      'state',
      row.fn.countAll<number>().as('count'),
      row.fn.min('due_at').as('due'),
    ])
    .where('recipient', '=', peer)
    .where('state', 'in', ['overdue', 'refused'])
    .groupBy('state')
    .execute()
  const { owed } = await db
    .selectFrom('copies')
    .innerJoin('documents', 'documents.document', 'copies.document')
    .select((row) => row.fn.countAll<number>().as('owed'))
    .where('originator', '=', peer)
    .where('receipt_state', '=', 'overdue')
    .executeTakeFirstOrThrow()
  const overdue = deliveries.find(({ state }) => state === 'overdue')
  return {
    overdue: overdue?.count ?? 0,
    refused: deliveries.find(({ state }) => state === 'refused')?.count ?? 0,
    owed,
    overdueSince: overdue?.due ?? null,
  }
}
