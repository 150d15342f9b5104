/**
 * Witnessing: the request `add-checkpoint` and the decision on it (C2SP tlog-witness).
 *
 * @module
 */
import { equalBytes, toBase64 } from '../lib/index.ts'

import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { LedgerError } from './errors.ts'
import type { VerifierKey } from './note-key.ts'
import { parseNote } from './note.ts'
import { verifyConsistency } from './proof.ts'
import { linesOf, malformed, parseDecimal, parseHash } from './text.ts'
import { emptyRoot, type TreeHash } from './tree-hash.ts'

/** What a log asks of a witness. */
export interface AddCheckpoint {
  /** Size of the checkpoint that the log believes the witness cosigned last. */
  readonly oldSize: number
  readonly proof: readonly TreeHash[]
  /** The signed note. */
  readonly signed: string
}

/** A request whose checkpoint is signed by a log that the witness knows. */
export interface AuthenticAddCheckpoint {
  readonly kind: 'authentic'
  readonly oldSize: number
  readonly proof: readonly TreeHash[]
  readonly checkpoint: Checkpoint
  /** The note text to cosign. */
  readonly text: string
}

/** The last checkpoint of a log that the witness made durable and cosigned. */
export interface Witnessed {
  readonly size: number
  readonly root: TreeHash
}

/** A refusal by its HTTP status; with 409, `size` is to be answered as `text/x.tlog.size`. */
export type WitnessRefusal =
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 422 }
  | { readonly kind: 'refused'; readonly status: 409; readonly size: number }

/** What the witness does: makes `latest` durable and then cosigns `text` (status 200), or refuses. */
export type WitnessAnswer =
  | {
      readonly kind: 'cosign'
      readonly status: 200
      readonly latest: Witnessed
      readonly text: string
    }
  | WitnessRefusal

const mostProofLines = 63

/** The body of the request. */
export function formatAddCheckpoint({ oldSize, proof, signed }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${signed}`
}

/**
 * Reads the body of a request. The note in it is read later, when its log is known.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const blank = body.indexOf('\n\n')
  if (blank < 0) throw malformed('no checkpoint in the request')
  const [old = '', ...proof] = linesOf(body.slice(0, blank + 1))
  if (!old.startsWith('old ')) throw malformed('the request does not begin with the old size')
  if (proof.length > mostProofLines) throw malformed('too many proof lines')
  return {
    oldSize: parseDecimal(old.slice('old '.length)),
    proof: proof.map(parseHash),
    signed: body.slice(blank + 2),
  }
}

/**
 * Reads a request and verifies who sends it; `findKey` gives the key of a log by its origin, or
 * `undefined` for one that this witness does not follow. Malformed requests are refused with 400,
 * unknown logs with 404, missing or wrong signatures with 403.
 */
export async function authenticateAddCheckpoint(
  body: string,
  findKey: (origin: string) => VerifierKey | undefined,
): Promise<AuthenticAddCheckpoint | WitnessRefusal> {
  try {
    const { oldSize, proof, signed } = parseAddCheckpoint(body)
    const key = findKey(parseCheckpoint(parseNote(signed).text).origin)
    if (!key) return refused(404)
    const { checkpoint, note } = await openCheckpoint(signed, key)
    return { kind: 'authentic', oldSize, proof, checkpoint, text: note.text }
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error
    return refused(error.code === 'ledger/malformed' ? 400 : 403)
  }
}

/**
 * Decides on a request against the last checkpoint cosigned for its log, `undefined` if there is none.
 *
 * INVARIANT: the caller reads `witnessed`, decides, and writes `latest` in one transaction, and
 * cosigns after its commit. Otherwise two requests can roll the record back.
 */
export function decideAddCheckpoint(
  { oldSize, proof, checkpoint, text }: AuthenticAddCheckpoint,
  witnessed: Witnessed | undefined,
): WitnessAnswer {
  const { size, root } = checkpoint
  const last = witnessed ?? { size: 0, root: emptyRoot }
  if (oldSize > size) return refused(400)
  if (oldSize !== last.size) return { kind: 'refused', status: 409, size: last.size }
  if (!continues(last, checkpoint, proof)) return refused(422)
  return { kind: 'cosign', status: 200, latest: { size, root }, text }
}

/** An empty tree is continued by any tree and by no proof; any other by a proof that verifies. */
function continues(
  last: Witnessed,
  { size, root }: Checkpoint,
  proof: readonly TreeHash[],
): boolean {
  if (size === 0 && !equalBytes(root, emptyRoot)) return false
  if (last.size === 0) return proof.length === 0
  try {
    verifyConsistency(BigInt(last.size), BigInt(size), last.root, root, proof)
    return true
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error
    return false
  }
}

function refused(status: 400 | 403 | 404 | 422): WitnessRefusal {
  return { kind: 'refused', status }
}
