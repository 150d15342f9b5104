/**
 * Going to a screen or a document, and doing what can be done from everywhere, by typing.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'
import { flushSync } from 'react-dom'

import { paths } from '../layout/route.ts'
import { goTo } from '../layout/shortcuts.ts'
import { useText, useTexts } from '../text/language.tsx'
import { Dialog } from '../ui/dialog.tsx'

import { commandsOf, matching, type Offered, screensOf } from './commands.ts'
import { Finder, type Group } from './finder.tsx'
import { texts } from './text.ts'
import { type Found, useFound } from './use-found.ts'

/** The palette. What is chosen is done once it is closed, so that focus may go where it leads. */
export function Palette({
  offered,
  onHelp,
  onClose,
}: {
  readonly offered: Offered
  readonly onHelp: () => void
  readonly onClose: () => void
}): ReactNode {
  const chosen = useText()
  const s = useTexts(texts)
  const [text, setText] = useState('')
  const found = useFound(text)
  // Documents come later than the rest and stand last: what Enter does changes under nobody's hand.
  const groups: readonly Group[] = [
    { title: s.screens, choices: matching(screensOf(offered.places), text) },
    { title: s.commands, choices: matching(commandsOf(offered, chosen, onHelp), text) },
    {
      title: s.documents,
      choices: found.lines.map(({ document, title, marking }) => ({
        id: document,
        name: title,
        marking,
        act: () => goTo(paths.document(document)),
      })),
    },
  ].filter(({ choices }) => choices.length > 0)
  return (
    <Dialog label={chosen.t.commands} look="middle" onClose={onClose}>
      <Finder
        text={text}
        onText={setText}
        status={statusOf(found, groups)}
        groups={groups}
        onChoose={(choice) => {
          flushSync(onClose)
          choice.act()
        }}
      />
    </Dialog>
  )

  function statusOf({ kind }: Found, all: readonly Group[]): string {
    if (kind === 'searching') return s.searching
    if (kind === 'failed') return s.failed
    const count = all.reduce((sum, { choices }) => sum + choices.length, 0)
    return count === 0 ? s.none : s.found(count)
  }
}
