/**
 * Signing in with a passkey.
 *
 * @module
 */
import { type ReactNode, useEffect, useState } from 'react'

import { type LiveSession, signIn } from '../device/session.ts'
import { idleMinutes } from '../layout/use-idle.ts'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Failure, Notice } from '../ui/notice.tsx'

type State =
  | { readonly kind: 'broken-off' | 'idle' | 'no-device' | 'waiting' }
  | { readonly kind: 'failed'; readonly error: unknown }

/** How a session ended that was open here. */
export type EndOfSession = 'ended' | 'locked' | 'signed-out'

/** The page; `ended` says that a session was over. */
export function SignInPage({
  ended,
  onSignedIn,
}: {
  readonly ended?: EndOfSession
  readonly onSignedIn: (session: LiveSession) => void
}): ReactNode {
  const { t, language } = useText()
  const [state, setState] = useState<State>({ kind: 'idle' })
  useEffect(() => {
    document.title = `${t.signInTitle} – ${t.product}`
  }, [t])
  const start = async (): Promise<void> => {
    setState({ kind: 'waiting' })
    try {
      const result = await signIn(language)
      if (result.kind === 'signed-in') onSignedIn(result.session)
      else setState(result)
    } catch (error) {
      setState({ kind: 'failed', error })
    }
  }
  return (
    <div className="narrow">
      <h1>{t.signInTitle}</h1>
      {state.kind === 'idle' && ended === 'ended' && <p role="status">{t.ended}</p>}
      {state.kind === 'idle' && ended === 'locked' && (
        <p role="status">{t.locked(idleMinutes.application)}</p>
      )}
      {state.kind === 'no-device' && (
        <Notice tone="error" title={t.noDeviceTitle}>
          <p>{t.noDeviceText}</p>
        </Notice>
      )}
      {state.kind === 'failed' && <Failure error={state.error} />}
      {state.kind === 'broken-off' && <p role="alert">{t.brokenOff}</p>}
      <p>{t.signInText}</p>
      <Button look="first" onPress={() => void start()} isDisabled={state.kind === 'waiting'}>
        {state.kind === 'waiting' ? t.signInWaiting : t.signInButton}
      </Button>
    </div>
  )
}
