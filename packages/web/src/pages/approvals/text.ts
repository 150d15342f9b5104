/**
 * What the screen of approvals says.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'
import type { HelpTexts } from '../../text/help.ts'

const en = {
  listText: 'Releases that you may approve. What you approve goes to the members it names.',
  listNone: 'No release waits for your approval.',
  title: 'Approve a release',
  back: 'All approvals',
  statement: 'What you would sign',
  document: 'Document',
  author: 'Author',
  level: 'Level',
  recipients: 'Recipients',
  as: (level: string) => `protects it as ${level}`,
  noEquivalent: 'no equivalent level',
  purposes: 'Purposes',
  custody: 'Who must say yes to each opening',
  custodies: {
    recipient: 'The recipient’s Key Access Service',
    originator: 'Our Key Access Service',
    joint: 'The recipient’s and our Key Access Service, both',
  },
  notAfter: 'Nothing is opened after',
  pact: 'Pact',
  pactName: (name: string, version: number, illustrative: boolean) =>
    `${name}, version ${version}${illustrative ? ' (illustrative text)' : ''}`,
  article: (number: string) => `Article ${number}`,
  approvals: 'Approvals',
  given: (given: number, needed: number) => `${given} of ${needed}`,
  differencesTitle: 'Since the last release of this document',
  differencesNone: 'It says the same as that one, but for its number, its time and its keys.',
  previousNone: 'This is the first release of this document.',
  previousHidden: 'What became of this document before is not shown to you.',
  previous: {
    'not-approved': (at: string) => `The one of ${at} was refused.`,
    prepared: (at: string) => `The one of ${at} still waits for approval.`,
    released: (at: string) => `The one of ${at} was approved and released.`,
  },
  previousReason: 'Reason of the officer',
  before: 'before:',
  after: 'now:',
  fields: {
    content: 'Document or label',
    custody: 'Who must say yes to each opening',
    level: 'Level',
    notAfter: 'Nothing is opened after',
    pact: 'Pact',
    purposes: 'Purposes',
    recipients: 'Recipients',
  },
  read: 'Read the document',
  check: 'Open it and check',
  checkText:
    'This browser opens the document and recomputes payload, key, label and policy. Only then can you approve.',
  checking: 'Opening and recomputing…',
  checked:
    'The document is the one of this statement: payload, key, label and policy are as it says.',
  approve: 'Approve with your passkey',
  approving: 'Waiting for your passkey…',
  brokenOff: 'No passkey was given. Nothing is signed.',
  done: 'Your approval counts',
  released: 'The document is released and on its way.',
  waits: (given: number, needed: number) => `${given} of ${needed} approvals are given.`,
  differsTitle: 'Do not approve this',
  differs: {
    release:
      'The document is not the one that the statement speaks of, or something in it is not genuine. Tell your security officer.',
    label:
      'This page cannot compare the label: it is spelled in another way than this application writes. Approve at your own machine:',
  },
  notHere: 'This is not approved here',
  hindrances: {
    author: 'You are its author. An author never approves their own release.',
    given: 'You have approved it.',
    closed: 'It waits for no approval any more.',
    'not-admitted':
      'The pact does not admit approvals by passkeys at this level, because the code of this page comes from the server. Approve at your own machine, by your officer’s key:',
    'no-passkey':
      'You have no passkey for approvals that was appointed before this release was prepared. Make one under “Passkeys”, or approve at your own machine:',
    'other-page': 'Your passkey for approvals is for another address. Approve at your own machine:',
  },
  refuse: 'Do not approve',
  reason: 'Reason, for the author',
  reasonHint: 'It is kept and recorded. Do not write anything above the level of the title.',
  refuseSend: 'Refuse this release',
  refused: 'The release is refused. Its author is told your reason.',
} as const

const ja: Catalogue<typeof en> = {
  listText: '承認できる提供の一覧です。承認したものは、記載された締約者に提供されます。',
  listNone: '承認を待つ提供はありません。',
  title: '提供の承認',
  back: '承認の一覧',
  statement: '署名する内容',
  document: '文書',
  author: '作成者',
  level: '秘密区分',
  recipients: '受領者',
  as: (level) => `${level}として保護`,
  noEquivalent: '対応する区分なし',
  purposes: '目的',
  custody: '開封のたびに同意を要する者',
  custodies: {
    recipient: '受領者の鍵管理サービス',
    originator: '自らの鍵管理サービス',
    joint: '受領者と自らの鍵管理サービスの双方',
  },
  notAfter: '開封の期限',
  pact: '協定',
  pactName: (name, version, illustrative) =>
    `${name}（第${version}版${illustrative ? '、例示の条文' : ''}）`,
  article: (number) => number.replace(/^(\d+)/, '第$1条'),
  approvals: '承認',
  given: (given, needed) => `${needed} 名中 ${given} 名`,
  differencesTitle: 'この文書の前回の提供との違い',
  differencesNone: '番号・日時・鍵を除き、前回と同じ内容です。',
  previousNone: 'この文書の最初の提供です。',
  previousHidden: 'この文書のこれまでの経過は表示されません。',
  previous: {
    'not-approved': (at) => `前回（${at}）は不承認となりました。`,
    prepared: (at) => `前回（${at}）は承認を待っています。`,
    released: (at) => `前回（${at}）は承認され、提供されました。`,
  },
  previousReason: '担当官の理由',
  before: '前回：',
  after: '今回：',
  fields: {
    content: '文書又は秘密標記情報',
    custody: '開封のたびに同意を要する者',
    level: '秘密区分',
    notAfter: '開封の期限',
    pact: '協定',
    purposes: '目的',
    recipients: '受領者',
  },
  read: '文書を読む',
  check: '開いて検算する',
  checkText:
    'このブラウザーで文書を開き、内容・鍵・秘密標記情報・ポリシーを検算します。検算が済むまで承認できません。',
  checking: '開いて検算しています…',
  checked: '文書は声明のとおりです。内容・鍵・秘密標記情報・ポリシーが一致しました。',
  approve: 'パスキーで承認する',
  approving: 'パスキーを待っています…',
  brokenOff: 'パスキーが示されませんでした。署名していません。',
  done: '承認を受け付けました',
  released: '文書は提供が決定され、送達されます。',
  waits: (given, needed) => `${needed} 名中 ${given} 名が承認しました。`,
  differsTitle: '承認しないでください',
  differs: {
    release:
      '文書が声明と一致しないか、真正でないものが含まれています。保全責任者に報告してください。',
    label:
      '秘密標記情報の書き方がこのアプリケーションと異なり、この画面では照合できません。自分の端末で承認してください：',
  },
  notHere: 'ここでは承認できません',
  hindrances: {
    author: 'あなたは作成者です。作成者は自らの提供を承認できません。',
    given: 'あなたは既に承認しました。',
    closed: 'この提供は承認を待っていません。',
    'not-admitted':
      'この画面のプログラムはサーバーから届くため、協定はこの秘密区分でパスキーによる承認を認めていません。自分の端末で担当官の鍵により承認してください：',
    'no-passkey':
      'この提供の準備より前に任命された承認用のパスキーがありません。「パスキー」で作成するか、自分の端末で承認してください：',
    'other-page': '承認用のパスキーは別のアドレスのものです。自分の端末で承認してください：',
  },
  refuse: '承認しない',
  reason: '理由（作成者に伝えられます）',
  reasonHint: '保存され、記録されます。件名の区分を超えることは書かないでください。',
  refuseSend: 'この提供を不承認とする',
  refused: '提供を不承認としました。理由は作成者に伝えられます。',
}

/** By language. */
export const texts = { en, ja }

