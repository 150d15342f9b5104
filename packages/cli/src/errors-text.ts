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
  'cli/no-level': {
    en: 'A label cannot be made from this by the pacts of your member. Take a level and members that they name, or bring the label as a file with --label.',
    ja: '自らの協定からはこの秘密標記情報を作成できません。協定に定める区分と締約者を指定するか、--label でファイルを指定してください。',
  },
  'cli/no-profile': {
    en: 'There are no terms of this name to draft from. Take one of those named, or the path of a terms.json.',
    ja: 'この名前のひな型はありません。示されたひな型の名前か、terms.json のパスを指定してください。',
  },
  'cli/no-public-key': {
    en: 'The file holds no public key. Take public.json of a keyring, or device-public.pem of a device.',
    ja: '公開鍵のファイルではありません。鍵束の public.json か、端末の device-public.pem を指定してください。',
  },
  'cli/no-server': {
    en: 'The file does not name a server. Take server.json from the folder of your member.',
    ja: 'サーバーを示すファイルではありません。締約者のフォルダーにある server.json を指定してください。',
  },
  'cli/no-terminal': {
    en: 'Something has to be asked and there is no terminal to ask at. Run the command in a terminal, or give the answer by the options that --help shows.',
    ja: '入力が必要ですが、対話できる端末がありません。端末で実行するか、--help に示すオプションで指定してください。',
  },
  'cli/not-confirmed': {
    en: 'The words were not confirmed, so nothing was done. Compare them with the other side and try again.',
    ja: '語が確認されなかったため、何も行っていません。相手方と語を照合し、もう一度実行してください。',
  },
  'cli/not-ready': {
    en: 'The server of this member does not work at the moment. If it was to run, its own log says why.',
    ja: 'この締約者のサーバーは現在稼働していません。稼働しているはずの場合は、サーバーのログで理由を確かめてください。',
  },
  'cli/not-signed-in': {
    en: 'Nobody is signed in with this profile. Sign in with `entente login`.',
    ja: 'このプロファイルではサインインしていません。`entente login` でサインインしてください。',
  },
  'cli/not-yet': {
    en: 'What was asked for has not arrived from the other member yet. Wait longer with --wait, or look with `entente queue show` whether the members reach each other.',
    ja: '相手方からまだ届いていません。--wait で長く待つか、締約者間の通信の状況を `entente queue show` で確かめてください。',
  },
  'cli/passphrases-differ': {
    en: 'The two passphrases were not the same. Nothing was made; run the command again.',
    ja: '二回の入力が一致しません。何も作成していません。もう一度実行してください。',
  },
  'cli/usage': {
    en: 'The command was not understood. Run it with --help to see how it is used.',
    ja: 'コマンドを解釈できません。--help を付けて実行すると使い方を表示します。',
  },
  'cli/which-pact': {
    en: 'It has to be said which pact is meant. `entente whoami` lists those of your member; name one with --pact.',
    ja: 'どの協定かを指定する必要があります。`entente whoami` で一覧し、--pact で指定してください。',
  },
}
