/**
 * Verifies evidence apart from the page: signatures of two members take longer than a page may stand still.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'

import { isHash, statementId } from '@entente/core/crypto'
import { parseEvidence, verifyEvidence } from '@entente/core/evidence'
import { eventKinds } from '@entente/core/ledger'
import { EntenteError } from '@entente/core/lib'

import type { Order, Report } from './protocol.ts'

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  verify(data).then(report, (error: unknown) =>
    report(
      error instanceof EntenteError ? { kind: 'wrong', code: error.code } : { kind: 'failed' },
    ),
  )
})

/** Which of the pacts it is for the evidence to say; that it is one of these, for us. */
async function verify({ evidence, pacts }: Order): Promise<Report> {
  const last = parseEvidence(evidence).pacts.at(-1)
  const said = last && statementId(last)
  const pact = pacts.find((id) => id === said) ?? pacts[0]
  if (!isHash(pact)) return { kind: 'failed' }
  const findings = await verifyEvidence(evidence, pact)
  const entries = findings
    .flatMap((finding) => {
      if (finding.kind !== 'recorded') return []
      const { event, member, index, at, witnesses } = finding
      return [{ name: eventKinds[event], member, index, at, witnesses }]
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return { kind: 'shown', pact, entries, findings }
}

function report(said: Report): void {
  postMessage(said)
}
