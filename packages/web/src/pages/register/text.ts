/**
 * What inbox and register say.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

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
  export: 'Export as CSV',
  exporting: 'Writing the file…',
  exportHint:
    'What the search shows, a row a copy, with the columns of the register. The export is recorded in the ledger.',
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
  text: '件名または文書 ID',
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
  export: 'CSV で出力',
  exporting: '出力しています…',
  exportHint:
    '検索結果を、登録簿の様式（写しごとに1行）で出力します。出力したことは台帳に記録されます。',
}

/** By language. */
export const texts = { en, ja }
