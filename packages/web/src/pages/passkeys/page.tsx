/**
 * A person's passkeys: which there are, a further one for approvals, and what to do when one is lost.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { Make } from './make.tsx'
import { type OwnPasskey, readOwnPasskeys } from './own.ts'
import { texts } from './text.ts'

/** The page. */
export function PasskeysPage(): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const work = useWork()
  const [answer, again] = useAnswer('passkeys', () => readOwnPasskeys(work))
  const own = answer.kind === 'ready' ? answer.value : []
  const held = own.filter(({ state }) => state === 'holds')
  return (
    <>
      <h1>{screenNames.passkeys[language]}</h1>
      <p>{s.text}</p>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && held.length === 0 && <Empty>{s.none}</Empty>}
      {own.length > 0 && <Table own={own} />}
      {answer.kind === 'ready' && (
        <>
          <Make use="passkey" held={held} />
          <Make use="person-passkey" held={held} />
          {(work.roles.includes('releaser') ||
            held.some(({ kind }) => kind === 'officer-passkey')) && (
            <Make use="officer-passkey" held={held} />
          )}
        </>
      )}
      <h2>{s.withdrawTitle}</h2>
      <p>{s.withdrawText}</p>
    </>
  )
}

function Table({ own }: { readonly own: readonly OwnPasskey[] }): ReactNode {
  const s = useTexts(texts)
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">{s.use}</th>
          <th scope="col">{s.domain}</th>
          <th scope="col">{s.state}</th>
          <th scope="col">{s.until}</th>
          <th scope="col">{s.entry}</th>
        </tr>
      </thead>
      <tbody>
        {own.map(({ entry, kind, where, until, state }) => (
          <tr key={entry}>
            <th scope="row">{s.uses[kind]}</th>
            <td>{where}</td>
            <td>{s.states[state]}</td>
            <td>
              <Moment at={until} />
            </td>
            <td>
              <code>{entry}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
