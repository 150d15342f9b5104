/**
 * The pre-check: what would be refused, by which article, said while it is chosen.
 *
 * @module
 */
import { type ReactNode, useEffect, useState } from 'react'

import { ask, Refusal } from '../../api/ask.ts'
import { useWork } from '../../layout/work.ts'
import type { Wish } from '../../sealing/protocol.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import { texts } from './text.ts'

/** What has become of it. */
export type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed' }

/** What is checked. */
export interface Checked extends Wish {
  readonly labelXml: string
  readonly case: string | null
}

/** Long enough that typing asks once. */
const pause = 300

/** Asks as soon as there is something to ask, and again when it changes. */
export function usePreCheck(wish: Checked | undefined): readonly [check: Check, again: () => void] {
  const { language } = useText()
  const { asker } = useWork()
  const [check, setCheck] = useState<Check>({ kind: 'none' })
  const [turn, setTurn] = useState(0)
  // The label names the moment it was made; only what the person chose is asked anew.
  const key = wish && JSON.stringify({ ...wish, labelXml: withoutTime(wish.labelXml) })
  useEffect(() => {
    if (!wish) {
      setCheck({ kind: 'none' })
      return undefined
    }
    setCheck({ kind: 'waiting' })
    let wanted = true
    const timer = setTimeout(() => {
      ask(asker, 'POST /api/release-checks', { body: wish }).then(
        () => wanted && setCheck({ kind: 'passed' }),
        (error: unknown) =>
          wanted &&
          setCheck(
            error instanceof Refusal && error.title !== ''
              ? { kind: 'refused', refusal: error }
              : { kind: 'failed' },
          ),
      )
    }, pause)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [key, language, turn])
  return [check, () => setTurn((last) => last + 1)]
}

/** What it says. */
export function PreCheck({
  check,
  onAgain,
}: {
  readonly check: Check
  readonly onAgain: () => void
}): ReactNode {
  const s = useTexts(texts)
  const plain = {
    none: s.checkNone,
    waiting: s.checkWaiting,
    passed: s.checkPassed,
    failed: s.checkFailed,
    refused: '',
  }
  return (
    <section className={`check ${check.kind}`} aria-labelledby="check">
      <h2 id="check">{s.checkTitle}</h2>
      <div role="status">
        {check.kind === 'refused' ? (
          <Refused refusal={check.refusal} />
        ) : (
          <p>{plain[check.kind]}</p>
        )}
      </div>
      {check.kind === 'failed' && <Button onPress={onAgain}>{s.checkAgain}</Button>}
    </section>
  )
}

function Refused({ refusal: { title, code, reasons } }: { readonly refusal: Refusal }): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  return (
    <>
      <p>
        <strong>{s.checkRefused}</strong>
      </p>
      {reasons.length === 0 && (
        <p>
          {title} <code>{code}</code>
        </p>
      )}
      <ul className="reasons">
        {reasons.map(({ code: one, article, title: sentence, because }) => (
          <li key={`${one} ${because?.en ?? ''}`}>
            {article !== null && <strong>{t.article(article)} </strong>}
            {sentence} {because !== undefined && <q>{because[language]}</q>} <code>{one}</code>
          </li>
        ))}
      </ul>
    </>
  )
}

function withoutTime(xml: string): string {
  return xml.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => time.slice(0, 10))
}
