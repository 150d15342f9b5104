/**
 * A document on its way: how far, how fast, how long, and how it ended.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from 'react'

import { paths } from '../../layout/route.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import { formatBytes, formatSeconds } from './numbers.ts'
import type { Run } from './sealing-run.ts'
import { texts } from './text.ts'

/** While it runs. */
export function Running({
  run: { step, done, total, rate, waiting },
  onStop,
}: {
  readonly run: Extract<Run, { kind: 'running' }>
  readonly onStop: () => void
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const shown = (bytes: number): string => formatBytes(bytes, language)
  const parts = [
    s.progress(shown(done), shown(total)),
    ...(rate > 0
      ? [s.rate(shown(rate)), s.left(formatSeconds((total - done) / rate, language))]
      : []),
  ]
  const name = step === 'sealing' ? s.sealingStep : s.sendingStep
  return (
    <section className="run" aria-labelledby="run">
      <div role="status">
        <h2 id="run">{name}</h2>
      </div>
      <progress aria-labelledby="run" max={Math.max(1, total)} value={total === 0 ? 1 : done} />
      <p>{parts.join(' · ')}</p>
      <p role="status">{waiting ? <strong>{s.waiting}</strong> : ''}</p>
      <p className="small">{s.stay}</p>
      <Button onPress={onStop}>{s.stop}</Button>
    </section>
  )
}

/** When it is done. */
export function Done({
  run: { document, release },
  onAnother,
}: {
  readonly run: Extract<Run, { kind: 'sealed' }>
  readonly onAnother: () => void
}): ReactNode {
  const s = useTexts(texts)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section aria-labelledby="done">
      <h2 id="done" ref={title} tabIndex={-1}>
        {s.doneTitle}
      </h2>
      <p>{release === null ? s.doneDraft : s.doneRelease(release)}</p>
      <p>
        <a href={paths.document(document)}>{s.toDocument}</a>
      </p>
      <Button onPress={onAnother}>{s.another}</Button>
    </section>
  )
}
