/**
 * A document that is shown: a worker that holds its key, and a frame of no origin that renders it.
 *
 * Both end with the component: nothing of a document is left where it is not on the page.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from 'react'

import { startWorker } from '../device/start-worker.ts'
import { useText } from '../text/language.tsx'

import type { Order, Report } from './protocol.ts'
// oxlint-disable-next-line import/default -- the bundler makes it
import address from './worker.ts?worker&url'

/** Opens and shows a document. Its place on the page is there from the start, and empty until it is shown. */
export function DocumentFrame({
  document: id,
  purpose,
  onReport,
}: {
  readonly document: string
  readonly purpose: string
  readonly onReport: (report: Report) => void
}): ReactNode {
  const { t, language } = useText()
  const frame = useRef<HTMLIFrameElement>(null)
  const say = useRef(onReport)
  const first = useRef(language)
  useEffect(() => {
    say.current = onReport
  }, [onReport])
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const worker = startWorker(address)
    const order: Order = { kind: 'open', document: id, purpose, language: first.current }
    worker.addEventListener('message', ({ data }: MessageEvent<Report>) => say.current(data))
    worker.addEventListener('error', () => say.current({ kind: 'failed' }))
    const started = (): void => {
      const { port1, port2 } = new MessageChannel()
      // A frame of no origin has no name to send to; its page is the only one that the policy lets in.
      element.contentWindow?.postMessage('port', '*', [port1])
      worker.postMessage(order, [port2])
    }
    element.addEventListener('load', started, { once: true })
    element.src = '/view'
    const drop = (): void => worker.terminate()
    addEventListener('pagehide', drop)
    return () => {
      removeEventListener('pagehide', drop)
      element.removeEventListener('load', started)
      drop()
    }
  }, [id, purpose])
  return <iframe className="document" ref={frame} title={t.content} sandbox="allow-scripts" />
}
