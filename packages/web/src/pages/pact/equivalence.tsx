/**
 * Equivalence as a picture: levels of two regimes side by side, highest on top, and lines between those that
 * protect alike. The table beneath says the same.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { PactView } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Table } from '../../ui/table.tsx'

import { texts } from './text.ts'

interface Level {
  readonly regime: string
  readonly level: string
}

const row = 44
const box = { width: 230, height: 32 } as const
const gap = 240

/** The picture, with its table. */
export function EquivalencePicture({ pact }: { readonly pact: PactView }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [left, right] = pact.members
  const nameOf = (member: string): string =>
    pact.members.find(({ id }) => id === member)?.name[language] ?? member
  return (
    <>
      {left && right && (
        <div className="scroll">
          <Picture pact={pact} left={left.id} right={right.id} name={nameOf} />
        </div>
      )}
      <Table
        heads={[s.from, s.at, s.to, s.why]}
        rows={pact.equivalence.map(({ from, member, to, reason }) => [
          from.level,
          nameOf(member),
          to?.level ?? s.noEquivalent,
          reason?.[language] ?? '—',
        ])}
      />
    </>
  )
}

function Picture({
  pact,
  left,
  right,
  name,
}: {
  readonly pact: PactView
  readonly left: string
  readonly right: string
  readonly name: (member: string) => string
}): ReactNode {
  const s = useTexts(texts)
  const sides = [left, right].map((member) => levelsOf(pact, member))
  const height = row * (1 + Math.max(...sides.map((levels) => levels.length)))
  const place = (side: number, { regime, level }: Level): number | undefined => {
    const at = sides[side]?.findIndex((one) => one.regime === regime && one.level === level) ?? -1
    return at < 0 ? undefined : row * (at + 1) + box.height / 2
  }
  const lines = pact.equivalence.flatMap(({ from, member, to }) => {
    const side = member === right ? 0 : 1
    const start = place(side, from)
    const end = to && place(1 - side, to)
    return start === undefined || typeof end !== 'number' ? [] : [{ side, start, end }]
  })
  const width = box.width * 2 + gap
  return (
    <svg
      className="picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={s.equivalence}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="8"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0 0 L8 4 L0 8 z" />
        </marker>
      </defs>
      {[left, right].map((member, side) => (
        <g key={member} transform={`translate(${side * (box.width + gap)} 0)`}>
          <text x={box.width / 2} y={24} className="head">
            {name(member)}
          </text>
          {sides[side]?.map(({ regime, level }, at) => (
            <g key={`${regime} ${level}`} transform={`translate(0 ${row * (at + 1)})`}>
              <rect {...box} rx={6} />
              <text x={box.width / 2} y={21}>
                {level}
              </text>
            </g>
          ))}
        </g>
      ))}
      {lines.map(({ side, start, end }) => {
        const [x, to] = side === 0 ? [box.width, box.width + gap] : [box.width + gap, box.width]
        // Each direction has its own height, so that neither hides the other.
        const shift = side === 0 ? -4 : 4
        return (
          <line
            key={`${side} ${start} ${end}`}
            className={side === 0 ? 'there' : 'back'}
            x1={x}
            y1={start + shift}
            x2={to}
            y2={end + shift}
            markerEnd="url(#arrow)"
          />
        )
      })}
    </svg>
  )
}

/** Classified levels of a member, regime by regime, highest first. */
function levelsOf({ regimes }: PactView, member: string): readonly Level[] {
  return regimes
    .filter((one) => one.member === member)
    .flatMap(({ regime, levels }) =>
      levels
        .filter(({ classified }) => classified)
        .toReversed()
        .map(({ level }) => ({ regime, level })),
    )
}
