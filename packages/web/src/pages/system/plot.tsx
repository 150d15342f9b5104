/**
 * A plot over time. It draws on a canvas and sets styles by properties, as the policy of the page allows;
 * what it shows is said in words beside it.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from 'react'
import UPlot from 'uplot'

import type { Language } from '../../text/language.tsx'

/** One line of a plot. */
export interface Line {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** A custom property of the page's colours. */
  readonly colour: `--${string}`
  readonly dashed?: boolean
}

const height = 220

/** Lines over the same times, in seconds since 1970. */
export function Plot({
  label,
  unit,
  span,
  at,
  lines,
  language,
}: {
  /** What those hear who do not see it. */
  readonly label: string
  readonly unit: string
  /** First and last second that is shown, whether anything was then or not. */
  readonly span: readonly [from: number, until: number]
  readonly at: readonly number[]
  readonly lines: readonly Line[]
  readonly language: Language
}): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const key = JSON.stringify([at, lines, unit, span, language])
  useEffect(() => {
    const box = place.current
    if (!box) return undefined
    const draw = (): UPlot =>
      new UPlot(
        optionsFor(box, { unit, span, lines, language }),
        [[...at], ...lines.map(({ values }) => [...values])],
        box,
      )
    let plot = draw()
    const again = (): void => {
      plot.destroy()
      plot = draw()
    }
    const resized = new ResizeObserver(() => {
      plot.setSize({ width: box.clientWidth, height })
    })
    resized.observe(box)
    // Colours are drawn: another scheme wants another drawing.
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', again)
    return () => {
      resized.disconnect()
      scheme.removeEventListener('change', again)
      plot.destroy()
    }
    // `key` names all that is drawn.
  }, [key])
  return <div className="plot" ref={place} role="img" aria-label={label} />
}

function optionsFor(
  box: HTMLElement,
  {
    unit,
    span,
    lines,
    language,
  }: {
    unit: string
    span: readonly [from: number, until: number]
    lines: readonly Line[]
    language: Language
  },
): UPlot.Options {
  const colour = colours(box)
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const clock = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-NZ', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [ink, grid] = [colour('--quiet'), colour('--raised')]
  const font = `14px ${getComputedStyle(box).fontFamily}`
  return {
    width: box.clientWidth,
    height,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { range: () => [...span] },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] },
    },
    axes: [
      {
        stroke: ink,
        font,
        grid: { stroke: grid },
        ticks: { stroke: grid },
        space: 80,
        values: (_, ticks) => ticks.map((tick) => clock.format(tick * 1000)),
      },
      {
        stroke: ink,
        font,
        label: unit,
        labelFont: font,
        grid: { stroke: grid },
        ticks: { stroke: grid },
        size: 64,
        values: (_, ticks) => ticks.map((tick) => number.format(tick)),
      },
    ],
    series: [
      {},
      ...lines.map((line): UPlot.Series => ({
        stroke: colour(line.colour),
        width: 2,
        ...(line.dashed === true ? { dash: [8, 5] } : {}),
        // A minute alone has no line to its neighbours.
        points: { show: line.values.filter((one) => one !== null).length < 60, size: 5 },
      })),
    ],
  }
}

/** The colours of the page as they are now, resolved for a canvas. */
function colours(box: HTMLElement): (name: string) => string {
  return (name) => {
    const probe = document.createElement('span')
    probe.style.color = `var(${name})`
    box.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
}
