/**
 * What the page of the first steps says.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'
import type { HelpTexts } from '../../text/help.ts'

const en = {
  text: (member: string) => `From founding ${member} to its first pact in force.`,
  keys: 'No key is held or used here. Everything is signed in a terminal, by keys that stay there; this page looks at the server every few seconds.',
  noCode:
    'The link to this page is printed by the server while it starts: entente serve. Open it whole.',
  stopped:
    'The server does not answer. It is stopped for some of these steps; the page goes on by itself once it runs again.',
  progress: (done: number, all: number) => `${done} of ${all} steps are done.`,
  done: 'Done',
  next: 'Next',
  after: 'After that',
  later: 'Later',
  copy: 'Copy',
  copied: 'Copied',
  capitals: 'What is in capitals is yours to fill in. SAFE is the keyring of the appointing key.',
  steps: {
    founded: {
      title: 'The member is founded',
      text: 'Its folder, its keys and its ledger are there. Put the appointing key back into its safe.',
    },
    officers: {
      title: 'Officers and their devices are appointed',
      text: 'Four roles have to be held: for the pact, security, documents, and releases. Each officer needs a device.',
    },
    people: {
      title: 'People can sign in',
      text: 'Stop the server, add each person, and start it again. To sign in gives no right to anything.',
    },
    agreed: {
      title: 'The pact is signed by every member',
      text: 'At the machine without a network: read the words of the draft to each other before you sign. This page cannot see it; it is told by the next step.',
    },
    trusted: {
      title: 'The pact and the other members’ appointments are taken up',
      text: 'Stop the server, take up the signed pact with the file of appointments that the other member gave you, and start it again.',
    },
    connected: {
      title: 'The other members answer',
      text: 'Both servers run, and the port for other members is open. The first attempt is made within a minute of the start.',
    },
    'in-force': {
      title: 'The pact is in force',
      text: 'Each member gives notice that it has signed and that the pact is in force, and acknowledges the other’s. An officer for the pact does it.',
    },
  },
  lacking: (roles: string) => `Nobody has: ${roles}.`,
  noDevice: 'No device is enrolled.',
  noOfficer:
    'Nobody can sign in to appoint the first ones, so the member is founded once more, with a file that names them. Stop the server first; nothing is lost but an empty ledger.',
  roles: {
    pact: 'officer for the pact',
    security: 'security officer',
    controller: 'document controller',
    releaser: 'releaser',
  },
  noAppointments: (member: string) => `The appointments of ${member} are not here yet.`,
  notConnected: (member: string) => `${member} has neither answered nor asked since the start.`,
  waitNotice: (member: string, kind: string) => `Waiting for ${member}: notice “${kind}”.`,
  waitAcknowledged: (member: string, kind: string) =>
    `Waiting for ${member} to acknowledge our notice “${kind}”.`,
  kinds: { signed: 'signed', 'in-force': 'in force' },
  arrived: (pact: string) => `${pact} is in force`,
  arrivedText:
    'Before anything classified is provided, each member assures how it protects what it receives (entente notice --kind assured), and officers sign who may read what (entente grant). This page closes a day after the pact has come into force.',
  toSignIn: 'To sign-in',
} as const

const ja: Catalogue<typeof en> = {
  text: (member) => `締約者 ${member} の設立から、最初の協定の発効までの手順です。`,
  keys: 'この画面は鍵を保持せず、使用もしません。署名はすべて端末で、端末から出ない鍵により行います。この画面は数秒ごとにサーバーの状況を確認します。',
  noCode:
    'この画面へのリンクは、サーバーの起動時（entente serve）に表示されます。リンク全体を開いてください。',
  stopped:
    'サーバーが応答しません。手順によってはサーバーを停止して行います。再び起動すると、この画面は自動的に続行します。',
  progress: (done, all) => `${all} 手順のうち ${done} 手順が完了しています。`,
  done: '完了',
  next: '次に行うこと',
  after: '続いて行うこと',
  later: '未着手',
  copy: 'コピー',
  copied: 'コピーしました',
  capitals: '大文字の部分は、実際の値に置き換えてください。SAFE は任命鍵の鍵束です。',
  steps: {
    founded: {
      title: '締約者を設ける',
      text: 'フォルダー、鍵及び台帳を作成しました。任命鍵を金庫に戻してください。',
    },
    officers: {
      title: '担当官とその端末を任命する',
      text: '協定、保全、文書管理、情報提供の四つの役割が必要です。担当官にはそれぞれ端末が必要です。',
    },
    people: {
      title: '利用者がサインインできるようにする',
      text: 'サーバーを停止し、利用者を追加してから再び起動してください。サインインできても、権限は生じません。',
    },
    agreed: {
      title: 'すべての締約者が協定に署名する',
      text: 'ネットワークのない端末で行います。署名の前に、案の識別語を互いに読み上げて照合してください。この画面からは見えないため、次の手順の完了をもって確認します。',
    },
    trusted: {
      title: '協定と、他の締約者の任命を取り込む',
      text: 'サーバーを停止し、署名済みの協定を、相手方から受け取った任命のファイルとともに取り込み、再び起動してください。',
    },
    connected: {
      title: '他の締約者と接続する',
      text: '双方のサーバーが稼働し、締約者間のポートが開いている必要があります。起動後一分以内に最初の接続を試みます。',
    },
    'in-force': {
      title: '協定を発効させる',
      text: '各締約者が署名と発効を通告し、相手方の通告を確認します。協定責任者が行います。',
    },
  },
  lacking: (roles) => `担当者のいない役割：${roles}`,
  noDevice: '登録された端末がありません。',
  noOfficer:
    '最初の担当官を任命するためにサインインできる者がいないため、担当官を記したファイルを指定して改めて設けます。先にサーバーを停止してください。失われるのは空の台帳のみです。',
  roles: {
    pact: '協定責任者',
    security: '保全責任者',
    controller: '文書管理責任者',
    releaser: '情報提供責任者',
  },
  noAppointments: (member) => `${member} の任命がまだ取り込まれていません。`,
  notConnected: (member) => `${member} は、起動後まだ応答も要求もしていません。`,
  waitNotice: (member, kind) => `${member} の通告「${kind}」を待っています。`,
  waitAcknowledged: (member, kind) =>
    `当方の通告「${kind}」に対する ${member} の確認を待っています。`,
  kinds: { signed: '署名', 'in-force': '発効' },
  arrived: (pact) => `「${pact}」が発効しました`,
  arrivedText:
    '秘密の提供に先立ち、各締約者は受領したものの保護を保証し（entente notice --kind assured）、担当官は誰が何を閲覧できるかに署名します（entente grant）。この画面は、発効から一日後に閉じます。',
  toSignIn: 'サインインへ',
}

/** By language. */
export const texts = { en, ja } as const

