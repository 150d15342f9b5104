/**
 * What each refusal of backup and restore means and what to do next, in both languages.
 *
 * @module
 */
import type { BackupErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const backupErrorTexts: Readonly<
  Record<BackupErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'backup/malformed': {
    en: 'This folder is not a whole backup of a member, or its parts do not belong together. Take another backup.',
    ja: 'このフォルダーは締約者の完全なバックアップではないか、内容が整合しません。別のバックアップを使用してください。',
    status: 422,
  },
  'backup/not-empty': {
    en: 'The target folder is there already and was left as it is. Name a folder that does not exist yet.',
    ja: '指定のフォルダーは既に存在し、変更していません。存在しないフォルダーを指定してください。',
    status: 409,
  },
  'backup/not-noted': {
    en: 'The backup is whole, but last-backup.json cannot be written in the member’s folder, so the server will go on saying that none was made. Give your user the right to write there.',
    ja: 'バックアップは完成していますが、締約者のフォルダーに last-backup.json を書き込めないため、サーバーは未取得と表示し続けます。書き込む権限を与えてください。',
    status: 500,
  },
  'backup/old-origin': {
    en: 'A restored older state never signs under its old origin: the other members have cosigned what came after it, and two histories of one ledger would prove that this member rewrote its record. Restore with --new-origin: a new ledger with new keys that names the last checkpoint known and declares what is lost.',
    ja: '復元した古い状態は、元の識別名では決して署名しません。その後の記録に他の締約者が立会署名しており、一つの台帳に二つの履歴があれば改変の証拠になるためです。--new-origin を付け、最後の検証点を示して失われた記録を申告する新しい台帳と鍵で復元してください。',
    status: 409,
  },
  'backup/other-ledger': {
    en: 'The checkpoint given as the last one known is not of the ledger in the backup, or is not signed by it. Ask the peer for the checkpoint it cosigned last.',
    ja: '最後の検証点として指定されたものが、バックアップの台帳のものではないか、署名が一致しません。相手方に最後に立会署名した検証点を求めてください。',
    status: 422,
  },
  'backup/used-origin': {
    en: 'The new origin has been used before. Choose one that never named a ledger, for example with the date of the restore in it.',
    ja: '新しい識別名は既に使用されています。復元日を含めるなど、一度も使っていない名前を選んでください。',
    status: 409,
  },
}