/** Help of the screen. */
export const help: HelpTexts = {
  en: {
    purpose: 'Look at a release that waits for you, and approve it or refuse it.',
    can: [
      'Read the statement as it will be signed, in both languages, and the document beside it.',
      'Open it and check: this browser recomputes from the document what the statement says. Then your passkey signs.',
      'Refuse with a reason. Its author is told, and may prepare another release.',
    ],
    absent: [
      'Authors never approve their own releases. Where the pact asks for two approvals, two persons give them.',
      'Above the level that the pact admits for passkeys, you approve by the command line at your own machine.',
      'It takes a passkey for approvals that was appointed before the release was prepared. You make it under “Passkeys”.',
    ],
  },
  ja: {
    purpose: 'あなたの承認を待つ提供の内容を確認し、承認又は不承認とする画面です。',
    can: [
      '署名する声明の内容を日英両方で、文書と並べて確認できます。',
      '「開いて検算する」を選ぶと、このブラウザーが声明の内容を文書から検算します。その後、パスキーで署名します。',
      '理由を付して不承認とすることができます。理由は作成者に伝えられ、作成者は改めて提供を準備できます。',
    ],
    absent: [
      '作成者は、自らの提供を承認できません。協定が二つの承認を求める場合は、別の二名が承認します。',
      '協定がパスキーによる承認を認める区分を超えるものは、ご自身の端末のコマンドで承認します。',
      '提供の準備より前に任命された承認用のパスキーが必要です。「パスキー」の画面で作成できます。',
    ],
  },
}
