/**
 * What the messages about documents, acknowledgements and consents cause.
 *
 * @module
 */
import { fromBase64Url } from '@entente/core/lib'

import { acceptAcknowledgement } from '../acknowledgements/index.ts'
import { acceptConsentRequest, takeConsent, takeRefusal } from '../consents/index.ts'
import { acceptDelivery, acceptReceipt, acceptReceiptProof } from '../documents/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import type { Handlers } from './inbox.ts'

/** What the handlers need, beyond what standing gives. */
export interface HandlerDeps {
  readonly standing: StandingKeeper
  readonly delivery: Omit<Parameters<typeof acceptDelivery>[2], 'standing'>
  readonly receipt: Omit<Parameters<typeof acceptReceipt>[2], 'standing'>
  /** Called when something was kept that more follows from; returns at once. */
  readonly wake: () => void
}

/** The handlers of a member. */
export function createHandlers({
  standing,
  delivery,
  receipt,
  wake,
}: HandlerDeps): Omit<Handlers, 'appointments' | 'notice'> {
  return {
    async delivery({ statement, copy, title, manifest }, message, keep) {
      const arrived = { statement, copy, title, manifest: fromBase64Url(manifest) }
      const accepted = await acceptDelivery(arrived, message.from, { ...delivery, standing })
      await keep(async (tx, append) => {
        await accepted.record(tx, append)
      })
      wake()
    },
    async receipt({ statement, disclosure }, message, keep) {
      await keep(
        await acceptReceipt({ statement, disclosure }, message.from, { ...receipt, standing }),
      )
    },
    async 'receipt-proof'({ release, disclosure }, message, keep) {
      const deps = { ...receipt, standing }
      await keep(await acceptReceiptProof({ release, disclosure }, message.from, deps))
    },
    async acknowledgement({ statement }, message, keep) {
      await keep(await acceptAcknowledgement(statement, message, { ...receipt, standing }))
    },
    async 'consent-request'({ consent, wish }, message, keep) {
      await keep(await acceptConsentRequest({ consent, wish }, message, { ...receipt, standing }))
    },
    consent: ({ statement }, message, keep) =>
      takeConsent(statement, message, keep, { ...receipt, standing }),
    async 'consent-refusal'({ consent }, message, keep) {
      await keep(await takeRefusal(consent, message, { ...receipt, standing }))
    },
  }
}
