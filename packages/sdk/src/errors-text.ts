/**
 * What a person reads when their device gets no session, or their machine does not seal or sign.
 *
 * @module
 */
import type { SealingErrorCode } from './sealing-errors.ts'
import type { SessionErrorCode } from './session-errors.ts'

/** Sentences by code; the status is what a proxy of this client would answer. */
export const sessionErrorTexts: Readonly<
  Record<SessionErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'session/denied': {
    en: 'The sign-in was stopped in the browser. Start again if you want to sign in.',
    ja: 'ブラウザーでサインインが中止されました。サインインする場合は最初からやり直してください。',
    status: 403,
  },
  'session/expired': {
    en: 'The sign-in has ended or was not confirmed in time. Sign in again.',
    ja: 'サインインが終了したか、時間内に確認されませんでした。再度サインインしてください。',
    status: 401,
  },
  'session/refused': {
    en: 'The server gives this device no session. Its own code says why.',
    ja: 'サーバーがこの端末のセッションを拒否しました。理由はサーバーのコードを確認してください。',
    status: 403,
  },
  'session/unexpected-answer': {
    en: 'The server answered in a way this client does not know. Check address and version.',
    ja: 'サーバーの応答を解釈できません。アドレスとバージョンを確認してください。',
    status: 502,
  },
  'session/unreachable': {
    en: 'The server did not answer. Check address, network and certificate.',
    ja: 'サーバーが応答しません。アドレス、ネットワーク、証明書を確認してください。',
    status: 502,
  },
}

/** Sentences by code; the status is what a proxy of this client would answer. */
export const sealingErrorTexts: Readonly<
  Record<SealingErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'sealing/label-differs': {
    en: 'The label was given to another document. Nothing was opened; report it to your security officer.',
    ja: '秘密標記情報は別の文書に付されたものです。開封していません。保全責任者に報告してください。',
    status: 409,
  },
  'sealing/no-suite': {
    en: 'The key of the Key Access Service is of a kind this client cannot seal to. Update this client.',
    ja: '鍵管理サービスの鍵はこのクライアントで封印に使えない種類です。クライアントを更新してください。',
    status: 502,
  },
  'sealing/release-differs': {
    en: 'The release does not say what the document it names says. Nothing was signed; report it to your security officer.',
    ja: '提供の内容が対象の文書と一致しません。署名していません。保全責任者に報告してください。',
    status: 409,
  },
  'sealing/source-changed': {
    en: 'The file is not the one that was sealed: it was changed, or it is another. Nothing more was sent. Choose the file as it was, or make a new document.',
    ja: 'ファイルが封印時のものと異なります（変更されたか、別のファイルです）。以降は送信していません。元のファイルを選ぶか、新しい文書を作成してください。',
    status: 409,
  },
}
