/**
 * The lines of the register, as many as there are: only those near the window are in the page.
 *
 * @module
 */
import type { KeyboardEvent, ReactNode } from 'react'

import type { RegisterLine } from '../../api/gen/api.ts'
import { paths } from '../../layout/route.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Chunk } from '../../ui/chunk.tsx'
import { Marking } from '../../ui/marking.tsx'
import { stateText } from '../../ui/state.ts'
import { Moment } from '../../ui/time.tsx'

import { texts } from './text.ts'

/** One page of lines as it came. */
export interface Page {
  readonly items: readonly RegisterLine[]
  readonly next?: string | undefined
}

/** The table. `count` is how many lines there are, where that is known. */
export function Lines({
  pages,
  count,
}: {
  readonly pages: readonly Page[]
  readonly count: number | undefined
}): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  let first = 0
  return (
    <table
      className="lines"
      aria-label={s.table}
      aria-rowcount={count === undefined ? -1 : count + 1}
      onKeyDown={moveByKey}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{s.title}</th>
          <th scope="col">{t.colMarking}</th>
          <th scope="col">{t.colOriginator}</th>
          <th scope="col">{t.colState}</th>
          <th scope="col">{t.colDate}</th>
        </tr>
      </thead>
      {pages.map((page) => {
        const start = first
        first += page.items.length
        return (
          <Chunk
            key={`${start} ${language}`}
            keep={page}
            rows={() =>
              page.items.map((line, index) => (
                <Row key={line.document} line={line} index={start + index + 2} />
              ))
            }
          />
        )
      })}
    </table>
  )
}

function Row({ line, index }: { readonly line: RegisterLine; readonly index: number }): ReactNode {
  const { t } = useText()
  return (
    <tr aria-rowindex={index}>
      <th scope="row">
        <a href={paths.document(line.document)}>{line.title}</a>
      </th>
      <td data-label={t.colMarking}>
        <Marking marking={line.marking} />
      </td>
      <td data-label={t.colOriginator}>{line.direction === 'own' ? t.own : line.originator}</td>
      <td data-label={t.colState}>{stateText(line, t)}</td>
      <td data-label={t.colDate}>
        <Moment at={line.createdAt} />
      </td>
    </tr>
  )
}

/** Arrows go from title to title; Home and End to the first and the last that are here. */
function moveByKey(event: KeyboardEvent<HTMLTableElement>): void {
  const titles = [...event.currentTarget.querySelectorAll('a')]
  const here = titles.findIndex((title) => title === document.activeElement)
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: titles.length - 1 }[event.key]
  if (to === undefined || here < 0) return
  event.preventDefault()
  titles[Math.max(0, to)]?.focus()
}
