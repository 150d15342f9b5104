/**
 * The chain of heads, the newest first: what our key has signed, and how far the witnesses have seen it.
 *
 * @module
 */
import type { Checkpoint } from '@entente/core/ledger'
import { toBase64 } from '@entente/core/lib'
import type { ReactNode } from 'react'

import { useText, useTexts } from '../../text/language.tsx'
import { Empty } from '../../ui/notice.tsx'
import { Moment } from '../../ui/time.tsx'

import type { Heads } from './heads.ts'
import { texts } from './text.ts'
import type { SeenHead } from './verify.ts'

/** The list, and the ledgers of others that are cosigned here. */
export function Chain({
  heads: { head, cosigned, missing, followed },
  seen,
  silent,
}: {
  readonly heads: Heads
  readonly seen: SeenHead | undefined
  readonly silent: boolean
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const spell = (number: number): string => new Intl.NumberFormat(language).format(number)
  const ahead = head.size - (cosigned?.head.size ?? 0)
  return (
    <>
      <p role="status">{silent ? <strong>{s.silent}</strong> : ''}</p>
      <ol className="chain">
        <li>
          <strong>{s.signed(spell(head.size))}</strong>
          <Root head={head} />
        </li>
        {ahead > 0 && <li className="open">{s.ahead(spell(ahead))}</li>}
        {missing.map((member) => (
          <li key={member} className="open">
            {s.missing(member)}
          </li>
        ))}
        {cosigned && (
          <li>
            <strong>{s.cosigned(spell(cosigned.head.size))}</strong>
            <ul>
              {cosigned.by.map(({ member, at }) => (
                <li key={member}>
                  {s.seenBy(member)} <Moment at={at} />
                </li>
              ))}
            </ul>
            <Root head={cosigned.head} />
          </li>
        )}
        {seen?.origin === head.origin && <li>{s.verifiedHere(spell(seen.size))}</li>}
      </ol>
      <h3>{s.followedTitle}</h3>
      {followed.length === 0 && <Empty>{s.followedNone}</Empty>}
      <ul>
        {followed.map(({ member, origin, head: theirs }) => (
          <li key={origin}>
            <strong>{member}</strong> <code>{origin}</code>{' '}
            {theirs ? s.followed(spell(theirs.size)) : s.followedNothing}
            {theirs && <Root head={theirs} />}
          </li>
        ))}
      </ul>
    </>
  )
}

function Root({ head: { origin, root } }: { readonly head: Checkpoint }): ReactNode {
  const s = useTexts(texts)
  return (
    <p className="small">
      <code>{origin}</code> · {s.root} <code>{toBase64(root)}</code>
    </p>
  )
}
