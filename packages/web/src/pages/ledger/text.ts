/**
 * What the page of the ledger says.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

const en = {
  intro:
    'What this member has on record: each event by ids and digests, never by a title or a name of a document.',
  closed:
    'The ledger is shown to officers for security and the registry. You are not one of them today; your security officer can say who is.',

  chainTitle: 'Checkpoints and witnesses',
  silent: 'The server does not answer now. This is what it showed last.',
  signed: (size: string) => `Signed by this member: ${size} entries`,
  ahead: (count: string) => `Newer than what a witness has seen: ${count}`,
  missing: (member: string) => `The witness of ${member} has not cosigned yet.`,
  cosigned: (size: string) => `Cosigned: the first ${size} entries`,
  seenBy: (member: string) => `Witness of ${member}:`,
  verifiedHere: (size: string) => `Verified in this browser before: the first ${size} entries`,
  followedTitle: 'Ledgers that this member witnesses',
  followedNone: 'No other member has a ledger here.',
  followedNothing: 'nothing was cosigned yet',
  followed: (size: string) => `cosigned up to ${size} entries`,
  root: 'Root',

  verifyTitle: 'Verify',
  verifyText:
    'This browser reads every entry and computes the whole tree again. It finds out whether the record is what its key has signed, and whether it continues what the witnesses cosigned and what was verified here before.',
  verifyLimits:
    'It does not prove that nothing was left out. The code of this page comes from the same server: who does not trust that server runs the command at another machine.',
  command: 'At another machine:',
  verify: 'Verify now',
  stop: 'Stop',
  working: (done: string, total: string) => `Computing: ${done} of ${total} files read`,
  holds: 'The record holds',
  holdsText: (size: string) => `${size} entries were computed again and give the signed root.`,
  origin: 'Origin',
  cosignedBy: (members: string, size: string) =>
    `The first ${size} entries were cosigned by ${members}.`,
  notCosigned:
    'No witness that is appointed has cosigned it yet. Have the operator look at the connection to the other members.',
  continues: (size: string) => `It continues the ${size} entries that were verified here before.`,
  first:
    'This ledger is verified in this browser for the first time: there is nothing to compare it with.',
  otherOrigin: (origin: string, size: string) =>
    `Before, this browser verified ${size} entries of another ledger, ${origin}. If this member has not announced that it began a new one, tell your security officer.`,
  fails: 'The record does not hold',
  failsText:
    'Change nothing here. Tell your security officer, and have the operator keep the data folder and its backups as they are.',
  noAnswer: 'The server did not answer all that was asked. Try again.',

  eventsTitle: 'Events',
  search: 'Which events',
  kind: 'Kind',
  any: 'All',
  index: 'No.',
  event: 'Event',
  time: 'Time',
  article: 'Article',
  sees: 'May be shown to',
  audiences: { self: 'this member', parties: 'parties to the pact', anyone: 'anyone' },
  details: 'What it says',
  show: (index: string) => `Entry ${index}`,
  erased: 'erased',
  fresh: (count: string) => `New entries: ${count}`,
  older: 'Show older ones',
  none: 'No such event is on record.',
  discloseText:
    'A disclosure is one event with its proof. Whoever has the file checks it without this server: entente ledger check. That it was taken is on record.',
  discloseFor: {
    self: 'This event is for this member alone: take it out for somebody of this member.',
    parties: 'This event may be shown to the parties to the pact.',
    anyone: 'This event may be shown to anyone.',
  },
  disclose: (index: string) => `Disclose entry ${index}`,
  evidenceText:
    'The evidence of the release holds its receipts and openings, for somebody who trusts neither side: entente verify',
  evidence: 'Download evidence',
} as const

const ja: Catalogue<typeof en> = {
  intro:
    'この締約者の台帳です。各事象は識別値とダイジェストで記載され、文書の件名や氏名は含まれません。',
  closed:
    '台帳は、保全責任者及び登録責任者に表示されます。現在、あなたはいずれにも任命されていません。担当者については保全責任者に確認してください。',

  chainTitle: '検証点と立会',
  silent: '現在、サーバーから応答がありません。最後に示されたものを表示しています。',
  signed: (size) => `この締約者の署名：${size} 件`,
  ahead: (count) => `うち ${count} 件は、まだ立会を受けていません。`,
  missing: (member) => `${member} の立会署名がまだありません。`,
  cosigned: (size) => `立会署名：${size} 件目まで`,
  seenBy: (member) => `${member} の立会：`,
  verifiedHere: (size) => `前回このブラウザーで検証：${size} 件目まで`,
  followedTitle: 'この締約者が立ち会う台帳',
  followedNone: '他の締約者の台帳はありません。',
  followedNothing: 'まだ立会署名をしていません',
  followed: (size) => `${size} 件目まで立会署名済み`,
  root: '根',

  verifyTitle: '検証',
  verifyText:
    'このブラウザーがすべての記載を読み、木全体を計算し直します。台帳がその鍵で署名されたとおりであること、立会署名を受けたもの及び前回ここで検証したものの続きであることを確かめます。',
  verifyLimits:
    '記載漏れがないことの証明ではありません。この画面のコードも同じサーバーから届くため、サーバーを信頼しない場合は、別の端末で次のコマンドを実行してください。',
  command: '別の端末で：',
  verify: '今すぐ検証',
  stop: '中止',
  working: (done, total) => `計算しています：${total} ファイル中 ${done} ファイルを読み込みました`,
  holds: '台帳に異状はありません',
  holdsText: (size) => `${size} 件の記載を計算し直し、署名された根と一致しました。`,
  origin: '識別名',
  cosignedBy: (members, size) => `${size} 件目まで、${members} の立会署名があります。`,
  notCosigned:
    '任命された立会の署名がまだありません。他の締約者との接続を確認するよう、運用者に依頼してください。',
  continues: (size) => `前回ここで検証した ${size} 件の続きです。`,
  first: 'このブラウザーでこの台帳を検証するのは初めてです。比較する対象はありません。',
  otherOrigin: (origin, size) =>
    `前回このブラウザーで検証したのは、別の台帳（${origin}）の ${size} 件です。新しい台帳の開始が知らされていない場合は、保全責任者に連絡してください。`,
  fails: '台帳に異状があります',
  failsText:
    'ここでは何も変更しないでください。保全責任者に連絡し、運用者にデータフォルダーとバックアップをそのまま保存するよう依頼してください。',
  noAnswer: 'サーバーから応答のないものがありました。再試行してください。',

  eventsTitle: '事象',
  search: '表示する事象',
  kind: '種類',
  any: 'すべて',
  index: '番号',
  event: '事象',
  time: '時刻',
  article: '条',
  sees: '開示できる相手',
  audiences: { self: 'この締約者', parties: '協定の締約者', anyone: '制限なし' },
  details: '内容',
  show: (index) => `記載 ${index}`,
  erased: '消去済み',
  fresh: (count) => `新しい記載：${count} 件`,
  older: '以前のものを表示',
  none: '該当する事象の記載はありません。',
  discloseText:
    '開示は、1つの事象とその証明です。受け取った者は、このサーバーによらずに確認できます：entente ledger check。取り出したことは台帳に記載されます。',
  discloseFor: {
    self: 'この事象は、この締約者に限られます。この締約者の者のために取り出してください。',
    parties: 'この事象は、協定の締約者に開示できます。',
    anyone: 'この事象は、だれにでも開示できます。',
  },
  disclose: (index) => `記載 ${index} を開示`,
  evidenceText:
    '提供の証拠には、受領証と開封の記載が含まれ、どちらの側も信頼しない者が確認できます：entente verify',
  evidence: '証拠をダウンロード',
}

/** By language. */
export const texts = { en, ja }
