/**
 * What is said of any statement that a person signs by a passkey.
 *
 * @module
 */
import type { Catalogue } from '../text/en.ts'

const en = {
  otherLanguage: '日本語による同じ内容',
  bytes: 'The bytes that are signed',
  bytesText: 'Exactly these, with their SHA-256. The command line signs the same.',
  trust:
    'Your passkey signs these bytes, but cannot show them. The code of this page comes from your own server: what it shows you is its word. Above the level that the pact admits, the command line on your own machine is asked for.',
}

const ja: Catalogue<typeof en> = {
  otherLanguage: 'The same in English',
  bytes: '署名するデータ',
  bytesText:
    'このデータにそのまま署名します。下は SHA-256 です。コマンドも同じデータに署名します。',
  trust:
    'パスキーはこのデータに署名しますが、その内容を表示できません。この画面のプログラムは自らのサーバーから届くため、表示の内容はサーバーを信頼することになります。協定が認める区分を超えるものは、自分の端末のコマンドで署名します。',
}

/** By language. */
export const texts = { en, ja }
