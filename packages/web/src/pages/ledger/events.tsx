/**
 * What is on record, the newest first, page after page.
 *
 * @module
 */
import { eventKinds, isEventKind } from '@entente/core/ledger'
import { type ReactNode, useRef, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { Api } from '../../api/gen/api.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Chunk, NearEnd } from '../../ui/chunk.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { EventRow } from './event-row.tsx'
import { texts } from './text.ts'

const pageSize = 100

type Page = Api['GET /api/ledger/events']['answer']
type Search = Pick<NonNullable<Api['GET /api/ledger/events']['query']>, 'audience' | 'kind'>

const audiences = ['self', 'parties', 'anyone'] as const
const kinds = Object.keys(eventKinds).filter(isEventKind)

/** The list, and what is looked for in it. `size` is how many entries there are now. */
export function Events({ size }: { readonly size: number }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [search, setSearch] = useState<Search>({ audience: 'self' })
  return (
    <>
      <p>{s.discloseText}</p>
      <search className="search" aria-label={s.search}>
        <label>
          {s.kind}
          <select
            value={search.kind ?? ''}
            onChange={({ target: { value } }) =>
              setSearch({ ...search, kind: isEventKind(value) ? value : undefined })
            }
          >
            <option value="">{s.any}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {eventKinds[kind][language]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {s.sees}
          <select
            value={search.audience}
            onChange={({ target: { value } }) =>
              setSearch({ ...search, audience: audiences.find((one) => one === value) })
            }
          >
            {audiences.map((one) => (
              <option key={one} value={one}>
                {s.audiences[one]}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Found key={JSON.stringify(search)} search={search} size={size} />
    </>
  )
}

function Found({ search, size }: { readonly search: Search; readonly size: number }): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [older, setOlder] = useState<readonly Page[]>([])
  const [known, setKnown] = useState(size)
  const [fault, setFault] = useState<unknown>()
  const busy = useRef(false)
  const read = (cursor?: string): Promise<Page> =>
    ask(asker, 'GET /api/ledger/events', { query: { ...search, limit: pageSize, cursor } })
  const [first, again] = useAnswer('events', () => read())
  if (first.kind === 'loading') return <Loading />
  if (first.kind === 'failed') return <Failure error={first.error} onAgain={again} />
  const pages = [first.value, ...older]
  const next = pages.at(-1)?.next
  const more = async (): Promise<void> => {
    if (busy.current || next === undefined) return
    busy.current = true
    try {
      const page = await read(next)
      setOlder((last) => [...last, page])
      setFault(undefined)
    } catch (error) {
      setFault(error)
    }
    busy.current = false
  }
  const fresh = size - known
  return (
    <>
      <div role="status" className="news">
        {fresh > 0 && (
          <>
            <span>{s.fresh(new Intl.NumberFormat(language).format(fresh))}</span>{' '}
            <Button
              onPress={() => {
                setOlder([])
                setKnown(size)
                again()
              }}
            >
              {t.showNew}
            </Button>
          </>
        )}
      </div>
      {first.value.items.length === 0 ? (
        <Empty>{s.none}</Empty>
      ) : (
        <table className="lines" aria-label={s.eventsTitle} aria-rowcount={-1}>
          <thead>
            <tr>
              {[s.index, s.event, s.time, s.article, s.sees, s.details].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {pages.map((page) => (
            <Chunk
              key={`${page.items[0]?.index} ${language}`}
              keep={page}
              rows={() => page.items.map((item) => <EventRow key={item.index} item={item} />)}
            />
          ))}
        </table>
      )}
      {fault !== undefined && <Failure error={fault} />}
      {next !== undefined && (
        <>
          {fault === undefined && <NearEnd key={pages.length} onNear={() => void more()} />}
          <Button onPress={() => void more()}>{s.older}</Button>
        </>
      )}
    </>
  )
}
