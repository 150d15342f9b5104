/**
 * What each refusal of the store means and what to do next, in both languages.
 *
 * @module
 */
import type { StoreErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const storeErrorTexts: Readonly<
  Record<StoreErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'store/cannot-open': {
    en: 'The database file cannot be opened. Check that the path exists, that this user may read and write it, and that the disk is not full.',
    ja: 'データベースファイルを開けません。パスの有無、読み書きの権限、ディスクの空き容量を確認してください。',
    status: 500,
  },
  'store/cannot-migrate': {
    en: 'The database cannot be brought to the form this version needs; nothing was changed. Run a version that is at least as new as the one that wrote it last, or restore a backup.',
    ja: 'データベースをこの版の形式に移行できません。変更は行われていません。最後に書き込んだ版以降のものを使うか、バックアップから復元してください。',
    status: 500,
  },
}
