/**
 * The worker of one approval. The key of the draft is here and ends with it.
 *
 * @module
 */
import { LabelError, parseWrittenForms } from '@entente/core/label'
import { EntenteError } from '@entente/core/lib'
import { releaseType } from '@entente/core/pact'
import { webSegmentCipher } from '@entente/core/tdf'
import { ApiError, checkShown, type Client, handInAct, SessionError } from '@entente/sdk'

import { Refusal } from '../../api/ask.ts'
import { askerOf, resumeSession } from '../../device/session.ts'
import { openClient } from '../../reader/client.ts'
import { failureOf } from '../../reader/decision.ts'
import { actOf, askPasskeys } from '../../signing/passkey-act.ts'

import type { Order, Report } from './protocol.ts'
import { type ReadRelease, readRelease } from './read.ts'

let open:
  | { readonly client: Client; readonly read: ReadRelease; readonly checked: boolean }
  | undefined

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  take(data).then(report, (error: unknown) => report(faultOf(error)))
})

async function take(order: Order): Promise<Report> {
  if (order.kind === 'read') return read(order)
  if (!open) return { kind: 'failed' }
  return order.kind === 'check' ? check(open) : approve(open, order)
}

async function read({
  release,
  language,
}: Extract<Order, { readonly kind: 'read' }>): Promise<Report> {
  const session = await resumeSession()
  if (!session) return { kind: 'ended' }
  const asker = askerOf(session, language)
  const { client } = await openClient(session, asker)
  const found = await readRelease(client, asker, release, location.origin)
  open = { client, read: found, checked: false }
  return { kind: 'shown', shown: found.shown }
}

async function check({ client, read: found }: NonNullable<typeof open>): Promise<Report> {
  const { release, passkeys, shown } = found
  const asked = askPasskeys(passkeys, releaseType, release.statement)
  if (!asked || shown.hindrance !== null) return { kind: 'failed' }
  await checkShown(client, release, { cipher: webSegmentCipher, readLabel: parseWrittenForms })
  open = { client, read: found, checked: true }
  return { kind: 'checked', ...asked }
}

/** The bytes that were checked are those that were signed: both are of the statement that was read. */
async function approve(
  { client, read: { release, passkeys }, checked }: NonNullable<typeof open>,
  { answer }: Extract<Order, { readonly kind: 'approve' }>,
): Promise<Report> {
  const act = actOf(passkeys, answer)
  if (!act || !checked) return { kind: 'failed' }
  const state = await handInAct(client, release, act)
  return { kind: 'approved', ...state }
}

function faultOf(error: unknown): Report {
  if (error instanceof ApiError || error instanceof Refusal) {
    const failure = failureOf(error)
    if (failure.kind === 'refused' || failure.kind === 'ended') return failure
  }
  // A server that did not answer has sent nothing false.
  if (error instanceof SessionError || !(error instanceof EntenteError)) return { kind: 'failed' }
  const isLabel = error instanceof LabelError && error.code === 'label/forms-disagree'
  return { kind: 'differs', why: isLabel ? 'label' : 'release' }
}

function report(said: Report): void {
  postMessage(said)
}
