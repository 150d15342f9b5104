/**
 * What waits for the person, and what came last.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../api/ask.ts'
import type { RegisterLine, Task } from '../api/gen/api.ts'
import { unattendedOf, useChanges } from '../layout/changes.ts'
import { paths } from '../layout/route.ts'
import { useWork } from '../layout/work.ts'
import type { Texts } from '../text/en.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Marking } from '../ui/marking.tsx'
import { Empty, Failure, Loading } from '../ui/notice.tsx'
import { Moment } from '../ui/time.tsx'
import { type Live, useLive } from '../ui/use-live.ts'

import { YourWaysIn } from './sign-in/yours.tsx'

/** How many of the newest documents received are shown. */
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
      <YourWaysIn />
    </>
  )
}

function Tasks(): ReactNode {
  const { t } = useText()
  const { asker } = useWork()
  const { tasks: change } = useChanges()
  const live = useLive<Task>('tasks', change, async (attended) => {
    const by = attended ? asker : unattendedOf(asker)
    return (await ask(by, 'GET /api/tasks', {})).items
  })
  return (
    <LiveList live={live} none={t.tasksNone} keyOf={(task) => JSON.stringify(task)}>
      {(task) => <TaskCard task={task} onDone={live.again} />}
    </LiveList>
  )
}

function LiveList<T>({
  live: { answer, again, waiting, show },
  none,
  keyOf,
  children,
}: {
  readonly live: Live<T>
  readonly none: string
  readonly keyOf: (item: T) => string
  readonly children: (item: T) => ReactNode
}): ReactNode {
  const { t } = useText()
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'failed') return <Failure error={answer.error} onAgain={again} />
  return (
    <>
      <div role="status" className="news">
        {waiting !== undefined && (
          <>
            <span>{waiting > 0 ? t.newItems(waiting) : t.changedItems}</span>{' '}
            <Button onPress={show}>{t.showNew}</Button>
          </>
        )}
      </div>
      {answer.value.length === 0 ? (
        <Empty>{none}</Empty>
      ) : (
        <ul className="cards">
          {answer.value.map((item) => (
            <li key={keyOf(item)} className="card">
              {children(item)}
            </li>
          ))}
        </ul>
      )}
    </>
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
      {task.kind === 'approve' && (
        <p>
          <a href={paths.screen('approvals', task.release)}>{t.taskApproveHow}</a>
        </p>
      )}
      {task.kind === 'draft-unsent' && (
        <p>
          <a href={paths.screen('new', task.document)}>{t.taskUnsentHow}</a>
        </p>
      )}
      {task.kind === 'acknowledge' && (
        <p>
          <a href={paths.document(line.document)}>{t.taskAcknowledgeHow}</a>
        </p>
      )}
      {task.kind === 'release-refused' && <p className="words">{task.reason}</p>}
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
  t: Texts,
): string {
  if (task.kind === 'approve') return t.taskApprove
  if (task.kind === 'draft-unsent') return t.taskUnsent
  if (task.kind === 'release-refused') return t.taskRefused(task.officer)
  if (task.kind === 'acknowledge') return t.taskAcknowledge(task.member)
  return task.kind === 'consent' ? t.taskConsent(task.member) : t.taskOverdue(task.member)
}

function Newest(): ReactNode {
  const { t } = useText()
  const { asker } = useWork()
  const { register: change } = useChanges()
  const live = useLive<RegisterLine>('newest', change, async (attended) => {
    const by = attended ? asker : unattendedOf(asker)
    const query = { limit: shown, state: 'received' } as const
    return (await ask(by, 'GET /api/documents', { query })).items
  })
  return (
    <LiveList live={live} none={t.newNone} keyOf={({ document }) => document}>
      {(line) => (
        <>
          <p>
            <a href={paths.document(line.document)}>{line.title}</a>{' '}
            <Marking marking={line.marking} />
          </p>
          <p className="small">
            {line.originator} · <Moment at={line.createdAt} />
          </p>
        </>
      )}
    </LiveList>
  )
}
