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
  'kas/not-recorded': {
    en: 'The decision could not be recorded, so no key is handed out. Tell the operator, and try again when the ledger works.',
    ja: '判断を台帳に記録できなかったため、鍵は渡されません。運用者に知らせ、台帳が復旧してからもう一度試してください。',
    status: 503,
  },
  'kas/replayed-request': {
    en: 'This request has been answered before. Send a new one; if you did not send it twice, report it.',
    ja: 'この請求には既に応答しています。新しい請求を送ってください。二度送った覚えがなければ報告してください。',
    status: 401,
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
  'kas/wrong-key': {
    en: 'The key in the container is not the one that was released. Treat the container as altered and report it.',
    ja: '容器の中の鍵が、提供された鍵と異なります。改変されたものとして扱い、報告してください。',
    status: 422,
  },
}
