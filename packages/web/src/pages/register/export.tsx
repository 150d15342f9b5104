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

/** The button, and what became of it. */
export function Export({ search }: { readonly search: Search }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const run = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
      const zone = zones.find((one) => one === here) ?? 'UTC'
      const response = await asker.send('/api/register/exports', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify({ language, zone, search }),
      })
      if (!response.ok) throw await refusalOf(response)
      save('register.csv', await response.blob())
    } catch (error) {
      setFault(error)
    }
    setBusy(false)
  }
  return (
    <div className="export">
      {fault !== undefined && <Failure error={fault} />}
      <p className="small">{s.exportHint}</p>
      <Button isDisabled={busy} onPress={() => void run()}>
        {busy ? s.exporting : s.export}
      </Button>
    </div>
  )
}
