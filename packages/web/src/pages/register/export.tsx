/**
 * Exporting what is shown of the register.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { refusalOf } from '../../api/ask.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import { save } from '../../ui/save.ts'

import type { Search } from './search.tsx'
import { texts } from './text.ts'

const zones = ['UTC', 'Asia/Tokyo', 'Pacific/Auckland'] as const

const formats = ['csv', 'pdf'] as const
type Format = (typeof formats)[number]

/** The buttons, and what became of it. */
export function Export({ search }: { readonly search: Search }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [busy, setBusy] = useState<Format>()
  const [fault, setFault] = useState<unknown>()
  const run = async (format: Format): Promise<void> => {
    setBusy(format)
    setFault(undefined)
    try {
      const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
      const zone = zones.find((one) => one === here) ?? 'UTC'
      const response = await asker.send('/api/register/exports', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ format, language, zone, search }),
      })
      if (!response.ok) throw await refusalOf(response)
      save(`register.${format}`, await response.blob())
    } catch (error) {
      setFault(error)
    }
    setBusy(undefined)
  }
  return (
    <div className="export">
      {fault !== undefined && <Failure error={fault} />}
      <p className="small">{s.exportHint}</p>
      {formats.map((format) => (
        <Button
          key={format}
          isDisabled={busy !== undefined}
          onPress={() => {
            void run(format)
          }}
        >
          {busy === format ? s.exporting : s.export[format]}
        </Button>
      ))}
    </div>
  )
}
