/**
 * What the grants say of one person on a day, and what they could read by it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { ask } from '../../api/ask.ts'
import { paths } from '../../layout/route.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'
import { Empty, Loading } from '../../ui/notice.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { Move } from './move.tsx'
import { Paged, pageSize, Refused } from './paged.tsx'
import { Scope } from './scope.tsx'
import { texts } from './text.ts'

interface Props {
  readonly person: string
  readonly at: string | undefined
}

/** All of it. */
export function OnePerson({ person, at }: Props): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [answer, again] = useAnswer('person', () =>
    ask(asker, 'GET /api/people/{person}', { path: { person }, query: { at } }),
  )
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'failed') return <Refused error={answer.error} onAgain={again} />
  const { post, clearances, facilities, needs } = answer.value
  return (
    <>
      {post ? (
        <dl className="facts">
          <dt>{s.organ}</dt>
          <dd>{post.organ}</dd>
          <dt>{s.nationality}</dt>
          <dd>{post.nationality}</dd>
          <dt>{s.offices}</dt>
          <dd>{post.offices.length === 0 ? '—' : post.offices.join(' ')}</dd>
          <dt>{s.until}</dt>
          <dd>
            <Moment at={post.until} />
          </dd>
        </dl>
      ) : (
        <Empty>{s.noPost}</Empty>
      )}
      <Part
        title={s.clearances}
        heads={[s.level, s.regime, s.by, s.until]}
        rows={clearances.map(({ level, regime, organ, until, grant }) => [
          level,
          <code key="regime">{regime}</code>,
          organ,
          <Moment key={grant} at={until} />,
        ])}
      />
      <Part
        title={s.registers}
        heads={[s.facility, s.from, s.until]}
        rows={facilities.map(({ facility, from, until, grant }) => [
          facility,
          <Moment key={`${grant} from`} at={from} />,
          <Moment key={grant} at={until} />,
        ])}
      />
      <Part
        title={s.needs}
        heads={[s.scope, s.purposes, s.until]}
        rows={needs.map(({ scope, purposes, until, grant }) => [
          <Scope key="scope" scope={scope} />,
          purposes.join(' '),
          <Moment key={grant} at={until} />,
        ])}
      />
      <section aria-labelledby="readable">
        <h2 id="readable">{s.readable}</h2>
        <p>{s.readableText}</p>
        <Readable person={person} at={at} />
      </section>
      {post && (
        <section aria-labelledby="moves">
          <h2 id="moves">{s.moves}</h2>
          <p>{s.movesText}</p>
          <Move person={person} at={at} now={answer.value} />
        </section>
      )}
    </>
  )
}

function Readable({ person, at }: Props): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  return (
    <Paged
      id="readable"
      label={s.readable}
      none={s.readableNone}
      heads={[s.document, s.originator, s.level, s.where, s.purposes]}
      read={(cursor) =>
        ask(asker, 'GET /api/people/{person}/access', {
          path: { person },
          query: { at, cursor, limit: pageSize },
        })
      }
      keyOf={({ document, release }) => `${document} ${release}`}
      cells={({ document, originator, level, facilities, purposes }) => [
        <a key="document" href={paths.document(document)}>
          <code>{document}</code>
        </a>,
        originator,
        level,
        facilities.length === 0 ? s.anywhere : facilities.join(' '),
        purposes.join(' '),
      ]}
    />
  )
}

function Part({
  title,
  heads,
  rows,
}: {
  readonly title: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly ReactNode[])[]
}): ReactNode {
  const s = useTexts(texts)
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? <Empty>{s.nothing}</Empty> : <Table heads={heads} rows={rows} />}
    </section>
  )
}
