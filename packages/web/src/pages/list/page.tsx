/**
 * Inbox and register: the lines that the person may see, page after page.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { RegisterLine } from '../../api/gen/api.ts'
import { paths } from '../../layout/route.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Marking } from '../../ui/marking.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { stateText } from '../../ui/state.ts'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { texts } from './text.ts'

const pageSize = 50

interface Page {
  readonly items: readonly RegisterLine[]
  readonly next?: string | undefined
}

/** What others provided. */
export function InboxPage(): ReactNode {
  return <ListPage kind="inbox" />
}

/** Every document. */
export function RegisterPage(): ReactNode {
  return <ListPage kind="register" />
}

function ListPage({ kind }: { readonly kind: 'inbox' | 'register' }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [older, setOlder] = useState<readonly Page[]>([])
  const [fault, setFault] = useState<unknown>()
  const wanted = (line: RegisterLine): boolean =>
    kind === 'register' || line.direction === 'received'
  const read = async (cursor?: string): Promise<Page> => {
    const page = await ask(asker, 'GET /api/documents', { query: { limit: pageSize, cursor } })
    return { ...page, items: page.items.filter(wanted) }
  }
  const [first, again] = useAnswer(kind, () => read())
  const [text, none] =
    kind === 'inbox' ? [s.inboxText, s.inboxNone] : [s.registerText, s.registerNone]
  return (
    <>
      <h1>{screenNames[kind][language]}</h1>
      <p>{text}</p>
      {first.kind === 'loading' && <Loading />}
      {first.kind === 'failed' && <Failure error={first.error} onAgain={again} />}
      {first.kind === 'ready' && (
        <Lines
          lines={[first.value, ...older].flatMap(({ items }) => items)}
          next={(older.at(-1) ?? first.value).next}
          none={none}
          onMore={(cursor) => {
            read(cursor).then((page) => setOlder([...older, page]), setFault)
          }}
        />
      )}
      {fault !== undefined && <Failure error={fault} />}
    </>
  )
}

function Lines({
  lines,
  next,
  none,
  onMore,
}: {
  readonly lines: readonly RegisterLine[]
  readonly next: string | undefined
  readonly none: string
  readonly onMore: (cursor: string) => void
}): ReactNode {
  const { t } = useText()
  const s = useTexts(texts)
  return (
    <>
      {lines.length === 0 && next === undefined && <Empty>{none}</Empty>}
      {lines.length > 0 && (
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">{s.title}</th>
              <th scope="col">{t.colMarking}</th>
              <th scope="col">{t.colOriginator}</th>
              <th scope="col">{t.colState}</th>
              <th scope="col">{t.colDate}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.document}>
                <th scope="row">
                  <a href={paths.document(line.document)}>{line.title}</a>
                </th>
                <td data-label={t.colMarking}>
                  <Marking marking={line.marking} />
                </td>
                <td data-label={t.colOriginator}>
                  {line.direction === 'own' ? t.own : line.originator}
                </td>
                <td data-label={t.colState}>{stateText(line, t)}</td>
                <td data-label={t.colDate}>
                  <Moment at={line.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next !== undefined && <Button onPress={() => onMore(next)}>{s.more}</Button>}
    </>
  )
}
