/**
 * Statements of a member as its server holds them, and handing in new ones.
 *
 * @module
 */
import { parseStatement, type Statement } from '@entente/core/crypto'
import type { StandingKind } from '@entente/core/pact'
import { z } from 'zod'

import { call, type Client, listItems } from './client.ts'

const statementForm = z.object({ payload: z.string(), acts: z.array(z.unknown()) })

/**
 * The statements of one kind by one member, ours by default, oldest first. Nothing is verified: whoever
 * relies on them folds them, and whoever signs the next one is told by the server if it does not follow.
 *
 * @throws {ApiError}
 */
export async function readStatements(
  client: Client,
  kind: StandingKind,
  member?: string,
): Promise<readonly Statement[]> {
  const query = new URLSearchParams({ kind, ...(member === undefined ? {} : { member }) })
  const items = listItems(client, `/api/statements?${query.toString()}`, statementForm)
  return (await Array.fromAsync(items)).map(parseStatement)
}

/**
 * Hands in a statement that was signed on this machine. One that did not arrive is handed in again as it
 * is: another with the same number would be a second history.
 *
 * @throws {ApiError} with what the server refused it for
 */
export async function handInStatement(
  client: Client,
  kind: Exclude<StandingKind, 'consent' | 'pact'>,
  { payload, acts }: Statement,
): Promise<void> {
  await call(client, 'POST', '/api/statements', { kind, statement: { payload, acts } })
}
