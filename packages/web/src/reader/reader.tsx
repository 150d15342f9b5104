/**
 * The reader of text documents: asks the purpose, opens, and shows the text between its markings.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

import { Refusal } from '../api/ask.ts'
import type { RegisterLine } from '../api/gen/api.ts'
import { useWork } from '../layout/work.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Marking } from '../ui/marking.tsx'
import { Failure, Loading, Notice } from '../ui/notice.tsx'
import { useAnswer } from '../ui/use-answer.ts'

import { openText, type Purpose, readPurposes, type Unreadable } from './open.ts'

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'opening'; readonly purpose: Purpose }
  | { readonly kind: 'open'; readonly purpose: Purpose; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: Unreadable }
  | { readonly kind: 'failed'; readonly error: unknown }

/** The reader of one document. What it shows is gone when it is closed. */
export function Reader({
  line,
  onClose,
}: {
  readonly line: RegisterLine
  readonly onClose: () => void
}): ReactNode {
  const { t, language } = useText()
  const work = useWork()
  const [state, setState] = useState<State>({ kind: 'asking' })
  const open = async (purpose: Purpose): Promise<void> => {
    setState({ kind: 'opening', purpose })
    try {
      const opened = await openText(work, line, purpose.id, language)
      if (opened.kind === 'text') setState({ kind: 'open', purpose, text: opened.text })
      else setState({ kind: 'unreadable', why: opened.why })
    } catch (error) {
      setState({ kind: 'failed', error })
    }
  }
  return (
    <section className="reader" aria-label={t.openTitle}>
      {state.kind === 'asking' && (
        <AskPurpose line={line} onChosen={(purpose) => void open(purpose)} onClose={onClose} />
      )}
      {state.kind === 'opening' && <Loading text={t.opening} />}
      {state.kind === 'open' && (
        <>
          <Marking marking={line.marking} look="band" />
          <p className="small">{t.openedFor(nameOf(state.purpose, t, language))}</p>
          <pre className="text" tabIndex={0} role="region" aria-label={t.content}>
            {state.text}
          </pre>
          <Marking marking={line.marking} look="band" />
          <Button onPress={onClose}>{t.close}</Button>
        </>
      )}
      {state.kind === 'unreadable' && (
        <Notice tone="error" title={t.failedTitle}>
          <p>{unreadableText(state.why, line.document, t)}</p>
          <Button onPress={onClose}>{t.cancel}</Button>
        </Notice>
      )}
      {state.kind === 'failed' && (
        <>
          <Denied error={state.error} />
          <Button onPress={() => setState({ kind: 'asking' })}>{t.again}</Button>
        </>
      )}
    </section>
  )
}

function AskPurpose({
  line,
  onChosen,
  onClose,
}: {
  readonly line: RegisterLine
  readonly onChosen: (purpose: Purpose) => void
  readonly onClose: () => void
}): ReactNode {
  const { t, language } = useText()
  const work = useWork()
  const [answer, again] = useAnswer(line.document, () => readPurposes(work, line))
  const [chosen, setChosen] = useState<string>('')
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'failed') return <Failure error={answer.error} onAgain={again} />
  const purpose = answer.value.find(({ id }) => id === chosen)
  return (
    <>
      <h2 id="purpose">{t.purposeLabel}</h2>
      <p id="purpose-hint">{t.purposeHint}</p>
      <RadioGroup
        className="choices"
        aria-labelledby="purpose"
        aria-describedby="purpose-hint"
        value={chosen}
        onChange={setChosen}
      >
        {answer.value.map((one) => (
          <Radio key={one.id} value={one.id} className="choice">
            {nameOf(one, t, language)}
          </Radio>
        ))}
      </RadioGroup>
      <p className="buttons">
        <Button
          look="first"
          isDisabled={!purpose}
          onPress={() => {
            if (purpose) onChosen(purpose)
          }}
        >
          {t.open}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </p>
    </>
  )
}

function Denied({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useText()
  if (!(error instanceof Refusal) || error.title !== '') return <Failure error={error} />
  // The service says its code and reasons; the sentence is ours.
  return (
    <Failure
      error={
        new Refusal({
          code: error.code,
          status: error.status,
          title: t.denied,
          reasons: error.reasons,
          request: error.request,
        })
      }
    />
  )
}

type Words = ReturnType<typeof useText>['t']

function nameOf(purpose: Purpose, t: Words, language: 'en' | 'ja'): string {
  return purpose.name === undefined ? t.purposes[purpose.id] : purpose.name[language]
}

function unreadableText(why: Unreadable, document: string, t: Words): string {
  const texts: Readonly<Record<Unreadable, string>> = {
    'not-text': t.notText(document),
    'too-large': t.tooLarge(document),
    'not-utf8': t.notUtf8,
    'not-genuine': t.notGenuine,
  }
  return texts[why]
}
