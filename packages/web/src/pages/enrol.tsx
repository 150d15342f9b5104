/**
 * Enrolling this browser: keys are made, and what a registrar signs is handed over.
 *
 * @module
 */
import { type ReactNode, useEffect, useState } from 'react'

import { type EnrolmentRequest, requestEnrolment } from '../device/enrolment.ts'
import { paths } from '../layout/route.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Failure, Notice } from '../ui/notice.tsx'
import { save } from '../ui/save.ts'
import { Words } from '../ui/words.tsx'

type State =
  | { readonly kind: 'broken-off' | 'idle' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'made'; readonly request: EnrolmentRequest }

/** The page for a person at a facility, as their link names them. */
export function EnrolPage({
  person,
  facility,
}: {
  readonly person: string
  readonly facility: string
}): ReactNode {
  const { t } = useText()
  const [state, setState] = useState<State>({ kind: 'idle' })
  useEffect(() => {
    document.title = `${t.enrolTitle} – ${t.product}`
  }, [t])
  const make = async (): Promise<void> => {
    try {
      const request = await requestEnrolment(person, facility)
      setState(request ? { kind: 'made', request } : { kind: 'broken-off' })
    } catch (error) {
      setState({ kind: 'failed', error })
    }
  }
  if (person === '' || facility === '') {
    return (
      <div className="narrow">
        <h1>{t.enrolTitle}</h1>
        <Notice tone="error" title={t.failedTitle}>
          <p>{t.enrolMissing}</p>
        </Notice>
      </div>
    )
  }
  if (state.kind === 'made') return <Made request={state.request} />
  return (
    <div className="narrow">
      <h1>{t.enrolTitle}</h1>
      {state.kind === 'failed' && <Failure error={state.error} />}
      {state.kind === 'broken-off' && <p role="alert">{t.brokenOff}</p>}
      <dl className="facts">
        <dt>{t.person}</dt>
        <dd>{person}</dd>
        <dt>{t.facility}</dt>
        <dd>{facility}</dd>
      </dl>
      <p>
        <Words text={t.enrolText} />
      </p>
      <Button look="first" onPress={() => void make()}>
        {t.enrolButton}
      </Button>
    </div>
  )
}

function Made({ request }: { readonly request: EnrolmentRequest }): ReactNode {
  const { t } = useText()
  const { bytes, code } = request
  return (
    <div className="narrow">
      <h1>{t.enrolDoneTitle}</h1>
      <p>{t.enrolDoneText}</p>
      <Button
        look="first"
        onPress={() => save('enrolment.json', new Blob([bytes], { type: 'application/json' }))}
      >
        {t.enrolSave}
      </Button>
      <h2>{t.enrolCode}</h2>
      <p className="code">{code}</p>
      <h2 id="request">{t.enrolRequest}</h2>
      <textarea
        className="request"
        aria-labelledby="request"
        readOnly
        rows={6}
        value={new TextDecoder().decode(bytes)}
      />
      <p>
        {t.enrolNext} <a href={paths.signIn}>{t.enrolToSignIn}</a>
      </p>
    </div>
  )
}
