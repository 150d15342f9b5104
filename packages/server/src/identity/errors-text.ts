/**
 * What a person reads when sign-in or a token is refused.
 *
 * @module
 */
import type { IdentityErrorCode } from './errors.ts'

/** Sentences and HTTP status by code. */
export const identityErrorTexts: Readonly<
  Record<IdentityErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'identity/bad-passkey': {
    en: 'The passkey did not answer as it has to. Try again, with your fingerprint, face or PIN.',
    ja: 'パスキーによる確認ができませんでした。指紋・顔・PIN を使って、もう一度お試しください。',
    status: 401,
  },
  'identity/bad-proof': {
    en: 'The proof of your device key cannot be verified. Sign in again from the enrolled device.',
    ja: '端末鍵の証明を検証できません。登録済みの端末から再度サインインしてください。',
    status: 401,
  },
  'identity/bad-token': {
    en: 'The access token was not issued by this server. Sign in again.',
    ja: 'アクセストークンはこのサーバーが発行したものではありません。再度サインインしてください。',
    status: 401,
  },
  'identity/cross-site': {
    en: 'The request did not come from a page of this application. Open the application itself.',
    ja: 'この要求は本アプリケーションの画面から送信されたものではありません。アプリケーションを直接開いてください。',
    status: 403,
  },
  'identity/device-not-enrolled': {
    en: 'This device is not enrolled, or its enrolment has ended. Ask a registrar to enrol it.',
    ja: 'この端末は登録されていないか、登録が終了しています。端末登録官に登録を依頼してください。',
    status: 403,
  },
  'identity/expired-token': {
    en: 'The access token has expired. Ask for a new one with your sign-in.',
    ja: 'アクセストークンの有効期限が切れました。サインイン情報で新しいトークンを取得してください。',
    status: 401,
  },
  'identity/no-proof': {
    en: 'The request carries no proof of a device key. Send one in the header DPoP.',
    ja: '要求に端末鍵の証明がありません。DPoP ヘッダーで送信してください。',
    status: 401,
  },
  'identity/no-token': {
    en: 'Sign in first: the request carries no access token.',
    ja: 'アクセストークンがありません。先にサインインしてください。',
    status: 401,
  },
  'identity/other-device': {
    en: 'The token belongs to another device. Sign in on this device.',
    ja: 'このトークンは別の端末のものです。この端末でサインインしてください。',
    status: 401,
  },
  'identity/other-person': {
    en: 'This device is enrolled for another person. Use your own device.',
    ja: 'この端末は別の人のために登録されています。ご自身の端末を使用してください。',
    status: 403,
  },
  'identity/passkey-not-enrolled': {
    en: 'This passkey is not enrolled, or its enrolment has ended. Ask a registrar to enrol it.',
    ja: 'このパスキーは登録されていないか、登録が終了しています。端末登録官に登録を依頼してください。',
    status: 403,
  },
  'identity/proof-mismatch': {
    en: 'The proof of the device key was made for another request. Make one for each request.',
    ja: '端末鍵の証明は別の要求のものです。要求ごとに新しい証明を作成してください。',
    status: 401,
  },
  'identity/provider-refused': {
    en: 'The answer of the sign-in service cannot be accepted. Sign in again; if it happens again, tell the operator.',
    ja: '認証サービスの応答を受け入れられません。もう一度サインインし、再び起きる場合は運用担当者に連絡してください。',
    status: 401,
  },
  'identity/provider-unreachable': {
    en: 'The sign-in service does not answer. Try again later, or sign in with a passkey.',
    ja: '認証サービスが応答しません。しばらくしてから再度お試しになるか、パスキーでサインインしてください。',
    status: 502,
  },
  'identity/replayed-proof': {
    en: 'The proof of the device key was used before. Make a new one for each request.',
    ja: '端末鍵の証明は使用済みです。要求ごとに新しい証明を作成してください。',
    status: 401,
  },
  'identity/session-ended': {
    en: 'Your session has ended. Sign in again.',
    ja: 'セッションが終了しました。もう一度サインインしてください。',
    status: 401,
  },
  'identity/sign-in-required': {
    en: 'The sign-in has ended or is unknown. Sign in again.',
    ja: 'サインインが終了しているか、確認できません。再度サインインしてください。',
    status: 401,
  },
  'identity/stale-proof': {
    en: 'The proof of the device key is too old or from the future. Check the clock and try again.',
    ja: '端末鍵の証明が古いか、未来の時刻です。時計を確認して再度お試しください。',
    status: 401,
  },
  'identity/subject-taken': {
    en: 'Another person signs in with this name. Choose another.',
    ja: 'この名前は別の人が使用しています。別の名前を選んでください。',
    status: 409,
  },
  'identity/device-waits': {
    en: 'Sign-ins at this device were refused twenty times within an hour. It may try again when the hour is over; that it was refused is on record. If this was not you, tell your registrar.',
    ja: 'この端末でのサインインが1時間に20回拒否されました。1時間が過ぎるまで、この端末からはサインインできません。拒否されたことは台帳に記録されています。心当たりがなければ登録官に知らせてください。',
    status: 429,
  },
  'identity/too-many-attempts': {
    en: 'Too many attempts with a wrong password. Wait up to fifteen minutes, or sign in with a passkey.',
    ja: 'パスワードの誤りが続きました。最長 15 分待つか、パスキーでサインインしてください。',
    status: 429,
  },
  'identity/unknown-account': {
    en: 'Your account at the sign-in service is not linked to anybody here. Ask the operator to link it.',
    ja: '認証サービスのアカウントが、ここでは誰にも結び付けられていません。運用担当者に結び付けを依頼してください。',
    status: 403,
  },
  'identity/unknown-person': {
    en: 'No such person is known here. Check the id.',
    ja: '該当する人は登録されていません。ID を確認してください。',
    status: 404,
  },
  'identity/unknown-sign-in': {
    en: 'This sign-in was not begun in this browser, has ended, or was used already. Begin it again here.',
    ja: 'このサインインは、このブラウザーで開始されたものではないか、期限切れ、または使用済みです。ここでもう一度始めてください。',
    status: 401,
  },
  'identity/way-closed': {
    en: 'This member does not let people sign in this way. Sign in with a passkey.',
    ja: 'この締約者では、この方法でのサインインを認めていません。パスキーでサインインしてください。',
    status: 403,
  },
  'identity/weak-password': {
    en: 'The password is too short or too long. Use 12 to 200 characters.',
    ja: 'パスワードが短すぎるか長すぎます。12〜200 文字にしてください。',
    status: 422,
  },
  'identity/wrong-audience': {
    en: 'The access token is meant for another service. Ask for one for this server.',
    ja: 'アクセストークンは別のサービス向けです。このサーバー向けのトークンを取得してください。',
    status: 401,
  },
  'identity/wrong-password': {
    en: 'Name or password is wrong, or not of the person of this device. Check both, or sign in with a passkey.',
    ja: 'サインイン名かパスワードが誤っているか、この端末の利用者のものではありません。両方を確認するか、パスキーでサインインしてください。',
    status: 401,
  },
}
