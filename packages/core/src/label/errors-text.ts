/**
 * The sentences for {@link LabelErrorCode}.
 *
 * @module
 */
import type { LabelErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const labelErrorTexts: Readonly<
  Record<LabelErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'label/bad-xml': {
    en: 'The label is not well-formed XML in UTF-8. Have it written again by the program that made it.',
    ja: '秘密標記情報が UTF-8 の整形式 XML ではありません。作成したプログラムで書き直してください。',
    status: 422,
  },
  'label/forbidden-xml': {
    en: 'The label contains XML that a label never needs, such as a DOCTYPE. Treat its source with care.',
    ja: '秘密標記情報に、標記に不要な XML（DOCTYPE など）が含まれています。送信元に注意してください。',
    status: 422,
  },
  'label/invalid': {
    en: 'The label does not follow ADatP-4774. Label the document again.',
    ja: '秘密標記情報が ADatP-4774 に従っていません。標記を付け直してください。',
    status: 422,
  },
  'label/no-equivalent': {
    en: 'The pact has no equivalent for this level, so it is not accepted and never lowered. Ask the originator.',
    ja: '協定にこの秘密区分の対応がないため、受け入れず、引き下げることもありません。提供者に照会してください。',
    status: 422,
  },
  'label/too-large': {
    en: 'The label is larger or deeper than any label has to be. Treat its source with care.',
    ja: '秘密標記情報が異常に大きいか、深く入れ子になっています。送信元に注意してください。',
    status: 413,
  },
}
