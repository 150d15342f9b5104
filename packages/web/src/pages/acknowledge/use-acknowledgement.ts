/**
 * One acknowledgement on its way: the worker behind it, and the passkey that is asked for.
 *
 * @module
 */
import { useEffect, useRef, useState } from 'react'

import { answerChallenge } from '../../device/passkey.ts'
import { startWorker } from '../../device/start-worker.ts'
import { useText } from '../../text/language.tsx'

import type { Order, Report } from './protocol.ts'
// oxlint-disable-next-line import/default -- the bundler makes it
import address from './worker.ts?worker&url'

/** Where it stands. */
export interface Acknowledging {
  readonly step: { readonly kind: 'none' | 'reading' } | Report
  /** What the passkey is doing, once something is shown. */
  readonly passkey: 'asked' | 'broken-off' | 'none'
  readonly read: () => void
  readonly sign: () => void
}

/** Reads what would be signed once somebody wants to, and leads the signing of it. */
export function useAcknowledging(document: string): Acknowledging {
  const { language } = useText()
  const [step, setStep] = useState<Acknowledging['step']>({ kind: 'none' })
  const [passkey, setPasskey] = useState<Acknowledging['passkey']>('none')
  const worker = useRef<Worker>(undefined)
  useEffect(() => () => worker.current?.terminate(), [])
  const send = (order: Order): void => worker.current?.postMessage(order, [])
  const sign = async (): Promise<void> => {
    if (step.kind !== 'shown' || !step.asked) return
    setPasskey('asked')
    const { challenge, domain, credentials } = step.asked
    const answer = await answerChallenge(challenge, { domain, credentials })
    if (answer) send({ kind: 'sign', answer })
    else setPasskey('broken-off')
  }
  return {
    step,
    passkey,
    read() {
      worker.current?.terminate()
      const started = startWorker(address)
      worker.current = started
      started.addEventListener('message', ({ data }: MessageEvent<Report>) => setStep(data))
      started.addEventListener('error', () => setStep({ kind: 'failed' }))
      setStep({ kind: 'reading' })
      setPasskey('none')
      send({ kind: 'read', document, language })
    },
    sign() {
      sign().catch(() => setStep({ kind: 'failed' }))
    },
  }
}
