/**
 * Part of a long table: its rows are there while they are near the window, and their place always. What is
 * measured stays in its place, so rows may be as high as their text wants.
 *
 * @module
 */
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'

/** How far beyond the window rows are kept. */
const margin = '800px 0px'

/** Rows of a table body. `keep` names all that they depend on: while it stays, they are not made anew. */
export const Chunk = memo(
  function Chunk({ rows }: { readonly keep: unknown; readonly rows: () => ReactNode }): ReactNode {
    const body = useRef<HTMLTableSectionElement>(null)
    const [gap, setGap] = useState<number>()
    useEffect(() => {
      const place = body.current
      if (!place) return undefined
      const observer = new IntersectionObserver(
        (entries) => {
          const near = entries.at(-1)?.isIntersecting ?? true
          // Somebody is in it: they would lose their place.
          if (!near && place.contains(document.activeElement)) return
          setGap((last) => (near ? undefined : (last ?? place.offsetHeight)))
        },
        { rootMargin: margin },
      )
      observer.observe(place)
      return () => observer.disconnect()
    }, [])
    return (
      <tbody ref={body}>
        {gap === undefined ? rows() : <tr aria-hidden="true" style={{ height: gap }} />}
      </tbody>
    )
  },
  (last, next) => last.keep === next.keep,
)

/** Calls `onNear` each time that the end of something comes near the window. */
export function NearEnd({ onNear }: { readonly onNear: () => void }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const call = useRef(onNear)
  useEffect(() => {
    call.current = onNear
  })
  useEffect(() => {
    if (!place.current) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting === true) call.current()
      },
      { rootMargin: margin },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return <div ref={place} aria-hidden="true" />
}
