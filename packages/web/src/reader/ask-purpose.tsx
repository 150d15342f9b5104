/**
 * Asks for what a document is opened.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

import type { RegisterLine } from '../api/gen/api.ts'
import { useWork } from '../layout/work.ts'
import type { Texts } from '../text/en.ts'
import { type Language, useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Failure, Loading } from '../ui/notice.tsx'
import { useAnswer } from '../ui/use-answer.ts'

import { type Purpose, readPurposes } from './pacts.ts'

/** One choice, of the purposes that the pacts name. Nothing is chosen beforehand. */
export function AskPurpose({
  line,
  onChosen,
  onClose,
}: {
  readonly line: RegisterLine
  readonly onChosen: (purpose: Purpose) => void
  readonly onClose: () => void
}): ReactNode {
  const { t, language } = useText()
  const { asker } = useWork()
  const [answer, again] = useAnswer(line.document, () => readPurposes(asker, line))
  // Null, not empty: no choice would be reached by keyboard while an empty one counts as chosen.
  const [chosen, setChosen] = useState<string | null>(null)
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

/** A purpose in words. */
export function nameOf(purpose: Purpose, t: Texts, language: Language): string {
  return purpose.name === undefined ? t.purposes[purpose.id] : purpose.name[language]
}
