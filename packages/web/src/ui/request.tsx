/**
 * Acts that were made here and that somebody else has to sign: the file, and the code to compare it by.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { EnrolmentRequest } from '../device/enrolment.ts'

import { Button } from './button.tsx'
import { save } from './save.ts'

/** The file, its code and its content. */
export function Request({
  request: { bytes, code },
  name,
  words,
}: {
  readonly request: EnrolmentRequest
  /** Of the file. */
  readonly name: string
  readonly words: {
    readonly title: string
    readonly text: string
    readonly save: string
    readonly code: string
    readonly content: string
  }
}): ReactNode {
  return (
    <section className="narrow" aria-labelledby="made">
      <h2 id="made">{words.title}</h2>
      <p>{words.text}</p>
      <Button
        look="first"
        onPress={() => save(name, new Blob([bytes], { type: 'application/json' }))}
      >
        {words.save}
      </Button>
      <h3>{words.code}</h3>
      <p className="code">{code}</p>
      <h3 id="request">{words.content}</h3>
      <textarea
        className="request"
        aria-labelledby="request"
        readOnly
        rows={6}
        value={new TextDecoder().decode(bytes)}
      />
    </section>
  )
}
