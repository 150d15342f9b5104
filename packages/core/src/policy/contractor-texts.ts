/**
 * The sentences for the conditions of a contractor: which one is missing or overdue.
 *
 * @module
 */
import type { ContractorCondition } from '../pact/index.ts'

interface Sentence {
  readonly en: string
  readonly ja: string
  readonly status: number
}

/** One a condition. */
export const contractorTexts: Readonly<
  Record<`decision/contractor-${ContractorCondition}`, Sentence>
> = {
  'decision/contractor-no-access-by-rank': missing(
    'that nobody there has access by rank or position alone',
    '階級又は職位のみによる取扱いを認めないこと',
  ),
  'decision/contractor-capability': missing(
    'that it can protect information of this level',
    'この区分の情報を保護する能力があること',
  ),
  'decision/contractor-clearances': missing(
    'that everybody there who would have access is cleared',
    '取扱者の全員が適性評価を受けていること',
  ),
  'decision/contractor-assessment': missing(
    'that clearances there follow the rules of the member',
    '適性評価が締約者の定めによること',
  ),
  'decision/contractor-notification': missing(
    'that everybody with access has been told of the duty to protect',
    '取扱者の全員に保護の義務が通知されていること',
  ),
  'decision/contractor-initial-inspection': missing('of an inspection at the outset', '当初の検査'),
  'decision/contractor-periodic-inspection': missing(
    'of a periodic inspection that is not overdue',
    '期限内の定期の検査',
  ),
  'decision/contractor-need-to-know': missing(
    'that access there is limited to those who need to know',
    '取扱いが知る必要のある者に限られていること',
  ),
  'decision/contractor-register': missing(
    'that a register of authorised individuals is kept there',
    '取扱者名簿を備えていること',
  ),
  'decision/contractor-responsible-officer': missing(
    'that a responsible officer is named there',
    '責任者が指名されていること',
  ),
  'decision/contractor-storage': missing(
    'that it stores information as the pact asks',
    '保管が協定の定めによること',
  ),
  'decision/contractor-transmission': missing(
    'that it transmits information as the pact asks',
    '伝達が協定の定めによること',
  ),
  'decision/contractor-destruction': missing(
    'that it destroys information as the pact asks',
    '破棄が協定の定めによること',
  ),
  'decision/contractor-reproduction': missing(
    'that it copies information as the pact asks',
    '複製が協定の定めによること',
  ),
  'decision/contractor-translation': missing(
    'that it translates information as the pact asks',
    '翻訳が協定の定めによること',
  ),
}

function missing(en: string, ja: string): Sentence {
  return {
    en: `The contractor has no finding on record, or an overdue one, ${en}. The security officer has to record it first.`,
    ja: `契約者について、次の条件が登録されていないか、期限が過ぎています。${ja}。保全責任者による登録が必要です。`,
    status: 403,
  }
}
