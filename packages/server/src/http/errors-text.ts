/**
 * What a caller reads when a request is refused at the door.
 *
 * @module
 */
import type { HttpErrorCode } from './errors.ts'

/** Sentences and HTTP status by code. */
export const httpErrorTexts: Readonly<
  Record<HttpErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'http/bad-cursor': {
    en: 'The place in the list is not one this server gave out. Start the list again.',
    ja: '一覧の位置指定が正しくありません。一覧を最初から取得してください。',
    status: 400,
  },
  'http/bad-idempotency-key': {
    en: 'The header Idempotency-Key must be 8 to 100 letters, digits or hyphens. Use a random UUID.',
    ja: 'Idempotency-Key ヘッダーは英数字とハイフン 8〜100 文字です。ランダムな UUID を使用してください。',
    status: 400,
  },
  'http/bad-request': {
    en: 'Something was sent that does not have the form it has to have. The answer names it; /openapi.json says what is expected.',
    ja: '送られた内容の形式が正しくありません。該当箇所は応答に、正しい形式は /openapi.json に示されています。',
    status: 400,
  },
  'http/cannot-listen': {
    en: 'The server cannot listen where its member.json says: the port is taken, not allowed to this user, or the host is no address of this machine. Free it, or change member.json.',
    ja: 'member.json の定める場所で待ち受けできません（ポートが使用中か許可されていない、またはホストが本機の番地でない）。解放するか member.json を変更してください。',
    status: 500,
  },
  'http/conflicting-repeat': {
    en: 'This idempotency key was used for another request. Use a new key for a new request.',
    ja: 'この冪等キーは別の要求に使用されています。新しい要求には新しいキーを使用してください。',
    status: 422,
  },
  'http/failed': {
    en: 'The server failed. Give the request id to your operator.',
    ja: 'サーバーで障害が発生しました。要求 ID を運用担当者に伝えてください。',
    status: 500,
  },
  'http/first-steps-closed': {
    en: 'The link to the first steps is not whole, or the first pact has been in force for a day. Take the link that entente serve prints; once a pact is in force, sign in.',
    ja: '初期設定のリンクが不完全であるか、最初の協定の発効から一日が経過しています。entente serve が表示するリンクを使用し、協定の発効後はサインインしてください。',
    status: 404,
  },
  'http/in-progress': {
    en: 'The same request is still being worked on. Wait and ask again with the same key.',
    ja: '同じ要求を処理中です。しばらく待ち、同じキーで再度お試しください。',
    status: 409,
  },
  'http/no-application': {
    en: 'The web application is not where it was said to be, or was not built. Build it, or start without it.',
    ja: 'ウェブアプリケーションが指定の場所にないか、ビルドされていません。ビルドするか、指定せずに起動してください。',
    status: 500,
  },
  'http/not-found': {
    en: 'There is nothing here for you. Check the address.',
    ja: '該当するものはありません。アドレスを確認してください。',
    status: 404,
  },
  'http/peer-unknown': {
    en: 'The certificate of the connection is not one a member of a pact has appointed.',
    ja: '接続の証明書は、協定の締約者が指定したものではありません。',
    status: 403,
  },
  'http/precondition-failed': {
    en: 'It has changed since you read it. Read it again and repeat your change.',
    ja: '読み取り後に変更されています。再度読み取ってから変更してください。',
    status: 412,
  },
  'http/precondition-required': {
    en: 'Say which version you read, in the header If-Match.',
    ja: '読み取った版を If-Match ヘッダーで示してください。',
    status: 428,
  },
  'http/role-required': {
    en: 'This is for officers appointed for it. Ask an officer of your member to look.',
    ja: 'これを見られるのは、そのために任命された担当者だけです。担当者に依頼してください。',
    status: 403,
  },
  'http/too-large': {
    en: 'The request is larger than this route allows.',
    ja: '要求がこの経路の上限を超えています。',
    status: 413,
  },
  'http/too-many-requests': {
    en: 'Too many requests. Wait as long as the header Retry-After says.',
    ja: '要求が多すぎます。Retry-After ヘッダーの時間だけ待ってください。',
    status: 429,
  },
  'http/unavailable': {
    en: 'The server is starting or stopping. Try again soon.',
    ja: 'サーバーは起動中または停止中です。しばらくしてから再度お試しください。',
    status: 503,
  },
}
