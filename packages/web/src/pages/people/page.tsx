/**
 * People: who may read what on any day, at which facility, and what ends when.
 *
 * @module
 */
import { type ReactNode, useId, useState } from 'react'

import { ask } from '../../api/ask.ts'
import { paths } from '../../layout/route.ts'
import { screenNames } from '../../layout/screen-names.ts'
import type { ScreenProps } from '../../layout/screens.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Loading } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { endOf } from './day.ts'
import { Calendar, Everybody, Facilities, FacilityRegister } from './lists.tsx'
import { Refused } from './paged.tsx'
import { OnePerson } from './person.tsx'
import { texts } from './text.ts'

/** The page; `id` is `person.ID`, `facility.ID` or nothing. */
export function PeoplePage({ id }: ScreenProps): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { kept } = useWork()
  const [day, setDay] = useState(kept.day ?? '')
  const hint = useId()
  const at = endOf(day)
  const [kind = '', name = ''] = id.split('.', 2)
  return (
    <>
      <h1>{name === '' ? screenNames.people[language] : name}</h1>
      <p>{s.intro}</p>
      {id !== '' && (
        <p>
          <a href={paths.screen('people')}>{s.back}</a>
        </p>
      )}
      <search className="search" aria-label={s.day}>
        <label>
          {s.day}
          <input
            type="date"
            value={day}
            aria-describedby={hint}
            onChange={({ target: { value } }) => {
              kept.day = value
              setDay(value)
            }}
          />
          <span className="small" id={hint}>
            {s.dayHint}
          </span>
        </label>
      </search>
      {kind === 'person' && <OnePerson key={at} person={name} at={at} />}
      {kind === 'facility' && (
        <Section id="register" title={s.register}>
          <p>{s.registerText}</p>
          <FacilityRegister key={at} facility={name} at={at} />
        </Section>
      )}
      {id === '' && <Overview key={at} at={at} />}
    </>
  )
}

/** For those who may see others; whoever may not is led to what is on record of themselves. */
function Overview({ at }: { readonly at: string | undefined }): ReactNode {
  const s = useTexts(texts)
  const { asker, session } = useWork()
  const [open, again] = useAnswer('open', () =>
    ask(asker, 'GET /api/people', { query: { at, limit: 1 } }),
  )
  return (
    <>
      <p>
        <a href={paths.screen('people', `person.${session.person}`)}>{s.own}</a>
      </p>
      {open.kind === 'loading' && <Loading />}
      {open.kind === 'failed' && <Refused error={open.error} onAgain={again} />}
      {open.kind === 'ready' && (
        <>
          <Section id="people" title={s.people}>
            <Everybody at={at} />
          </Section>
          <Section id="facilities" title={s.facilities}>
            <Facilities at={at} />
          </Section>
          <Section id="calendar" title={s.calendar}>
            <p>{s.calendarText}</p>
            <Calendar />
          </Section>
        </>
      )}
    </>
  )
}
