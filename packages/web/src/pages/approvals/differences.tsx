/**
 * What a release says otherwise than the one before it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { Both } from '../../signing/names.ts'
import { type Language, useText, useTexts } from '../../text/language.tsx'
import { type Dates, useDates } from '../../ui/time.tsx'

import type { Change, Previous } from './protocol.ts'
import { texts } from './text.ts'

/** The differences, or that there is nothing to differ from. */
export function Differences({
  previous,
}: {
  readonly previous: Previous | null | undefined
}): ReactNode {
  const dates = useDates()
  const s = useTexts(texts)
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{s.differencesTitle}</h2>
      {previous === undefined && <p>{s.previousHidden}</p>}
      {previous === null && <p>{s.previousNone}</p>}
      {previous && (
        <>
          <p>{s.previous[previous.state](dates.moment(previous.at))}</p>
          {previous.reason !== null && (
            <>
              <p className="small">{s.previousReason}</p>
              <p className="words">{previous.reason}</p>
            </>
          )}
          {previous.changes.length === 0 ? (
            <p>{s.differencesNone}</p>
          ) : (
            <dl className="facts">
              {previous.changes.map((change) => (
                <Line key={change.field} change={change} />
              ))}
            </dl>
          )}
        </>
      )}
    </section>
  )
}

function Line({ change: { field, before, after } }: { readonly change: Change }): ReactNode {
  const { language } = useText()
  const dates = useDates()
  const s = useTexts(texts)
  const say = (one: Both): string => wordsOf(field, one, language, dates)
  return (
    <>
      <dt>{s.fields[field]}</dt>
      <dd>
        {before.map((one) => (
          <div key={one.en}>
            <span className="small">{s.before}</span> <del>{say(one)}</del>
          </div>
        ))}
        {after.map((one) => (
          <div key={one.en}>
            <span className="small">{s.after}</span> <ins>{say(one)}</ins>
          </div>
        ))}
      </dd>
    </>
  )
}

function wordsOf(field: Change['field'], one: Both, language: Language, dates: Dates): string {
  if (field === 'notAfter') return dates.moment(one.en)
  const custodies: Readonly<Record<string, string>> = texts[language].custodies
  return (field === 'custody' ? custodies[one.en] : undefined) ?? one[language]
}
