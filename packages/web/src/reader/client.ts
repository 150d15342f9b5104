/**
 * What a worker asks its own member by, through the session of its page.
 *
 * @module
 */
import type { Terms } from '@entente/core/pact'
import type { Client } from '@entente/sdk'

import { ask, type Asker } from '../api/ask.ts'
import type { LiveSession } from '../device/session.ts'

import { ownMember, readTerms } from './pacts.ts'

/** The client for a session, and the terms of all versions that name its member. */
export async function openClient(
  { ports, cookie, person }: LiveSession,
  asker: Asker,
): Promise<{ readonly client: Client; readonly terms: readonly Terms[] }> {
  const { member } = await ask(asker, 'GET /api/member', {})
  const terms = await readTerms(asker)
  const session = { accessToken: { cookie }, person }
  return { client: { member: ownMember(terms, member), ports, session }, terms }
}
