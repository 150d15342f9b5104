/**
 * Notices: something is loading, is not there, was refused, or failed.
 *
 * @module
 */
import { type ReactNode, useEffect, useMemo, useRef } from 'react'

import { Refusal } from '../api/ask.ts'
import { useText } from '../text/language.tsx'

import { Button } from './button.tsx'

/** Says that something is on its way. */
export function Loading({ text }: { readonly text?: string }): ReactNode {
  const { t } = useText()
  return (
    <p className="loading" role="status">
      {text ?? t.loading}
    </p>
  )
}

/** Says that there is nothing. */
export function Empty({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="empty">{children}</p>
}

/** One thing that a person has to know, with a title. */
export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: 'error' | 'info'
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (tone === 'error') box.current?.focus()
  }, [tone])
  return (
    <div
      className={`notice ${tone}`}
      ref={box}
      tabIndex={-1}
      role={tone === 'error' ? 'alert' : undefined}
    >
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** What went wrong: a refusal with its code, sentence and articles, or a server that did not answer. */
export function Failure({
  error,
  title: failed,
  onAgain,
}: {
  readonly error: unknown
  /** What failed, where it is not that something is shown. */
  readonly title?: string
  readonly onAgain?: () => void
}): ReactNode {
  const { t, language } = useText()
  // What the server says stays in the language in which it was asked.
  const said = useMemo(() => ({ error, language }), [error]).language
  const lang = said === language ? undefined : said
  if (!(error instanceof Refusal) || error.title === '') {
    return (
      <Notice tone="error" title={failed ?? t.failedTitle}>
        <p>{t.failedText}</p>
        {onAgain && <Button onPress={onAgain}>{t.again}</Button>}
      </Notice>
    )
  }
  return (
    <Notice tone="error" title={failed ?? (error.status === 403 ? t.refusedTitle : t.failedTitle)}>
      <p lang={lang}>{error.title}</p>
      {error.reasons.length > 0 && (
        <>
          <h3>{t.refusedReasons}</h3>
          <ul className="reasons">
            {error.reasons.map(({ code, article, title, because }) => (
              <li key={`${code} ${because?.en ?? ''}`}>
                <span lang={lang}>{title}</span>{' '}
                {because !== undefined && <q>{because[language]}</q>}{' '}
                {article !== null && <strong>{t.article(article)}</strong>} <code>{code}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="small">
        <code>{error.code}</code> {error.request !== '' && t.requestId(error.request)}
      </p>
    </Notice>
  )
}
