/**
 * Our witness: cosigns the checkpoints of peers' ledgers (C2SP tlog-witness).
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import {
  type AuthenticAddCheckpoint,
  authenticateAddCheckpoint,
  cosign,
  decideAddCheckpoint,
  formatSignatures,
  type NoteSigner,
  parseAddCheckpoint,
  toTreeHash,
  type VerifierKey,
  type WitnessAnswer,
  type Witnessed,
} from '@entente/core/ledger'
import { equalBytes, utf8 } from '@entente/core/lib'
import type { Kysely, Transaction } from 'kysely'

import type { Database, Store } from '../store/index.ts'

import type { Work } from './sequencer.ts'

/** A ledger that we follow, and whose it is. */
export interface FollowedLedger {
  readonly member: string
  readonly key: VerifierKey
}

/** An answer as it leaves over HTTP. */
export interface WitnessResponse {
  readonly status: WitnessAnswer['status']
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size'
  readonly body: string
}

/** A witness that keeps what it saw in the store. */
export interface Witness {
  /**
   * Answers `add-checkpoint`. What was seen last is compared and replaced in one transaction, and
   * cosigned only when that is durable.
   */
  addCheckpoint(
    body: string,
    trust: { readonly ledgers: readonly FollowedLedger[]; readonly signer: NoteSigner },
  ): Promise<WitnessResponse>
  /** The last checkpoint of a ledger that was cosigned here, as its own key signed it. */
  lastSeen(origin: string): Promise<string | undefined>
}

interface Request extends AuthenticAddCheckpoint {
  /** The signed note. */
  readonly signed: string
}

/** Contradicting checkpoints kept of one ledger. They are signed, so a few prove all there is to prove. */
const mostEvidence = 16

const plain = 'text/plain; charset=utf-8'

/** The witness over a ledger's `record`. */
export function witnessOver(
  record: <T>(work: Work<T>) => Promise<{ readonly result: T }>,
  { db }: Store,
  clock: () => Date,
): Witness {
  return {
    lastSeen: async (origin) => (await lastSeen(db, origin))?.checkpoint,
    async addCheckpoint(body, { ledgers, signer }) {
      const find = (origin: string) => ledgers.find(({ key }) => key.name === origin)
      const authentic = await authenticateAddCheckpoint(body, (origin) => find(origin)?.key)
      if (authentic.kind === 'refused') return refusal(authentic)
      const request = { ...authentic, signed: parseAddCheckpoint(body).signed }
      const member = find(request.checkpoint.origin)?.member ?? ''
      const at = clock()
      const { result: answer } = await record<WitnessAnswer>(async (tx, append) => {
        const { origin, size } = request.checkpoint
        const last = await lastSeen(tx, origin)
        const decided = decideAddCheckpoint(request, last)
        if (decided.kind === 'refused') {
          if (last && contradicts(request, last)) await keepEvidence(tx, member, request, last, at)
        } else if (last?.size !== size) {
          await remember(tx, request)
          append({ kind: 'witness-cosigned', at: at.toISOString(), origin, size })
        }
        return decided
      })
      if (answer.kind === 'refused') return refusal(answer)
      const seconds = Math.floor(at.getTime() / 1000)
      const signature = await cosign(answer.text, signer, seconds)
      return { status: 200, type: plain, body: formatSignatures([signature]) }
    },
  }
}

interface Seen extends Witnessed {
  /** The signed note. */
  readonly checkpoint: string
}

async function lastSeen(tx: Kysely<Database>, origin: string): Promise<Seen | undefined> {
  const row = await tx
    .selectFrom('witnessed')
    .selectAll()
    .where('origin', '=', origin)
    .executeTakeFirst()
  return row && { ...row, root: toTreeHash(row.root) }
}

async function remember(
  tx: Transaction<Database>,
  { checkpoint: { origin, size, root }, signed }: Request,
): Promise<void> {
  const seen = { size, root, checkpoint: signed }
  await tx
    .insertInto('witnessed')
    .values({ origin, ...seen })
    .onConflict((conflict) => conflict.column('origin').doUpdateSet(seen))
    .execute()
}

/**
 * Two signed roots of one size: whoever holds both can prove that history forked. A larger checkpoint
 * that comes without a proof shows nothing.
 */
function contradicts({ checkpoint }: Request, last: Seen): boolean {
  return checkpoint.size === last.size && !equalBytes(checkpoint.root, last.root)
}

async function keepEvidence(
  tx: Transaction<Database>,
  peer: string,
  { checkpoint: { origin, size }, signed }: Request,
  last: Seen,
  at: Date,
): Promise<void> {
  const { kept } = await tx
    .selectFrom('conflicts')
    .select((row) => row.fn.countAll<number>().as('kept'))
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow()
  if (kept >= mostEvidence) return
  const body = JSON.stringify({ seen: last.checkpoint, contradicting: signed })
  await tx
    .insertInto('conflicts')
    .values({ peer, origin, number: size, id: hashOf(utf8(signed)), body, at: at.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function refusal(answer: Exclude<WitnessAnswer, { readonly kind: 'cosign' }>): WitnessResponse {
  return answer.status === 409
    ? { status: 409, type: 'text/x.tlog.size', body: `${answer.size}\n` }
    : { status: answer.status, type: plain, body: '' }
}
