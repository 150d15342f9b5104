/**
 * What a person reads when something was refused: a sentence, and every reason with its article.
 *
 * @module
 */
import type { EntenteError } from '@entente/core/lib'
import { type Bilingual, PactError } from '@entente/core/pact'
import { ApiError, SessionError } from '@entente/sdk'

import type { Language } from './terminal.ts'

/** Sentences for every code that can reach a person. */
export type ErrorTexts = { readonly [code: string]: { readonly en: string; readonly ja: string } }

/** A refusal in words. */
export interface Refusal {
  readonly code: string
  /** What happened and what to do next. */
  readonly message: string
  /** Whose statement it was refused for, where one member can be named. */
  readonly member: string | null
  readonly detail: string
  readonly reasons: readonly Reason[]
}

/** One of the factors that were against it. */
export interface Reason {
  readonly code: string
  /** Article of the pact, where one decided. */
  readonly article: string | null
  readonly message: string
}

/** A refusal, ours or the server's, in words. */
export function explain(error: EntenteError, lang: Language, texts: ErrorTexts): Refusal {
  const code = codeOf(error, texts)
  const reasons = error instanceof ApiError ? error.reasons : []
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined
  const message = text?.[lang] ?? error.message
  // A server says its sentence in one language; nobody reads it twice in two.
  const repeats = error.message === text?.en || error.message === text?.ja
  return {
    code,
    message,
    member: error instanceof PactError ? (error.member ?? null) : null,
    detail: repeats ? message : error.message,
    reasons: reasons.map(({ code: reason, article, because }) => ({
      code: reason,
      article,
      message: `${texts[reason]?.[lang] ?? reason}${saidBecause(because, lang)}`,
    })),
  }
}

/** The refusal as lines. */
export function formatRefusal(refusal: Refusal, lang: Language): string {
  const { code, message, member, detail, reasons } = refusal
  return [
    `entente: ${message}`,
    ...(member === null ? [] : [`  ${{ en: 'member', ja: '締約者' }[lang]}: ${member}`]),
    ...reasons.map(
      (reason) => `  - ${reason.message} (${articleText(reason, lang)}${reason.code})`,
    ),
    `  ${code}${detail === message ? '' : `: ${detail}`}`,
  ].join('\n')
}

/** What the pact says of it, after our sentence. */
function saidBecause(because: Bilingual | undefined, lang: Language): string {
  if (because === undefined) return ''
  return { en: ` “${because.en}”`, ja: `「${because.ja}」` }[lang]
}

/** Where the server said why there is no session, its reason says more than that there is none. */
function codeOf(error: EntenteError, texts: ErrorTexts): string {
  const told = error instanceof SessionError ? error.refused : undefined
  return told !== undefined && Object.hasOwn(texts, told) ? told : error.code
}

/** `7(2)` is Article 7, paragraph 2. */
function articleText({ article }: Reason, lang: Language): string {
  if (article === null) return ''
  if (lang === 'en') return `Article ${article}, `
  const [, number = article, paragraph] = /^(\w+)\((\w+)\)$/.exec(article) ?? []
  return `第${number}条${paragraph === undefined ? '' : `第${paragraph}項`}、`
}
