/**
 * Texts whose terms explain themselves.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { entryOf, type Piece, splitTerms } from '../text/glossary.ts'
import { useText } from '../text/language.tsx'

import { Term } from './term.tsx'

/** A text of the application: terms of the glossary in it, each at its first place, say what they mean. */
export function Words({ text }: { readonly text: string }): ReactNode {
  const { language } = useText()
  return <Pieces pieces={splitTerms(text, language)} />
}

/** A text that was split. */
export function Pieces({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ text, entry }, index) => {
    const key = `${index} ${text}`
    if (!entry) return <span key={key}>{text}</span>
    return (
      <Term key={key} entry={entry}>
        {text}
      </Term>
    )
  })
}

/** A word that means a term of the glossary, named by its English word. */
export function Explained({
  term,
  children,
}: {
  readonly term: string
  readonly children: ReactNode
}): ReactNode {
  return <Term entry={entryOf(term)}>{children}</Term>
}
