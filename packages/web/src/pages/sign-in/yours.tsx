/**
 * What somebody who is signed in does to have another way in.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { paths } from '../../layout/route.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'

import { texts } from './text.ts'

/** The section of Today. */
export function YourWaysIn(): ReactNode {
  const s = useTexts(texts)
  const { person, facility } = useWork().session
  return (
    <section aria-labelledby="ways-in">
      <h2 id="ways-in">{s.yoursTitle}</h2>
      <p>{s.yoursText}</p>
      <p>
        {s.otherBrowser}
        <br />
        <code className="address">{`${location.origin}/${paths.enrol(person, facility)}`}</code>
      </p>
      <p>
        <a href={paths.screen('passkeys')}>{s.otherPasskey}</a>
      </p>
    </section>
  )
}
