/**
 * A statement that a person is to sign: in words, in the other language, and as the very bytes.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { type Language, useText, useTexts } from '../text/language.tsx'

import { texts } from './text.ts'

/** All of it; `words` says it in a language. */
export function SignedStatement({
  bytes,
  digest,
  words,
}: {
  readonly bytes: string
  readonly digest: string
  readonly words: (language: Language) => ReactNode
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const other = language === 'en' ? 'ja' : 'en'
  return (
    <>
      {words(language)}
      <details className="decision">
        <summary lang={other}>{s.otherLanguage}</summary>
        {words(other)}
      </details>
      <details className="decision">
        <summary>{s.bytes}</summary>
        <p className="small">{s.bytesText}</p>
        <pre className="code bytes" tabIndex={0}>
          {bytes}
        </pre>
        <p className="code">{digest}</p>
      </details>
    </>
  )
}

/** What a signature by a passkey rests on. */
export function WhatIsTrusted(): ReactNode {
  return <p className="small">{useTexts(texts).trust}</p>
}
