/**
 * What the page for signing in says of ways besides the passkey, in both languages.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

const en = {
  throughProvider: (name: string) => `Sign in through ${name}`,
  providerText:
    'You are sent to your organisation’s sign-in service and come back here. It says who you are and nothing else.',
  leaving: 'Going to the sign-in service…',
  returning: 'Checking what the sign-in service said…',
  providerBrokenOff: 'You came back without signing in. Try again, or use a passkey.',
  passwordTitle: 'Sign in with a password: the weaker way',
  passwordText:
    'A password can be guessed, watched or given away; a passkey cannot. It works at this enrolled browser alone, and each attempt is on record. What you sign still needs a passkey.',
  subject: 'Sign-in name',
  password: 'Password',
  passwordButton: 'Sign in with the password',
  passwordWaiting: 'Checking the password…',
  yoursTitle: 'Your ways in',
  yoursText:
    'Have a second one, so that losing one does not shut you out. Your registrar signs what you make; until then it opens nothing.',
  otherBrowser: 'Another browser: open this address there',
  otherPasskey: 'Your passkeys, and a second one to sign in',
  moreTitle: 'Another browser, or a lost passkey',
  moreText: [
    'You may have several browsers and passkeys. At a browser that is signed in, Today has the link to open at the new one; your registrar then signs its keys.',
    'If you have lost one, tell your registrar at once: it is withdrawn, and what it opened ends.',
    'If you have lost them all, two officers have to let you in again: go to your registrar and a security officer in person.',
  ],
}

const ja: Catalogue<typeof en> = {
  throughProvider: (name) => `${name}でサインイン`,
  providerText:
    '所属機関の認証サービスへ移動し、ここに戻ります。認証サービスが伝えるのは、本人が誰であるかだけです。',
  leaving: '認証サービスへ移動しています…',
  returning: '認証サービスの応答を確認しています…',
  providerBrokenOff:
    'サインインせずに戻りました。もう一度お試しになるか、パスキーを使用してください。',
  passwordTitle: 'パスワードでサインイン（安全性は低くなります）',
  passwordText:
    'パスワードは推測、盗み見、譲渡のおそれがありますが、パスキーにはありません。この登録済みブラウザーでのみ使用でき、試行はすべて記録されます。署名にはこの場合もパスキーが必要です。',
  subject: 'サインイン名',
  password: 'パスワード',
  passwordButton: 'パスワードでサインイン',
  passwordWaiting: 'パスワードを確認しています…',
  yoursTitle: 'サインインの手段',
  yoursText:
    '一つを失くしても締め出されないよう、二つ目を用意してください。作成したものには端末登録官が署名します。それまでは何も開けません。',
  otherBrowser: '別のブラウザー：そこで次のアドレスを開く',
  otherPasskey: 'パスキーの一覧と、サインイン用の２つ目の作成',
  moreTitle: '別のブラウザーの登録・パスキーの紛失',
  moreText: [
    'ブラウザーとパスキーは複数登録できます。サインイン済みのブラウザーの「今日」に、新しいブラウザーで開くリンクがあります。その鍵には端末登録官が署名します。',
    '一つを失くしたときは、直ちに端末登録官に届け出てください。取り消され、それで開いたセッションも終了します。',
    'すべてを失くしたときは、担当官二名による回復が必要です。端末登録官と保全責任者のもとへ本人が出向いてください。',
  ],
}

/** By language. */
export const texts = { en, ja }