/** Help of the page. */
export const help: HelpTexts = {
  en: {
    purpose: 'The way of a new member to its first pact in force, in seven steps.',
    can: [
      'See which steps are done: the server is asked every few seconds, and each step is judged by what stands there.',
      'Copy the commands of the next step into a terminal. Your machine asks for passphrases there, never here.',
      'Leave it open while the server is stopped for a step: it goes on by itself.',
    ],
    absent: [
      'Nothing is signed at a browser. The appointing key stays on its medium, and keys of officers on their machines.',
      'Drafting and signing the pact happens without a network, so the page learns of it when the pact is taken up.',
      'The link closes a day after the first pact has come into force.',
    ],
  },
  ja: {
    purpose: '新しい締約者が最初の協定を発効させるまでの、七つの手順を示します。',
    can: [
      '完了した手順を確認できます。数秒ごとにサーバーの状況を確認し、実際の状態により判断します。',
      '次の手順のコマンドをコピーし、端末で実行できます。パスフレーズは端末で入力し、この画面では入力しません。',
      'サーバーの停止中も開いたままにできます。再び起動すると自動的に続行します。',
    ],
    absent: [
      'ブラウザーでは署名しません。任命鍵はその媒体に、担当官の鍵は各自の端末にあります。',
      '協定案の作成と署名はネットワークのない端末で行うため、協定を取り込んだ時点で確認されます。',
      'リンクは、最初の協定の発効から一日後に閉じます。',
    ],
  },
}
