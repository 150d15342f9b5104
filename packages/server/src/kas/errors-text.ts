/**
 * The sentences for {@link KasErrorCode}.
 *
 * @module
 */
import type { KasErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const kasErrorTexts: Record<
  KasErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'kas/already-founded': {
    en: 'There is a Key Access Service in this folder already. Choose an empty folder; nothing was changed.',
    ja: 'このフォルダーには既に鍵管理サービスがあります。空のフォルダーを選んでください。何も変更していません。',
    status: 409,
  },
  'kas/bad-config': {
    en: 'kas.json cannot be read. Restore it from the backup of the custodians.',
    ja: 'kas.json を読めません。鍵管理者の控えから戻してください。',
    status: 500,
  },
  'kas/bad-file': {
    en: 'The file is not what the other side was to hand over, or is of another member. Ask for it again; nothing was changed.',
    ja: 'ファイルが相手方の渡すべきものでないか、別の締約者のものです。もう一度受け取ってください。何も変更していません。',
    status: 422,
  },
  'kas/bad-request': {
    en: 'The key request cannot be read. Update the client and try again.',
    ja: '鍵の請求を読み取れません。クライアントを更新して、もう一度試してください。',
    status: 400,
  },
  'kas/bad-request-token': {
    en: 'The key request is not signed by the device that sends it, or is too old. Check the clock of the device and try again.',
    ja: '鍵の請求が送信元の端末で署名されていないか、古すぎます。端末の時計を確かめて、もう一度試してください。',
    status: 401,
  },
  'kas/denied': {
    en: 'The key is not handed out. The reasons name what would have to change.',
    ja: '鍵は渡されません。理由の欄に、何が変わればよいかが示されています。',
    status: 403,
  },
  'kas/no-server': {
    en: 'The Key Access Service knows no server yet. Take the file link.json from the operator and run `entente kas trust`.',
    ja: '鍵管理サービスはまだサーバーを知りません。運用者から link.json を受け取り、`entente kas trust` を実行してください。',
    status: 409,
  },
  'kas/not-founded': {
    en: 'There is no Key Access Service in this folder. Make one with `entente kas init`, or name the right folder.',
    ja: 'このフォルダーに鍵管理サービスがありません。`entente kas init` で設けるか、正しいフォルダーを指定してください。',
    status: 404,
  },
  'kas/not-proved': {
    en: 'The server did not prove that the decision stands on the ledger, so no key is handed out. Tell the custodians of the keys.',
    ja: '判断が台帳にあることをサーバーが証明しなかったため、鍵は渡されません。鍵管理者に知らせてください。',
    status: 503,
  },
  'kas/not-recorded': {
    en: 'The decision could not be recorded, so no key is handed out. Tell the operator, and try again when the ledger works.',
    ja: '判断を台帳に記録できなかったため、鍵は渡されません。運用者に知らせ、台帳が復旧してからもう一度試してください。',
    status: 503,
  },
  'kas/older-statements': {
    en: 'The server has put an older state before the Key Access Service than it has seen already, so no key is handed out. Tell the custodians of the keys.',
    ja: 'サーバーが鍵管理サービスに、既に示したものより古い状態を示したため、鍵は渡されません。鍵管理者に知らせてください。',
    status: 503,
  },
  'kas/other-history': {
    en: 'The ledger does not continue the one that the Key Access Service has seen, so no key is handed out. Tell the custodians of the keys.',
    ja: '台帳が、鍵管理サービスの確認した台帳の続きになっていないため、鍵は渡されません。鍵管理者に知らせてください。',
    status: 503,
  },
  'kas/proof-used': {
    en: 'The server has used one entry of the ledger for two decisions, so no key is handed out. Tell the custodians of the keys.',
    ja: 'サーバーが台帳の一つの記録を二つの判断に用いたため、鍵は渡されません。鍵管理者に知らせてください。',
    status: 503,
  },
  'kas/replayed-request': {
    en: 'This request has been answered before. Send a new one; if you did not send it twice, report it.',
    ja: 'この請求には既に応答しています。新しい請求を送ってください。二度送った覚えがなければ報告してください。',
    status: 401,
  },
  'kas/running': {
    en: 'The Key Access Service of this folder is running, or something else answers at its port. Stop it first; nothing was changed.',
    ja: 'このフォルダーの鍵管理サービスが稼働中か、そのポートで他のものが応答しています。先に停止してください。何も変更していません。',
    status: 409,
  },
  'kas/unknown-key': {
    en: 'The document is sealed to a key that this service does not hold. Check which member it was sealed for.',
    ja: 'この文書は、このサービスが持たない鍵で封印されています。どの締約者あてに封印されたかを確かめてください。',
    status: 404,
  },
  'kas/unknown-policy': {
    en: 'No such document is known here under this policy. Fetch the document again from the register.',
    ja: 'この方針の文書は登録されていません。登録簿から文書を取り直してください。',
    status: 404,
  },
  'kas/unreachable': {
    en: 'The Key Access Service does not answer, so nothing is opened and nothing new is delivered. Everything else goes on. Tell its custodians, and try again.',
    ja: '鍵管理サービスが応答しないため、開封も新たな送達もできません。他の業務は続けられます。鍵管理者に知らせ、後でもう一度試してください。',
    status: 503,
  },
  'kas/wrong-key': {
    en: 'The key in the container is not the one that was released. Treat the container as altered and report it.',
    ja: '容器の中の鍵が、提供された鍵と異なります。改変されたものとして扱い、報告してください。',
    status: 422,
  },
  'kas/wrong-share': {
    en: 'What came from the other member is not the answer to this request, so no key is handed out. Tell the custodians of the keys.',
    ja: '相手方から届いたものがこの請求への応答でないため、鍵は渡されません。鍵管理者に知らせてください。',
    status: 502,
  },
}
