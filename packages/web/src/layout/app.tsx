/**
 * The application: who is signed in, and the page that is asked for.
 *
 * @module
 */
import { lazy, type ReactNode, useCallback, useEffect, useState } from 'react'

import { type LiveSession, resumeSession } from '../device/session.ts'
import { EnrolPage } from '../pages/enrol.tsx'
import { type EndOfSession, SignInPage } from '../pages/sign-in/page.tsx'
import { LanguageProvider, useText } from '../text/language.tsx'
import { Late } from '../ui/late.tsx'
import { Loading } from '../ui/notice.tsx'

import { Frame } from './frame.tsx'
import { useRoute } from './route.ts'
import { SignedIn } from './signed-in.tsx'

const StartPage = lazy(async () => ({
  default: (await import('../pages/start/page.tsx')).StartPage,
}))

type Who =
  | { readonly kind: 'looking' }
  | { readonly kind: 'nobody'; readonly ended?: EndOfSession; readonly returned?: string }
  | { readonly kind: 'somebody'; readonly session: LiveSession }

/** All of it. `returned` is what this browser came back from the OpenID provider with. */
export function App({ returned }: { readonly returned: string | undefined }): ReactNode {
  return (
    <LanguageProvider>
      <Pages returned={returned} />
    </LanguageProvider>
  )
}

function Pages({ returned }: { readonly returned: string | undefined }): ReactNode {
  const { t } = useText()
  const route = useRoute()
  const [who, setWho] = useState<Who>(
    returned === undefined ? { kind: 'looking' } : { kind: 'nobody', returned },
  )
  useEffect(() => {
    if (returned !== undefined) return
    resumeSession().then(
      (session) => setWho(session ? { kind: 'somebody', session } : { kind: 'nobody' }),
      () => setWho({ kind: 'nobody' }),
    )
  }, [returned])
  // A session ends once: what still answers after it was locked does not say how.
  const onEnd = useCallback(
    (ended: EndOfSession) =>
      setWho((now) => (now.kind === 'nobody' ? now : { kind: 'nobody', ended })),
    [],
  )

  if (route.kind === 'enrol') {
    return (
      <Frame about="enrol" title={t.enrolTitle}>
        <EnrolPage person={route.person} facility={route.facility} />
      </Frame>
    )
  }
  if (route.kind === 'start') {
    return (
      <Frame about="start" title={t.startTitle}>
        <Late key={route.code}>
          <StartPage code={route.code} />
        </Late>
      </Frame>
    )
  }
  if (who.kind === 'looking') {
    return (
      <Frame about="sign-in" title={t.signInTitle}>
        <Loading />
      </Frame>
    )
  }
  if (who.kind === 'nobody') {
    return (
      <Frame about="sign-in" title={t.signInTitle}>
        <SignInPage
          {...(who.ended === undefined ? {} : { ended: who.ended })}
          {...(who.returned === undefined ? {} : { returned: who.returned })}
          onSignedIn={(session) => setWho({ kind: 'somebody', session })}
        />
      </Frame>
    )
  }
  return <SignedIn session={who.session} route={route} onEnd={onEnd} />
}
