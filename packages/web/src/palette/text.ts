/**
 * What the palette of commands says.
 *
 * @module
 */
import type { Catalogue } from '../text/en.ts'

const en = {
  field: 'Screen, command, title or document id',
  hint: 'Arrow keys choose, Enter goes there, Escape closes.',
  results: 'What was found',
  screens: 'Screens',
  documents: 'Documents',
  commands: 'Commands',
  found: (count: number) => `Found: ${count}`,
  searching: 'Searching the register…',
  failed: 'The register could not be searched. Check the network.',
  none: 'Nothing that you may open or do matches.',
} as const

const ja: Catalogue<typeof en> = {
  field: '画面、操作、件名又は文書 ID',
  hint: '矢印キーで選び、Enter キーで実行します。Escape キーで閉じます。',
  results: '該当するもの',
  screens: '画面',
  documents: '文書',
  commands: '操作',
  found: (count) => `${count} 件`,
  searching: '登録簿を検索しています…',
  failed: '登録簿を検索できませんでした。ネットワークを確認してください。',
  none: '開くこと又は行うことのできるもので、条件に合うものはありません。',
}

/** By language. */
export const texts = { en, ja }
