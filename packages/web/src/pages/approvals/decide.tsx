/**
 * Yes to a release, in its order: open and check, then the passkey; or why not here.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from 'react'

import { paths } from '../../layout/route.ts'
import { WhatIsTrusted } from '../../signing/statement.tsx'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Loading, Notice } from '../../ui/notice.tsx'

import type { Hindrance, Shown } from './protocol.ts'
import { texts } from './text.ts'
import type { Approval } from './use-approval.ts'

/** Where it stands. Focus stays here when the button that was pressed is gone. */
export function Decide({
  shown,
  approval,
}: {
  readonly shown: Shown
  readonly approval: Approval
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const { kind } = approval.step
  const last = useRef(kind)
  useEffect(() => {
    if (last.current !== kind && document.activeElement === document.body) box.current?.focus()
    last.current = kind
  }, [kind])
  return (
    <div ref={box} tabIndex={-1} className="decide">
      <Step shown={shown} approval={approval} />
    </div>
  )
}

function Step({
  shown: { release, hindrance },
  approval: { step, check, approve, again },
}: {
  readonly shown: Shown
  readonly approval: Approval
}): ReactNode {
  const { t } = useText()
  const s = useTexts(texts)
  const command = <Command>{`entente release approve ${release}`}</Command>
  if (step.kind === 'approved') {
    return (
      <Notice tone="info" title={s.done}>
        <p>{step.state === 'released' ? s.released : s.waits(step.approvals, step.needed)}</p>
        <p>
          <a href={paths.screen('approvals')}>{s.back}</a>
        </p>
      </Notice>
    )
  }
  if (hindrance) {
    const isForMachine = !forNobody.has(hindrance)
    return (
      <Notice tone="info" title={hindrance === 'given' ? s.done : s.notHere}>
        <p>{s.hindrances[hindrance]}</p>
        {isForMachine && command}
      </Notice>
    )
  }
  if (step.kind === 'differs') {
    return (
      <Notice tone="error" title={s.differsTitle}>
        <p>{s.differs[step.why]}</p>
        {step.why === 'label' && command}
      </Notice>
    )
  }
  if (step.kind === 'checked' || step.kind === 'broken-off') {
    return (
      <>
        <p role="status">{s.checked}</p>
        {step.kind === 'broken-off' && <p role="alert">{s.brokenOff}</p>}
        <WhatIsTrusted />
        <p>
          <Button look="first" onPress={approve}>
            {s.approve}
          </Button>
        </p>
      </>
    )
  }
  if (step.kind === 'checking') return <Loading text={s.checking} />
  if (step.kind === 'approving') return <Loading text={s.approving} />
  if (step.kind === 'shown') {
    return (
      <>
        <p>{s.checkText}</p>
        <p>
          <Button look="first" onPress={check}>
            {s.check}
          </Button>
        </p>
      </>
    )
  }
  return step.kind === 'refused' ? <Button onPress={again}>{t.again}</Button> : null
}

/** Why the command line does not help either. */
const forNobody: ReadonlySet<Hindrance> = new Set(['author', 'closed', 'given'])

function Command({ children }: { readonly children: string }): ReactNode {
  return (
    <p>
      <code>{children}</code>
    </p>
  )
}
