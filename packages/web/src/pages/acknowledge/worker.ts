/**
 * The worker of one acknowledgement: it verifies what is signed, and hands in what the passkey has signed.
 *
 * @module
 */
import { assertionAct, assertionChallenge, statementBytes } from '@entente/core/crypto'
import { EntenteError, fromBase64Url, toBase64Url } from '@entente/core/lib'
import { acknowledgementType } from '@entente/core/pact'
import { ApiError, type Client, handInAcknowledgement, SessionError } from '@entente/sdk'

import { ask, Refusal } from '../../api/ask.ts'
import { askerOf, resumeSession } from '../../device/session.ts'
import { failureOf } from '../../reader/decision.ts'
import { ownMember, readTerms } from '../../reader/pacts.ts'

import type { Asked, Order, Report } from './protocol.ts'
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
  const { member } = await ask(asker, 'GET /api/member', {})
  const { ports, cookie, person } = session
  const client: Client = {
    member: ownMember(await readTerms(asker), member),
    ports,
    session: { accessToken: { cookie }, person },
  }
  const found = await readAcknowledgement(client, document, location.origin)
  if (found.found.given !== null) return { kind: 'given', at: found.found.given }
  open = { client, read: found }
  return { kind: 'shown', shown: found.shown, asked: askedOf(found) }
}

function askedOf({ found, passkeys, shown }: ReadAcknowledgement): Asked | null {
  const [first] = passkeys
  if (!first || shown.hindrance !== null) return null
  const challenge = assertionChallenge(acknowledgementType, statementBytes(found.statement))
  return {
    challenge: toBase64Url(challenge),
    domain: first.domain,
    credentials: passkeys
      .filter(({ domain }) => domain === first.domain)
      .map(({ credential }) => credential),
  }
}

/** The bytes that were verified are those that were signed: both are of the statement that was read. */
async function sign(
  { client, read: { found, passkeys } }: NonNullable<typeof open>,
  { answer }: Extract<Order, { readonly kind: 'sign' }>,
): Promise<Report> {
  const passkey = passkeys.find(({ credential }) => credential === answer.credential)
  if (!passkey) return { kind: 'failed' }
  const act = assertionAct(passkey.key, {
    authenticatorData: fromBase64Url(answer.authenticatorData),
    clientDataJSON: fromBase64Url(answer.clientData),
    signature: fromBase64Url(answer.signature),
  })
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
