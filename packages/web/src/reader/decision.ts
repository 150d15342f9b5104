/**
 * A decision as a person is told it: yes by which rule and article, no by which, and what would make it yes.
 *
 * @module
 */
import type { Terms } from '@entente/core/pact'
import { decisionTexts, rules } from '@entente/core/policy'
import { ApiError } from '@entente/sdk'

import { Refusal } from '../api/ask.ts'

import type { Ground, Objection, Report } from './protocol.ts'

type Both = Objection['text']

/** The articles that were looked at, in their order, as the newest terms that have them say. */
export function groundsOf(articles: readonly string[], terms: readonly Terms[]): readonly Ground[] {
  const order = new Intl.Collator('en', { numeric: true })
  return articles.toSorted(order.compare).flatMap((article) => {
    const clause = terms
      .map(({ clauses }) => clauses.find((one) => one.article === article))
      .findLast(Boolean)
    return clause ? [{ article, title: clause.title, rules: clause.rules.map(({ id }) => id) }] : []
  })
}

/** What the page is told of something that was thrown. */
export function failureOf(error: unknown): Report {
  if (!(error instanceof ApiError || error instanceof Refusal)) return { kind: 'failed' }
  const { code, status } = error
  if (status === 401) return { kind: 'ended' }
  // The service says its code and reasons; the sentence is the page's then.
  const title = error instanceof Refusal ? error.title : ''
  const reasons = error.reasons.map(({ code: one, article, because }) => ({
    ...objectionOf(one, article),
    because: because ?? null,
  }))
  return { kind: 'refused', code, status, title: { en: title, ja: title }, reasons }
}

function objectionOf(code: string, article: string | null): Omit<Objection, 'because'> {
  const texts: Readonly<Record<string, Both>> = decisionTexts
  const { en = code, ja = code } = texts[code] ?? {}
  const rule = rules.find((one) => one.code === code)?.id ?? null
  return { code, article, rule, text: { en, ja } }
}
