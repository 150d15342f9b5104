/**
 * First steps: what is done, what is next, and what is typed for it. Nobody is signed in here, and nothing is
 * changed by it.
 *
 * @module
 */
import { type ReactNode, useEffect, useState } from 'react'

import { ask, Refusal } from '../../api/ask.ts'
import type { FirstSteps } from '../../api/gen/api.ts'
import { paths } from '../../layout/route.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty, Failure, Loading, Notice } from '../../ui/notice.tsx'

import { StepCard } from './step.tsx'
import { stepsOf } from './steps.ts'
import { texts } from './text.ts'

/** How often the server is asked, in milliseconds. */
const every = 5_000

/** What is known; `silent` where the server did not answer the last time. */
interface Seen {
  readonly state?: FirstSteps
  readonly refused?: Refusal
  readonly silent?: boolean
}

/** The page, for whoever has the link. */
export function StartPage({ code }: { readonly code: string }): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  const seen = useFirstSteps(code, language)
  useEffect(() => {
    document.title = `${t.startTitle} – ${t.product}`
  }, [t])
  return (
    <div className="narrow start">
      <h1>{t.startTitle}</h1>
      {code === '' && <Empty>{s.noCode}</Empty>}
      {seen.refused && (
        <>
          <Failure error={seen.refused} />
          <p>
            <a href={paths.signIn}>{s.toSignIn}</a>
          </p>
        </>
      )}
      {code !== '' && !seen.state && !seen.refused && !(seen.silent ?? false) && <Loading />}
      <p className="wrong" role="status">
        {(seen.silent ?? false) && s.stopped}
      </p>
      {seen.state && !seen.refused && <Steps state={seen.state} />}
    </div>
  )
}

function Steps({ state }: { readonly state: FirstSteps }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const steps = stepsOf(state)
  const next = steps.find(({ isDone }) => !isDone)
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <>
      <p>{s.text(state.member)}</p>
      <p className="small">{s.keys}</p>
      <p role="status">
        <strong>{s.progress(done, steps.length)}</strong>
      </p>
      {state.pact?.state === 'in-force' && (
        <Notice tone="info" title={s.arrived(state.pact.name[language])}>
          <p>{s.arrivedText}</p>
          <p>
            <a href={paths.signIn}>{s.toSignIn}</a>
          </p>
        </Notice>
      )}
      {next && <p className="small">{s.capitals}</p>}
      <ol className="cards">
        {steps.map((step, index) => (
          <StepCard
            key={step.name}
            number={index + 1}
            step={step}
            isNext={step === next}
            isAfter={next?.name === 'agreed' && step.name === 'trusted'}
            state={state}
          />
        ))}
      </ol>
    </>
  )
}

/** Asks until it is refused: a server that is stopped for a step comes back. */
function useFirstSteps(code: string, language: string): Seen {
  const [seen, setSeen] = useState<Seen>({})
  useEffect(() => {
    if (code === '') return undefined
    const stop = new AbortController()
    const asker = {
      language,
      send: (path: string, init: RequestInit) => {
        const headers = new Headers(init.headers)
        headers.set('x-first-steps', code)
        return fetch(path, { ...init, headers, signal: stop.signal, cache: 'no-store' })
      },
    }
    const look = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        try {
          const state = await ask(asker, 'GET /api/first-steps', {})
          setSeen({ state })
        } catch (error) {
          if (stop.signal.aborted) return
          if (error instanceof Refusal && error.status < 500 && error.status !== 429) {
            setSeen({ refused: error })
            return
          }
          setSeen(({ state }) => ({ ...(state && { state }), silent: true }))
        }
        await new Promise((resolve) => {
          setTimeout(resolve, every)
        })
      }
    }
    void look()
    return () => stop.abort()
  }, [code, language])
  return seen
}
