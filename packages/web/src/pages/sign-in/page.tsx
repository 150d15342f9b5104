/**
 * Signing in: with a passkey, and by the ways that the member has opened besides.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'

import { leaveFor } from '../../device/returned.ts'
import {
  beginAtProvider,
  finishAtProvider,
  type LiveSession,
  signIn,
  signInByPassword,
  type SignIn,
  waysIn,
} from '../../device/session.ts'
import { idleMinutes } from '../../layout/use-idle.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure, Loading, Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { PasswordForm } from './password-form.tsx'
import { texts } from './text.ts'

type State =
  | { readonly kind: 'idle' | 'leaving' | 'no-device' | 'returning' | 'typed' | 'waiting' }
  | { readonly kind: 'broken-off'; readonly atProvider: boolean }
  | { readonly kind: 'failed'; readonly error: unknown }

/** How a session ended that was open here. */
export type EndOfSession = 'ended' | 'locked' | 'signed-out'

/** The page; `ended` says that a session was over, `returned` is what the provider sent back. */
export function SignInPage({
  ended,
  returned,
  onSignedIn,
}: {
  readonly ended?: EndOfSession
  readonly returned?: string
  readonly onSignedIn: (session: LiveSession) => void
}): ReactNode {
  const { t, language } = useText()
  const s = useTexts(texts)
  const [state, setState] = useState<State>(
    returned === undefined ? { kind: 'idle' } : { kind: 'returning' },
  )
  const [ways] = useAnswer('ways', () => waysIn(language))
  useEffect(() => {
    document.title = `${t.signInTitle} – ${t.product}`
  }, [t])

  const run = async (
    kind: 'leaving' | 'returning' | 'typed' | 'waiting',
    by: () => Promise<SignIn | 'left'>,
  ): Promise<void> => {
    setState({ kind })
    try {
      const result = await by()
      if (result === 'left') return
      if (result.kind === 'signed-in') onSignedIn(result.session)
      else if (result.kind === 'broken-off') setState({ kind: 'broken-off', atProvider: false })
      else setState({ kind: 'no-device' })
    } catch (error) {
      setState({ kind: 'failed', error })
    }
  }
  const leave = async (): Promise<SignIn | 'left'> => {
    const url = await beginAtProvider(language)
    if (url === undefined) return { kind: 'no-device' }
    leaveFor(url)
    return 'left'
  }
  const answer = useRef(returned)
  useEffect(() => {
    const { current } = answer
    if (current === undefined) return
    // An answer is looked at once, also where the page is shown again.
    answer.current = undefined
    if (new URLSearchParams(current).has('error')) {
      setState({ kind: 'broken-off', atProvider: true })
    } else {
      void run('returning', () => finishAtProvider(current, language))
    }
  })

  const busy = ['leaving', 'returning', 'typed', 'waiting'].includes(state.kind)
  const { provider = null, password = false } = ways.kind === 'ready' ? ways.value : {}
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
      {state.kind === 'failed' && <Failure error={state.error} title={t.signInFailedTitle} />}
      {state.kind === 'broken-off' && (
        <p role="alert">{state.atProvider ? s.providerBrokenOff : t.brokenOff}</p>
      )}
      {state.kind === 'leaving' && <Loading text={s.leaving} />}
      {state.kind === 'returning' && <Loading text={s.returning} />}
      <p>{t.signInText}</p>
      <Button
        look="first"
        onPress={() => void run('waiting', () => signIn(language))}
        isDisabled={busy}
      >
        {state.kind === 'waiting' ? t.signInWaiting : t.signInButton}
      </Button>
      {provider && (
        <section className="way">
          <p>{s.providerText}</p>
          <Button onPress={() => void run('leaving', leave)} isDisabled={busy}>
            {s.throughProvider(provider[language])}
          </Button>
        </section>
      )}
      {password && (
        <PasswordForm
          isDisabled={busy}
          isWaiting={state.kind === 'typed'}
          onTyped={(typed) => void run('typed', () => signInByPassword(typed, language))}
        />
      )}
      <details className="way">
        <summary>{s.moreTitle}</summary>
        {s.moreText.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </details>
    </div>
  )
}
