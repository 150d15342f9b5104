/**
 * The reader: asks the purpose, shows what was decided, and the document between its markings.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../api/ask.ts'
import type { RegisterLine } from '../api/gen/api.ts'
import { useWork } from '../layout/work.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Failure, Loading, Notice } from '../ui/notice.tsx'

import { AskPurpose, nameOf } from './ask-purpose.tsx'
import { Denied, Permitted } from './decided.tsx'
import { DocumentFrame } from './document-frame.tsx'
import type { Purpose } from './pacts.ts'
import type { Report } from './protocol.ts'

/** The reader of one document. What it shows is gone when it is closed. */
export function Reader({
  line,
  onClose,
}: {
  readonly line: RegisterLine
  readonly onClose: () => void
}): ReactNode {
  const { t } = useText()
  const [purpose, setPurpose] = useState<Purpose>()
  return (
    <section className="reader" aria-label={t.openTitle}>
      {purpose === undefined ? (
        <AskPurpose line={line} onChosen={setPurpose} onClose={onClose} />
      ) : (
        <Reading
          line={line}
          purpose={purpose}
          onClose={onClose}
          onAgain={() => setPurpose(undefined)}
        />
      )}
    </section>
  )
}

type Step = Exclude<Report, { readonly kind: 'active' }>

/** A document that is being opened, or is open, for a purpose. */
function Reading({
  line,
  purpose,
  onClose,
  onAgain,
}: {
  readonly line: RegisterLine
  readonly purpose: Purpose
  readonly onClose: () => void
  readonly onAgain: () => void
}): ReactNode {
  const { t, language } = useText()
  const { asker } = useWork()
  const [opened, setOpened] = useState<Extract<Step, { readonly kind: 'opened' }>>()
  const [end, setEnd] = useState<Step>()
  const hear = (report: Report): void => {
    if (report.kind === 'active') return
    if (report.kind === 'opened') setOpened(report)
    else setEnd(report)
    // Asking once more ends the session here as well.
    if (report.kind === 'ended') ask(asker, 'GET /api/member', {}).catch(() => undefined)
  }
  const isOver = end !== undefined && end.kind !== 'shown'
  return (
    <>
      {end === undefined && <Loading text={opened ? t.rendering : t.opening} />}
      {opened && !isOver && <Permitted grounds={opened.grounds} />}
      {end?.kind === 'shown' && (
        <>
          <p className="small">{t.openedFor(nameOf(purpose, t, language))}</p>
          <Remarks shown={end} />
        </>
      )}
      {!isOver && <DocumentFrame document={line.document} purpose={purpose.id} onReport={hear} />}
      {end?.kind === 'shown' && <Button onPress={onClose}>{t.close}</Button>}
      {end?.kind === 'unreadable' && (
        <Notice tone="error" title={t.failedTitle}>
          <p>{t.unreadable[end.why](line.document)}</p>
          <Button onPress={onClose}>{t.cancel}</Button>
        </Notice>
      )}
      {end?.kind === 'refused' && (
        <>
          <Denied refused={end} />
          <Button onPress={onAgain}>{t.again}</Button>
        </>
      )}
      {end?.kind === 'failed' && <Failure error={undefined} onAgain={onAgain} />}
    </>
  )
}

function Remarks({
  shown: { remarks, encoding },
}: {
  readonly shown: Extract<Step, { readonly kind: 'shown' }>
}): ReactNode {
  const { t } = useText()
  if (remarks.length === 0) return null
  return (
    <ul className="remarks">
      {remarks.map((one) => (
        <li key={one}>{t.remarks[one](encoding)}</li>
      ))}
    </ul>
  )
}
