/**
 * One step: done, next or later, what is missing, and the commands for it.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import type { FirstSteps } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import type { Step } from './steps.ts'
import { texts } from './text.ts'

/** A card of the list. */
export function StepCard({
  number,
  step: { name, isDone, commands },
  isNext,
  isAfter,
  state,
}: {
  readonly number: number
  readonly step: Step
  readonly isNext: boolean
  /** Follows the next one, which no server can see. */
  readonly isAfter: boolean
  readonly state: FirstSteps
}): ReactNode {
  const s = useTexts(texts)
  const { title, text } = s.steps[name]
  const isOpen = isNext || isAfter
  const standing = isDone ? 'done' : isNext ? 'next' : isAfter ? 'after' : 'later'
  return (
    <li className={`card step ${standing}`} aria-current={isNext ? 'step' : undefined}>
      <h2>
        {number}. {title} <span className="step-state">{s[standing]}</span>
      </h2>
      {(isOpen || name === 'founded') && <p>{text}</p>}
      {isOpen && (
        <>
          <Missing name={name} state={state} />
          {commands.length > 0 && <Commands commands={commands} />}
        </>
      )}
    </li>
  )
}

/** What the server does not see yet. */
function Missing({
  name,
  state: { officers, pact },
}: {
  readonly name: Step['name']
  readonly state: FirstSteps
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const roles: Readonly<Record<string, string>> = s.roles
  const missing: string[] = []
  if (name === 'officers') {
    if (officers.lacking.length > 0) {
      const named = officers.lacking.map((role) => roles[role] ?? role)
      missing.push(s.lacking(named.join(language === 'ja' ? '、' : ', ')))
    }
    if (officers.devices === 0) missing.push(s.noDevice)
    if (officers.count === 0) missing.push(s.noOfficer)
  }
  for (const { member, appointments, connected } of pact?.others ?? []) {
    if (name === 'trusted' && appointments === 0) missing.push(s.noAppointments(member))
    if (name === 'connected' && !connected) missing.push(s.notConnected(member))
  }
  if (name === 'in-force') {
    for (const { todo, notice, member } of pact?.open ?? []) {
      if (todo === 'await') missing.push(s.waitNotice(member ?? '', s.kinds[notice]))
      if (todo === 'await-acknowledgement') {
        missing.push(s.waitAcknowledged(member ?? '', s.kinds[notice]))
      }
    }
  }
  if (missing.length === 0) return null
  return (
    <ul>
      {missing.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}

function Commands({ commands }: { readonly commands: readonly string[] }): ReactNode {
  const s = useTexts(texts)
  const [copied, setCopied] = useState('')
  const text = commands.join('\n')
  return (
    <>
      <pre className="commands" tabIndex={0}>
        <code>{text}</code>
      </pre>
      <Button
        onPress={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(text),
            () => setCopied(''),
          )
        }}
      >
        {s.copy}
      </Button>{' '}
      <span className="small" role="status">
        {copied === text && s.copied}
      </span>
    </>
  )
}
