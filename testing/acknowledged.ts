/**
 * What members have on record of acknowledgements, and what a server says that keeps no rule.
 *
 * @module
 */
import { parseStatement, statementValue } from '@entente/core/crypto'
import type { Json } from '@entente/core/lib'
import type { MessageBody } from '@entente/core/wire'

import { objectOf, textOf } from './edge.ts'
import type { Federation, TestMember } from './federation.ts'

/** What is on record at a member of acknowledgements of a document, in order. */
export async function recordOf(
  { server }: TestMember,
  of: string,
): Promise<readonly Readonly<Record<string, Json>>[]> {
  const rows = await server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', 'like', 'acknowledge%')
    .orderBy('idx')
    .execute()
  return rows
    .map(({ event }): Readonly<Record<string, Json>> => objectOf(JSON.parse(event ?? '{}')))
    .filter((event) => event['document'] === of)
}
/** What Wellington's server says to Tokyo's, whatever its own rules are, and what it is answered. */
export async function say(net: Federation, body: MessageBody): Promise<string> {
  const { server } = net.wellington
  await server.ledger.record(async (tx, append) => {
    const { index } = append({ kind: 'backup-made', at: new Date().toISOString(), size: 1 })
    await server.enqueue(tx, { peer: 'jpn', pact: net.pact, entry: index, body })
  })
  await net.settle()
  const { answer } = await server.store.db
    .selectFrom('outbox')
    .select('answer')
    .where('peer', '=', 'jpn')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const result = objectOf(
    objectOf(statementValue(parseStatement(JSON.parse(answer ?? ''))))['result'],
  )
  return result['kind'] === 'accepted' ? 'accepted' : textOf(result, 'code')
}
