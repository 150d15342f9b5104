/**
 * The worker of one acknowledgement: it verifies what is signed, and hands in what the passkey has signed.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import { acknowledgementType } from '@entente/core/pact'
import { ApiError, type Client, handInAcknowledgement, SessionError } from '@entente/sdk'

import { Refusal } from '../../api/ask.ts'
import { askerOf, resumeSession } from '../../device/session.ts'
import { openClient } from '../../reader/client.ts'
import { failureOf } from '../../reader/decision.ts'
import { actOf, askPasskeys } from '../../signing/passkey-act.ts'

import type { Order, Report } from './protocol.ts'
import { readAcknowledgement, type ReadAcknowledgement } from './read.ts'

let open: { readonly client: Client; readonly read: ReadAcknowledgement } | undefined

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  take(data).then(report, (error: unknown) => report(faultOf(error)))
})

async function take(order: Order): Promise<Report> {
  if (order.kind === 'read') return read(order)
  return open ? sign(open, order) : { kind: 'failed' }
}

async function read({
  document,
  language,
}: Extract<Order, { readonly kind: 'read' }>): Promise<Report> {
  const session = await resumeSession()
  if (!session) return { kind: 'ended' }
  const asker = askerOf(session, language)
  const { client } = await openClient(session, asker)
  const about = await readAcknowledgement(client, document, location.origin)
  const { found, passkeys, shown } = about
  if (found.given !== null) return { kind: 'given', at: found.given }
  open = { client, read: about }
  const mayAsk = shown.hindrance === null
  const asked = mayAsk ? askPasskeys(passkeys, acknowledgementType, found.statement) : undefined
  return { kind: 'shown', shown, asked }
}

/** The bytes that were verified are those that were signed: both are of the statement that was read. */
async function sign(
  { client, read: { found, passkeys } }: NonNullable<typeof open>,
  { answer }: Extract<Order, { readonly kind: 'sign' }>,
): Promise<Report> {
  const act = actOf(passkeys, answer)
  if (!act) return { kind: 'failed' }
  const { payload } = found.statement
  const { document } = found.said
  const { at } = await handInAcknowledgement(client, document, { payload, acts: [act] })
  return { kind: 'given', at }
}

function faultOf(error: unknown): Report {
  if (error instanceof ApiError || error instanceof Refusal) {
    const failure = failureOf(error)
    if (failure.kind === 'refused' || failure.kind === 'ended') return failure
  }
  // A server that did not answer has sent nothing false.
  if (error instanceof SessionError || !(error instanceof EntenteError)) return { kind: 'failed' }
  return { kind: 'differs' }
}

function report(said: Report): void {
  postMessage(said)
}
