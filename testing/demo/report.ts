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
  /** A heading over the steps that follow. */
  readonly chapter: (title: Record<Language, string>) => void
  /** What the step before has to show, line by line. */
  readonly show: (text: string) => void
}

/** What refusals are told with: the pact, once there is one, and the sentence of each code. */
export interface ReporterSources {
  readonly terms: () => Terms | undefined
  readonly texts: { readonly [code: string]: Record<Language, string> }
}

/** A reporter that writes lines by `print`. */
export function createReporter(
  lang: Language,
  { terms, texts }: ReporterSources,
  print: (line: string) => void,
): Reporter {
  const steps: Step[] = []
  const add = (step: Step, title: Record<Language, string>): void => {
    steps.push(step)
    const mark = step.outcome === 'done' ? '✔' : '✘'
    print(`${mark} ${`${step.ms} ms`.padStart(8)}  ${title[lang]}`)
    if (step.code !== undefined) show(reasonOf(step.code, step.article))
  }
  const show = (text: string): void => {
    for (const line of text.trimEnd().split('\n')) print(`${indent}${line}`.trimEnd())
  }
  const reasonOf = (code: string, article: string | undefined): string => {
    const clause = terms()?.clauses.find((one) => one.article === article)
    if (!clause) return `${texts[code]?.[lang] ?? ''}  (${code})`.trimStart()
    return `${words[lang].article(clause.article, clause.title[lang])}  (${code})`
  }
  return {
    steps,
    say: print,
    chapter(title) {
      print('')
      print(title[lang])
    },
    show,
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

/** As wide as mark and time. */
const indent = ' '.repeat(12)

const words = {
  en: { article: (article: string, title: string) => `Article ${article}, ${title}` },
  ja: {
    article: (article: string, title: string) =>
      `${article.replace(/^(\d+)(.*)$/, '第$1条$2')}（${title}）`,
  },
}
