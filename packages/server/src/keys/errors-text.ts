/**
 * What each refusal of the keyring means and what to do next, in both languages.
 *
 * @module
 */
import type { KeysErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const keysErrorTexts: Readonly<
  Record<KeysErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'keys/exists': {
    en: 'There is a keyring in this folder already, and it was left as it is. Choose another folder, or open the keyring that is there.',
    ja: 'このフォルダーには既に鍵束があり、変更していません。別のフォルダーを選ぶか、既存の鍵束を開いてください。',
    status: 409,
  },
  'keys/malformed': {
    en: 'The keyring, or a key in it, is not in the form that this version reads. Restore the keyring from a backup.',
    ja: '鍵束または鍵の形式をこの版では読めません。バックアップから鍵束を復元してください。',
    status: 500,
  },
  'keys/missing': {
    en: 'The keyring or the key asked for is not there. Check the folder, or make the key first.',
    ja: '鍵束または求められた鍵がありません。フォルダーを確認するか、先に鍵を作成してください。',
    status: 500,
  },
  'keys/weak-secret': {
    en: 'The passphrase has fewer than 12 characters, or the key file fewer than 32 bytes. Use a longer one.',
    ja: 'パスフレーズが12文字未満、または鍵ファイルが32バイト未満です。より長いものを使用してください。',
    status: 422,
  },
  'keys/wrong-secret': {
    en: 'The passphrase or key file does not open this keyring, or the keyring was changed. Check which secret belongs to this folder; if it is right, restore the keyring from a backup.',
    ja: 'パスフレーズまたは鍵ファイルが一致しないか、鍵束が改変されています。このフォルダーの秘密情報を確認し、正しい場合はバックアップから鍵束を復元してください。',
    status: 403,
  },
}
