/**
 * The help of the ledger.
 *
 * @module
 */
import type { HelpTexts } from '../../text/help.ts'

/** By language. */
export const help: HelpTexts = {
  en: {
    purpose:
      'The record of this member: each event in order, in a tree that nobody can change unseen.',
    can: [
      'See how far this member has signed its record, and how far the witnesses of other members have seen it.',
      'Compute the whole record again in this browser, and compare it with what was verified here before.',
      'Take out one event with its proof, or the evidence of a release, for somebody who does not trust this server.',
    ],
    absent: [
      'It is shown to officers for security and the registry. Evidence is given to those who may account for the release.',
      'An erased entry keeps its place in the tree, and nothing of what it said.',
      'Titles and names are not in the record.',
    ],
  },
  ja: {
    purpose:
      'この締約者の台帳です。すべての事象を順に記載し、気付かれずに変更することができない木構造で保存します。',
    can: [
      'この締約者がどこまで署名し、他の締約者の立会がどこまで確認したかを見ることができます。',
      'このブラウザーで台帳全体を計算し直し、前回ここで検証したものと比較できます。',
      '1つの事象とその証明、又は提供の証拠を取り出し、このサーバーを信頼しない者に渡すことができます。',
    ],
    absent: [
      '保全責任者及び登録責任者に表示されます。証拠は、その提供について説明する責任のある者に渡されます。',
      '消去した記載は木の中の位置だけが残り、内容は残りません。',
      '件名や氏名は記載されません。',
    ],
  },
}
