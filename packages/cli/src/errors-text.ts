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
  'cli/no-file': {
    en: 'A file named on the command line cannot be read. Check its path and your rights.',
    ja: '指定されたファイルを読めません。パスとアクセス権を確かめてください。',
  },
  'cli/no-terminal': {
    en: 'A secret is needed and there is no terminal to ask at. Run the command in a terminal, or name a key file of the operator.',
    ja: '秘密の入力が必要ですが、端末がありません。端末で実行するか、運用者の鍵ファイルを指定してください。',
  },
  'cli/usage': {
    en: 'The command was not understood. Run it with --help to see how it is used.',
    ja: 'コマンドを解釈できません。--help を付けて実行すると使い方を表示します。',
  },
}
