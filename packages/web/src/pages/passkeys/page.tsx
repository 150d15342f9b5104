/**
 * A person's passkeys: which there are, a further one for approvals, and what to do when one is lost.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { type EnrolmentRequest, requestOfficerPasskey } from '../../device/enrolment.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Request } from '../../ui/request.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { type OwnPasskey, readOwnPasskeys } from './own.ts'
import { texts } from './text.ts'

/** The page. */
export function PasskeysPage(): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const work = useWork()
  const [answer, again] = useAnswer('passkeys', () => readOwnPasskeys(work))
  const own = answer.kind === 'ready' ? answer.value : []
  return (
    <>
      <h1>{screenNames.passkeys[language]}</h1>
      <p>{s.text}</p>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && own.length === 0 && <Empty>{s.none}</Empty>}
      {own.length > 0 && <Table own={own} />}
      {answer.kind === 'ready' && <Make own={own} />}
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
          <th scope="col">{s.until}</th>
          <th scope="col">{s.entry}</th>
        </tr>
      </thead>
      <tbody>
        {own.map(({ entry, kind, where, until }) => (
          <tr key={entry}>
            <th scope="row">{kind === 'passkey' ? s.signsIn : s.approves}</th>
            <td>{where}</td>
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

function Make({ own }: { readonly own: readonly OwnPasskey[] }): ReactNode {
  const s = useTexts(texts)
  const { session } = useWork()
  const [made, setMade] = useState<EnrolmentRequest | 'broken-off'>()
  const [fault, setFault] = useState<unknown>()
  const make = (): void => {
    const others = own
      .filter(({ kind }) => kind === 'officer-passkey')
      .map(({ credential }) => credential)
    requestOfficerPasskey(session.person, s.name, others).then(
      (request) => setMade(request ?? 'broken-off'),
      setFault,
    )
  }
  if (made !== undefined && made !== 'broken-off') {
    return (
      <Request
        request={made}
        name="passkey.json"
        words={{
          title: s.madeTitle,
          text: s.madeText,
          save: s.save,
          code: s.code,
          content: s.request,
        }}
      />
    )
  }
  return (
    <>
      <h2>{s.newTitle}</h2>
      <p>{s.newText}</p>
      {fault !== undefined && <Failure error={fault} />}
      {made === 'broken-off' && <p role="alert">{s.brokenOff}</p>}
      <Button onPress={make}>{s.make}</Button>
    </>
  )
}
