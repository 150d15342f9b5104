/**
 * New keys.
 *
 * @module
 */
import { generateHybridKey } from '@entente/core/crypto'
import { toBase64Url } from '@entente/core/lib'

import type { KeyEntries } from './entries.ts'
import type { Random } from './sealed-file.ts'
import { createTlsIdentity, type TlsRequest } from './tls.ts'

/** What a new member is called. */
export interface MemberNames extends TlsRequest {
  /** Origin of the ledger: the name of the key that signs it. */
  readonly ledger: string
  /** Name of the witness key. */
  readonly witness: string
}

/** A new key for checkpoints or cosignatures. */
export function generateNoteKey(name: string, random: Random): KeyEntries['ledger'] {
  return { name, seed: toBase64Url(random(32)) }
}

/** Every key that a member's server needs, but those of its KAS. */
export async function generateMemberKeys(
  names: MemberNames,
  random: Random,
): Promise<Omit<KeyEntries, 'kas'>> {
  return {
    ledger: generateNoteKey(names.ledger, random),
    witness: generateNoteKey(names.witness, random),
    label: (await generateHybridKey()).privateKey,
    message: (await generateHybridKey()).privateKey,
    tls: await createTlsIdentity(names),
    token: { seed: toBase64Url(random(32)) },
  }
}
