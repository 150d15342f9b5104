/**
 * Where every copy of a document is, and the proofs of both members for it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { ask } from '../../api/ask.ts'
import type { CopyPlace, CopyPlaces } from '../../api/gen/api.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { ProofOf } from './proof.tsx'
import { texts } from './text.ts'

/** The section. */
export function Copies({ document: id }: { readonly document: string }): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [answer, again] = useAnswer(`copies ${id}`, () =>
    ask(asker, 'GET /api/documents/{document}/copies', { path: { document: id } }),
  )
  return (
    <section aria-labelledby="copies">
      <h2 id="copies">{s.title}</h2>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && <Places {...answer.value} />}
    </section>
  )
}

function Places({ copies, acknowledgements }: CopyPlaces): ReactNode {
  const { t } = useText()
  const s = useTexts(texts)
  const releases = [...new Set(copies.flatMap(({ release }) => release ?? []))]
  return (
    <>
      <Table
        heads={[s.member, t.colCopy, t.colState, s.since, s.receipt]}
        rows={copies.map((copy) => [
          copy.member,
          copy.copy ?? s.original,
          <State key="state" {...copy} />,
          copy.at === null ? '–' : <Moment key="at" at={copy.at} />,
          <Receipt key="receipt" {...copy} />,
        ])}
      />
      <h3>{s.acknowledgements}</h3>
      {acknowledgements.length === 0 ? (
        <Empty>{s.acknowledgedByNobody}</Empty>
      ) : (
        <Table
          heads={[s.member, s.person, s.acknowledgedAt]}
          rows={acknowledgements.map(({ member, person, at }) => [
            member,
            person,
            <Moment key="at" at={at} />,
          ])}
        />
      )}
      {releases.map((release) => (
        <ProofOf key={release} release={release} />
      ))}
    </>
  )
}

function State({ state, code }: CopyPlace): ReactNode {
  const s = useTexts(texts)
  return (
    <>
      {s.states[state]} {code !== null && <code>{code}</code>}
    </>
  )
}

function Receipt({ receipt, receiptState, due, state }: CopyPlace): ReactNode {
  const s = useTexts(texts)
  if (state === 'original' || state === 'refused') return '–'
  if (receiptState !== null) return s.receiptStates[receiptState]
  if (receipt !== null) return s.receiptHere
  return due === null ? '–' : [s.dueBy, ' ', <Moment key="due" at={due} />]
}
