/**
 * Choosing a file, or dropping one.
 *
 * @module
 */
import { type ReactNode, useEffect, useId, useState } from 'react'

import { useText, useTexts } from '../../text/language.tsx'

import { formatBytes } from './numbers.ts'
import { texts } from './text.ts'

/** The field. A file that misses it is not opened in place of the application. */
export function FileField({
  file,
  onFile,
}: {
  readonly file: File | undefined
  readonly onFile: (file: File) => void
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const id = useId()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const refuse = (event: Event): void => event.preventDefault()
    addEventListener('dragover', refuse)
    addEventListener('drop', refuse)
    return () => {
      removeEventListener('dragover', refuse)
      removeEventListener('drop', refuse)
    }
  }, [])
  const take = (files: FileList | null | undefined): void => {
    const first = files?.[0]
    if (first) onFile(first)
  }
  return (
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <label htmlFor={id}>{s.fileLabel}</label>
      <p id={`${id}-hint`} className="small">
        {s.dropHint}
      </p>
      <input
        id={id}
        type="file"
        aria-describedby={`${id}-hint`}
        onChange={(event) => take(event.target.files)}
      />
      {file && (
        <p role="status">{s.fileChosen(shownName(file.name), formatBytes(file.size, language))}</p>
      )}
    </div>
  )
}

/** A file's name as it may be shown: no control characters, and none that turn the direction of text. */
export function shownName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u2423').slice(0, 200)
}
