/**
 * The ledger: its heads as they grow, verified in this browser, and its events, each of which can be taken out
 * with its proof.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'
import { type ReactNode, useState } from 'react'

import { Refusal } from '../../api/ask.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'

import { Chain } from './chain.tsx'
import { Events } from './events.tsx'
import { findSeenHead, keepSeenHead } from './seen-head.ts'
import { texts } from './text.ts'
import { useHeads } from './use-heads.ts'
import { Fails, Verification } from './verification.tsx'

/** The page. */
export function LedgerPage(): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { state, again } = useHeads()
  const [seen, setSeen] = useState(findSeenHead)
  return (
    <>
      <h1>{screenNames.ledger[language]}</h1>
      <p>{s.intro}</p>
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'failed' &&
        (isClosed(state.error) ? (
          <Empty>{s.closed}</Empty>
        ) : (
          <Failure error={state.error} onAgain={again} />
        ))}
      {state.kind === 'wrong' && <Fails fault={state.fault} />}
      {state.kind === 'ready' && (
        <>
          <section aria-labelledby="chain">
            <h2 id="chain">{s.chainTitle}</h2>
            <Chain heads={state.heads} seen={seen} silent={state.silent} />
          </section>
          <section aria-labelledby="verify">
            <h2 id="verify">{s.verifyTitle}</h2>
            <Verification
              onVerified={(head) => {
                keepSeenHead(head)
                setSeen(head)
              }}
            />
          </section>
          <section aria-labelledby="events">
            <h2 id="events">{s.eventsTitle}</h2>
            <Events size={state.heads.head.size} />
          </section>
        </>
      )}
    </>
  )
}

function isClosed(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'http/role-required'
}
