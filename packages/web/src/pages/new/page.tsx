/**
 * New document: content, label, recipients and purposes; sealed here, sent, and put before the approvers.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'

import { type ReactNode, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { Drafting } from '../../api/gen/api.ts'
import { paths } from '../../layout/route.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { Words } from '../../ui/words.tsx'

import { DraftFields } from './draft-fields.tsx'
import { ResumePage } from './resume.tsx'
import { Done, Running } from './running.tsx'
import { useSealing } from './sealing-run.ts'
import { texts } from './text.ts'

/** The page; with the id of a draft, the one that goes on with it. */
export function NewPage({ id }: { readonly id: string }): ReactNode {
  return id === '' ? <New /> : <ResumePage document={id} />
}

function New(): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [answer, again] = useAnswer('drafting', async () => {
    const drafting = await ask(asker, 'GET /api/drafting', {})
    const { items } = await ask(asker, 'GET /api/tasks', {})
    const unsent = items.flatMap((one) => (one.kind === 'draft-unsent' ? [one.line] : []))
    return { drafting, unsent }
  })
  return (
    <>
      <h1>{screenNames.new[language]}</h1>
      <p>
        <Words text={s.intro} />
      </p>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && (
        <>
          <Unsent lines={answer.value.unsent} />
          <Sealed drafting={answer.value.drafting} />
        </>
      )}
    </>
  )
}

function Unsent({
  lines,
}: {
  readonly lines: readonly { readonly document: string; readonly title: string }[]
}): ReactNode {
  const s = useTexts(texts)
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="unfinished">
      <h2 id="unfinished">{s.unfinishedTitle}</h2>
      <ul className="cards">
        {lines.map(({ document, title }) => (
          <li key={document} className="card">
            {title} · <a href={paths.screen('new', document)}>{s.goOn}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sealed({ drafting }: { readonly drafting: Drafting }): ReactNode {
  const s = useTexts(texts)
  const [run, start, reset] = useSealing()
  const [turn, setTurn] = useState(0)
  const [document, setDocument] = useState('')
  return (
    <>
      {run.kind === 'running' && <Running run={run} onStop={reset} />}
      {run.kind === 'sealed' && (
        <Done
          run={run}
          onAnother={() => {
            setTurn(turn + 1)
            reset()
          }}
        />
      )}
      {run.kind === 'failed' && (
        <>
          <Failure error={run.error} />
          {run.sealed && (
            <p>
              {s.refusedAfter} <a href={paths.document(document)}>{s.toDocument}</a>
            </p>
          )}
        </>
      )}
      {/* Hidden and not gone: what was written is there again if sealing is stopped. */}
      <div hidden={run.kind === 'running' || run.kind === 'sealed'}>
        <DraftFields
          key={turn}
          drafting={drafting}
          onSeal={({ draft, content, wish }, language) => {
            setDocument(draft.document)
            start({ kind: 'seal', language, draft, content, wish })
          }}
        />
      </div>
    </>
  )
}
