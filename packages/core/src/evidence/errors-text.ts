/**
 * The sentences for {@link EvidenceErrorCode}.
 *
 * @module
 */
import type { EvidenceErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const evidenceErrorTexts: Readonly<
  Record<EvidenceErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'evidence/malformed': {
    en: 'The file is no evidence bundle of this version. Ask for it again, whole.',
    ja: 'この版の証拠ファイルではありません。全体をもう一度求めてください。',
    status: 400,
  },
  'evidence/other-event': {
    en: 'A proof in the bundle is of another event than the one it should show. It proves nothing; ask who made it.',
    ja: '証明が、示すべき事象とは別のものです。何も証明しません。作成者に照会してください。',
    status: 422,
  },
  'evidence/other-release': {
    en: 'Parts of the bundle belong to different releases. It proves nothing; ask who made it.',
    ja: '異なる提供のものが混ざっています。何も証明しません。作成者に照会してください。',
    status: 422,
  },
}
