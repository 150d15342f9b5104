/**
 * Traffic and latency: plotted, in one sentence, and as a table.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { SystemTraffic } from '../../api/gen/api.ts'
import { unattendedOf } from '../../layout/changes.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { Plot } from './plot.tsx'
import { texts } from './text.ts'
import { type Dense, denseOf, rowsOf, type Series, sumOf } from './series.ts'

/** Minutes that are shown, and minutes to a row of the table. */
const spans = { 60: 5, 360: 30, 1440: 120 } as const
type Span = keyof typeof spans

/** Chosen by whose requests and for how long; read anew with `at`, the time of the state. */
export function Traffic({ at }: { readonly at: string }): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [minutes, setMinutes] = useState<Span>(60)
  const [name, setName] = useState('listener edge')
  const [answer, again] = useAnswer(`${minutes}`, () =>
    ask(asker, 'GET /api/system/traffic', { query: { minutes } }),
  )
  const fresh = useFresh(at, minutes)
  if (answer.kind === 'loading') return <Loading />
  if (answer.kind === 'failed') return <Failure error={answer.error} onAgain={again} />
  const traffic = fresh?.minutes === minutes ? fresh.value : answer.value
  const dense = denseOf(
    traffic.series.find((one) => keyOf(one) === name),
    traffic,
  )
  const options = [
    ...new Set(['listener edge', 'listener federation', ...traffic.series.map(keyOf), name]),
  ]
  return (
    <>
      <p className="small">
        {s.trafficText} <Moment at={traffic.since} />
      </p>
      <div className="search">
        <label>
          {s.whose}
          <select value={name} onChange={(event) => setName(event.target.value)}>
            {options.map((one) => (
              <option key={one} value={one}>
                {labelOf(one, s)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {s.span}
          <select
            value={minutes}
            onChange={(event) => {
              const chosen = Number(event.target.value)
              if (chosen === 60 || chosen === 360 || chosen === 1440) setMinutes(chosen)
            }}
          >
            {([60, 360, 1440] as const).map((one) => (
              <option key={one} value={one}>
                {s.hours(one / 60)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Shown
        dense={dense}
        span={[traffic.from * 60, traffic.until * 60]}
        step={spans[minutes]}
        name={labelOf(name, s)}
      />
    </>
  )
}

function Shown({
  dense,
  span,
  step,
  name,
}: {
  readonly dense: Dense
  readonly span: readonly [from: number, until: number]
  readonly step: number
  readonly name: string
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const whole = sumOf(dense)
  if (whole.count === 0) return <Empty>{s.trafficNone}</Empty>
  const told = s.told(name, dense.at.length, whole)
  return (
    <>
      <p>{told}</p>
      <figure>
        <figcaption>
          {s.perMinute} <Sign colour="key" /> {s.all} <Sign colour="error dashed" /> {s.failed}
        </figcaption>
        <Plot
          label={`${s.perMinute}: ${told}`}
          unit={s.requests}
          span={span}
          at={dense.at}
          language={language}
          lines={[
            { name: s.all, values: dense.count, colour: '--key' },
            { name: s.failed, values: dense.failed, colour: '--error', dashed: true },
          ]}
        />
      </figure>
      <figure>
        <figcaption>
          {s.latency} <Sign colour="key" /> {s.mean} <Sign colour="focus dashed" /> {s.slowest}
        </figcaption>
        <Plot
          label={`${s.latency}: ${told}`}
          unit={s.milliseconds}
          span={span}
          at={dense.at}
          language={language}
          lines={[
            { name: s.mean, values: dense.mean, colour: '--key' },
            { name: s.slowest, values: dense.slowest, colour: '--focus', dashed: true },
          ]}
        />
      </figure>
      <details>
        <summary>{s.asTable(step)}</summary>
        <Table
          heads={[s.from, s.requests, s.failed, `${s.mean} (ms)`, `${s.slowest} (ms)`]}
          rows={rowsOf(dense, step).map((row) => [
            <Moment key="at" at={new Date(row.at * 1000).toISOString()} />,
            row.count,
            row.failed,
            row.mean ?? '—',
            row.slowest ?? '—',
          ])}
        />
      </details>
    </>
  )
}

/** How a line looks, beside its name. */
function Sign({ colour }: { readonly colour: string }): ReactNode {
  return <span className={`sign ${colour}`} aria-hidden="true" />
}

function keyOf({ kind, name }: Series): string {
  return `${kind} ${name}`
}

function labelOf(key: string, s: (typeof texts)['en' | 'ja']): string {
  if (key === 'listener edge') return s.ofEdge
  if (key === 'listener federation') return s.ofFederation
  return s.ofPeer(key.split(' ', 2)[1] ?? '')
}

interface Fresh {
  readonly minutes: Span
  readonly value: SystemTraffic
}

/** Asks again whenever the state of the page was; what cannot be read leaves what there is. */
function useFresh(at: string, minutes: Span): Fresh | undefined {
  const { asker } = useWork()
  const [fresh, setFresh] = useState<Fresh>()
  const seen = useRef(at)
  useEffect(() => {
    if (seen.current === at) return undefined
    seen.current = at
    let wanted = true
    const read = async (): Promise<void> => {
      try {
        const query = { minutes }
        const value = await ask(unattendedOf(asker), 'GET /api/system/traffic', { query })
        if (wanted) setFresh({ minutes, value })
      } catch {
        // The page says of itself that it is not of now.
      }
    }
    void read()
    return () => {
      wanted = false
    }
  }, [at, minutes, asker])
  return fresh
}
