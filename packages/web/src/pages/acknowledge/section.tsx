/**
 * Acknowledging a received document: whether it is done, what would be signed, and the passkey.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from 'react'

import { ask, Refusal } from '../../api/ask.ts'
import { Ended } from '../../layout/ended.tsx'
import { useWork } from '../../layout/work.ts'
import { Denied } from '../../reader/decided.tsx'
import { SignedStatement, WhatIsTrusted } from '../../signing/statement.tsx'
import { type Language, useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure, Loading, Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import type { Shown } from './protocol.ts'
import { texts } from './text.ts'
import { type Acknowledging, useAcknowledging } from './use-acknowledgement.ts'

/**
 * The section; `opened` counts how often the document was opened since the page is shown. While it is open nothing is
 * pressed here: what stands under the frame of another process is sometimes not.
 */
export function Acknowledge({
  document: id,
  opened,
  isOpen,
  onGiven,
}: {
  readonly document: string
  readonly opened: number
  readonly isOpen: boolean
  readonly onGiven: () => void
}): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [answer, again] = useAnswer(`acknowledge ${id} ${opened}`, async () => {
    try {
      const path = { document: id }
      return (await ask(asker, 'GET /api/documents/{document}/acknowledgement', { path })).given
    } catch (error) {
      if (error instanceof Refusal && error.code === 'acknowledgement/not-opened') return undefined
      throw error
    }
  })
  return (
    <Section id="acknowledgement" title={s.title}>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && answer.value === undefined && <p>{s.openFirst}</p>}
      {answer.kind === 'ready' && answer.value !== undefined && (
        <Open document={id} given={answer.value} isOpen={isOpen} onGiven={onGiven} />
      )}
    </Section>
  )
}

/** Focus stays here when the button that was pressed is gone. */
function Open({
  document: id,
  given,
  isOpen,
  onGiven,
}: {
  readonly document: string
  readonly given: string | null
  readonly isOpen: boolean
  readonly onGiven: () => void
}): ReactNode {
  const s = useTexts(texts)
  const acknowledging = useAcknowledging(id)
  const box = useRef<HTMLDivElement>(null)
  const place = `${acknowledging.step.kind} ${acknowledging.passkey}`
  const last = useRef(place)
  useEffect(() => {
    if (last.current !== place && document.activeElement === document.body) box.current?.focus()
    last.current = place
  }, [place])
  const isGiven = acknowledging.step.kind === 'given'
  useEffect(() => {
    if (isGiven) onGiven()
    // It is told once, whoever hears it.
  }, [isGiven])
  return (
    <div ref={box} tabIndex={-1} className="decide">
      {given !== null && <Done at={given} />}
      {given === null && isOpen && !isGiven && <p>{s.closeFirst}</p>}
      {given === null && (isGiven || !isOpen) && (
        <Step document={id} acknowledging={acknowledging} />
      )}
    </div>
  )
}

function Done({ at }: { readonly at: string }): ReactNode {
  const s = useTexts(texts)
  return (
    <p role="status">
      {s.done} <Moment at={at} />
    </p>
  )
}

function Step({
  document,
  acknowledging: { step, passkey, read, sign },
}: {
  readonly document: string
  readonly acknowledging: Acknowledging
}): ReactNode {
  const { t } = useText()
  const s = useTexts(texts)
  if (step.kind === 'given') return <Done at={step.at} />
  if (step.kind === 'reading') return <Loading text={s.reading} />
  if (step.kind === 'none') {
    return (
      <>
        <p>{s.text}</p>
        <Button look="first" onPress={read}>
          {s.look}
        </Button>
      </>
    )
  }
  if (step.kind === 'differs') {
    return (
      <Notice tone="error" title={s.differsTitle}>
        <p>{s.differs}</p>
      </Notice>
    )
  }
  if (step.kind === 'shown') {
    return (
      <>
        <Statement shown={step.shown} />
        {step.shown.hindrance === null ? (
          <Sign passkey={passkey} sign={sign} />
        ) : (
          <Notice tone="info" title={s.notHere}>
            <p>{s.hindrances[step.shown.hindrance]}</p>
            <p>
              <code>{`entente acknowledge ${document}`}</code>
            </p>
          </Notice>
        )}
      </>
    )
  }
  if (step.kind === 'refused') {
    return (
      <>
        <Denied refused={step} />
        <Button onPress={read}>{t.again}</Button>
      </>
    )
  }
  return step.kind === 'ended' ? <Ended /> : <Failure error={undefined} onAgain={read} />
}

function Sign({ passkey, sign }: Pick<Acknowledging, 'passkey' | 'sign'>): ReactNode {
  const s = useTexts(texts)
  if (passkey === 'asked') return <Loading text={s.signing} />
  return (
    <>
      {passkey === 'broken-off' && <p role="alert">{s.brokenOff}</p>}
      <WhatIsTrusted />
      <Button look="first" onPress={sign}>
        {s.sign}
      </Button>
    </>
  )
}

function Statement({ shown }: { readonly shown: Shown }): ReactNode {
  const s = useTexts(texts)
  return (
    <>
      <h3>{s.statement}</h3>
      <SignedStatement
        {...shown}
        words={(language) => <Words shown={shown} language={language} />}
      />
    </>
  )
}

function Words({
  shown,
  language,
}: {
  readonly shown: Shown
  readonly language: Language
}): ReactNode {
  const s = texts[language]
  const { level, pact } = shown
  return (
    <div lang={language}>
      <p>{s.says(shown.person, shown.member[language])}</p>
      <dl className="facts">
        <dt>{s.document}</dt>
        <dd>
          <code>{shown.document}</code>
        </dd>
        <dt>{s.originator}</dt>
        <dd>{shown.originator[language]}</dd>
        <dt>{s.level}</dt>
        <dd>
          {level.name[language]} {level.name[language] !== level.code && `(${level.code})`}
        </dd>
        <dt>{s.release}</dt>
        <dd>
          <code>{shown.release}</code>
        </dd>
        <dt>{s.at}</dt>
        <dd>
          <Moment at={shown.at} language={language} />
        </dd>
        <dt>{s.pact}</dt>
        <dd>{s.pactName(pact.name[language], pact.version, pact.illustrative)}</dd>
      </dl>
    </div>
  )
}
