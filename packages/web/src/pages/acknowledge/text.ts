/**
 * What is said of acknowledging a document.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

const en = {
  title: 'Your acknowledgement',
  openFirst: 'You acknowledge a document once you have opened it. Open it first.',
  closeFirst: 'You have opened this document. To acknowledge it, close it.',
  text: 'You have opened this document. Acknowledge that you have received it with its label, and answer for it. Its originator is told your pseudonym and the time.',
  look: 'Acknowledge',
  reading: 'Verifying what you would sign…',
  statement: 'What you would sign',
  says: (person: string, member: string) =>
    `I, ${person} of ${member}, have received this document with its label, and answer for it.`,
  document: 'Document',
  originator: 'Originator',
  level: 'Level',
  release: 'Release',
  at: 'Time',
  pact: 'Pact',
  pactName: (name: string, version: number, illustrative: boolean) =>
    `${name}, version ${version}${illustrative ? ' (illustrative text)' : ''}`,
  sign: 'Sign with your passkey',
  signing: 'Waiting for your passkey…',
  brokenOff: 'No passkey was given. Nothing is signed.',
  done: 'You have acknowledged this document. On record since',
  differsTitle: 'Do not sign this',
  differs:
    'What the server would have you sign is not about this release, or the release is not its originator’s. Tell your security officer.',
  notHere: 'This is not acknowledged here',
  hindrances: {
    'not-admitted':
      'The pact does not admit acts by passkeys at this level, because the code of this page comes from the server. Acknowledge at your own machine, by your own key:',
    'no-passkey':
      'You have no passkey that signs. Make one under “Passkeys”, or acknowledge at your own machine, by your own key:',
    'other-page':
      'Your passkey that signs is for another address. Acknowledge at your own machine, by your own key:',
  },
} as const

const ja: Catalogue<typeof en> = {
  title: 'あなたの受領確認',
  openFirst: '受領確認は、文書を開いた後に行います。先に文書を開いてください。',
  closeFirst: 'この文書を開封済みです。受領確認をするには、文書を閉じてください。',
  text: 'この文書を開封済みです。秘密標記情報とともに受領し、責任をもって取り扱うことを確認してください。提供者には、あなたの仮名と時刻が伝わります。',
  look: '受領確認する',
  reading: '署名する内容を検証しています…',
  statement: '署名する内容',
  says: (person, member) =>
    `${member}の ${person} は、この文書を秘密標記情報とともに受領し、責任をもって取り扱います。`,
  document: '文書',
  originator: '提供者',
  level: '秘密区分',
  release: '提供',
  at: '時刻',
  pact: '協定',
  pactName: (name, version, illustrative) =>
    `${name}（第${version}版${illustrative ? '、参考例' : ''}）`,
  sign: 'パスキーで署名する',
  signing: 'パスキーを待っています…',
  brokenOff: 'パスキーが確認できませんでした。署名されていません。',
  done: 'この文書を受領確認しました。記録時刻：',
  differsTitle: '署名しないでください',
  differs:
    'サーバーが署名を求める内容がこの提供のものではないか、提供が提供者のものではありません。保全責任者に伝えてください。',
  notHere: 'この画面では受領確認できません',
  hindrances: {
    'not-admitted':
      'この画面のプログラムはサーバーから届くため、協定はこの秘密区分でパスキーによる署名行為を認めていません。ご自身の端末で、本人の鍵により受領確認してください：',
    'no-passkey':
      '署名用のパスキーがありません。「パスキー」の画面で作成するか、ご自身の端末で、本人の鍵により受領確認してください：',
    'other-page':
      '署名用のパスキーは別のアドレスのものです。ご自身の端末で、本人の鍵により受領確認してください：',
  },
}

/** By language. */
export const texts = { en, ja }
