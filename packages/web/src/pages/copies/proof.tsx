/**
 * The proofs of one release as a time line, each with the ledger that holds it.
 *
 * @module
 */
import type { Finding } from '@entente/core/evidence'
import { type ReactNode, useId } from 'react'

import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import { save } from '../../ui/save.ts'
import { Moment } from '../../ui/time.tsx'

import type { Report } from './protocol.ts'
import { texts } from './text.ts'
import { useProof } from './use-proof.ts'

/** The button, and what the evidence of a release shows. */
export function ProofOf({ release }: { readonly release: string }): ReactNode {
  const s = useTexts(texts)
  const id = useId()
  const { step, file, check } = useProof(release)
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        {s.proofs} <code>{release.slice(0, 8)}</code>
      </h3>
      <p className="small">{s.proofsText}</p>
      <p className="buttons">
        <Button isDisabled={step.kind === 'working'} onPress={check}>
          {step.kind === 'working' ? s.checking : s.check}
        </Button>
        {file && <Button onPress={() => save(`${release}.evidence`, file)}>{s.save}</Button>}
      </p>
      {step.kind === 'refused' && <Failure error={step.error} onAgain={check} />}
      {step.kind === 'failed' && <p role="alert">{s.failed}</p>}
      {step.kind === 'wrong' && (
        <p role="alert">
          {s.wrong} <code>{step.code}</code>
        </p>
      )}
      {step.kind === 'shown' && <Shown {...step} />}
    </section>
  )
}

type Shown = Extract<Report, { readonly kind: 'shown' }>

function Shown({ entries, findings, pact }: Shown): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  return (
    <>
      <p role="status">{s.shown}</p>
      <ol className="history">
        {entries.map((one) => (
          <li key={`${one.member} ${one.index}`}>
            <strong>{one.name[language]}</strong> {s.entry(one.member, one.index)}
            <br />
            {s.byOwnClock} <Moment at={one.at} />
            <br />
            {one.witnesses.length === 0 ? s.noWitness : s.witnesses(one.witnesses.join(', '))}
          </li>
        ))}
      </ol>
      <ul>
        {findings.flatMap((finding) => {
          const text = sentenceOf(finding, s)
          return text === undefined ? [] : [<li key={text}>{text}</li>]
        })}
      </ul>
      <p className="small">
        {s.pactIs} <code className="long">{pact}</code>
      </p>
    </>
  )
}

/** What was shown besides the entries. */
function sentenceOf(finding: Finding, s: (typeof texts)['en' | 'ja']): string | undefined {
  if (finding.kind === 'release')
    return s.approved(finding.originator, finding.approvers, finding.byPasskey)
  if (finding.kind === 'receipt') return s.signedFor(finding.recipient, finding.copy)
  if (finding.kind === 'opening') return s.opened(finding.reader, finding.purpose, finding.released)
  if (finding.kind === 'acknowledgement')
    return s.acknowledged(finding.person, finding.member, finding.byPasskey)
  if (finding.kind === 'chains')
    return s.chains(finding.member, finding.appointments, finding.notices)
  return undefined
}
