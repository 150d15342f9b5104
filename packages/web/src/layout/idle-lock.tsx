/**
 * The lock of the whole application: after minutes without use its session ends, and everything that was
 * on the page goes with it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { Asker } from '../api/ask.ts'
import { keepSession } from '../device/keep.ts'
import { signOut } from '../device/session.ts'
import { useText } from '../text/language.tsx'
import { Countdown } from '../ui/countdown.tsx'

import { idleMinutes, useIdle } from './use-idle.ts'

/** Watches, says when it is about to lock, and locks. */
export function IdleLock({
  asker,
  onLocked,
}: {
  readonly asker: Asker
  readonly onLocked: () => void
}): ReactNode {
  const { t } = useText()
  const lock = (): void => {
    // Where the server does not answer, it ends the session by itself; here it is over in any case.
    void signOut(asker).catch(() => keepSession(undefined))
    onLocked()
  }
  const { left, stay } = useIdle(idleMinutes.application, lock, 'entente-activity')
  return (
    <Countdown
      left={left}
      rule={t.idleApp(idleMinutes.application)}
      soon={t.idleSoon}
      onStay={stay}
    />
  )
}
