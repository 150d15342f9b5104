/**
 * What each refusal of the sequencer means and what to do next, in both languages.
 *
 * @module
 */
import type { ServerLedgerErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const serverLedgerErrorTexts: Readonly<
  Record<
    ServerLedgerErrorCode,
    { readonly en: string; readonly ja: string; readonly status: number }
  >
> = {
  'ledger/busy': {
    en: 'More work is waiting for the ledger than it takes. Nothing was done; try again in a few seconds.',
    ja: '台帳への記録待ちが上限に達しています。処理は行われていません。数秒後にやり直してください。',
    status: 503,
  },
  'ledger/erased': {
    en: 'The salt of this entry was destroyed, so what it recorded can no longer be shown. Only that it stands in the ledger can be proved.',
    ja: 'この記録のソルトは破棄されており、内容を開示できません。台帳に含まれることのみ証明できます。',
    status: 410,
  },
  'ledger/no-mark': {
    en: 'The high-water mark of the ledger is missing, so it cannot be told whether this is its newest state. Put the mark file back; if it is lost, restore with a new origin.',
    ja: '台帳の最高水位標がないため、最新の状態か判断できません。ファイルを元に戻し、失われた場合は新しい識別名で復元してください。',
    status: 503,
  },
  'ledger/other-mark': {
    en: 'The high-water mark belongs to another ledger, or cannot be read. Check the path of the mark file in the configuration.',
    ja: '最高水位標が別の台帳のものか、読み取れません。設定の水位標ファイルのパスを確認してください。',
    status: 503,
  },
  'ledger/restored-backup': {
    en: 'The ledger is older than what was signed before: this is a restored backup, and nothing is signed under its origin any more. Run the restore with a new origin.',
    ja: '台帳が以前に署名した状態より古く、復元されたバックアップです。この識別名では署名しません。新しい識別名で復元してください。',
    status: 503,
  },
  'ledger/rewritten': {
    en: 'The ledger does not contain what was signed before: entries were changed. Keep everything as it is, investigate, and restore a backup with a new origin.',
    ja: '台帳に以前署名した内容が含まれず、記録が改変されています。現状を保全して調査し、新しい識別名で復元してください。',
    status: 503,
  },
  'ledger/stopped': {
    en: 'The ledger has stopped. Whether your request took effect is unknown: send the same request again when the server is back.',
    ja: '台帳が停止しました。要求が反映されたかは不明です。サーバーの復旧後に同じ要求を再送してください。',
    status: 503,
  },
  'ledger/two-writers': {
    en: 'Somebody else has written to the ledger. Stop every process that uses this data folder, then start one of them.',
    ja: '別のプロセスが台帳に書き込みました。このデータフォルダーを使う全プロセスを停止し、一つだけ起動してください。',
    status: 503,
  },
}
