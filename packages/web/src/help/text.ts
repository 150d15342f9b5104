/**
 * What the panel of help says around the help of a screen.
 *
 * @module
 */
import type { Catalogue } from '../text/en.ts'

const en = {
  title: (screen: string) => `Help: ${screen}`,
  can: 'What you can do here',
  absent: 'Why something is not shown',
  dates: 'Dates',
  japanese: 'In Japanese, years of the era (Reiwa 8)',
  keys: 'Keyboard',
  keysHint:
    'Keys do nothing of this while you type, while an input method composes, and while a document has the focus.',
  keysOn: 'Use these keys',
  help: 'This help',
  commands: 'Search and commands',
  place: (screen: string) => `Go to ${screen}`,
  leave: 'Close what is open above the page',
  close: 'Close the help',
} as const

const ja: Catalogue<typeof en> = {
  title: (screen) => `ヘルプ：${screen}`,
  can: 'この画面でできること',
  absent: '表示されないものがあるとき',
  dates: '日付',
  japanese: '年を元号で表示する（令和8年）',
  keys: 'キーボード',
  keysHint: '文字の入力中、変換中、及び文書の内容を操作しているときは、次のキーは働きません。',
  keysOn: '次のキーを使用する',
  help: 'このヘルプ',
  commands: '検索と操作',
  place: (screen) => `「${screen}」へ移動`,
  leave: '画面の上に開いているものを閉じる',
  close: 'ヘルプを閉じる',
}

/** By language. */
export const texts = { en, ja }
