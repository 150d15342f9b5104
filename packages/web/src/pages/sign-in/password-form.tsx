/**
 * Name and password, folded away: the weaker way says so before it is used.
 *
 * @module
 */
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

import { useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import { texts } from './text.ts'

/** The form. What was typed is forgotten once it is sent. */
export function PasswordForm({
  isDisabled,
  isWaiting,
  onTyped,
}: {
  readonly isDisabled: boolean
  readonly isWaiting: boolean
  readonly onTyped: (typed: { readonly subject: string; readonly password: string }) => void
}): ReactNode {
  const s = useTexts(texts)
  const id = useId()
  const [subject, setSubject] = useState('')
  const [password, setPassword] = useState('')
  const ready = !isDisabled && subject.trim() !== '' && password !== ''
  const send = (): void => {
    if (!ready) return
    onTyped({ subject, password })
    setPassword('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) send()
  }
  return (
    <details className="way">
      <summary>{s.passwordTitle}</summary>
      <p id={`${id}weaker`}>{s.passwordText}</p>
      <div className="field">
        <label htmlFor={`${id}subject`}>{s.subject}</label>
        <input
          id={`${id}subject`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}password`}>{s.password}</label>
        <input
          id={`${id}password`}
          type="password"
          autoComplete="current-password"
          maxLength={1000}
          aria-describedby={`${id}weaker`}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Button onPress={send} isDisabled={!ready}>
        {isWaiting ? s.passwordWaiting : s.passwordButton}
      </Button>
    </details>
  )
}
