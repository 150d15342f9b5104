/**
 * The machine: room, backups, health and versions.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { SystemState } from '../../api/gen/api.ts'
import { type Language, useText, useTexts } from '../../text/language.tsx'
import { Moment } from '../../ui/time.tsx'

import { texts } from './text.ts'

interface Props {
  readonly state: SystemState
}

/** What lies on the disk, and since when there is a copy of it. */
export function Storage({ state: { storage, backup, backupUnreadable } }: Props): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const number = new Intl.NumberFormat(language)
  const size = (bytes: number): string => formatSize(bytes, language)
  const { freeBytes, totalBytes } = storage
  const percent = totalBytes === 0 ? 0 : Math.floor((100 * freeBytes) / totalBytes)
  return (
    <dl className="facts">
      <dt>{s.free}</dt>
      <dd>{s.ofTotal(size(freeBytes), size(totalBytes), percent)}</dd>
      <dt>{s.store}</dt>
      <dd>{size(storage.storeBytes)}</dd>
      <dt>{s.payloads}</dt>
      <dd>{s.payloadsText(number.format(storage.payloads), size(storage.payloadBytes))}</dd>
      <dt>{s.backup}</dt>
      <dd>
        {backup === null ? (
          <strong className="wrong">{backupUnreadable ? s.backupUnreadable : s.backupNone}</strong>
        ) : (
          <>
            <Moment at={backup.at} /> · {s.backupText(number.format(backup.entries))}
          </>
        )}
        <br />
        <code className="small">{s.backupHow}</code>
      </dd>
    </dl>
  )
}

/** What the server needs to work, and what it is made of. */
export function Health({ state: { against, versions } }: Props): ReactNode {
  const s = useTexts(texts)
  return (
    <dl className="facts">
      {(['store', 'kas', 'disk'] as const).map((check) => {
        const fault = against.find((one) => one.check === check)
        return (
          <div key={check} className="fact">
            <dt>{s.checks[check]}</dt>
            <dd>
              {fault ? (
                <strong className="wrong">
                  <code>{fault.code}</code>
                </strong>
              ) : (
                s.well
              )}
            </dd>
          </div>
        )
      })}
      <dt>{s.nodeVersion}</dt>
      <dd>{versions.node}</dd>
      <dt>{s.sqliteVersion}</dt>
      <dd>{versions.sqlite}</dd>
      <dt>{s.storeVersion}</dt>
      <dd>
        <code>{versions.store}</code>
      </dd>
    </dl>
  )
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the largest unit of a thousand that fits. */
function formatSize(bytes: number, language: Language): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step)
}
