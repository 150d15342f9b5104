/**
 * The passkeys of a person, as the chain of their member names them.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'

import { type ActOf, type AppointmentAct, within } from '@entente/core/pact'
import { readDirectory, readPacts } from '@entente/sdk'

import type { Work } from '../../layout/work.ts'
import { openClient } from '../../reader/client.ts'

/** One of them. */
export interface OwnPasskey {
  /** Id of the entry. */
  readonly entry: string
  readonly kind: 'officer-passkey' | 'passkey' | 'person-passkey'
  readonly credential: string
  /** The domain; for one that acts, the page. */
  readonly where: string
  readonly until: string
  readonly state: 'ended' | 'holds' | 'withdrawn'
}

/**
 * All of them, newest first, verified from the appointing key that the newest pact pins.
 *
 * @throws {ApiError}, {PactError}
 */
export async function readOwnPasskeys({ session, asker }: Work): Promise<readonly OwnPasskey[]> {
  const { client } = await openClient(session, asker)
  const { entries } = await readDirectory(client, client.member.id, await readPacts(client))
  const at = new Date().toISOString()
  const own = entries.flatMap(({ id, appointment: { act }, withdrawn }): OwnPasskey[] => {
    if (!isPasskey(act)) return []
    if (act.person !== session.person) return []
    const where = act.kind === 'passkey' ? act.domain : act.origin
    const { kind, credential, until } = act
    const state = withdrawn === undefined ? (within(act, at) ? 'holds' : 'ended') : 'withdrawn'
    return [{ entry: id, kind, credential, where, until, state }]
  })
  return own.toReversed()
}

function isPasskey(act: AppointmentAct): act is ActOf<OwnPasskey['kind']> {
  return ['officer-passkey', 'passkey', 'person-passkey'].includes(act.kind)
}
