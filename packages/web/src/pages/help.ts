/**
 * What help says of the pages whose other texts every page has.
 *
 * @module
 */
import type { HelpTexts } from '../text/help.ts'

/** Today. */
export const todayHelp: HelpTexts = {
  en: {
    purpose: 'What waits for you, by your roles, and the newest documents that you may open.',
    can: [
      'Follow a title to its document. What you have opened waits here until you acknowledge it.',
      'Put on record that somebody was told in writing that a designation has ended.',
      'What comes meanwhile is announced; it is shown when you want to see it, so nothing moves while you read.',
    ],
    absent: [
      'Only tasks of your own roles are listed. Roles come from your appointment as an officer.',
      'A document that you may not open is not listed, whoever sent it.',
    ],
  },
  ja: {
    purpose: '担当に応じてあなたの対応を待つものと、あなたが開くことのできる新しい文書の一覧です。',
    can: [
      '件名を選ぶと文書の画面に移ります。開封した文書は、受領確認をするまでここに表示します。',
      '指定の有効期間の満了を書面で通知したことを記録できます。',
      '表示中に届いたものはお知らせのみ表示します。「表示する」を選ぶまで画面は動きません。',
    ],
    absent: [
      'あなたの担当に係るもののみ表示します。担当は、担当官としての任命によります。',
      '開くことのできない文書は、提供者を問わず表示しません。',
    ],
  },
}

/** One document. */
export const documentHelp: HelpTexts = {
  en: {
    purpose: 'One document: its marking, what became of it, and the way to its content.',
    can: [
      'Open it: choose for what purpose. Your Key Access Service decides, and the ledger records it, whether the answer is yes or no.',
      'Print it, where the pact and the originator allow that; each printing is decided and recorded.',
      'Acknowledge what you have received and opened, by a passkey that signs; above the level that the pact admits, by the command line.',
      'Read in its history when it was sent, received and answered for.',
    ],
    absent: [
      'A refusal names the article of the pact and what would make it a yes: a clearance, a need-to-know, a facility, a consent.',
      'Content that a browser cannot show safely is opened at your own machine, by the command that the page names.',
      'A document closes by itself after a time without use, and once you may no longer read it. Its key is gone then; open it again.',
    ],
  },
  ja: {
    purpose: '一つの文書について、表示、経過及び内容を確認する画面です。',
    can: [
      '目的を選んで開くことができます。可否は鍵管理サービスが判断し、いずれの場合も台帳に記録されます。',
      '協定及び提供者が認める場合に限り印刷できます。印刷の可否はそのつど判断され、記録されます。',
      '受領し開封した文書を、署名用のパスキーで受領確認できます。協定が認める区分を超える場合は、コマンドを使用します。',
      '経過の欄で、送付、受領及び受領証の状況を確認できます。',
    ],
    absent: [
      '認められない場合は、協定の条項と、認められるために必要なもの（適性評価、知る必要、施設、同意）を表示します。',
      'ブラウザーで安全に表示できない内容は、画面に示すコマンドを用いて、ご自身の端末で開いてください。',
      '一定時間操作がないとき、又は閲覧が認められなくなったときは、文書は自動的に閉じます。鍵は破棄されますので、もう一度開いてください。',
    ],
  },
}

/** Sign-in. */
export const signInHelp: HelpTexts = {
  en: {
    purpose:
      'Sign in with the passkey of this browser. If your member has opened other ways, they stand below it.',
    can: [
      'Choose “Sign in with a passkey”, then confirm with your fingerprint, face or PIN.',
      'If the browser has no passkey yet, ask your registrar for your enrolment link.',
      'Have a second browser or passkey: Today says how. If you lose one, tell your registrar, and go on with the other.',
    ],
    absent: [
      'A browser counts once a registrar has signed its keys, and until that enrolment is withdrawn.',
      'A session ends without use, at sign-out, and when passkey or device is withdrawn.',
      'If you have lost all of them, a registrar and an officer for security let you in again, both together and with you there.',
      'Your organisation’s sign-in service and the password work at a browser that is enrolled for you, and nowhere else.',
    ],
  },
  ja: {
    purpose:
      'このブラウザーのパスキーでサインインします。締約者が他の手段を認めている場合は、その下に表示されます。',
    can: [
      '「パスキーでサインイン」を選び、指紋、顔又は PIN で確認してください。',
      'パスキーがないときは、端末登録官に登録用リンクを依頼してください。',
      '二つ目のブラウザー又はパスキーを用意してください（方法は「今日」にあります）。一つを失ったときは端末登録官に届け出て、もう一つを使用してください。',
    ],
    absent: [
      'ブラウザーを使用できるのは、端末登録官がその鍵に署名してから、登録が撤回されるまでの間です。',
      'セッションは、操作がないとき、サインアウトしたとき、及びパスキー又は端末の登録が撤回されたときに終了します。',
      'すべてを失ったときは、端末登録官と保全責任者の二名が、本人の立会いの下で回復します。',
      '所属機関の認証サービス及びパスワードは、本人のために登録されたブラウザーでのみ使用できます。',
    ],
  },
}

/** Enrolment of a browser. */
export const enrolHelp: HelpTexts = {
  en: {
    purpose: 'Make the keys by which this browser is known, at one facility, as yours.',
    can: [
      'Make the keys, save the file, and take it to your registrar by hand or on a medium you both trust.',
      'Compare the code aloud: it says that the file was not exchanged on its way.',
    ],
    absent: [
      'Nobody can sign in here before the registrar has signed the file.',
      'The keys cannot be moved to another machine; each machine is enrolled by itself.',
    ],
  },
  ja: {
    purpose: 'このブラウザーを、特定の施設におけるあなたの端末として識別するための鍵を作成します。',
    can: [
      '鍵を作成してファイルを保存し、手渡し又は双方が信頼する媒体で端末登録官に渡してください。',
      'コードを読み上げて照合してください。途中でファイルが差し替えられていないことを確認できます。',
    ],
    absent: [
      '端末登録官がファイルに署名するまで、サインインできません。',
      '鍵を他の端末に移すことはできません。端末ごとに登録してください。',
    ],
  },
}
