/**
 * What a peer's answer to a message about a document means here.
 *
 * @module
 */
import { parseReceipt, parseRelease } from '@entente/core/pact'

import type { OnAnswer } from '../federation/index.ts'

/**
 * A refused delivery is shown as such, for the originator has to act; a receipt that the originator has
 * taken is owed no longer. A refused receipt stays owed, and becomes overdue.
 */
export const onAnswered: OnAnswer = async (tx, { body, to }, { at, result }) => {
  if (body.kind === 'delivery' && result.kind === 'refused') {
    const { release } = parseRelease(body.statement)
    await tx
      .updateTable('deliveries')
      .set({ state: 'refused', code: result.code, updated_at: at })
      .where('release', '=', release)
      .where('recipient', '=', to)
      .execute()
  }
  if (body.kind === 'receipt' && result.kind === 'accepted') {
    const { release } = parseReceipt(body.statement)
    await tx
      .updateTable('copies')
      .set({ receipt_state: 'taken' })
      .where('release', '=', release)
      .execute()
  }
}
