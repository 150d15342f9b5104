/**
 * Making a further passkey, for one use, and what is taken to whoever signs it.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import {
  type EnrolmentRequest,
  requestFurtherPasskey,
  requestOfficerPasskey,
  requestPersonPasskey,
} from '../../device/enrolment.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Request } from '../../ui/request.tsx'

import type { OwnPasskey } from './own.ts'
import { texts } from './text.ts'

/** The button, and then the file. An authenticator that holds one for this use makes no other. */
export function Make({
  use,
  held,
}: {
  readonly use: OwnPasskey['kind']
  readonly held: readonly OwnPasskey[]
}): ReactNode {
  const s = useTexts(texts)
  const { session } = useWork()
  const [made, setMade] = useState<EnrolmentRequest | 'broken-off'>()
  const [fault, setFault] = useState<unknown>()
  const words = s.making[use]
  const make = (): void => {
    const others = held.filter(({ kind }) => kind === use).map(({ credential }) => credential)
    const { person, facility } = session
    const request = {
      passkey: () => requestFurtherPasskey(person, facility, others),
      'person-passkey': () =>
        requestPersonPasskey({ person, facility }, s.names['person-passkey'], others),
      'officer-passkey': () => requestOfficerPasskey(person, s.names['officer-passkey'], others),
    }
    request[use]().then((one) => setMade(one ?? 'broken-off'), setFault)
  }
  if (made !== undefined && made !== 'broken-off') {
    return (
      <Request
        request={made}
        name={`${use}.json`}
        words={{
          title: words.madeTitle,
          text: words.madeText,
          save: s.save,
          code: s.code,
          content: s.request,
        }}
      />
    )
  }
  return (
    <section aria-labelledby={use}>
      <h2 id={use}>{words.title}</h2>
      <p>{words.text}</p>
      {fault !== undefined && <Failure error={fault} />}
      {made === 'broken-off' && <p role="alert">{s.brokenOff}</p>}
      <Button onPress={make}>{words.make}</Button>
    </section>
  )
}
