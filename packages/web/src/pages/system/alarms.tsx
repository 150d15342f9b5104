/**
 * What is wrong, since when, and what to do about it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { SystemState } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty } from '../../ui/notice.tsx'
import { Moment } from '../../ui/time.tsx'

import { texts } from './text.ts'

/** The list; those who listen are told when their number changes. */
export function Alarms({ state: { alarms } }: { readonly state: SystemState }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  return (
    <>
      <p className="said" role="status">
        {s.alarmCount(alarms.length)}
      </p>
      {alarms.length === 0 ? (
        <Empty>{s.alarmsNone}</Empty>
      ) : (
        <ul className="cards">
          {alarms.map(({ code, member, since, happened, next }) => (
            <li key={`${code} ${member ?? ''} ${happened.en}`} className="card alarm">
              <h3>{happened[language]}</h3>
              <p>
                <strong>{s.toDo}</strong> {next[language]}
              </p>
              <p className="small">
                <code>{code}</code>
                {since !== null && (
                  <>
                    {' · '}
                    {s.since} <Moment at={since} />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
