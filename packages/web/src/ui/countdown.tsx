/**
 * Something ends soon unless somebody is there.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { useText } from '../text/language.tsx'

import { Button } from './button.tsx'

/** Counts down on the page; those who listen are told at whole ten seconds, every twenty, and at ten. */
export function Countdown({
  left,
  rule,
  soon,
  onStay,
}: {
  /** Seconds; undefined while there is time. */
  readonly left: number | undefined
  readonly rule: string
  readonly soon: (seconds: number) => string
  readonly onStay: () => void
}): ReactNode {
  const { t } = useText()
  const said = left === undefined ? undefined : left > 10 ? Math.ceil(left / 20) * 20 : 10
  return (
    <>
      <p className="said" role="status" aria-live="assertive">
        {said !== undefined && `${rule} ${soon(said)}`}
      </p>
      {left !== undefined && (
        <div className="countdown">
          <p aria-hidden="true">
            {rule} <strong>{soon(left)}</strong>
          </p>
          <Button look="first" onPress={onStay}>
            {t.stay}
          </Button>
        </div>
      )}
    </>
  )
}
