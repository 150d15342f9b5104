/**
 * What the screen of passkeys says.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'
import type { HelpTexts } from '../../text/help.ts'

const en = {
  text: 'The passkeys that your member’s appointments name for you, newest first. One that signs in signs nothing else, and the other way round.',
  none: 'No passkey of yours holds now.',
  uses: { passkey: 'Signs in', 'person-passkey': 'Acknowledges', 'officer-passkey': 'Approves' },
  use: 'Use',
  domain: 'For',
  state: 'State',
  states: { holds: 'holds', withdrawn: 'withdrawn', ended: 'its term is over' },
  until: 'Until',
  entry: 'Entry',
  making: {
    passkey: {
      title: 'A second passkey to sign in',
      text: 'On another authenticator, such as a security key, so that one can be lost. It counts once your registrar has signed it, at every device that is enrolled for you.',
      make: 'Make a second passkey to sign in',
      madeTitle: 'Take this to your registrar',
      madeText:
        'By hand or on a medium you both trust. It is signed with: entente appoint --act passkey.json --key REGISTRAR_KEY',
    },
    'person-passkey': {
      title: 'A passkey to acknowledge with',
      text: 'By it you acknowledge what you have received, at the levels at which the pact admits passkeys. It is apart from the one you sign in with. It counts once your registrar has signed it.',
      make: 'Make a passkey to acknowledge with',
      madeTitle: 'Take this to your registrar',
      madeText:
        'By hand or on a medium you both trust. It is signed with: entente appoint --act person-passkey.json --key REGISTRAR_KEY',
    },
    'officer-passkey': {
      title: 'A passkey for approvals',
      text: 'It is apart from the one you sign in with. It counts once the holder of your member’s appointing key has signed it, for as long as you are an officer, and acknowledges as well. Make a second one on another authenticator, so that one can be lost.',
      make: 'Make a passkey for approvals',
      madeTitle: 'Take this to the holder of the appointing key',
      madeText:
        'By hand or on a medium you both trust. It is signed with: entente appoint --act officer-passkey.json --key APPOINTING_KEY',
    },
  },
  names: { 'person-passkey': 'acknowledgements', 'officer-passkey': 'approvals' },
  brokenOff: 'No passkey was made. An authenticator that holds one already makes no other.',
  code: 'Compare this code aloud (SHA-256 of the file)',
  save: 'Save the file',
  request: 'Content of the file',
  withdrawTitle: 'One is lost',
  withdrawText:
    'Tell your registrar, for a passkey that signs in or acknowledges, or the holder of the appointing key, for one that approves, its entry. It is withdrawn with: entente appoint --act FILE, where FILE says {"kind": "withdrawal", "appointment": ENTRY}. What was signed before stays signed.',
} as const

const ja: Catalogue<typeof en> = {
  text: '締約者の任命に記載されたあなたのパスキーです（新しい順）。サインイン用では署名できず、署名用ではサインインできません。',
  none: '有効なパスキーはありません。',
  uses: { passkey: 'サインイン', 'person-passkey': '受領確認', 'officer-passkey': '承認' },
  use: '用途',
  domain: '対象',
  state: '状態',
  states: { holds: '有効', withdrawn: '撤回済み', ended: '期限切れ' },
  until: '期限',
  entry: '項目',
  making: {
    passkey: {
      title: 'サインイン用の２つ目のパスキー',
      text: '紛失に備え、セキュリティキーなど別の認証器に作成してください。端末登録官が署名すると、あなたの登録済みの端末で使えます。',
      make: 'サインイン用の２つ目を作成する',
      madeTitle: '端末登録官に渡してください',
      madeText:
        '手渡しか、互いに信頼できる媒体で渡してください。署名するコマンド：entente appoint --act passkey.json --key 端末登録官の鍵',
    },
    'person-passkey': {
      title: '受領確認用のパスキー',
      text: '協定がパスキーによる署名を認める区分で、受領した文書の受領確認に使用します。サインイン用とは別のものです。端末登録官が署名すると有効になります。',
      make: '受領確認用のパスキーを作成する',
      madeTitle: '端末登録官に渡してください',
      madeText:
        '手渡しか、互いに信頼できる媒体で渡してください。署名するコマンド：entente appoint --act person-passkey.json --key 端末登録官の鍵',
    },
    'officer-passkey': {
      title: '承認用のパスキー',
      text: 'サインイン用とは別のものです。締約者の任命鍵の保持者が署名すると、あなたが担当官である間、有効です。受領確認にも使用できます。紛失に備え、別の認証器に２つ目を作成してください。',
      make: '承認用のパスキーを作成する',
      madeTitle: '任命鍵の保持者に渡してください',
      madeText:
        '手渡しか、互いに信頼できる媒体で渡してください。署名するコマンド：entente appoint --act officer-passkey.json --key 任命鍵',
    },
  },
  names: { 'person-passkey': '受領確認', 'officer-passkey': '承認' },
  brokenOff: 'パスキーは作成されませんでした。既に保存している認証器には、もう１つ作成できません。',
  code: '次の符号を口頭で照合してください（ファイルの SHA-256）',
  save: 'ファイルを保存する',
  request: 'ファイルの内容',
  withdrawTitle: '紛失したとき',
  withdrawText:
    'サインイン用と受領確認用は端末登録官に、承認用は任命鍵の保持者に、項目を伝えてください。entente appoint --act ファイル（内容は {"kind": "withdrawal", "appointment": 項目}）で撤回されます。それまでの署名は有効のままです。',
}

/** By language. */
export const texts = { en, ja }

/** Help of the screen. */
export const help: HelpTexts = {
  en: {
    purpose: 'Your passkeys, as the appointments of your member name them, and further ones.',
    can: [
      'See which passkeys sign you in, acknowledge and approve, until when, and under which entry.',
      'Make a second passkey to sign in, on another authenticator, for your registrar to sign.',
      'Make a passkey by which you acknowledge what you have received, for your registrar to sign.',
      'Make a passkey for approvals. It counts once the holder of the appointing key has signed its file.',
    ],
    absent: [
      'The passkey that signs you in acknowledges and approves nothing: at sign-in you cannot see what is signed.',
      'Nothing is withdrawn here. Tell your registrar, or the holder of the appointing key, the entry of one that is lost.',
    ],
  },
  ja: {
    purpose: '締約者の任命に記載されたあなたのパスキーを確認し、追加する画面です。',
    can: [
      'サインイン用、受領確認用及び承認用のパスキーについて、期限と項目を確認できます。',
      'サインイン用の２つ目を別の認証器に作成できます。端末登録官が署名すると有効になります。',
      '受領確認用のパスキーを作成できます。端末登録官が署名すると有効になります。',
      '承認用のパスキーを作成できます。任命鍵の保持者がファイルに署名すると有効になります。',
    ],
    absent: [
      'サインイン用のパスキーでは受領確認も承認もできません。サインインのときは、署名する内容を確認できないためです。',
      'この画面では撤回できません。紛失したときは、端末登録官又は任命鍵の保持者に項目を伝えてください。',
    ],
  },
}
