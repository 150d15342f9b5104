/**
 * A marking: always its text; the colour only repeats it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { useText } from '../text/language.tsx'

/** The marking of a document. `band` stands above or below its content, across the page. */
export function Marking({
  marking,
  look = 'tag',
}: {
  readonly marking: { readonly en: string; readonly ja: string }
  readonly look?: 'band' | 'tag'
}): ReactNode {
  const { language } = useText()
  return <span className={`marking ${look}`}>{marking[language]}</span>
}
