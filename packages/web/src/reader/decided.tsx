/**
 * What was decided, with its articles and rules.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { useText, useTexts } from '../text/language.tsx'
import { Notice } from '../ui/notice.tsx'

import type { Ground, Report } from './protocol.ts'
import { texts } from './text.ts'

/** A yes: by which articles, and which rules carry them out. */
export function Permitted({ grounds }: { readonly grounds: readonly Ground[] }): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  return (
    <details className="decision">
      <summary>{s.permitted(grounds.map(({ article }) => t.article(article)))}</summary>
      <ul>
        {grounds.map(({ article, title, rules }) => (
          <li key={article}>
            <strong>{t.article(article)}</strong> {title[language]}{' '}
            {rules.map((rule) => (
              <code key={rule}>{rule} </code>
            ))}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** A no: each reason with what would make it yes. */
export function Denied({
  refused: { code, title, reasons },
}: {
  readonly refused: Extract<Report, { readonly kind: 'refused' }>
}): ReactNode {
  const { t, language } = useText()
  return (
    <Notice tone="error" title={t.refusedTitle}>
      <p>{title[language] === '' ? t.denied : title[language]}</p>
      {reasons.length > 0 && (
        <>
          <h3>{t.refusedReasons}</h3>
          <ul className="reasons">
            {reasons.map(({ code: one, text, article, rule, because }) => (
              <li key={one}>
                {text[language]} {because && <q>{because[language]}</q>}{' '}
                {article !== null && <strong>{t.article(article)}</strong>} <code>{one}</code>{' '}
                {rule !== null && <code>{rule}</code>}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small">
        <code>{code}</code>
      </p>
    </Notice>
  )
}
