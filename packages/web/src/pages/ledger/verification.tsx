/**
 * Verifying the ledger in this browser.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'

import { startWorker } from '../../device/start-worker.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

import type { Order, Report } from './protocol.ts'
import { findSeenHead } from './seen-head.ts'
import { texts } from './text.ts'
import type { SeenHead, Verified } from './verify.ts'
// oxlint-disable-next-line import/default -- the build makes it
import address from './worker.ts?worker&url'

type State = Report | { readonly kind: 'idle' }

/** The button, and what was found. */
export function Verification({
  onVerified,
}: {
  readonly onVerified: (head: SeenHead) => void
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const worker = useRef<Worker>(undefined)
  useEffect(() => () => worker.current?.terminate(), [])
  const stop = (): void => {
    worker.current?.terminate()
    setState({ kind: 'idle' })
  }
  const run = (): void => {
    worker.current?.terminate()
    const started = startWorker(address)
    worker.current = started
    setState({ kind: 'progress', done: 0, total: 0 })
    started.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      if (data.kind === 'verified') onVerified(data.verified.head)
      if (data.kind !== 'progress') started.terminate()
      setState(data)
    })
    started.addEventListener('error', () => setState({ kind: 'failed', fault: 'no-answer' }))
    const order: Order = { language, seen: findSeenHead() }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    started.postMessage(order)
  }
  const spell = (number: number): string => new Intl.NumberFormat(language).format(number)
  return (
    <>
      <p>{s.verifyText}</p>
      <p>{s.verifyLimits}</p>
      <p>
        {s.command} <code>entente ledger verify --help</code>
      </p>
      {state.kind === 'progress' ? (
        <div className="run">
          <p id="working">{s.working(spell(state.done), spell(state.total))}</p>
          <progress aria-labelledby="working" max={Math.max(1, state.total)} value={state.done} />
          <Button onPress={stop}>{s.stop}</Button>
        </div>
      ) : (
        <Button look="first" onPress={run}>
          {s.verify}
        </Button>
      )}
      <div role="status" className="found">
        {state.kind === 'verified' && <Holds verified={state.verified} />}
      </div>
      {state.kind === 'failed' && <Fails fault={state.fault} />}
    </>
  )
}

function Holds({
  verified: { head, cosigned, before },
}: {
  readonly verified: Verified
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const spell = (number: number): string => new Intl.NumberFormat(language).format(number)
  const members = new Intl.ListFormat(language).format(
    cosigned?.by.map(({ member }) => member) ?? [],
  )
  return (
    <Notice tone="info" title={s.holds}>
      <p>{s.holdsText(spell(head.size))}</p>
      <p>{cosigned ? s.cosignedBy(members, spell(cosigned.size)) : s.notCosigned}</p>
      {before === undefined && <p>{s.first}</p>}
      {before?.origin === head.origin && <p>{s.continues(spell(before.size))}</p>}
      {before !== undefined && before.origin !== head.origin && (
        <p>
          <strong>{s.otherOrigin(before.origin, spell(before.size))}</strong>
        </p>
      )}
      <dl className="facts">
        <dt>{s.origin}</dt>
        <dd>
          <code>{head.origin}</code>
        </dd>
        <dt>{s.root}</dt>
        <dd>
          <code>{head.root}</code>
        </dd>
      </dl>
    </Notice>
  )
}

/** Says what does not hold, and what to do; or that there was no answer. */
export function Fails({ fault }: { readonly fault: string }): ReactNode {
  const s = useTexts(texts)
  const silent = fault === 'no-answer'
  return (
    <Notice tone="error" title={silent ? s.noAnswer : s.fails}>
      {!silent && <p>{s.failsText}</p>}
      <p className="small">
        <code>{fault}</code>
      </p>
    </Notice>
  )
}
