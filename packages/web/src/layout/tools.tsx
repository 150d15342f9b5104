/**
 * Help, and what is reached from everywhere: by buttons of the header, and by keys.
 *
 * @module
 */
import { lazy, type ReactNode, Suspense, useState } from 'react'

import type { Helped } from '../help/helps.ts'
import { useText } from '../text/language.tsx'

import { type Place, useShortcuts } from './shortcuts.ts'

const HelpPanel = lazy(async () => ({ default: (await import('../help/panel.tsx')).HelpPanel }))

/** The buttons. */
export function Tools({
  about,
  title,
  places = [],
}: {
  /** The screen that is shown. */
  readonly about: Helped
  readonly title: string
  /** Where keys lead somebody who is signed in. */
  readonly places?: readonly Place[]
}): ReactNode {
  const { t } = useText()
  const [open, setOpen] = useState<'help'>()
  const close = (): void => setOpen(undefined)
  useShortcuts({ onHelp: () => setOpen('help'), places })
  return (
    <>
      <div className="tools">
        <button type="button" onClick={() => setOpen('help')}>
          {t.help}
        </button>
      </div>
      <Suspense>
        {open === 'help' && (
          <HelpPanel about={about} title={title} places={places} onClose={close} />
        )}
      </Suspense>
    </>
  )
}
