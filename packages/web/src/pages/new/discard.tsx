/**
 * Discarding a draft of one's own: asked once more, and then it is gone, on record.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../../api/ask.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'

import { texts } from './text.ts'

/** The button, and what it asks. `tag` names the version that the author has looked at. */
export function Discard({
  document,
  title,
  tag,
  onDiscarded,
}: {
  readonly document: string
  readonly title: string
  readonly tag: string
  readonly onDiscarded: () => void
}): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [asked, setAsked] = useState(false)
  const [error, setError] = useState<unknown>()
  const discard = async (): Promise<void> => {
    setAsked(false)
    setError(undefined)
    try {
      await ask(asker, 'DELETE /api/documents/{document}', { path: { document }, match: tag })
      onDiscarded()
    } catch (cause) {
      setError(cause)
    }
  }
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <Button onPress={() => setAsked(true)}>{s.discard}</Button>
      {asked && (
        <Dialog label={s.discardAsk} look="middle" onClose={() => setAsked(false)}>
          <h2>{s.discardAsk}</h2>
          <p>
            <strong>{title}</strong>
          </p>
          <p>{s.discardText}</p>
          <p className="buttons">
            <Button look="first" onPress={() => void discard()}>
              {s.discardYes}
            </Button>
            <Button onPress={() => setAsked(false)}>{s.discardNo}</Button>
          </p>
        </Dialog>
      )}
    </>
  )
}
