/**
 * What each refusal of the ledger means and what to do next, in both languages.
 *
 * @module
 */
import type { LedgerErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const ledgerErrorTexts: Readonly<
  Record<LedgerErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'ledger/bad-key': {
    en: 'A ledger or witness key is not a valid verifier key. Ask its owner for the key again and compare it with the appointment.',
    ja: '台帳または立会の検証鍵が正しくありません。所有者から鍵を受け取り直し、任命の記載と照合してください。',
    status: 422,
  },
  'ledger/bad-signature': {
    en: 'A signature that claims to be by a known key is not. Keep the bytes as evidence, fetch them again from their owner, and report it if it happens twice.',
    ja: '既知の鍵によるはずの署名が一致しません。データを証拠として保存し、提供元から取得し直してください。再発する場合は報告してください。',
    status: 422,
  },
  'ledger/corrupt': {
    en: 'Stored entries or tiles do not lead to the signed head of the ledger. Stop writing, keep the store as it is, and restore from a backup with a new origin.',
    ja: '保存された記録が台帳の署名済み検証点と一致しません。書き込みを止めて現状を保全し、新しい識別名でバックアップから復元してください。',
    status: 500,
  },
  'ledger/inconsistent': {
    en: 'The newer state of a ledger does not contain its older state. Keep both signed heads: together they prove that history was rewritten. Tell the other members.',
    ja: '台帳の新しい状態が以前の状態を含んでいません。二つの署名済み検証点は改変の証拠になるため保存し、他の締約者に知らせてください。',
    status: 422,
  },
  'ledger/malformed': {
    en: 'The data is not in the form that the ledger specification asks for. Fetch it again; if it stays so, its producer is at fault.',
    ja: 'データが台帳仕様の形式に従っていません。取得し直しても同じ場合は、作成側に問題があります。',
    status: 400,
  },
  'ledger/not-cosigned': {
    en: 'Too few witnesses have cosigned this state of the ledger. Wait for the next round of witnessing and ask for the proof again.',
    ja: 'この検証点には必要な数の立会署名がありません。次回の立会を待って、証明を取得し直してください。',
    status: 422,
  },
  'ledger/not-included': {
    en: 'The proof does not show that the entry is in the ledger. Ask the ledger for a fresh proof; without one, treat the entry as not recorded.',
    ja: '記録が台帳に含まれることを証明できません。新しい証明を求め、得られない場合は記録がないものとして扱ってください。',
    status: 422,
  },
  'ledger/not-signed': {
    en: 'The head of the ledger is not signed by the key appointed for it. Check that you hold the newest appointments of that member.',
    ja: '台帳の検証点に、任命された鍵の署名がありません。その締約者の最新の任命を持っているか確認してください。',
    status: 422,
  },
  'ledger/other-origin': {
    en: 'The head belongs to another ledger than the one asked about. Check which ledger the member uses now.',
    ja: '検証点が別の台帳のものです。その締約者が現在使用している台帳を確認してください。',
    status: 422,
  },
}
