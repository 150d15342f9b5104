/**
 * A list that the server gives page after page, as a table of which only the rows near the window are there.
 *
 * @module
 */
import { type ReactNode, useRef, useState } from 'react'

import { Refusal } from '../../api/ask.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Chunk, NearEnd } from '../../ui/chunk.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { texts } from './text.ts'

/** How many items of a list are asked for at a time. */
export const pageSize = 100

/** One page as it came. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string | undefined
}

/** The table; `id` names all that the question depends on, and what the rows are written with. */
export function Paged<T>({
  id,
  label,
  none,
  heads,
  read,
  keyOf,
  cells,
}: {
  readonly id: string
  readonly label: string
  readonly none: string
  readonly heads: readonly string[]
  readonly read: (cursor: string | undefined) => Promise<Page<T>>
  readonly keyOf: (item: T) => string
  readonly cells: (item: T) => readonly ReactNode[]
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [more, setMore] = useState<readonly Page<T>[]>([])
  const [fault, setFault] = useState<unknown>()
  const busy = useRef(false)
  const [first, again] = useAnswer(id, () => read(undefined))
  if (first.kind === 'loading') return <Loading />
  if (first.kind === 'failed') return <Refused error={first.error} onAgain={again} />
  const pages = [first.value, ...more]
  const next = pages.at(-1)?.next
  const readMore = async (): Promise<void> => {
    if (busy.current || next === undefined) return
    busy.current = true
    try {
      const page = await read(next)
      setMore((last) => [...last, page])
      setFault(undefined)
    } catch (error) {
      setFault(error)
    }
    busy.current = false
  }
  const shown = pages.some(({ items }) => items.length > 0)
  return (
    <>
      {!shown && next === undefined && <Empty>{none}</Empty>}
      {shown && (
        <table
          className="lines"
          aria-label={label}
          aria-rowcount={next === undefined ? undefined : -1}
        >
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {pages.map((page, index) => (
            <Chunk
              // oxlint-disable-next-line react/no-array-index-key -- pages keep their order
              key={`${index} ${language}`}
              keep={page}
              rows={() =>
                page.items.map((item) => (
                  <tr key={keyOf(item)}>
                    {cells(item).map((cell, column) =>
                      column === 0 ? (
                        <th key={heads[column]} scope="row">
                          {cell}
                        </th>
                      ) : (
                        <td key={heads[column]} data-label={heads[column]}>
                          {cell}
                        </td>
                      ),
                    )}
                  </tr>
                ))
              }
            />
          ))}
        </table>
      )}
      {fault !== undefined && <Failure error={fault} />}
      {next !== undefined && (
        <>
          {fault === undefined && <NearEnd key={pages.length} onNear={() => void readMore()} />}
          <Button onPress={() => void readMore()}>{s.more}</Button>
        </>
      )}
    </>
  )
}

/** A failure; who may not see it is told whom it is for. */
export function Refused({
  error,
  onAgain,
}: {
  readonly error: unknown
  readonly onAgain: () => void
}): ReactNode {
  const s = useTexts(texts)
  if (error instanceof Refusal && error.code === 'http/role-required') {
    return <Empty>{s.closed}</Empty>
  }
  return <Failure error={error} onAgain={onAgain} />
}
