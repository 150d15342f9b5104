/**
 * One document: what it is, what became of it, and the way to its content.
 *
 * @module
 */
import { lazy, type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { ask } from '../api/ask.ts'
import type { HistoryStep, RegisterLine } from '../api/gen/api.ts'
import { paths } from '../layout/route.ts'
import { useWork } from '../layout/work.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Late } from '../ui/late.tsx'
import { Marking } from '../ui/marking.tsx'
import { Empty, Failure, Loading } from '../ui/notice.tsx'
import { stateText } from '../ui/state.ts'
import { Moment, useDates } from '../ui/time.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { Explained } from '../ui/words.tsx'

// What opens documents is loaded when somebody opens one.
const Reader = lazy(async () => ({ default: (await import('../reader/reader.tsx')).Reader }))
const Acknowledge = lazy(async () => ({
  default: (await import('./acknowledge/section.tsx')).Acknowledge,
}))
const Copies = lazy(async () => ({ default: (await import('./copies/copies.tsx')).Copies }))

/** The page. */
export function DocumentPage({ document: id }: { readonly document: string }): ReactNode {
  const { t } = useText()
  const { asker } = useWork()
  const [answer, again] = useAnswer(id, async () => {
    const path = { document: id }
    const line = await ask(asker, 'GET /api/documents/{document}', { path })
    const { steps } = await ask(asker, 'GET /api/documents/{document}/history', { path })
    return { line, steps }
  })
  return (
    <>
      <p>
        <a href={paths.screen('register')}>{t.backToRegister}</a>
      </p>
      {answer.kind !== 'ready' && <h1>{t.document}</h1>}
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && <Shown {...answer.value} />}
    </>
  )
}

function Shown({
  line,
  steps,
}: {
  readonly line: RegisterLine
  readonly steps: readonly HistoryStep[]
}): ReactNode {
  const { t, language } = useText()
  const [open, setOpen] = useState(false)
  const [opened, setOpened] = useState(0)
  const [given, setGiven] = useState(false)
  const opener = useRef<HTMLParagraphElement>(null)
  const close = (): void => {
    flushSync(() => setOpen(false))
    opener.current?.querySelector('button')?.focus()
  }
  return (
    <>
      <h1>{line.title}</h1>
      <p>
        <Marking marking={line.marking} />
      </p>
      <dl className="facts">
        <dt>
          <Explained term="originator">{t.colOriginator}</Explained>
        </dt>
        <dd>{line.originator}</dd>
        <dt>{t.colState}</dt>
        <dd>{stateText(line, t)}</dd>
        <dt>{t.mediaType}</dt>
        <dd>{line.mediaType}</dd>
        <dt>{t.size}</dt>
        <dd>{t.bytes(new Intl.NumberFormat(language).format(line.size))}</dd>
        {line.designation && <DesignationFacts designation={line.designation} />}
        <dt>{t.documentId}</dt>
        <dd>
          <code>{line.document}</code>
        </dd>
      </dl>
      {open ? (
        <Late>
          <Reader line={line} onOpened={() => setOpened((count) => count + 1)} onClose={close} />
        </Late>
      ) : (
        <p ref={opener}>
          <Button look="first" onPress={() => setOpen(true)}>
            {t.open}
          </Button>
        </p>
      )}
      {line.direction === 'received' && (
        <Late>
          <Acknowledge
            document={line.document}
            opened={opened}
            isOpen={open}
            onGiven={() => setGiven(true)}
          />
        </Late>
      )}
      <Late>
        <Copies key={`copies ${given}`} document={line.document} />
      </Late>
      <section aria-labelledby="history">
        <h2 id="history">{t.history}</h2>
        {steps.length === 0 ? <Empty>{t.historyNone}</Empty> : <History steps={steps} />}
      </section>
    </>
  )
}

/** The designation as the register has it, with the entry of its end. */
function DesignationFacts({
  designation: { number, organ, validUntil, extensions, expired },
}: {
  readonly designation: NonNullable<RegisterLine['designation']>
}): ReactNode {
  const { t, language } = useText()
  const { day } = useDates()
  return (
    <>
      <dt>
        <Explained term="designation">{t.designation}</Explained>
      </dt>
      <dd>{t.designationText(number, organ, day(validUntil), extensions)}</dd>
      {expired && (
        <>
          <dt>{t.designationEntry}</dt>
          <dd>
            {expired.entry[language]} <Moment at={expired.at} />
          </dd>
        </>
      )}
    </>
  )
}

function History({ steps }: { readonly steps: readonly HistoryStep[] }): ReactNode {
  const { t } = useText()
  return (
    <ol className="history">
      {steps.map((step) => (
        <li key={JSON.stringify(step)}>
          <strong>{t.steps[step.kind]}</strong> {step.member} {step.person}{' '}
          {step.copy !== null && `${t.colCopy} ${step.copy}`}{' '}
          {step.approvals !== null && t.approvals(step.approvals)}{' '}
          {step.code !== null && <code>{step.code}</code>}
          {step.reason === null ? <br /> : <p className="words">{step.reason}</p>}
          <Moment at={step.at} />
        </li>
      ))}
    </ol>
  )
}
