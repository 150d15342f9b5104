/**
 * Refusing a release, with a reason for its author.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../../api/ask.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'

import { texts } from './text.ts'

/** The form; `onRefused` once it is recorded. */
export function Refuse({
  release,
  onRefused,
}: {
  readonly release: string
  readonly onRefused: () => void
}): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<unknown>()
  const send = (): void => {
    const path = { release }
    ask(asker, 'POST /api/releases/{release}/refusals', { path, body: { reason } }).then(
      onRefused,
      setFault,
    )
  }
  return (
    <details className="decision">
      <summary>{s.refuse}</summary>
      {fault !== undefined && <Failure error={fault} />}
      <label htmlFor="reason">{s.reason}</label>
      <p className="small" id="reason-hint">
        {s.reasonHint}
      </p>
      <textarea
        className="request"
        id="reason"
        aria-describedby="reason-hint"
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <Button onPress={send} isDisabled={reason.trim() === ''}>
        {s.refuseSend}
      </Button>
    </details>
  )
}
