/**
 * A document that is shown: a worker that holds its key, and a frame of no origin that renders it.
 *
 * Both end with the component: nothing of a document is left where it is not on the page.
 *
 * @module
 */
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react'

import { startWorker } from '../device/start-worker.ts'
import { useText } from '../text/language.tsx'

import type { Order, Report } from './protocol.ts'
// oxlint-disable-next-line import/default -- the bundler makes it
import address from './worker.ts?worker&url'

/**
 * Opens and shows a document. Its place on the page is there from the start, and empty until it is shown.
 * Each rise of `prints` prints it once, which has to be permitted beforehand.
 */
export function DocumentFrame({
  document: id,
  purpose,
  prints = 0,
  onReport,
}: {
  readonly document: string
  readonly purpose: string
  readonly prints?: number
  readonly onReport: (report: Report) => void
}): ReactNode {
  const { t, language } = useText()
  const [worker, setWorker] = useState<Worker>()
  const say = useRef(onReport)
  const first = useRef(language)
  useEffect(() => {
    say.current = onReport
  }, [onReport])
  useEffect(() => {
    const started = startWorker(address)
    started.addEventListener('message', ({ data }: MessageEvent<Report>) => say.current(data))
    started.addEventListener('error', () => say.current({ kind: 'failed' }))
    setWorker(started)
    const drop = (): void => started.terminate()
    addEventListener('pagehide', drop)
    return () => {
      removeEventListener('pagehide', drop)
      drop()
      setWorker(undefined)
    }
  }, [id, purpose])
  if (!worker) return null
  const open: Order = { kind: 'open', document: id, purpose, language: first.current }
  return (
    <>
      <View worker={worker} order={open} title={t.content} />
      {prints > 0 && <View key={prints} worker={worker} order={print} title={t.content} />}
    </>
  )
}

const print: Order = { kind: 'print' }

/** A frame, which is given a port to the worker once it is there. Only one that prints may open dialogs. */
function View({
  worker,
  order,
  title,
}: {
  readonly worker: Worker
  readonly order: Order
  readonly title: string
}): ReactNode {
  const given = useRef(false)
  const give = ({ currentTarget }: SyntheticEvent<HTMLIFrameElement>): void => {
    // Once: what loads there again by itself gets nothing.
    if (given.current) return
    given.current = true
    const { port1, port2 } = new MessageChannel()
    // A frame of no origin has no name to send to; its page is the only one that the policy lets in.
    currentTarget.contentWindow?.postMessage('port', '*', [port1])
    worker.postMessage(order, [port2])
  }
  const prints = order.kind === 'print'
  return (
    <iframe
      className={prints ? 'document to-print' : 'document'}
      title={title}
      src="/view"
      onLoad={give}
      inert={prints}
      sandbox={prints ? 'allow-scripts allow-modals' : 'allow-scripts'}
    />
  )
}
