/**
 * What the application says, in Japanese. A text that is missing does not compile.
 *
 * @module
 */
import type { Texts } from './en.ts'

/** Texts by key. */
export const ja: Texts = {
  product: 'Entente',
  language: '言語',
  skip: '本文へ移動',
  member: '締約者',
  person: '利用者',
  facility: '施設',
  zone: (name) => `時刻は ${name} で表示しています`,
  navigation: '主なメニュー',
  today: '今日',
  signOut: 'サインアウト',
  loading: '読み込んでいます…',
  again: '再試行',
  failedTitle: '表示できませんでした',
  failedText: 'サーバーが応答しません。ネットワークを確認して再試行してください。',
  requestId: (id) => `運用担当者に伝える要求 ID：${id}`,
  notFoundTitle: '該当する画面はありません',
  notFoundText: 'メニューから選択してください。',

  signInTitle: 'サインイン',
  signInText: 'このブラウザーのパスキー（指紋・顔・PIN）を使用します。',
  signInButton: 'パスキーでサインイン',
  signInWaiting: 'パスキーを待っています…',
  noDeviceTitle: 'このブラウザーは登録されていません',
  noDeviceText:
    '登録担当官から登録用リンクを受け取り、このブラウザーで開いてください。登録されるまで、このブラウザーではサインインできません。',
  brokenOff: 'パスキーが確認できませんでした。もう一度お試しください。',
  ended: 'セッションが終了しました。もう一度サインインしてください。',

  enrolTitle: 'このブラウザーを登録する',
  enrolText:
    'この端末から取り出せない鍵を作成します。その鍵がこの施設におけるあなたのものであることに、登録担当官が署名します。',
  enrolMissing:
    'このリンクには利用者または施設の指定がありません。登録担当官に新しいリンクを依頼してください。',
  enrolButton: 'このブラウザーの鍵を作成する',
  enrolDoneTitle: '登録担当官に渡してください',
  enrolDoneText:
    'このファイルを、手渡し、または双方が信頼する媒体で登録担当官に渡してください。登録担当官は次のコマンドで署名します：entente appoint --act enrolment.json',
  enrolCode: '次のコードを読み上げて照合してください（ファイルの SHA-256）',
  enrolSave: 'enrolment.json を保存',
  enrolRequest: 'ファイルの内容',
  enrolNext: '登録担当官の署名後、ここでサインインできます。',
  enrolToSignIn: 'サインインへ',

  tasksTitle: 'あなたの対応を待つもの',
  tasksNone: '対応を待つものはありません。',
  taskApprove: '承認待ち',
  taskApproveHow: (release) => `ご自身の端末で署名してください：entente release approve ${release}`,
  taskConsent: (member) => `同意の求め（${member}）`,
  taskConsentHow: (consent) =>
    `ご自身の端末で回答してください：entente consent show、give または refuse ${consent}`,
  taskOverdue: (member) => `受領証の期限超過（${member}）`,
  taskClearance: (person, level) => `${person} の適性評価（${level}）の期限`,
  taskNotified: '書面で通知した旨を記録する',
  newTitle: '最近受領したもの',
  newItems: (count) => `新着 ${count} 件`,
  changedItems: '内容が更新されています。',
  showNew: '表示する',
  newNone: '閲覧できる受領文書はありません。',
  designation: '指定',
  designationText: (number, organ, until, extensions) =>
    `指定番号 ${number}、${organ}、有効期間 ${until} まで、延長 ${extensions} 回`,
  designationEntry: '指定管理簿',
  since: '開始',
  ends: '期限',
  due: '期限',

  colMarking: '表示',
  colOriginator: '提供者',
  colState: '状態',
  colCopy: '写し番号',
  colDate: '登録日時',
  own: '自国',
  states: {
    draft: '起案中',
    sealed: '封緘済み',
    released: '提供済み',
    received: '受領済み',
    other: '処理中',
  },
  receipts: {
    taken: '受領証 確認済み',
    owed: '受領証 送付中',
    overdue: '受領証 期限超過',
  },

  document: '文書',
  documentId: '文書 ID',
  mediaType: '媒体の種類',
  size: '大きさ',
  bytes: (count) => `${count} バイト`,
  history: '経過',
  historyNone: 'まだ経過はありません。',
  approvals: (count) => `承認数：${count}`,
  steps: {
    registered: '登録',
    prepared: '提供の準備',
    released: '提供',
    withdrawn: '提供の取下げ',
    sent: '送付',
    receipted: '受領証の受取',
    refused: '受領者による拒否',
    'receipt-overdue': '受領証の期限超過',
    received: '受領',
  },
  open: '開く',
  openTitle: 'この文書を開く',
  purposeLabel: '閲覧の目的を選んでください',
  purposeHint: '目的は要求とともに署名され、台帳に記録されます。',
  purposes: { drafting: '起案（作成者）', approval: '承認（提供権者）' },
  cancel: 'やめる',
  opening: '鍵管理サービスの決定を待っています…',
  close: '文書を閉じる',
  openedFor: (purpose) => `閲覧目的：${purpose}`,
  content: '内容',
  rendering: '開封しました。文書を表示しています…',
  permitted: (articles: readonly string[]) =>
    articles.length === 0
      ? 'この文書を開くことができます'
      : `この文書を開くことができます（${articles.join('、')}）`,
  unreadable: {
    'not-genuine': () =>
      '届いた内容が提供者の提供したものと一致しないため、表示していません。保全責任者に報告してください。',
    'too-large': (id: string) =>
      `ブラウザーで表示するには大きすぎます。手元の端末で開いてください: entente document open ${id}`,
    'no-viewer': (id: string) =>
      `この種類の文書を表示する機能がありません。手元の端末で開いてください: entente document open ${id}`,
    'not-what-it-says': () =>
      '内容が、示されている種類のものと異なるため、表示していません。提供者に報告してください。',
    'not-readable': (id: string) =>
      `この文書を読み取れません。手元の端末で開いてください: entente document open ${id}`,
    'too-much': (id: string) =>
      `展開するとブラウザーの扱える量を超えるため、表示していません。失ってもよい端末で開いてください: entente document open ${id}`,
    locked: (id: string) =>
      `この文書には独自のパスワードが必要です。手元の端末で開いてください: entente document open ${id}`,
  },
  remarks: {
    'guessed-encoding': (encoding: string) =>
      `文字コードがどこにも示されていません。${encoding} として表示しています。`,
    scripts: () =>
      'この文書にはスクリプト又はアクションが含まれています。ここでは一切実行されず、リンクも機能しません。',
    'first-picture': () => '動画像は最初の一枚だけを表示しています。',
    'text-only': () =>
      '文字とその順序だけを表示しており、体裁は再現していません。図、グラフ、注及びコメントは表示していません。',
    'marks-incomplete': () =>
      '段落の一部にしか区分の表示がありません。全体を文書の表示のとおり保護してください。',
    cut: () => 'ブラウザーの扱える量を超えるため、冒頭だけを表示しています。',
  },
  refusedTitle: 'この操作は認められません',
  refusedReasons: '理由（協定の条項）',
  article: (number) => number.replace(/^(\d+)/, '第$1条'),
  denied: '鍵管理サービスは鍵を渡しませんでした。',
  backToRegister: '登録簿へ戻る',
}
