/**
 * Evidence of a release: fetched, verified here, and kept to be handed on.
 *
 * @module
 */
import { useEffect, useRef, useState } from 'react'

import { ask, refusalOf } from '../../api/ask.ts'
import { startWorker } from '../../device/start-worker.ts'
import { useWork } from '../../layout/work.ts'

import type { Order, Report } from './protocol.ts'
// oxlint-disable-next-line import/default -- the bundler makes it
import address from './worker.ts?worker&url'

/** Where it stands. */
export interface Proof {
  readonly step:
    | { readonly kind: 'none' | 'working' }
    | { readonly kind: 'refused'; readonly error: unknown }
    | Report
  /** The bundle as it came, for `entente verify` at a machine that trusts no page. */
  readonly file: Blob | undefined
  readonly check: () => void
}

/** Asks for the evidence of a release once somebody wants it. */
export function useProof(release: string): Proof {
  const { asker } = useWork()
  const [step, setStep] = useState<Proof['step']>({ kind: 'none' })
  const [file, setFile] = useState<Blob>()
  const worker = useRef<Worker>(undefined)
  useEffect(() => () => worker.current?.terminate(), [])
  const run = async (): Promise<void> => {
    const response = await asker.send(`/api/releases/${release}/evidence`, {})
    if (!response.ok) throw await refusalOf(response)
    const evidence = new Uint8Array(await response.arrayBuffer())
    const { items } = await ask(asker, 'GET /api/pacts', {})
    setFile(new Blob([evidence], { type: 'application/octet-stream' }))
    worker.current?.terminate()
    const started = startWorker(address)
    worker.current = started
    started.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      setStep(data)
      started.terminate()
    })
    started.addEventListener('error', () => setStep({ kind: 'failed' }))
    const order: Order = { evidence, pacts: items.map(({ id }) => id) }
    started.postMessage(order, [])
  }
  return {
    step,
    file,
    check() {
      setStep({ kind: 'working' })
      run().catch((error: unknown) => setStep({ kind: 'refused', error }))
    },
  }
}
