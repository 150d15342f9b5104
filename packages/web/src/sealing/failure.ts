/**
 * What the page is told of something that was thrown while a document was sealed, in the person's language.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import { decisionTexts } from '@entente/core/policy'
import { ApiError, sealingErrorTexts } from '@entente/sdk'

import { Refusal } from '../api/ask.ts'
import type { Language } from '../text/language.tsx'

import type { SealingReport } from './protocol.ts'

type Both = Readonly<Record<Language, string>>

/** A refusal with its sentence and reasons; what did not come from us has none. */
export function failureOf(error: unknown, language: Language, sealed: boolean): SealingReport {
  if (error instanceof Refusal) {
    const { code, status, title, reasons } = error
    return status === 401
      ? { kind: 'ended' }
      : { kind: 'refused', code, status, title, reasons, sealed }
  }
  if (error instanceof ApiError) {
    const { code, status, message: title } = error
    if (status === 401) return { kind: 'ended' }
    const reasons = error.reasons.map((reason) => ({
      ...reason,
      title: textOf(decisionTexts, reason.code)?.[language] ?? reason.code,
    }))
    return { kind: 'refused', code, status, title, reasons, sealed }
  }
  const text = error instanceof EntenteError ? textOf(sealingErrorTexts, error.code) : undefined
  if (!text || !(error instanceof EntenteError)) return { kind: 'failed' }
  const { code } = error
  return { kind: 'refused', code, status: 409, title: text[language], reasons: [], sealed }
}

function textOf(texts: Readonly<Record<string, Both>>, code: string): Both | undefined {
  return texts[code]
}
