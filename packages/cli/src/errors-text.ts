/**
 * The sentences for {@link CliErrorCode}.
 *
 * @module
 */
import type { CliErrorCode } from './errors.ts'

/** What happened and what to do next. */
export const cliErrorTexts: Record<CliErrorCode, { readonly en: string; readonly ja: string }> = {
  'cli/cancelled': {
    en: 'You cancelled. Nothing was changed; run the command again when you are ready.',
    ja: '中止しました。何も変更していません。準備ができたらもう一度実行してください。',
  },
  'cli/defect': {
    en: 'Something happened that this software did not foresee. What it was doing may be half done: check before you do it again, and report the lines that follow.',
    ja: '本ソフトウェアが想定していないことが起きました。処理が途中で終わった可能性があります。やり直す前に状態を確かめ、次の行を添えて報告してください。',
  },
  'cli/no-device': {
    en: 'This profile has no device key that can be used. Make one with `entente device new` and have it enrolled.',
    ja: 'このプロファイルに使用できる端末の鍵がありません。`entente device new` で作成し、登録を受けてください。',
  },
  'cli/no-file': {
    en: 'A file named on the command line cannot be read. Check its path and your rights.',
    ja: '指定されたファイルを読めません。パスとアクセス権を確かめてください。',
  },
  'cli/no-terminal': {
    en: 'Something has to be asked and there is no terminal to ask at. Run the command in a terminal, or give the answer by the options that --help shows.',
    ja: '入力が必要ですが、対話できる端末がありません。端末で実行するか、--help に示すオプションで指定してください。',
  },
  'cli/not-confirmed': {
    en: 'The pact was not confirmed, so it is not trusted. Compare its words with the other side and try again.',
    ja: '協定が確認されなかったため、信頼していません。相手方と語を照合し、もう一度実行してください。',
  },
  'cli/not-signed-in': {
    en: 'Nobody is signed in with this profile. Sign in with `entente login`.',
    ja: 'このプロファイルではサインインしていません。`entente login` でサインインしてください。',
  },
  'cli/usage': {
    en: 'The command was not understood. Run it with --help to see how it is used.',
    ja: 'コマンドを解釈できません。--help を付けて実行すると使い方を表示します。',
  },
}
