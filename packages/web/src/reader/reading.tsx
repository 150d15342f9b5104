/**
 * A document that is being opened, or is open, for a purpose.
 *
 * @module
 */
import { type ReactNode, useEffect, useState } from 'react'

import { ask, Refusal } from '../api/ask.ts'
import type { RegisterLine } from '../api/gen/api.ts'
import { unattendedOf } from '../layout/changes.ts'
import { idleMinutes, tellActivity, useIdle } from '../layout/use-idle.ts'
import { useWork } from '../layout/work.ts'
import { useText, useTexts } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Failure, Loading, Notice } from '../ui/notice.tsx'

import { nameOf } from './ask-purpose.tsx'
import { Denied, Permitted } from './decided.tsx'
import { DocumentFrame } from './document-frame.tsx'
import type { Purpose } from './pacts.ts'
import { PrintButton } from './print-button.tsx'
import type { Report } from './protocol.ts'
import { texts } from './text.ts'

type Opened = Extract<Report, { readonly kind: 'opened' }>
type Shown = Extract<Report, { readonly kind: 'shown' }>
type Over =
  | Exclude<Report, { readonly kind: 'active' | 'opened' | 'printed' | 'shown' }>
  | { readonly kind: 'idle' }
  | { readonly kind: 'withdrawn'; readonly error: Refusal }

/** How often it is asked whether the document may still be read. */
const lookMilliseconds = 60_000

/** Opens, shows, and closes: by its person, without use, and once it may no longer be read. */
export function Reading({
  line,
  purpose,
  onOpened,
  onClose,
  onAgain,
}: {
  readonly line: RegisterLine
  readonly purpose: Purpose
  /** It is on record that the document was opened. */
  readonly onOpened?: () => void
  readonly onClose: () => void
  readonly onAgain: () => void
}): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [opened, setOpened] = useState<Opened>()
  const [shown, setShown] = useState<Shown>()
  const [over, setOver] = useState<Over>()
  const [prints, setPrints] = useState(0)
  const { document } = line
  const hear = (report: Report): void => {
    if (report.kind === 'active') tellActivity()
    else if (report.kind === 'opened') {
      setOpened(report)
      onOpened?.()
    } else if (report.kind === 'shown') setShown(report)
    else if (report.kind === 'printed') setPrints(0)
    else setOver(report)
    // Asking once more ends the session here as well.
    if (report.kind === 'ended') ask(asker, 'GET /api/member', {}).catch(() => undefined)
  }
  useEffect(() => {
    if (!opened || over) return undefined
    const timer = setInterval(() => {
      const path = { document }
      ask(unattendedOf(asker), 'GET /api/documents/{document}', { path }).catch(
        (error: unknown) => {
          if (error instanceof Refusal) setOver({ kind: 'withdrawn', error })
        },
      )
    }, lookMilliseconds)
    return () => clearInterval(timer)
  }, [opened, over, asker, document])

  if (over) return <Closed over={over} document={document} onClose={onClose} onAgain={onAgain} />
  return (
    <>
      {!shown && <Loading text={opened ? s.rendering : t.opening} />}
      {opened && <Permitted grounds={opened.grounds} />}
      {shown && (
        <>
          <p className="small">
            {t.openedFor(nameOf(purpose, t, language))} {s.idleReader(idleMinutes.reader)}
          </p>
          <Remarks shown={shown} />
          <Idle onIdle={() => setOver({ kind: 'idle' })} />
          <p className="buttons">
            <Button onPress={onClose}>{t.close}</Button>
            <PrintButton
              document={document}
              purpose={purpose.id}
              isPrinting={prints > 0}
              onPermitted={() => setPrints(Date.now())}
            />
          </p>
          <p className="small">{s.printHint}</p>
        </>
      )}
      <DocumentFrame document={document} purpose={purpose.id} prints={prints} onReport={hear} />
    </>
  )
}

/** Why there is nothing, or nothing any more. */
function Closed({
  over,
  document,
  onClose,
  onAgain,
}: {
  readonly over: Over
  readonly document: string
  readonly onClose: () => void
  readonly onAgain: () => void
}): ReactNode {
  const { t } = useText()
  const s = useTexts(texts)
  if (over.kind === 'refused') {
    return (
      <>
        <Denied refused={over} />
        <Button onPress={onAgain}>{t.again}</Button>
      </>
    )
  }
  if (over.kind === 'unreadable') {
    return (
      <Notice tone="error" title={t.failedTitle}>
        <p>{s.unreadable[over.why](document)}</p>
        <Button onPress={onClose}>{t.cancel}</Button>
      </Notice>
    )
  }
  if (over.kind === 'idle') {
    return (
      <Notice tone="info" title={s.closedTitle}>
        <p role="status">{s.idleClosed(idleMinutes.reader)}</p>
        <p className="buttons">
          <Button onPress={onAgain}>{t.open}</Button>
          <Button onPress={onClose}>{t.cancel}</Button>
        </p>
      </Notice>
    )
  }
  if (over.kind === 'withdrawn') {
    return (
      <>
        <p role="status">{s.withdrawn}</p>
        <Failure error={over.error} />
        <Button onPress={onClose}>{t.cancel}</Button>
      </>
    )
  }
  return over.kind === 'failed' ? <Failure error={undefined} onAgain={onAgain} /> : null
}

function Idle({ onIdle }: { readonly onIdle: () => void }): ReactNode {
  const s = useTexts(texts)
  const { left, stay } = useIdle(idleMinutes.reader, onIdle)
  return (
    <Countdown
      left={left}
      rule={s.idleReader(idleMinutes.reader)}
      soon={s.idleSoon}
      onStay={stay}
    />
  )
}

function Remarks({ shown: { remarks, encoding } }: { readonly shown: Shown }): ReactNode {
  const s = useTexts(texts)
  if (remarks.length === 0) return null
  return (
    <ul className="remarks">
      {remarks.map((one) => (
        <li key={one}>{s.remarks[one](encoding)}</li>
      ))}
    </ul>
  )
}
