/**
 * One document being sealed and sent, as the page sees it.
 *
 * @module
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { ask, Refusal } from '../../api/ask.ts'
import { startWorker } from '../../device/start-worker.ts'
import { useWork } from '../../layout/work.ts'
import type { SealingOrder, SealingReport } from '../../sealing/protocol.ts'
// oxlint-disable-next-line import/default -- the bundler makes it
import workerAddress from '../../sealing/worker.ts?worker&url'

/** Where it stands. `rate` is bytes a second, over the step so far. */
export type Run =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly step: 'sealing' | 'sending'
      readonly done: number
      readonly total: number
      readonly rate: number
      readonly waiting: boolean
    }
  | { readonly kind: 'sealed'; readonly document: string; readonly release: string | null }
  | { readonly kind: 'failed'; readonly error: unknown; readonly sealed: boolean }

/** Starts sealing, and stops it when the page is left. */
export function useSealing(): readonly [
  run: Run,
  start: (order: SealingOrder) => void,
  reset: () => void,
] {
  const { asker } = useWork()
  const [run, setRun] = useState<Run>({ kind: 'idle' })
  const worker = useRef<Worker>(undefined)
  const stop = useCallback(() => {
    worker.current?.terminate()
    worker.current = undefined
  }, [])
  useEffect(() => stop, [stop])
  useEffect(() => {
    if (run.kind !== 'running') return undefined
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', hold)
    return () => removeEventListener('beforeunload', hold)
  }, [run.kind])

  const start = useCallback(
    (order: SealingOrder) => {
      stop()
      const started = startWorker(workerAddress)
      worker.current = started
      setRun(begin('sealing', order.content.size))
      const clock = { step: 'sealing', at: performance.now(), from: 0 }
      started.addEventListener('message', ({ data }: MessageEvent<SealingReport>) => {
        if (worker.current !== started) return
        if (data.kind === 'waiting') {
          setRun((last) => (last.kind === 'running' ? { ...last, waiting: true } : last))
          return
        }
        if (data.kind === 'progress') {
          const { step, done, total } = data
          const now = performance.now()
          if (clock.step !== step || done < clock.from) {
            Object.assign(clock, { step, at: now, from: done })
          }
          const seconds = (now - clock.at) / 1000
          const rate = seconds > 0 ? (done - clock.from) / seconds : 0
          setRun({ kind: 'running', step, done, total, rate, waiting: false })
          return
        }
        stop()
        if (data.kind !== 'ended') return setRun(endOf(data))
        setRun({ kind: 'idle' })
        // The frame around the page hears the same, and leads to sign-in.
        ask(asker, 'GET /api/member', {}).catch(() => undefined)
        return undefined
      })
      started.addEventListener('error', () => {
        stop()
        setRun({ kind: 'failed', error: undefined, sealed: false })
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
      started.postMessage(order)
    },
    [stop, asker],
  )
  const reset = useCallback(() => {
    stop()
    setRun({ kind: 'idle' })
  }, [stop])
  return [run, start, reset]
}

function begin(step: 'sealing' | 'sending', total: number): Run {
  return { kind: 'running', step, done: 0, total, rate: 0, waiting: false }
}

function endOf(data: Exclude<SealingReport, { kind: 'ended' | 'progress' | 'waiting' }>): Run {
  if (data.kind === 'sealed') return data
  if (data.kind === 'failed') return { kind: 'failed', error: undefined, sealed: false }
  const { code, status, title, reasons, sealed } = data
  return {
    kind: 'failed',
    error: new Refusal({ code, status, title, reasons, request: '' }),
    sealed,
  }
}
