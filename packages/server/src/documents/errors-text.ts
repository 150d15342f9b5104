/**
 * The sentences for {@link DocumentErrorCode}.
 *
 * @module
 */
import type { DocumentErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const documentErrorTexts: Record<
  DocumentErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'document/already-there': {
    en: 'Another document has this id. Seal the draft again to get a new one.',
    ja: 'この番号は別の文書に使われています。下書きを封印し直して、新しい番号を取ってください。',
    status: 409,
  },
  'document/bad-sources': {
    en: 'The documents that this one was made from are not told well: name each once, a language for a translation alone, and no more than 256 with all that they were made from.',
    ja: '情報源の指定に誤りがあります。各文書は一度だけ、言語は翻訳の場合にのみ指定し、情報源の情報源を含めて256件以内としてください。',
    status: 422,
  },
  'document/changed': {
    en: 'The draft has changed since you read it. Read it again and repeat your step.',
    ja: '下書きは、読み取り後に変更されています。再度読み取ってから操作をやり直してください。',
    status: 412,
  },
  'document/denied': {
    en: 'You may not open this document now. Each reason names its article and what would make it yes.',
    ja: 'この文書は今は開けません。理由ごとに、根拠となる条と、どうすればよいかを示します。',
    status: 403,
  },
  'document/ended': {
    en: 'The release has ended, so nothing is sent under it any more. Prepare a new release if the document is still needed.',
    ja: 'この提供は期限が過ぎているため、送信できません。文書がまだ必要な場合は、新たに提供を準備してください。',
    status: 409,
  },
  'document/in-use': {
    en: 'The draft cannot be discarded: it is designated, or another document was made from it. Keep it.',
    ja: '指定を受けた文書、または他の文書の元となった文書であるため、下書きを破棄できません。保存してください。',
    status: 409,
  },
  'document/incomplete': {
    en: 'The payload or the manifest of this document has not arrived whole. Run the upload again; it goes on where it stopped.',
    ja: '文書の本体または目録がまだ揃っていません。送信をもう一度実行してください。途中から再開します。',
    status: 409,
  },
  'document/label-mismatch': {
    en: 'Label, policy and container do not say the same. Label the draft again and seal it again.',
    ja: '秘密標記情報・方針・容器の内容が一致しません。標記を付け直し、封印し直してください。',
    status: 422,
  },
  'document/not-found': {
    en: 'There is no such document for you. Check the number with the registry.',
    ja: 'あなたが扱える文書に、該当するものはありません。番号を登録簿の担当者に確かめてください。',
    status: 404,
  },
  'document/not-yours': {
    en: 'Only the author may do this. Ask the author named in the register.',
    ja: 'この操作ができるのは作成者だけです。登録簿にある作成者に依頼してください。',
    status: 403,
  },
  'document/on-its-way': {
    en: 'This delivery is on its way and has not been answered yet. Wait for the receipt, or until it is overdue.',
    ja: 'この送達は送信中で、まだ応答がありません。受領証が届くか、期限を過ぎるまでお待ちください。',
    status: 409,
  },
  'document/release-closed': {
    en: 'The release is no longer open for this step. Look at its state, and prepare a new release if one is needed.',
    ja: 'この提供手続は、もうこの段階を受け付けません。状態を確かめ、必要なら新しく準備してください。',
    status: 409,
  },
  'document/release-refused': {
    en: 'This release is not possible. Each reason names its article and what would make it yes.',
    ja: 'この提供はできません。理由ごとに、根拠となる条と、どうすればよいかを示します。',
    status: 422,
  },
  'document/replayed-release': {
    en: 'Another release with this id has been received before. Nothing was changed; ask the originator to release anew.',
    ja: '同じ番号の別の提供を既に受領しています。何も変更していません。提供者に新しい提供を求めてください。',
    status: 409,
  },
  'document/too-many-lines': {
    en: 'These are too many lines for one file. Narrow the search, for example by state or originator, and export again.',
    ja: '1つのファイルに出力するには行数が多すぎます。状態や提供者などで絞り込んでから、もう一度出力してください。',
    status: 413,
  },
}
