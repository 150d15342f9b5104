/**
 * The demo's steps as they happen: a table for people, a report for machines.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import type { Terms } from '@entente/core/pact'
import { articleOfRefusal } from '@entente/core/policy'
import { ApiError } from '@entente/sdk'

/** Languages of the demo. */
export type Language = 'en' | 'ja'

/** One step of the report. */
export interface Step {
  readonly name: string
  readonly outcome: 'done' | 'refused'
  readonly code?: string
  readonly article?: string
  readonly ms: number
}

/** Runs steps and prints each. */
export interface Reporter {
  readonly steps: Step[]
  /** A step that has to succeed. */
  readonly done: <T>(
    name: string,
    title: Record<Language, string>,
    run: () => Promise<T>,
  ) => Promise<T>
  /** A step that has to be refused, with this code. */
  readonly refused: (
    name: string,
    title: Record<Language, string>,
    code: string,
    run: () => Promise<unknown>,
  ) => Promise<void>
  readonly say: (text: string) => void
}

/** A reporter that writes lines by `print`; `terms` gives the articles once there is a pact. */
export function createReporter(
  lang: Language,
  terms: () => Terms | undefined,
  print: (line: string) => void,
): Reporter {
  const steps: Step[] = []
  const add = (step: Step, title: Record<Language, string>): void => {
    steps.push(step)
    const mark = step.outcome === 'done' ? '✔' : '✘'
    const article = step.article === undefined ? '' : words[lang].article(step.article)
    const ms = `${step.ms} ms`.padStart(8)
    print(
      `${mark} ${ms}  ${pad(title[lang], 58)}  ${[step.code, article].filter(Boolean).join('  ')}`.trimEnd(),
    )
  }
  return {
    steps,
    say: print,
    async done(name, title, run) {
      const started = performance.now()
      const result = await run()
      add({ name, outcome: 'done', ms: Math.round(performance.now() - started) }, title)
      return result
    },
    async refused(name, title, code, run) {
      const started = performance.now()
      let error: unknown
      try {
        await run()
      } catch (thrown) {
        error = thrown
      }
      const reasons = error instanceof ApiError ? error.reasons : []
      const reason = reasons.find((one) => one.code === code)
      const actual = reason?.code ?? (error instanceof EntenteError ? error.code : undefined)
      if (actual !== code) throw new Error(`${name}: ${code} was expected`, { cause: error })
      const known = terms()
      const article = reason?.article ?? (known && articleOfRefusal(known, code)) ?? undefined
      const ms = Math.round(performance.now() - started)
      add(
        { name, outcome: 'refused', code, ...(article === undefined ? {} : { article }), ms },
        title,
      )
    },
  }
}

const words = {
  en: { article: (text: string) => `Article ${text}` },
  ja: { article: (text: string) => text.replace(/^(\d+)(.*)$/, '第$1条$2') },
}

/** Pads to a width of columns; Japanese characters take two. */
function pad(text: string, columns: number): string {
  const width = Array.from(text).reduce(
    (sum, char) => sum + (/[\u2E80-\uFFEF]/.test(char) ? 2 : 1),
    0,
  )
  return text + ' '.repeat(Math.max(0, columns - width))
}
