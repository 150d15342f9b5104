/**
 * Shares of payload keys between members: asked after our own yes, given after the other side's
 * (DESIGN, Custody; D20).
 *
 * @module
 */
import { type HybridSigner, signStatement, type Statement } from '@entente/core/crypto'
import type { Bytes } from '@entente/core/lib'
import { findMember, headsOf } from '@entente/core/pact'
import {
  type EnclosedShare,
  type ShareAnswer,
  type ShareRequest,
  shareTypes,
  verifyShareAnswer,
  verifyShareRequest,
  WireError,
} from '@entente/core/wire'
import { statementId } from '@entente/core/crypto'

import type { StandingKeeper } from '../standing/index.ts'

import { type Ask, postStatement } from './carrier.ts'

/** What both sides need. */
export interface ShareDeps {
  readonly standing: StandingKeeper
  readonly messageKey: () => HybridSigner
  readonly now: () => Date
}

/**
 * Decides on a request that its sender has signed just now. Pact, release, recall and policy are for the
 * service to check; its yes has to be on record when it returns. `undefined` is its no.
 */
export type GrantShare = (
  request: ShareRequest,
  signed: Statement,
) => Promise<EnclosedShare | undefined>

/** Requests of one peer that are worked on at once. */
const mostAtOnce = 16

/** Takes share requests of peers. Whatever is refused, and why ever, is answered `not-found`. */
export function createShareDesk({
  grant,
  ...deps
}: ShareDeps & { readonly grant: GrantShare }): (
  signed: Statement,
  peer: string,
) => Promise<Statement> {
  const busy = new Map<string, number>()
  return async (signed, peer) => {
    const running = busy.get(peer) ?? 0
    if (running >= mostAtOnce) throw new WireError('wire/busy', `${running} requests at once`)
    busy.set(peer, running + 1)
    try {
      return await takeRequest(signed, peer, grant, deps)
    } finally {
      const left = (busy.get(peer) ?? 1) - 1
      if (left === 0) busy.delete(peer)
      else busy.set(peer, left)
    }
  }
}

/** What is asked of a peer; who asks, when and from which heads is added. */
export type ShareQuestion = Omit<
  ShareRequest,
  'at' | 'from' | 'heads' | 'kind' | 'nonce' | 'to'
> & { readonly peer: string }

/** Asks a peer's KAS for its share; `undefined` is its no. */
export function shareAsker({
  ask,
  random,
  ...deps
}: ShareDeps & {
  readonly ask: Ask
  readonly random: (length: number) => Bytes
}): (question: ShareQuestion) => Promise<EnclosedShare | undefined> {
  return async ({ peer, ...question }) => {
    const current = deps.standing.current()
    const request: ShareRequest = {
      kind: 'share-request',
      from: current.self,
      to: peer,
      at: deps.now().toISOString(),
      nonce: random(16).toHex(),
      heads: headsOf(current, question.pact, current.self),
      ...question,
    }
    const signed = await signStatement(shareTypes.request, request, deps.messageKey())
    const target = { peer, path: '/federation/shares', pact: question.pact }
    const answered = await postStatement(target, signed, { ask, standing: deps.standing })
    const asked = { request: statementId(signed), peer }
    const { result } = await verifyShareAnswer(answered, asked, deps.standing.current())
    return result.kind === 'granted' ? result.share : undefined
  }
}

async function takeRequest(
  signed: Statement,
  peer: string,
  grant: GrantShare,
  { standing, messageKey, now }: ShareDeps,
): Promise<Statement> {
  const current = standing.current()
  const { id, request } = await verifyShareRequest(signed, { peer, standing: current }, now())
  const terms = current.pacts.get(request.pact)?.terms
  const parties = terms && findMember(terms, peer) && findMember(terms, current.self)
  const granted = parties ? await grant(request, signed) : undefined
  const answer: ShareAnswer = {
    kind: 'share',
    request: id,
    from: current.self,
    to: peer,
    at: now().toISOString(),
    result: granted ? { kind: 'granted', share: granted } : { kind: 'refused', code: 'not-found' },
  }
  return signStatement(shareTypes.answer, answer, messageKey())
}
