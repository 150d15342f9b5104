/**
 * Where a document, a release or a delivery stands, in words.
 *
 * @module
 */
import type { Language } from './terminal.ts'

const japanese: { readonly [state: string]: string } = {
  sealing: '封印中',
  draft: '下書き',
  prepared: '承認待ち',
  released: '提供済み',
  withdrawn: '不承認',
  queued: '送達中',
  received: '受領済み',
  refused: '拒否',
  overdue: '期限超過',
}

/** The state as it is read; the API's own word is the English one, and the one for a state without words. */
export function stateWord(state: string, lang: Language): string {
  return lang === 'ja' && Object.hasOwn(japanese, state) ? (japanese[state] ?? state) : state
}
