/**
 * One release that waits for approval: what it says, the document beside it, and yes or no.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { RegisterLine } from '../../api/gen/api.ts'
import { paths } from '../../layout/route.ts'
import { Ended } from '../../layout/ended.tsx'
import { useWork } from '../../layout/work.ts'
import { Denied } from '../../reader/decided.tsx'
import { Reading } from '../../reader/reading.tsx'
import { SignedStatement } from '../../signing/statement.tsx'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Marking } from '../../ui/marking.tsx'
import { Failure, Loading, Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { Decide } from './decide.tsx'
import { Differences } from './differences.tsx'
import type { Hindrance, Shown } from './protocol.ts'
import { Refuse } from './refuse.tsx'
import { StatementWords } from './statement.tsx'
import { texts } from './text.ts'
import { type Approval, useApproval } from './use-approval.ts'

/** The page of a release. */
export function ReleasePage({ release }: { readonly release: string }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const approval = useApproval(release, language)
  const { shown, step, again } = approval
  return (
    <>
      <p>
        <a href={paths.screen('approvals')}>{s.back}</a>
      </p>
      <h1>{s.title}</h1>
      {step.kind === 'reading' && <Loading />}
      {step.kind === 'failed' && <Failure error={undefined} onAgain={again} />}
      {step.kind === 'ended' && <Ended />}
      {step.kind === 'refused' && <Denied refused={step} />}
      {shown && <Release shown={shown} approval={approval} />}
    </>
  )
}

function Release({
  shown,
  approval,
}: {
  readonly shown: Shown
  readonly approval: Approval
}): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [refused, setRefused] = useState(false)
  const path = { document: shown.document }
  const [answer] = useAnswer(shown.document, () =>
    ask(asker, 'GET /api/documents/{document}', { path }),
  )
  if (answer.kind === 'loading') return <Loading />
  // Whoever has approved may look at what they signed, also when the register shows them no line of it.
  const line = answer.kind === 'ready' ? answer.value : undefined
  const title = line?.title ?? ''
  const { step } = approval
  const isOver = step.kind === 'approved' || refused
  const now = step.kind === 'approved' ? { given: step.approvals } : {}
  return (
    <>
      {line && (
        <p>
          <Marking marking={line.marking} />
        </p>
      )}
      <div className="beside">
        <div>
          <section aria-labelledby="statement">
            <h2 id="statement">{s.statement}</h2>
            <SignedStatement
              {...shown}
              words={(language) => (
                <StatementWords shown={shown} title={title} language={language} {...now} />
              )}
            />
          </section>
          <Differences previous={shown.previous} />
          {refused ? (
            <Notice tone="info" title={s.refuse}>
              <p role="status">{s.refused}</p>
            </Notice>
          ) : (
            <Decide shown={shown} approval={approval} />
          )}
          {!isOver && mayRefuse(shown.hindrance) && (
            <Refuse release={shown.release} onRefused={() => setRefused(true)} />
          )}
        </div>
        {line && !isOver && <Beside line={line} />}
      </div>
    </>
  )
}

function mayRefuse(hindrance: Hindrance | null): boolean {
  return hindrance !== 'author' && hindrance !== 'closed' && hindrance !== 'given'
}

/** The document, opened by the reader for approval. */
function Beside({ line }: { readonly line: RegisterLine }): ReactNode {
  const s = useTexts(texts)
  const [turn, setTurn] = useState(0)
  const [open, setOpen] = useState(false)
  return (
    <section className="reader" aria-label={s.document}>
      {open ? (
        <Reading
          key={turn}
          line={line}
          purpose={{ id: 'approval' }}
          onClose={() => setOpen(false)}
          onAgain={() => setTurn((last) => last + 1)}
        />
      ) : (
        <Button onPress={() => setOpen(true)}>{s.read}</Button>
      )}
    </section>
  )
}
