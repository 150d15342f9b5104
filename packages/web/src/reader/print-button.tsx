/**
 * Printing: decided by the server and on record each time, before the frame may do it.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../api/ask.ts'
import { useWork } from '../layout/work.ts'
import { useTexts } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Failure } from '../ui/notice.tsx'

import { texts } from './text.ts'

type State = { readonly kind: 'asking' | 'idle' } | { readonly kind: 'no'; readonly error: unknown }

/** Asks to print; `onPermitted` after each yes. */
export function PrintButton({
  document,
  purpose,
  isPrinting,
  onPermitted,
}: {
  readonly document: string
  readonly purpose: string
  readonly isPrinting: boolean
  readonly onPermitted: () => void
}): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const start = async (): Promise<void> => {
    setState({ kind: 'asking' })
    try {
      const path = { document }
      await ask(asker, 'POST /api/documents/{document}/prints', { path, body: { purpose } })
      setState({ kind: 'idle' })
      onPermitted()
    } catch (error) {
      setState({ kind: 'no', error })
    }
  }
  const isBusy = isPrinting || state.kind === 'asking'
  return (
    <>
      <Button onPress={() => void start()} isDisabled={isBusy}>
        {isBusy ? s.printing : s.print}
      </Button>
      {state.kind === 'no' && <Failure error={state.error} />}
    </>
  )
}
