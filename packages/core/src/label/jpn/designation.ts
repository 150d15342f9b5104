/**
 * Designations under Japanese law: what makes information a 特定秘密 or 重要経済安保情報, until when, and
 * the words that say so.
 *
 * On expiry the marking is struck and another takes its place (Order, Article 7).
 *
 * The words of the marks are ILLUSTRATIVE; the forms of the Order's annex were not at hand.
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import { requireText } from '../text.ts'

import { dayInTokyo, formatEra, isDay } from './era.ts'
import { longestTerm, requireTotal, yearsAfter } from './term.ts'

/** A designation, as its register has it. */
export interface Designation {
  readonly regime: keyof typeof names
  /** Number in the register of designations. */
  readonly number: string
  /** The designating organ, whose consent another organ's giving needs. */
  readonly organ: { readonly en: string; readonly ja: string }
  /** Days in Tokyo, `2026-11-26`. The last one is still within the term. */
  readonly designatedOn: string
  readonly validUntil: string
  readonly extensions: number
  /** Reference of the Cabinet's approval; null where none was asked for. */
  readonly cabinetApproval: string | null
}

const names = {
  'keizai-anpo': { en: 'IMPORTANT ECONOMIC SECURITY INFORMATION', ja: '重要経済安保情報' },
  'tokutei-himitsu': { en: 'SPECIALLY DESIGNATED SECRET', ja: '特定秘密' },
}

/** More extensions than anything may have. */
const most = 60

/**
 * Requires that a designation is one that the law allows.
 *
 * @throws {LabelError} `label/bad-designation`, `label/bad-text`
 */
export function requireDesignation(designation: Designation): Designation {
  const { number, organ, designatedOn, validUntil, extensions, cabinetApproval } = designation
  for (const text of [number, organ.en, organ.ja]) requireText(text, 'a word of the designation')
  if (!isDay(designatedOn) || !isDay(validUntil) || validUntil < designatedOn) {
    throw bad('a term that is none')
  }
  if (!Number.isSafeInteger(extensions) || extensions < 0) throw bad('no count of extensions')
  // Each term by itself: one that begins on the 29th of February ends in March, and the next begins there.
  let end = designatedOn
  for (let count = 0; count <= Math.min(extensions, most); count++)
    end = yearsAfter(end, longestTerm)
  if (validUntil >= end) throw bad('a term longer than its extensions allow')
  requireTotal(designatedOn, validUntil, cabinetApproval)
  return designation
}

/** Whether the term of a designation is over: on the day after its last, in Tokyo. */
export function isExpired({ validUntil }: Designation, at: Date): boolean {
  return dayInTokyo(at) > validUntil
}

/**
 * The lines that stand on a document: status, number, organ and term, or after the term that it is
 * over. Then the word of the status is not among them: it must no longer be perceivable.
 *
 * @throws {LabelError} `label/bad-designation`, `label/bad-text`
 */
export function designationMarking(
  designation: Designation,
  at: Date,
  lang: 'en' | 'ja',
): readonly string[] {
  const { regime, number, organ, validUntil } = requireDesignation(designation)
  const until = lang === 'ja' ? formatEra(validUntil) : validUntil
  if (isExpired(designation, at)) {
    return lang === 'ja'
      ? ['指定の有効期間満了', `${until}満了`, `指定番号　${number}`, organ.ja]
      : ['DESIGNATION EXPIRED', `on ${until}`, `No. ${number}`, organ.en]
  }
  return lang === 'ja'
    ? [names[regime].ja, `指定番号　${number}`, organ.ja, `有効期間　${until}まで`]
    : [names[regime].en, `No. ${number}`, organ.en, `valid until ${until}`]
}

function bad(reason: string): LabelError {
  return new LabelError('label/bad-designation', reason)
}
