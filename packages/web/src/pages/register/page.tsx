/**
 * Inbox and register: the lines that the person may see, searched by the server, page after page.
 *
 * @module
 */
import { type ReactNode, useCallback, useRef, useState } from 'react'

import { ask } from '../../api/ask.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { NearEnd } from '../../ui/chunk.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { Words } from '../../ui/words.tsx'

import { Export } from './export.tsx'
import { Lines, type Page } from './lines.tsx'
import { type Choices, type Search, SearchForm } from './search.tsx'
import { texts } from './text.ts'

const pageSize = 100

/** What others provided. */
export function InboxPage(): ReactNode {
  return <ListPage kind="inbox" />
}

/** Every document. */
export function RegisterPage(): ReactNode {
  return <ListPage kind="register" />
}

const fixed = { inbox: { state: 'received' }, register: {} } as const

function ListPage({ kind }: { readonly kind: 'inbox' | 'register' }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker, kept } = useWork()
  const [search, setSearch] = useState<Search>(() => kept.search ?? {})
  const look = useCallback(
    (next: Search) => {
      // Words that somebody searched for stay in the memory of the page: no address names them.
      kept.search = next
      setSearch(next)
    },
    [kept],
  )
  const [choices] = useAnswer(`choices ${language}`, async (): Promise<Choices> => {
    const { items } = await ask(asker, 'GET /api/pacts', {})
    const [pact] = items
    return {
      members: (pact?.members ?? []).map(({ id, name }) => ({ id, name: name[language] })),
      levels: (pact?.regimes ?? []).flatMap(({ regime, levels }) =>
        levels.map(({ level }) => ({ regime, level })),
      ),
    }
  })
  const sought: Search = kind === 'register' ? search : fixed.inbox
  return (
    <>
      <h1>{screenNames[kind][language]}</h1>
      <p>
        <Words text={kind === 'inbox' ? s.inboxText : s.registerText} />
      </p>
      {kind === 'register' && (
        <SearchForm
          search={search}
          choices={choices.kind === 'ready' ? choices.value : { members: [], levels: [] }}
          onChange={look}
        />
      )}
      <Found key={JSON.stringify(sought)} kind={kind} search={sought} />
    </>
  )
}

function Found({
  kind,
  search,
}: {
  readonly kind: 'inbox' | 'register'
  readonly search: Search
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker, roles } = useWork()
  const keeps = roles.includes('registry') || roles.includes('controller')
  const [older, setOlder] = useState<readonly Page[]>([])
  const [fault, setFault] = useState<unknown>()
  const busy = useRef(false)
  const read = (cursor?: string): Promise<Page> =>
    ask(asker, 'GET /api/documents', { query: { ...search, limit: pageSize, cursor } })
  const [first, again] = useAnswer(kind, () => read())
  const [counted] = useAnswer('count', () =>
    ask(asker, 'GET /api/register/count', { query: search }),
  )
  if (first.kind === 'loading') return <Loading />
  if (first.kind === 'failed') return <Failure error={first.error} onAgain={again} />
  const pages = [first.value, ...older]
  const shown = pages.reduce((sum, { items }) => sum + items.length, 0)
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
  if (shown === 0) {
    const sought = kind === 'register' && Object.values(search).some((one) => one !== undefined)
    return <Empty>{sought ? s.noneFound : kind === 'inbox' ? s.inboxNone : s.registerNone}</Empty>
  }
  const count = counted.kind === 'ready' ? counted.value : undefined
  const spell = (number: number): string => new Intl.NumberFormat(language).format(number)
  return (
    <>
      {count && (
        <p role="status" className="small">
          {count.more
            ? s.countMore(spell(shown), spell(count.count))
            : s.count(spell(shown), spell(count.count))}
        </p>
      )}
      {kind === 'register' && keeps && <Export search={search} />}
      <Lines pages={pages} count={count && !count.more ? count.count : undefined} />
      {fault !== undefined && <Failure error={fault} />}
      {next !== undefined && (
        <>
          {fault === undefined && <NearEnd key={pages.length} onNear={() => void more()} />}
          <Button onPress={() => void more()}>{s.more}</Button>
        </>
      )}
    </>
  )
}
