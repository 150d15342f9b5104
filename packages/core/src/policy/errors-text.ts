/**
 * The sentences for {@link DecisionCode}: why not, and what would make it yes.
 *
 * @module
 */
import type { DecisionCode } from './errors.ts'

/** Status is that of a denial to our own user; a peer never sees one. */
const status = 403

/** What happened and what to do next. */
export const decisionTexts: Readonly<
  Record<DecisionCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'decision/author-approves': {
    en: 'The author of a document may not approve it. Another officer appointed for the level has to.',
    ja: '作成者は自分の文書を承認できません。その区分に任命された別の担当官が承認してください。',
    status,
  },
  'decision/clearance-expired': {
    en: 'Your clearance for this level has expired. The security officer can record a new one after reassessment.',
    ja: 'この区分の適性評価の有効期間が過ぎています。再評価の後、保全責任者が登録できます。',
    status,
  },
  'decision/clearance-of-other-organ': {
    en: 'Your clearance was granted by another organ and does not count here. Your own organ has to assess you.',
    ja: '適性評価が他の機関によるため、ここでは効力がありません。所属機関の評価を受けてください。',
    status,
  },
  'decision/facility-not-accredited': {
    en: 'This facility is not accredited for the level. Open the document at one that is.',
    ja: 'この施設はこの区分の取扱いを認められていません。認定された施設で開いてください。',
    status,
  },
  'decision/no-clearance': {
    en: 'You have no clearance for this level. The security officer can tell you how to get one.',
    ja: 'この区分の適性評価を受けていません。手続は保全責任者に確かめてください。',
    status,
  },
  'decision/no-equivalent': {
    en: 'The pact names no equivalent for this level, so nobody here may open it. The members would have to amend the pact.',
    ja: '協定にこの区分の対応がないため、誰も開けません。協定の改正が必要です。',
    status,
  },
  'decision/no-need-to-know': {
    en: 'You have no need-to-know for this document or its case. Its controller can grant it.',
    ja: 'この文書または案件について、知る必要が認められていません。文書の管理責任者が付与できます。',
    status,
  },
  'decision/not-appointed': {
    en: 'You are not appointed to release documents of this level. An officer who is has to approve.',
    ja: 'この区分の提供を承認する権限に任命されていません。任命された担当官が承認してください。',
    status,
  },
  'decision/not-author': {
    en: 'Only the author may prepare this document for release. Ask the author named in the register.',
    ja: '提供の準備ができるのは作成者だけです。登録簿にある作成者に依頼してください。',
    status,
  },
  'decision/not-on-facility-register': {
    en: 'You are not on the register of this facility. Its security officer can enter you.',
    ja: 'この施設の取扱者名簿に載っていません。施設の保全責任者が登録できます。',
    status,
  },
  'decision/not-released': {
    en: 'The document was not released to this member. Only its originator can release it.',
    ja: 'この文書は当方に提供されていません。提供できるのは提供者だけです。',
    status,
  },
  'decision/pact-not-in-force': {
    en: 'The pact is not in force. Nothing classified opens under it until the members say it is.',
    ja: '協定が効力を有していません。締約者が発効を通告するまで、秘密情報は開けません。',
    status,
  },
  'decision/policy-error': {
    en: 'The rules could not be applied, so the answer is no. Tell the operator; this is never a matter of your rights.',
    ja: '規則を適用できなかったため、拒否しました。運用者に知らせてください。あなたの権限の問題ではありません。',
    status,
  },
  'decision/recalled': {
    en: 'The originator has recalled this document. Return or destroy your copy as the notice says.',
    ja: '提供者がこの文書を回収しました。通知に従い、写しを返却または破棄してください。',
    status,
  },
  'decision/release-ended': {
    en: 'The period for which the document was released is over. Ask the originator to release it again.',
    ja: '提供の期間が終わっています。提供者に改めて提供を求めてください。',
    status,
  },
  'decision/unknown-person': {
    en: 'No valid record of you is kept by the security officer. Ask to be recorded before you try again.',
    ja: '保全責任者による有効な登録がありません。登録を受けてから、もう一度試してください。',
    status,
  },
  'decision/wrong-purpose': {
    en: 'The document may not be opened for this purpose. Choose a purpose it was released for and you are authorised for.',
    ja: 'この目的では開けません。提供の目的であり、かつ認められている目的を選んでください。',
    status,
  },
}
