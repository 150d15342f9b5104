/**
 * One approval on its way: the worker behind it, and the passkey that is asked for.
 *
 * @module
 */
import { useEffect, useRef, useState } from 'react'

import { answerChallenge } from '../../device/passkey.ts'
import { startWorker } from '../../device/start-worker.ts'
import type { Language } from '../../text/language.tsx'

import type { Order, Report, Shown } from './protocol.ts'
// oxlint-disable-next-line import/default -- the bundler makes it
import address from './worker.ts?worker&url'

/** Where it stands. */
export interface Approval {
  readonly shown: Shown | undefined
  readonly step:
    | { readonly kind: 'approving' | 'broken-off' | 'checking' | 'reading' | 'shown' }
    | Exclude<Report, { readonly kind: 'shown' }>
  readonly check: () => void
  readonly approve: () => void
  readonly again: () => void
}

/** Reads a release and leads its approval. What the worker holds ends with the component. */
export function useApproval(release: string, language: Language): Approval {
  const [shown, setShown] = useState<Shown>()
  const [step, setStep] = useState<Approval['step']>({ kind: 'reading' })
  const [checked, setChecked] = useState<Extract<Report, { readonly kind: 'checked' }>>()
  const [turn, setTurn] = useState(0)
  const worker = useRef<Worker>(undefined)
  const first = useRef(language)
  useEffect(() => {
    const started = startWorker(address)
    worker.current = started
    setStep({ kind: 'reading' })
    setChecked(undefined)
    started.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      if (data.kind === 'checked') setChecked(data)
      if (data.kind === 'shown') {
        setShown(data.shown)
        setStep({ kind: 'shown' })
      } else setStep(data)
    })
    started.addEventListener('error', () => setStep({ kind: 'failed' }))
    send(started, { kind: 'read', release, language: first.current })
    const drop = (): void => started.terminate()
    addEventListener('pagehide', drop)
    return () => {
      removeEventListener('pagehide', drop)
      drop()
    }
  }, [release, turn])
  const approve = async (): Promise<void> => {
    if (!checked) return
    setStep({ kind: 'approving' })
    const { challenge, domain, credentials } = checked
    const answer = await answerChallenge(challenge, { domain, credentials })
    if (answer) send(worker.current, { kind: 'approve', answer })
    else setStep({ kind: 'broken-off' })
  }
  return {
    shown,
    step,
    check() {
      setStep({ kind: 'checking' })
      send(worker.current, { kind: 'check' })
    },
    approve() {
      approve().catch(() => setStep({ kind: 'failed' }))
    },
    again: () => setTurn((last) => last + 1),
  }
}

function send(worker: Worker | undefined, order: Order): void {
  worker?.postMessage(order, [])
}
