/**
 * Help, and what is reached from everywhere: by buttons of the header, and by keys.
 *
 * @module
 */
import { lazy, type ReactNode, useState } from 'react'

import type { Helped } from '../help/helps.ts'
import type { Offered } from '../palette/commands.ts'
import { useText } from '../text/language.tsx'
import { Late } from '../ui/late.tsx'

import { useShortcuts } from './shortcuts.ts'

const HelpPanel = lazy(async () => ({ default: (await import('../help/panel.tsx')).HelpPanel }))
const Palette = lazy(async () => ({ default: (await import('../palette/palette.tsx')).Palette }))

/** The buttons, and what they open. */
export function Tools({
  about,
  title,
  offered,
}: {
  /** The screen that is shown, and its name. */
  readonly about: Helped
  readonly title: string
  /** There for somebody who is signed in. */
  readonly offered?: Offered
}): ReactNode {
  const { t } = useText()
  const [open, setOpen] = useState<'commands' | 'help'>()
  const close = (): void => setOpen(undefined)
  const onHelp = (): void => setOpen('help')
  const onCommands = offered && ((): void => setOpen('commands'))
  const places = offered?.places ?? []
  useShortcuts({ onHelp, ...(onCommands && { onCommands }), places })
  return (
    <>
      <div className="tools">
        {onCommands && (
          <button type="button" onClick={onCommands}>
            {t.commands}
          </button>
        )}
        <button type="button" onClick={onHelp}>
          {t.help}
        </button>
      </div>
      <Late key={open}>
        {open === 'help' && (
          <HelpPanel about={about} title={title} places={places} onClose={close} />
        )}
        {open === 'commands' && offered && (
          <Palette offered={offered} onHelp={onHelp} onClose={close} />
        )}
      </Late>
    </>
  )
}
