/**
 * What waits for the person, and what came last.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../api/ask.ts'
import type { Task } from '../api/gen/api.ts'
import { paths } from '../layout/route.ts'
import { useWork } from '../layout/work.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Marking } from '../ui/marking.tsx'
import { Empty, Failure, Loading } from '../ui/notice.tsx'
import { Moment } from '../ui/time.tsx'
import { useAnswer } from '../ui/use-answer.ts'

/** How many of the newest documents are looked at for what was received. */
const newest = 50
const shown = 5

/** The page. */
export function TodayPage(): ReactNode {
  const { t, language } = useText()
  return (
    <>
      <h1>{t.today}</h1>
      <section aria-labelledby="tasks">
        <h2 id="tasks">{t.tasksTitle}</h2>
        <Tasks key={language} />
      </section>
      <section aria-labelledby="newest">
        <h2 id="newest">{t.newTitle}</h2>
        <Newest />
      </section>
    </>
  )
}

function Tasks(): ReactNode {
  const { t } = useText()
  const { asker } = useWork()
  const [answer, again] = useAnswer('tasks', () => ask(asker, 'GET /api/tasks', {}))
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'failed') return <Failure error={answer.error} onAgain={again} />
  if (answer.value.items.length === 0) return <Empty>{t.tasksNone}</Empty>
  return (
    <ul className="cards">
      {answer.value.items.map((task) => (
        <li key={JSON.stringify(task)} className="card">
          <TaskCard task={task} onDone={again} />
        </li>
      ))}
    </ul>
  )
}

interface TaskCardProps {
  readonly task: Task
  readonly onDone: () => void
}

function TaskCard({ task, onDone }: TaskCardProps): ReactNode {
  const { t } = useText()
  if (task.kind === 'expiry-notice') return <NoticeCard task={task} onDone={onDone} />
  if (task.kind === 'clearance-ends') {
    return (
      <>
        <p>
          <strong>{t.taskClearance(task.person, task.level)}</strong>
        </p>
        <p className="small">
          {t.ends} <Moment at={task.until} />
        </p>
      </>
    )
  }
  const { line, since } = task
  return (
    <>
      <p className="small">
        <strong>{titleOf(task, t)}</strong>
      </p>
      <p>
        <a href={paths.document(line.document)}>{line.title}</a> <Marking marking={line.marking} />
      </p>
      <p className="small">
        {task.kind === 'receipt-overdue' ? t.due : t.since} <Moment at={since} />
      </p>
      {task.kind === 'approve' && <p className="small">{t.taskApproveHow(task.release)}</p>}
      {task.kind === 'consent' && <p className="small">{t.taskConsentHow(task.consent)}</p>}
    </>
  )
}

/** Somebody to be told in writing; the letter goes its own way, and that it went is put on record here. */
function NoticeCard({
  task: { document, designation, to, article, text, since },
  onDone,
}: {
  readonly task: Extract<Task, { readonly kind: 'expiry-notice' }>
  readonly onDone: () => void
}): ReactNode {
  const { t, language } = useText()
  const { asker } = useWork()
  const [failure, setFailure] = useState<unknown>(null)
  const record = async (): Promise<void> => {
    try {
      const path = { document }
      const body = { designation, to }
      await ask(asker, 'POST /api/documents/{document}/expiry-notices', { path, body })
      onDone()
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <p>
        <strong>{text[language]}</strong>
      </p>
      <p className="small">
        {article[language]} · {t.since} <Moment at={since} />
      </p>
      {failure !== null && <Failure error={failure} onAgain={() => void record()} />}
      <Button onPress={() => void record()}>{t.taskNotified}</Button>
    </>
  )
}

function titleOf(
  task: Exclude<Task, { readonly kind: 'clearance-ends' | 'expiry-notice' }>,
  t: ReturnType<typeof useText>['t'],
): string {
  if (task.kind === 'approve') return t.taskApprove
  return task.kind === 'consent' ? t.taskConsent(task.member) : t.taskOverdue(task.member)
}

function Newest(): ReactNode {
  const { t } = useText()
  const { asker } = useWork()
  const [answer, again] = useAnswer('newest', () =>
    ask(asker, 'GET /api/documents', { query: { limit: newest } }),
  )
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'failed') return <Failure error={answer.error} onAgain={again} />
  const received = answer.value.items.filter(({ direction }) => direction === 'received')
  if (received.length === 0) return <Empty>{t.newNone}</Empty>
  return (
    <ul className="cards">
      {received.slice(0, shown).map((line) => (
        <li key={line.document} className="card">
          <p>
            <a href={paths.document(line.document)}>{line.title}</a>{' '}
            <Marking marking={line.marking} />
          </p>
          <p className="small">
            {line.originator} · <Moment at={line.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}
