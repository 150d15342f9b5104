/**
 * What each kind of message causes.
 *
 * @module
 */
import { type Statement, statementId } from '@entente/core/crypto'
import { fromBase64Url } from '@entente/core/lib'
import { parseAppointment, parseNotice, PactError } from '@entente/core/pact'

import { acceptDelivery, acceptReceipt } from '../documents/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import type { Handlers } from './inbox.ts'

/** What the handlers need, beyond what standing gives. */
export interface HandlerDeps {
  readonly standing: StandingKeeper
  readonly delivery: Omit<Parameters<typeof acceptDelivery>[2], 'standing'>
  readonly receipt: Omit<Parameters<typeof acceptReceipt>[2], 'standing'>
  /** Called when something was kept that more follows from; returns at once. */
  readonly wake: () => void
  readonly now: () => Date
}

/** The handlers of a member. */
export function createHandlers({ standing, delivery, receipt, wake, now }: HandlerDeps): Handlers {
  return {
    async appointments({ statements }, message, keep) {
      requireMember(statements, message.from, (one) => parseAppointment(one).member)
      const changes = statements.map((statement) => ({ kind: 'appointment' as const, statement }))
      await standing.change(changes, ({ fresh, write }) =>
        keep(async (tx, append) => {
          await write(tx)
          for (const { statement } of fresh) {
            const { number } = parseAppointment(statement)
            const at = now().toISOString()
            append({
              kind: 'appointments-received',
              at,
              member: message.from,
              number,
              statement: statementId(statement),
            })
          }
        }),
      )
      wake()
    },
    async notice({ statement }, message, keep) {
      requireMember([statement], message.from, (one) => parseNotice(one).member)
      await standing.change([{ kind: 'notice', statement }], ({ fresh, write }) =>
        keep(async (tx, append) => {
          await write(tx)
          if (fresh.length === 0) return
          const { pact, number } = parseNotice(statement)
          const at = now().toISOString()
          append({
            kind: 'notice-received',
            at,
            pact,
            member: message.from,
            number,
            statement: statementId(statement),
          })
        }),
      )
    },
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
    'receipt-proof'() {
      throw new PactError('pact/malformed', 'receipts carry their proof')
    },
  }
}

function requireMember(
  statements: readonly Statement[],
  member: string,
  memberOf: (statement: Statement) => string,
): void {
  if (statements.some((statement) => memberOf(statement) !== member)) {
    throw new PactError('pact/key-not-appointed', 'a member speaks for itself only', { member })
  }
}
