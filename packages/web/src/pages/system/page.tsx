/**
 * Peers and system: what is wrong and what to do about it, then everything that it was told from.
 *
 * @module
 */
import { type ReactNode, useEffect, useState } from 'react'

import { ask, Refusal } from '../../api/ask.ts'
import type { SystemState } from '../../api/gen/api.ts'
import { unattendedOf } from '../../layout/changes.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Moment } from '../../ui/time.tsx'
import { Section } from '../../ui/section.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { Alarms } from './alarms.tsx'
import { Health, Storage } from './machine.tsx'
import { Connections, Keys, Ledger, Queues } from './tables.tsx'
import { texts } from './text.ts'
import { Traffic } from './traffic.tsx'

/** How often the state is read again, in seconds. */
const every = 30

/** The page. */
export function SystemPage(): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [answer, again] = useAnswer('system', () => ask(asker, 'GET /api/system', {}))
  const refused = answer.kind === 'failed' && answer.error instanceof Refusal
  return (
    <>
      <h1>{screenNames.system[language]}</h1>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && (
        <>
          <Failure error={answer.error} onAgain={again} />
          {refused && <Empty>{s.notYours}</Empty>}
        </>
      )}
      {answer.kind === 'ready' && <Live first={answer.value} onAgain={again} />}
    </>
  )
}

/** Numbers are read anew in their places. */
function Live({
  first,
  onAgain,
}: {
  readonly first: SystemState
  readonly onAgain: () => void
}): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [state, setState] = useState(first)
  const [stale, setStale] = useState(false)
  useEffect(() => {
    let wanted = true
    const read = async (): Promise<void> => {
      try {
        const next = await ask(unattendedOf(asker), 'GET /api/system', {})
        if (!wanted) return
        setState(next)
        setStale(false)
      } catch {
        if (wanted) setStale(true)
      }
    }
    const timer = setInterval(() => void read(), every * 1000)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [asker])
  return (
    <>
      <div className="as-of">
        <p>
          {s.asOf} <Moment at={state.at} /> <span className="small">{s.every(every)}</span>
        </p>
        <Button onPress={onAgain}>{s.readAgain}</Button>
      </div>
      <p className="wrong" role="status">
        {stale && s.stale}
      </p>
      <Section id="alarms" title={s.alarms}>
        <Alarms state={state} />
      </Section>
      <Section id="links" title={s.links}>
        <Connections state={state} />
      </Section>
      <Section id="traffic" title={s.traffic}>
        <Traffic at={state.at} />
      </Section>
      <Section id="queues" title={s.queues}>
        <Queues state={state} />
      </Section>
      <Section id="ledger" title={s.ledger}>
        <Ledger state={state} />
      </Section>
      <Section id="keys" title={s.keys}>
        <Keys state={state} />
      </Section>
      <Section id="storage" title={s.storage}>
        <Storage state={state} />
      </Section>
      <Section id="health" title={s.health}>
        <Health state={state} />
      </Section>
    </>
  )
}
