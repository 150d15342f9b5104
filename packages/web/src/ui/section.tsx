/**
 * A part of a page that is called by its heading.
 *
 * @module
 */
import type { ReactNode } from 'react'

/** The part; `id` is its own on the page. */
export function Section({
  id,
  title,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
