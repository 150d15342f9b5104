/**
 * What is said of copies and of their proofs.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

const en = {
  title: 'Copies',
  member: 'Member',
  original: 'Original',
  since: 'Since',
  receipt: 'Receipt',
  states: {
    original: 'Holds the original',
    sent: 'Sent, no receipt yet',
    held: 'Held',
    overdue: 'Receipt overdue',
    refused: 'Refused by the recipient',
  },
  receiptStates: {
    overdue: 'Signed; the originator has not taken it in time',
    owed: 'Signed; not yet taken by the originator',
    taken: 'Taken by the originator',
  },
  receiptHere: 'Received',
  acknowledgements: 'Acknowledged by',
  acknowledgedByNobody: 'Nobody has acknowledged it yet.',
  person: 'Person',
  acknowledgedAt: 'On record here since',
  dueBy: 'Due by',
  proofs: 'Proofs of release',
  proofsText:
    'This browser fetches the evidence and verifies every signature, every ledger entry and every witness in it. A page comes from your own server: whoever does not trust that checks the saved file with “entente verify”.',
  check: 'Verify the proofs',
  checking: 'Verifying…',
  save: 'Save the evidence',
  failed: 'Nothing was verified: the verification did not run. Try again.',
  wrong:
    'The evidence does not hold. Do not rely on this release; give the code to your security officer:',
  shown: 'Verified. Each of these is an entry of a signed ledger:',
  entry: (member: string, index: number) => `entry ${index} of the ledger of ${member}`,
  byOwnClock: 'By that ledger’s own clock',
  noWitness: 'Not cosigned by another member yet',
  witnesses: (members: string) => `Cosigned by ${members}`,
  pactIs: 'Verified from this pact; compare its id with the one you were given:',
  approved: (originator: string, approvers: number, byPasskey: number) =>
    `${originator} released it; approved by ${approvers}, none of them the author` +
    (byPasskey === 0 ? '' : `; ${byPasskey} by a passkey, which the pact admits at this level`),
  signedFor: (recipient: string, copy: number) => `${recipient} has signed for copy no. ${copy}`,
  opened: (reader: string, purpose: string, released: boolean) =>
    `${reader} has opened it for ${purpose}${released ? '' : ': the release is not for that purpose'}`,
  acknowledged: (person: string, member: string, byPasskey: boolean) =>
    `${person} of ${member} has signed an acknowledgement${
      byPasskey ? ' by a passkey, which the pact admits at this level' : ' by their own key'
    }`,
  chains: (member: string, appointments: number, notices: number) =>
    `${member}: ${appointments} appointments and ${notices} notices, complete up to the heads it names`,
} as const

const ja: Catalogue<typeof en> = {
  title: '写しの所在',
  member: '締約者',
  original: '原本',
  since: '日時',
  receipt: '受領証',
  states: {
    original: '原本を保有',
    sent: '送達済み（受領証未着）',
    held: '保有',
    overdue: '受領証の期限超過',
    refused: '受領者が拒否',
  },
  receiptStates: {
    overdue: '署名済み。提供者が期限内に受け取っていません',
    owed: '署名済み。提供者はまだ受け取っていません',
    taken: '提供者が受け取り済み',
  },
  receiptHere: '受領済み',
  acknowledgements: '受領確認をした者',
  acknowledgedByNobody: '受領確認はまだありません。',
  person: '利用者',
  acknowledgedAt: 'ここでの記録日時',
  dueBy: '期限',
  proofs: '提供の証明',
  proofsText:
    'このブラウザーが証拠を取得し、全ての署名、台帳の項目及び立会署名を検証します。この画面は自らのサーバーから届いたものです。サーバーを信頼しない者は、保存した証拠を entente verify で検証してください。',
  check: '証明を検証する',
  checking: '検証しています…',
  save: '証拠を保存する',
  failed: '検証を実行できず、何も確認されていません。もう一度お試しください。',
  wrong: '証拠が成立しません。この提供に依拠せず、次の符号を保全責任者に伝えてください：',
  shown: '検証しました。次の各項目は、署名された台帳に記録されています。',
  entry: (member, index) => `${member} の台帳の第 ${index} 項目`,
  byOwnClock: '同台帳の時計で',
  noWitness: '他の締約者の立会署名はまだありません',
  witnesses: (members) => `${members} の立会署名あり`,
  pactIs: '次の協定から検証しました。交付された識別子と照合してください：',
  approved: (originator, approvers, byPasskey) =>
    `${originator} が提供。承認者 ${approvers} 名、作成者を含まない` +
    (byPasskey === 0 ? '' : `。うち ${byPasskey} 名はパスキーによる（この秘密区分で協定が認める）`),
  signedFor: (recipient, copy) => `${recipient} が写し第${copy}号の受領に署名`,
  opened: (reader, purpose, released) =>
    `${reader} が ${purpose} のために開封${released ? '' : '（提供の目的に含まれない）'}`,
  acknowledged: (person, member, byPasskey) =>
    `${member} の ${person} が受領確認に署名（${
      byPasskey ? 'パスキーによる。この秘密区分で協定が認める' : '本人の鍵による'
    }）`,
  chains: (member, appointments, notices) =>
    `${member}：任命 ${appointments} 件、通告 ${notices} 件。申告された先頭まで揃っている`,
}

/** By language. */
export const texts = { en, ja }
