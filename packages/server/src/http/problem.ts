/**
 * Refusals and failures as problem documents (RFC 9457).
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import type { Bilingual } from '@entente/core/pact'

import type { Language } from '../identity/index.ts'

import { findErrorText } from './error-table.ts'
import { type Fault, HttpError } from './errors.ts'

/** The body of every answer that is not a success. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  /** Names this request in the operator's log. */
  readonly request: string
  readonly faults?: readonly Fault[]
  /** Why a decision was no, for our own people: code, article, and what would make it yes. */
  readonly reasons?: readonly ProblemReason[]
}

/** One reason of a {@link Problem}. */
export interface ProblemReason {
  readonly code: string
  readonly article: string | null
  readonly title: string
  /** What the pact itself says of it, in both languages: it has been signed in both. */
  readonly because?: Bilingual
}

/** Media type of {@link Problem}. */
export const problemType = 'application/problem+json'

/**
 * What is said about `error`. Only its code decides: the message may quote what the caller must not
 * see and stays with us. Anything that is not ours is `http/failed`.
 */
export function problemOf(error: unknown, language: Language, request: string): Problem {
  const known = error instanceof EntenteError ? findErrorText(error.code) : undefined
  if (!known || !(error instanceof EntenteError)) return failed(language, request)
  return {
    type: `urn:entente:error:${error.code}`,
    title: known[language],
    status: known.status,
    code: error.code,
    request,
    ...(error instanceof HttpError && error.faults.length > 0 ? { faults: error.faults } : {}),
    ...(isDenial(error)
      ? { reasons: error.reasons.map((reason) => inWords(reason, language)) }
      : {}),
  }
}

/** The HTTP answer that carries `problem`. */
export function problemResponse(problem: Problem, language: Language, error?: unknown): Response {
  const headers = new Headers({
    'content-type': problemType,
    'content-language': language,
    vary: 'Accept-Language',
  })
  if (problem.status === 401) headers.set('www-authenticate', 'DPoP algs="ES256"')
  if (error instanceof HttpError && error.retryAfter !== undefined) {
    headers.set('retry-after', String(error.retryAfter))
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

function failed(language: Language, request: string): Problem {
  return problemOf(new HttpError('http/failed', 'unexpected failure'), language, request)
}

interface Denial {
  readonly reasons: readonly Omit<ProblemReason, 'title'>[]
}

function isDenial(error: EntenteError): error is EntenteError & Denial {
  return 'reasons' in error && Array.isArray(error.reasons)
}

function inWords(
  { code, article, because }: Denial['reasons'][number],
  language: Language,
): ProblemReason {
  const title = findErrorText(code)?.[language] ?? code
  return { code, article, title, ...(because === undefined ? {} : { because }) }
}
