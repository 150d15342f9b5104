/**
 * The words of the sign-in pages.
 *
 * @module
 */
import type { Language } from './language.ts'

/** One sentence or word a page. */
export interface PageTexts {
  readonly product: string
  readonly otherLanguage: string
  readonly errorTitle: string
  readonly errorPrefix: string
  readonly continue: string
  readonly codeTitle: string
  readonly codeLabel: string
  readonly codeHint: string
  readonly confirmTitle: string
  readonly confirmText: string
  readonly confirmWarning: string
  readonly confirmYes: string
  readonly confirmNo: string
  readonly signInTitle: string
  readonly subjectLabel: string
  readonly passwordLabel: string
  readonly signIn: string
  readonly doneTitle: string
  readonly doneText: string
  readonly failedTitle: string
  readonly failedText: string
  readonly codeWrong: string
  readonly codeExpired: string
  readonly codeUsed: string
  readonly codeStopped: string
  readonly refused: string
  readonly wait: (seconds: number) => string
}

/** Both languages. */
export const pageTexts: Readonly<Record<Language, PageTexts>> = {
  en: {
    product: 'Entente',
    otherLanguage: '日本語',
    errorTitle: 'There is a problem',
    errorPrefix: 'Error: ',
    continue: 'Continue',
    codeTitle: 'Enter the code of your device',
    codeLabel: 'Code',
    codeHint: 'Eight letters, as your device shows them now.',
    confirmTitle: 'Is this the code your device shows?',
    confirmText: 'You are about to sign in on the device that shows this code:',
    confirmWarning: 'If somebody sent you this code, or you did not ask for it, stop here.',
    confirmYes: 'Yes, this is my device',
    confirmNo: 'No, stop',
    signInTitle: 'Sign in',
    subjectLabel: 'Name',
    passwordLabel: 'Password',
    signIn: 'Sign in',
    doneTitle: 'You have signed in',
    doneText: 'Go back to your device. You may close this page.',
    failedTitle: 'This page cannot be shown',
    failedText: 'The sign-in has ended or was not started here. Start again on your device.',
    codeWrong: 'No device shows this code. Check it and enter it again.',
    codeExpired: 'The code has expired. Ask your device for a new one.',
    codeUsed: 'The code was used before. Ask your device for a new one.',
    codeStopped: 'You stopped this sign-in. Your device was not signed in.',
    refused: 'The name or the password is wrong. Enter both again.',
    wait: (seconds) => `Too many attempts. Wait ${seconds} seconds and try again.`,
  },
  ja: {
    product: 'Entente',
    otherLanguage: 'English',
    errorTitle: '問題があります',
    errorPrefix: 'エラー：',
    continue: '次へ',
    codeTitle: '端末に表示されたコードを入力してください',
    codeLabel: 'コード',
    codeHint: '端末に現在表示されている英字 8 文字です。',
    confirmTitle: '端末に表示されているコードと同じですか',
    confirmText: '次のコードを表示している端末でサインインします。',
    confirmWarning: 'コードを他人から受け取った場合や、心当たりがない場合は、中止してください。',
    confirmYes: 'はい、自分の端末です',
    confirmNo: 'いいえ、中止します',
    signInTitle: 'サインイン',
    subjectLabel: '名前',
    passwordLabel: 'パスワード',
    signIn: 'サインイン',
    doneTitle: 'サインインしました',
    doneText: '端末に戻ってください。このページは閉じてかまいません。',
    failedTitle: 'このページは表示できません',
    failedText:
      'サインインが終了したか、ここで開始されていません。端末でもう一度やり直してください。',
    codeWrong: 'このコードを表示している端末はありません。確認して再度入力してください。',
    codeExpired: 'コードの有効期限が切れました。端末で新しいコードを取得してください。',
    codeUsed: 'コードは使用済みです。端末で新しいコードを取得してください。',
    codeStopped: 'サインインを中止しました。端末はサインインしていません。',
    refused: '名前またはパスワードが正しくありません。両方を再度入力してください。',
    wait: (seconds) => `試行回数が多すぎます。${seconds} 秒待ってから再度お試しください。`,
  },
}
