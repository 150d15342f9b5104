/**
 * The help of people.
 *
 * @module
 */
import type { HelpTexts } from '../../text/help.ts'

/** By language. */
export const help: HelpTexts = {
  en: {
    purpose: 'Who may read what, where and until when, on any day.',
    can: [
      'See posts, clearances, facility registers and needs-to-know as they were known at the end of a day.',
      'See which documents a person could read on that day, and what would end if they moved.',
      'See what ends within a year, before it does.',
    ],
    absent: [
      'Others are shown to officers for security, need-to-know and the registry; everybody sees what is on record of themselves.',
      'Names are not here: people are ids, and documents have no titles.',
      'Nothing is given or ended here. An officer signs that by the command line: entente grant',
    ],
  },
  ja: {
    purpose: 'ある日に、だれが、どこで、何を、いつまで閲覧できるかを示します。',
    can: [
      '職、適性評価、施設の取扱者名簿及び知る必要を、その日の終わりに知られていたとおりに確認できます。',
      'その日に閲覧できた文書と、異動すると終わるものを確認できます。',
      '1年以内に期限を迎えるものを、事前に確認できます。',
    ],
    absent: [
      '他の取扱者の記録は、保全責任者、文書管理責任者及び登録責任者に表示されます。自分の記録はだれでも確認できます。',
      '氏名は表示しません。取扱者は識別子で、文書は件名なしで示します。',
      'この画面では付与も終了も行いません。担当官がコマンドラインで署名します：entente grant',
    ],
  },
}
