/**
 * Connections, messages, the ledger and keys, as tables.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { AppointedKey, PeerState, SystemState } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty } from '../../ui/notice.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'

import { texts } from './text.ts'

interface Props {
  readonly state: SystemState
}

/** Who answers. */
export function Connections({ state: { peers, kas, against } }: Props): ReactNode {
  const s = useTexts(texts)
  const silent = against.find(({ check }) => check === 'kas')
  return (
    <>
      <p className="small">{s.linksText}</p>
      {peers.length === 0 ? (
        <Empty>{s.linksNone}</Empty>
      ) : (
        <Table
          heads={[s.member, s.state, s.heard, s.answered, s.clock]}
          rows={peers.map((peer) => [
            <Named key="peer" name={peer.peer} url={peer.url} />,
            <LinkText key="state" peer={peer} />,
            <Maybe key="heard" at={peer.heardAt} none={s.never} />,
            <Maybe key="answered" at={peer.answeredAt} none={s.never} />,
            clockText(peer.clockAhead, s),
          ])}
        />
      )}
      <dl className="facts">
        <dt>{s.kas}</dt>
        <dd>
          {kas.apart ? s.kasApart(kas.url ?? '') : s.kasInside}
          {kas.apart && (
            <>
              {' · '}
              {silent ? (
                <strong className="wrong">
                  {s.silent} <code>{silent.code}</code>
                </strong>
              ) : (
                s.answers
              )}
            </>
          )}
        </dd>
      </dl>
    </>
  )
}

function Named({ name, url }: { readonly name: string; readonly url: string | null }): ReactNode {
  return (
    <>
      {name} {url !== null && <span className="small url">{url}</span>}
    </>
  )
}

function LinkText({ peer }: { readonly peer: PeerState }): ReactNode {
  const s = useTexts(texts)
  if (peer.failingSince === null) return peer.answeredAt === null ? s.notAsked : s.answers
  return (
    <>
      <strong className="wrong">{s.silent}</strong> {s.since} <Moment at={peer.failingSince} />{' '}
      <code>{peer.code}</code>
    </>
  )
}

function clockText(ahead: number | null, s: (typeof texts)['en' | 'ja']): string {
  if (ahead === null) return s.unknown
  if (Math.abs(ahead) < 2) return s.clockEqual
  return ahead > 0 ? s.clockAhead(ahead) : s.clockBehind(-ahead)
}

/** What waits, and how far each direction has come. */
export function Queues({ state: { peers } }: Props): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const number = new Intl.NumberFormat(language)
  if (peers.length === 0) return <Empty>{s.linksNone}</Empty>
  return (
    <>
      <p className="small">{s.queuesText}</p>
      <Table
        heads={[s.member, s.sent, s.replied, s.received, s.waiting, s.receipts]}
        rows={peers.map(({ peer, queue, sequence, receipts }) => [
          peer,
          number.format(sequence.sent),
          number.format(sequence.answered),
          number.format(sequence.received),
          <Waiting key="waiting" queue={queue} />,
          s.receiptsText(receipts.overdue, receipts.refused, receipts.owed),
        ])}
      />
    </>
  )
}

function Waiting({ queue }: { readonly queue: PeerState['queue'] }): ReactNode {
  const s = useTexts(texts)
  if (queue.oldestAt === null) return 0
  return (
    <>
      <strong>{queue.waiting}</strong>
      <br />
      <span className="small">
        {s.waitingSince} <Moment at={queue.oldestAt} /> · {s.attempts} {queue.attempts}
        {queue.nextAt !== null && (
          <>
            {' · '}
            {s.next} <Moment at={queue.nextAt} />
          </>
        )}{' '}
        {queue.code !== null && <code>{queue.code}</code>}
      </span>
    </>
  )
}

/** Ours, and what is known of those of the others. */
export function Ledger({ state: { ledger, peers } }: Props): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const number = new Intl.NumberFormat(language)
  return (
    <>
      <dl className="facts">
        <dt>{s.origin}</dt>
        <dd>
          <code>{ledger.origin}</code>
        </dd>
        <dt>{s.entries}</dt>
        <dd>{number.format(ledger.entries)}</dd>
        <dt>{s.signed}</dt>
        <dd>{number.format(ledger.signed)}</dd>
        <dt>{s.cosigned}</dt>
        <dd>{number.format(ledger.cosigned)}</dd>
        <dt>{s.uncosigned}</dt>
        <dd>
          <Maybe at={ledger.uncosignedSince} none={s.allCosigned} />
        </dd>
      </dl>
      {peers.length > 0 && (
        <>
          <h3>{s.chains}</h3>
          <Table
            heads={[s.member, s.appointments, s.witnessed, s.lastCosigned]}
            rows={peers.map(({ peer, sequence, cosignedAt }) => [
              peer,
              number.format(sequence.appointments),
              number.format(sequence.witnessed),
              <Maybe key="cosigned" at={cosignedAt} none={s.never} />,
            ])}
          />
        </>
      )}
    </>
  )
}

/** Which keys are appointed until when, and how they are exchanged. */
export function Keys({ state: { member: self, keys } }: Props): ReactNode {
  const s = useTexts(texts)
  return (
    <>
      <p className="small">{s.keysText}</p>
      <Table
        heads={[s.use, s.member, s.name, s.until, s.exchange]}
        rows={keys.map((key) => [
          s.uses[key.use],
          key.member,
          <code key="name">{key.name}</code>,
          <>
            <Moment at={key.until} />{' '}
            {key.state !== 'current' && <strong className="wrong">{s.states[key.state]}</strong>}
          </>,
          key.member === self ? exchangeText(key, s) : s.exchangeTheirs,
        ])}
      />
    </>
  )
}

function exchangeText({ use }: AppointedKey, s: (typeof texts)['en' | 'ja']): string {
  return use === 'ledger' || use === 'witness' ? s.exchangeLoss : s.exchangeNone
}

function Maybe({ at, none }: { readonly at: string | null; readonly none: string }): ReactNode {
  return at === null ? none : <Moment at={at} />
}
