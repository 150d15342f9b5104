/**
 * One event: what it says, and what can be taken out of it.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { refusalOf } from '../../api/ask.ts'
import type { RecordedEvent } from '../../api/gen/api.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import { save } from '../../ui/save.ts'
import { Moment } from '../../ui/time.tsx'

import { texts } from './text.ts'

/** A row of the table. */
export function EventRow({ item }: { readonly item: RecordedEvent }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { index, at, name, article, sees, event } = item
  return (
    <tr>
      <td data-label={s.index}>{index}</td>
      <th scope="row">{name[language]}</th>
      <td data-label={s.time}>
        <Moment at={at} />
      </td>
      <td data-label={s.article}>{article ?? '—'}</td>
      <td data-label={s.sees}>{s.audiences[sees]}</td>
      <td data-label={s.details}>
        {event === null ? s.erased : <Details item={item} event={event} />}
      </td>
    </tr>
  )
}

function Details({
  item: { index, sees },
  event,
}: {
  readonly item: RecordedEvent
  readonly event: Readonly<Record<string, unknown>>
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const take = async (name: string, path: string, method: 'GET' | 'POST'): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const headers = { 'accept-language': language }
      const response = await asker.send(path, { method, headers })
      if (!response.ok) throw await refusalOf(response)
      save(name, await response.blob())
    } catch (error) {
      setFault(error)
    }
    setBusy(false)
  }
  const fields = Object.entries(event).filter(([field]) => field !== 'kind' && field !== 'at')
  const { release } = event
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{s.show(String(index))}</summary>
      {open && (
        <>
          <dl className="facts">
            {fields.map(([field, value]) => (
              <div key={field}>
                <dt>
                  <code>{field}</code>
                </dt>
                <dd>
                  <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
                </dd>
              </div>
            ))}
          </dl>
          <p className="small">{s.discloseFor[sees]}</p>
          <Button
            isDisabled={busy}
            onPress={() =>
              void take(`entry-${index}.json`, `/api/ledger/events/${index}/disclosures`, 'POST')
            }
          >
            {s.disclose(String(index))}
          </Button>
          {typeof release === 'string' && (
            <>
              <p className="small">{s.evidenceText}</p>
              <Button
                isDisabled={busy}
                onPress={() =>
                  void take(
                    `${release}.entente`,
                    `/api/releases/${encodeURIComponent(release)}/evidence`,
                    'GET',
                  )
                }
              >
                {s.evidence}
              </Button>
            </>
          )}
          {fault !== undefined && <Failure error={fault} />}
        </>
      )}
    </details>
  )
}
