/**
 * What a person reads beside a document that they opened: whose it is, and that they opened it.
 *
 * @module
 */
import { statementValue } from '@entente/core/crypto'
import { receivedNotice, viewingNotice, type Words, type Zone } from '@entente/core/marking'
import { findMember, parseTerms } from '@entente/core/pact'
import { type Client, readMember, readStatements, type RegisterEntry } from '@entente/sdk'

import type { Terminal } from './terminal.ts'

/** Makes the notices of a document, once it was opened. */
export type NoticesOf = (
  line: Pick<RegisterEntry, 'copy' | 'direction' | 'originator'>,
) => readonly string[]

/** Asks, before anything is opened, for what the notices are made of: who reads, and what members are called. */
export async function prepareNotices(
  client: Client,
  { lang, now }: Pick<Terminal, 'lang' | 'now'>,
): Promise<NoticesOf> {
  const { person } = await readMember(client)
  const pacts = await readStatements(client, 'pact')
  const terms = pacts.map((pact) => parseTerms(statementValue(pact)))
  return ({ originator, direction, copy }) => {
    const provider = terms
      .map((one) => findMember(one, originator))
      .find((member) => member !== undefined)
    const number = copy === null ? null : String(copy)
    const viewing = { reader: { id: person, name: null }, at: now(), zone: zoneHere() }
    const notices: readonly Words[] = [
      ...(direction === 'received' && provider ? [receivedNotice(provider.name, lang)] : []),
      viewingNotice(viewing, number, lang),
    ]
    return notices.map(({ text }) => text)
  }
}

/** The zone of this machine where its name is one that people of both sides know. */
function zoneHere(): Zone {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return timeZone === 'Asia/Tokyo' || timeZone === 'Pacific/Auckland' ? timeZone : 'UTC'
}
