/**
 * What inbox and register say.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'
import type { HelpTexts } from '../../text/help.ts'

const en = {
  inboxText:
    'What other members have provided and you may open. What you may not open is not listed.',
  inboxNone: 'Nothing that you may open has been received.',
  registerText:
    'Every document of this member that you may open, newest first. What you may not open is neither listed nor counted nor searched.',
  registerNone: 'There is no document that you may open.',
  noneFound: 'Nothing that you may open matches. Change the search.',
  title: 'Title',
  table: 'Documents',
  search: 'Search',
  text: 'Title or id',
  textHint: 'Kana, width, capitals and macrons do not matter.',
  level: 'Level',
  originator: 'Originator',
  holder: 'Copy with',
  state: 'State',
  any: 'All',
  clear: 'Clear the search',
  states: {
    draft: 'Draft',
    prepared: 'Waiting for approval',
    released: 'Released',
    received: 'Received',
    overdue: 'Receipt overdue',
  },
  count: (shown: string, all: string) => `${shown} of ${all} shown`,
  countMore: (shown: string, all: string) => `${shown} of more than ${all} shown`,
  more: 'Show older ones',
  export: { csv: 'Export as CSV', pdf: 'Export as PDF' },
  exporting: 'Writing the file…',
  exportHint:
    'What the search shows, a row a copy, with the columns of the register. The pages of a PDF are marked with every level listed. The export is recorded in the ledger.',
} as const

const ja: Catalogue<typeof en> = {
  inboxText:
    '他の締約者から提供され、あなたが開くことのできる文書です。開くことのできない文書は表示されません。',
  inboxNone: '開くことのできる受領文書はありません。',
  registerText:
    'この締約者が保有し、あなたが開くことのできるすべての文書です（新しい順）。開くことのできない文書は、表示も集計も検索もされません。',
  registerNone: '開くことのできる文書はありません。',
  noneFound: '条件に合う文書のうち、開くことのできるものはありません。条件を変更してください。',
  title: '件名',
  table: '文書の一覧',
  search: '検索',
  text: '件名又は文書 ID',
  textHint: '仮名の種類、全角・半角、大文字・小文字、長音記号（マクロン）は区別しません。',
  level: '区分',
  originator: '提供者',
  holder: '写しの所在',
  state: '状態',
  any: 'すべて',
  clear: '条件を消去',
  states: {
    draft: '下書き',
    prepared: '承認待ち',
    released: '提供済み',
    received: '受領済み',
    overdue: '受領証 期限超過',
  },
  count: (shown, all) => `${all} 件中 ${shown} 件を表示`,
  countMore: (shown, all) => `${all} 件以上のうち ${shown} 件を表示`,
  more: '以前のものを表示',
  export: { csv: 'CSV で出力', pdf: 'PDF で出力' },
  exporting: '出力しています…',
  exportHint:
    '検索結果を、登録簿の様式（写しごとに1行）で出力します。PDF の各ページには、記載された全ての区分を表示します。出力したことは台帳に記録されます。',
}

/** By language. */
export const texts = { en, ja }

const absentEn = [
  'You see a document where your clearance, your need-to-know and the facility of this browser allow you to open it. What you may not open is neither shown nor counted nor searched.',
  'Something that should be here? Your document controller signs need-to-know, your security officer clearances. A grant holds as soon as it is on record.',
] as const
const absentJa = [
  '表示されるのは、適性評価、知る必要及びこのブラウザーの施設に照らして、あなたが開くことのできる文書のみです。開くことのできない文書は、表示も集計も検索もされません。',
  '必要な文書が表示されないときは、知る必要については文書管理責任者に、適性評価については保全責任者に照会してください。付与は記録された時点から有効です。',
] as const

/** Help of the inbox. */
export const inboxHelp: HelpTexts = {
  en: {
    purpose: 'What other members have provided and you may open, newest first.',
    can: [
      'Follow a title to its document, and open it there for a purpose.',
      'On a title, the arrow keys go to the next and the one before, Home and End to the first and the last.',
    ],
    absent: absentEn,
  },
  ja: {
    purpose: '他の締約者から提供され、あなたが開くことのできる文書の一覧です（新しい順）。',
    can: [
      '件名を選ぶと文書の画面に移り、目的を選んで開くことができます。',
      '件名の上で、矢印キーは前後の件名に、Home キーと End キーは最初と最後の件名に移動します。',
    ],
    absent: absentJa,
  },
}

/** Help of the register. */
export const registerHelp: HelpTexts = {
  en: {
    purpose: 'Every document of this member that you may open, its own and what it has received.',
    can: [
      'Search by words of the title, by the id, level, originator, holder and state. Kana, width, capitals and macrons do not matter.',
      'Who keeps the register can export what the search shows; the export is recorded in the ledger.',
      'On a title, the arrow keys go to the next and the one before, Home and End to the first and the last.',
    ],
    absent: absentEn,
  },
  ja: {
    purpose:
      'この締約者が作成し、又は受領した文書のうち、あなたが開くことのできるすべてのものの一覧です。',
    can: [
      '件名の語、文書 ID、区分、提供者、写しの所在及び状態で検索できます。仮名の種類、全角・半角、大文字・小文字、長音記号（マクロン）は区別しません。',
      '登録簿を管理する担当官は、検索結果を出力できます。出力したことは台帳に記録されます。',
      '件名の上で、矢印キーは前後の件名に、Home キーと End キーは最初と最後の件名に移動します。',
    ],
    absent: absentJa,
  },
}
