/**
 * A release statement in words, as it will be signed.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { Language } from '../../text/language.tsx'
import { Moment } from '../../ui/time.tsx'

import type { Shown } from './protocol.ts'
import { texts } from './text.ts'

/** All that it says, in one language. */
export function StatementWords({
  shown,
  title,
  language,
  given = shown.approvers.length,
}: {
  readonly shown: Shown
  readonly title: string
  readonly language: Language
  /** How many have approved, where more is known than when it was shown. */
  readonly given?: number
}): ReactNode {
  const s = texts[language]
  const { level, pact } = shown
  return (
    <dl className="facts" lang={language}>
      <dt>{s.document}</dt>
      <dd>
        {title} <code>{shown.document}</code>
      </dd>
      <dt>{s.author}</dt>
      <dd>{shown.author}</dd>
      <dt>{s.level}</dt>
      <dd>
        {level.name[language]} {level.name[language] !== level.code && `(${level.code})`}{' '}
        <span className="small">{level.regime[language]}</span>
      </dd>
      <dt>{s.recipients}</dt>
      <dd>
        {shown.recipients.map(({ name, as }) => (
          <div key={name.en}>
            {name[language]}{' '}
            <span className="small">{as ? s.as(as[language]) : s.noEquivalent}</span>
          </div>
        ))}
      </dd>
      <dt>{s.purposes}</dt>
      <dd>
        {shown.purposes.map((one) => (
          <div key={one.en}>{one[language]}</div>
        ))}
      </dd>
      <dt>{s.custody}</dt>
      <dd>{s.custodies[shown.custody]}</dd>
      <dt>{s.notAfter}</dt>
      <dd>
        <Moment at={shown.notAfter} language={language} />
      </dd>
      <dt>{s.pact}</dt>
      <dd>
        {s.pactName(pact.name[language], pact.version, pact.illustrative)}
        {shown.articles.map(({ article, title: name }) => (
          <div key={article} className="small">
            {s.article(article)} {name[language]}
          </div>
        ))}
      </dd>
      <dt>{s.approvals}</dt>
      <dd>
        {s.given(given, shown.needed)} {shown.approvers.join(' ')}
      </dd>
    </dl>
  )
}
