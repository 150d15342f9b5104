/**
 * The pages of somebody who is signed in.
 *
 * @module
 */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'

import { ask } from '../api/ask.ts'
import type { Member } from '../api/gen/api.ts'
import { keepSession } from '../device/keep.ts'
import { askerOf, type LiveSession, signOut } from '../device/session.ts'
import type { Helped } from '../help/helps.ts'
import { DocumentPage } from '../pages/document.tsx'
import { TodayPage } from '../pages/today.tsx'
import { en, type Texts } from '../text/en.ts'
import { ja } from '../text/ja.ts'
import type { EndOfSession } from '../pages/sign-in/page.tsx'
import { useText } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Late } from '../ui/late.tsx'
import { Empty, Failure } from '../ui/notice.tsx'

import { ChangesContext, useListening } from './changes.ts'
import { Frame } from './frame.tsx'
import { IdleLock } from './idle-lock.tsx'
import { paths, type Route } from './route.ts'
import { isScreen, type ScreenName, screenNames } from './screen-names.ts'
import { screens } from './screens.ts'
import { type Kept, type Work, WorkContext } from './work.ts'

/** Header with who it is, the menu, and the page. A session that has ended leads back to sign-in. */
export function SignedIn({
  session,
  route,
  onEnd,
}: {
  readonly session: LiveSession
  readonly route: Route
  readonly onEnd: (ended: EndOfSession) => void
}): ReactNode {
  const { t, language } = useText()
  const [member, setMember] = useState<Member>()
  const [fault, setFault] = useState<unknown>()
  const [turn, setTurn] = useState(0)
  const [kept] = useState<Kept>({})
  const work = useMemo<Work>(() => {
    const asker = askerOf(session, language)
    return {
      session,
      kept,
      roles: [],
      asker: {
        language,
        async send(path, init) {
          const response = await asker.send(path, init)
          if (response.status === 401 || (await isWithdrawn(response))) {
            await keepSession(undefined)
            onEnd('ended')
          }
          return response
        },
      },
    }
  }, [session, kept, language, onEnd])
  const changes = useListening(work.asker)
  // Pages of one browser have one session: where it ends at one, nothing is left at the others.
  // One object that speaks and listens: another one of this page would hear what this page says.
  const others = useRef<BroadcastChannel>(undefined)
  useEffect(() => {
    const channel = new BroadcastChannel('entente-session')
    channel.addEventListener('message', () => onEnd('ended'))
    others.current = channel
    return () => {
      // An answer may end the session while its person signs out: nobody is left to be told then.
      others.current = undefined
      channel.close()
    }
  }, [onEnd])
  useEffect(() => {
    const known = (found: Member): void => {
      setMember(found)
      setFault(undefined)
    }
    ask(work.asker, 'GET /api/member', {}).then(known, setFault)
  }, [work, turn])
  // A browser keeps names of pages on its disk: what a document is called is not among them.
  const title = route.kind === 'screen' ? screenNames[route.screen][language] : titleOf(route, t)
  useEffect(() => {
    document.title = `${title} – ${t.product}`
  }, [title, t])
  const menu = [
    {
      name: t.today,
      words: `${en.today} ${ja.today}`,
      address: paths.today,
      isHere: route.kind === 'today',
    },
    ...Object.keys(screenNames)
      .filter(isScreen)
      .filter((screen) => isOffered(screen, member))
      .map((screen) => ({
        name: screenNames[screen][language],
        words: Object.values(screenNames[screen]).join(' '),
        address: addressOf(screen, session.person, member),
        isHere: route.kind === 'screen' && route.screen === screen,
      })),
  ]
  const places = menu.map((place, index) => ({
    ...place,
    ...(index < 9 && { key: String(index + 1) }),
  }))

  const end = (how: EndOfSession): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    others.current?.postMessage(how)
    onEnd(how)
  }
  const leave = (): void => {
    signOut(work.asker).then(() => end('signed-out'), setFault)
  }

  return (
    <ChangesContext value={changes}>
      <WorkContext value={{ ...work, roles: member?.roles ?? work.roles }}>
        <Frame
          about={helpOf(route)}
          title={title}
          offered={{ places, onSignOut: leave }}
          who={
            <dl className="who">
              {member && <Fact name={t.member} value={member.member} />}
              <Fact name={t.person} value={session.person} />
              <Fact name={t.facility} value={session.facility} />
            </dl>
          }
          menu={
            <nav className="menu" aria-label={t.navigation}>
              <ul>
                {menu.map(({ name, address, isHere }) => (
                  <li key={address}>
                    <a href={address} aria-current={isHere ? 'page' : undefined}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
              <Button look="plain" onPress={leave}>
                {t.signOut}
              </Button>
            </nav>
          }
        >
          <IdleLock asker={work.asker} onLocked={() => end('locked')} />
          {fault !== undefined && (
            <Failure error={fault} onAgain={() => setTurn((last) => last + 1)} />
          )}
          <Page route={route} title={title} />
        </Frame>
      </WorkContext>
    </ChangesContext>
  )
}

/** What the menu leaves out is refused by the server all the same: hiding it checks nothing. */
function isOffered(screen: ScreenName, member: Member | undefined): boolean {
  if (screen === 'system') return member?.operator === true
  return screen !== 'ledger' || holdsOne(member, ['security', 'registry'])
}

/** Who may not read of others is led to what is on record of themselves. */
function addressOf(screen: ScreenName, person: string, member: Member | undefined): string {
  const isOwn = screen === 'people' && !holdsOne(member, ['security', 'controller', 'registry'])
  return isOwn ? paths.screen(screen, `person.${person}`) : paths.screen(screen)
}

function holdsOne(member: Member | undefined, roles: readonly string[]): boolean {
  return member?.roles.some((role) => roles.includes(role)) === true
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Page({ route, title }: { readonly route: Route; readonly title: string }): ReactNode {
  const { t } = useText()
  if (route.kind === 'today') return <TodayPage />
  if (route.kind === 'screen') {
    const Screen = screens[route.screen]
    return (
      <Late key={`${route.screen} ${route.id}`} title={title}>
        <Screen id={route.id} />
      </Late>
    )
  }
  if (route.kind === 'document') {
    return <DocumentPage key={route.document} document={route.document} />
  }
  return (
    <>
      <h1>{t.notFoundTitle}</h1>
      <Empty>{t.notFoundText}</Empty>
    </>
  )
}

function helpOf(route: Route): Helped {
  if (route.kind === 'screen') return route.screen
  return route.kind === 'document' ? 'document' : 'today'
}

function titleOf({ kind }: Route, t: Texts): string {
  return kind === 'today' || kind === 'document' ? t[kind] : t.notFoundTitle
}

/** A device whose enrolment was withdrawn can do nothing here but sign in again, once it is enrolled. */
async function isWithdrawn(response: Response): Promise<boolean> {
  if (response.status !== 403) return false
  const problem: { code?: unknown } = await response
    .clone()
    .json()
    .catch(() => ({}))
  return problem.code === 'identity/device-not-enrolled'
}
