/**
 * Approvals: what waits for the person, and one release on its way to be approved or refused.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { ask } from '../../api/ask.ts'
import { paths } from '../../layout/route.ts'
import { screenNames } from '../../layout/screen-names.ts'
import type { ScreenProps } from '../../layout/screens.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Marking } from '../../ui/marking.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { Words } from '../../ui/words.tsx'

import { ReleasePage } from './release.tsx'
import { texts } from './text.ts'

/** The list, or the release that the address names. */
export function ApprovalsPage({ id }: ScreenProps): ReactNode {
  return id === '' ? <Waiting /> : <ReleasePage key={id} release={id} />
}

function Waiting(): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [answer, again] = useAnswer('tasks', () => ask(asker, 'GET /api/tasks', {}))
  const items =
    answer.kind === 'ready' ? answer.value.items.filter(({ kind }) => kind === 'approve') : []
  return (
    <>
      <h1>{screenNames.approvals[language]}</h1>
      <p>
        <Words text={s.listText} />
      </p>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && items.length === 0 && <Empty>{s.listNone}</Empty>}
      <ul className="cards">
        {items.map(
          (task) =>
            task.kind === 'approve' && (
              <li key={task.release} className="card">
                <p>
                  <a href={paths.screen('approvals', task.release)}>{task.line.title}</a>{' '}
                  <Marking marking={task.line.marking} />
                </p>
                <p className="small">
                  {t.since} <Moment at={task.since} />
                </p>
              </li>
            ),
        )}
      </ul>
    </>
  )
}
