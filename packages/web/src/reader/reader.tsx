/**
 * The reader: asks the purpose, shows what was decided, and the document between its markings.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'

import type { RegisterLine } from '../api/gen/api.ts'
import { useText } from '../text/language.tsx'

import { AskPurpose } from './ask-purpose.tsx'
import type { Purpose } from './pacts.ts'
import { Reading } from './reading.tsx'

/** The reader of one document. What it shows is gone when it is closed. */
export function Reader({
  line,
  onOpened,
  onClose,
}: {
  readonly line: RegisterLine
  readonly onOpened: () => void
  readonly onClose: () => void
}): ReactNode {
  const { t } = useText()
  const [purpose, setPurpose] = useState<Purpose>()
  const root = useRef<HTMLElement>(null)
  // What was pressed is gone with each of its steps: whoever has no mouse goes on from here.
  useEffect(() => root.current?.focus({ preventScroll: true }), [purpose])
  return (
    <section ref={root} tabIndex={-1} className="reader" aria-label={t.openTitle}>
      {purpose === undefined ? (
        <AskPurpose line={line} onChosen={setPurpose} onClose={onClose} />
      ) : (
        <Reading
          line={line}
          purpose={purpose}
          onOpened={onOpened}
          onClose={onClose}
          onAgain={() => setPurpose(undefined)}
        />
      )}
    </section>
  )
}
