/**
 * The sentences for {@link DecisionCode}: why not, and what would make it yes.
 *
 * @module
 */
import { contractorTexts } from './contractor-texts.ts'
import type { DecisionCode } from './errors.ts'

/** Status is that of a denial to our own user; a peer never sees one. */
const status = 403

/** What happened and what to do next. */
export const decisionTexts: Readonly<
  Record<DecisionCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  ...contractorTexts,
  'decision/above-visit-level': {
    en: 'This is above the level that your host has permitted for your visit here, or the visit is over. Ask the host’s security officer.',
    ja: '受入側が今回の訪問について認めた区分を超えているか、訪問の期間が過ぎています。受入側の保全責任者に確かめてください。',
    status,
  },
  'decision/accountable-material': {
    en: 'Accountable material is never copied, printed or extracted once it has gone out. Ask the originator for another numbered copy.',
    ja: '管理対象文書（ACCOUNTABLE MATERIAL）は、配布後は複写・印刷・抜粋できません。番号付きの写しを提供者に求めてください。',
    status,
  },
  'decision/author-approves': {
    en: 'The author of a document may not approve it. Another officer appointed for the level has to.',
    ja: '作成者は自分の文書を承認できません。その区分に任命された別の担当官が承認してください。',
    status,
  },
  'decision/cipher-too-weak': {
    en: 'The key would be wrapped by a method that the pact does not admit for this level. A stronger key of the service has to be appointed.',
    ja: '鍵の保護方式が、この区分について協定の認めるものではありません。より強い鍵の任命が必要です。',
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
  'decision/clearance-too-old': {
    en: 'Your clearance is older than the law lets it count, whatever end it names. Your organ has to assess you anew.',
    ja: '適性評価が、記載の期限にかかわらず、法令の定める年数を過ぎています。所属機関の再評価を受けてください。',
    status,
  },
  'decision/copy-not-numbered': {
    en: 'The copy has no number. The registry officer has to give it the next one.',
    ja: '写しに番号がありません。登録責任者が次の番号を付けてください。',
    status,
  },
  'decision/copy-without-consent': {
    en: 'A document of the highest level is copied only with the originator’s signed consent. Ask for it, naming the document.',
    ja: '最も高い区分の文書の複写には、提供者の署名した同意が必要です。文書を特定して同意を求めてください。',
    status,
  },
  'decision/crisis-without-notice': {
    en: 'Destruction in a crisis takes a notice to the originator, queued before anything is destroyed. Write the notice first.',
    ja: '緊急の破棄には、提供者への通報を先に送信待ちにする必要があります。まず通報を作成してください。',
    status,
  },
  'decision/designation-ended': {
    en: 'The designation of this document has ended. Its marking has to be struck and the document marked as expired before it is used.',
    ja: 'この文書の指定の有効期間が満了しています。指定の表示を抹消し、満了の表示をしてから取り扱ってください。',
    status,
  },
  'decision/destruction-without-consent': {
    en: 'A document of the highest level is not destroyed without the originator’s signed consent. Return it, or ask for the consent.',
    ja: '最も高い区分の文書は、提供者の署名した同意なしに破棄できません。返却するか、同意を求めてください。',
    status,
  },
  'decision/eyes-only': {
    en: 'The document is for New Zealand eyes only. Only the approval of the Director-General of Security lets a foreign national see it.',
    ja: 'この文書はニュージーランド国民限り（NZEO）です。外国籍の者には、保安長官の承認が必要です。',
    status,
  },
  'decision/facility-not-accredited': {
    en: 'This facility is not accredited for the level. Open the document at one that is.',
    ja: 'この施設はこの区分の取扱いを認められていません。認定された施設で開いてください。',
    status,
  },
  'decision/foreign-administrator': {
    en: 'Somebody who administers this facility is no New Zealand national, or nobody is recorded as its administrator. Open it elsewhere, or have the security officer record who administers it.',
    ja: 'この施設の管理者にニュージーランド国籍でない者がいるか、管理者が登録されていません。別の施設で開くか、保全責任者に管理者の登録を求めてください。',
    status,
  },
  'decision/no-assurance': {
    en: 'A recipient has given no assurance for this level, or its assurance is over. It has to give notice of one before anything is provided.',
    ja: '受領者によるこの区分の保護保証がないか、期限が過ぎています。提供の前に、受領者が保護保証を通告する必要があります。',
    status,
  },
  'decision/no-certificate': {
    en: 'There is no certificate of destruction. Make one that names the item, the copy, the method and the persons.',
    ja: '破棄の証明書がありません。対象、写し、方法及び立会者を記した証明書を作成してください。',
    status,
  },
  'decision/no-clearance': {
    en: 'You have no clearance for this level. The security officer can tell you how to get one.',
    ja: 'この区分の適性評価を受けていません。手続は保全責任者に確かめてください。',
    status,
  },
  'decision/no-consent-to-contractor': {
    en: 'The originator has not consented to this contractor having the document for this purpose. Ask for a signed consent.',
    ja: 'この契約者へのこの目的での取扱いの委託について、提供者の同意がありません。署名した同意を求めてください。',
    status,
  },
  'decision/no-equivalent': {
    en: 'The pact names no equivalent for this level, so nobody here may open it. The members would have to amend the pact.',
    ja: '協定にこの区分の対応がないため、誰も開けません。協定の改正が必要です。',
    status,
  },
  'decision/no-label': {
    en: 'The label of this document is not known here, or does not state its level. Tell the operator; nothing is opened without it.',
    ja: 'この文書の秘密標記情報が確認できないか、区分と一致しません。運用者に知らせてください。それなしには開けません。',
    status,
  },
  'decision/no-need-to-know': {
    en: 'You have no need-to-know for this document or its case. Its controller can grant it.',
    ja: 'この文書または案件について、知る必要が認められていません。文書の管理責任者が付与できます。',
    status,
  },
  'decision/source-not-consented': {
    en: 'The document repeats what another member has provided, and that member has not consented to this recipient having it. Ask for a signed consent.',
    ja: 'この文書は他の締約者から提供された情報を含み、その提供者がこの受領者への提供に同意していません。署名された同意を求めてください。',
    status: 403,
  },
  'decision/no-third-party-consent': {
    en: 'The originator has not consented to this third party having the document for this purpose. Ask for a signed consent.',
    ja: 'この第三者へのこの目的での提供について、提供者の同意がありません。署名した同意を求めてください。',
    status,
  },
  'decision/no-translation-statement': {
    en: 'The translation does not say, in its own language, whose classified information it contains. Add the statement and try again.',
    ja: '翻訳に、誰の秘密情報を含むかが翻訳の言語で記載されていません。記載を加えてから、もう一度試してください。',
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
  'decision/not-designated': {
    en: 'Documents of this level are secret only once the head of an organ has designated them, and this one is not designated. Ask the head of your organ for the designation (`entente grant`).',
    ja: 'この区分の文書は、機関の長の指定があって初めて秘密となりますが、この文書は指定されていません。所属機関の長に指定（`entente grant`）を求めてください。',
    status,
  },
  'decision/not-on-facility-register': {
    en: 'You are not on the register of this facility. Its security officer can enter you.',
    ja: 'この施設の取扱者名簿に載っていません。施設の保全責任者が登録できます。',
    status,
  },
  'decision/not-originators-change': {
    en: 'Only the originator lowers the level of its document. Ask for its signed change.',
    ja: '区分を引き下げられるのは提供者だけです。提供者の署名した変更を求めてください。',
    status,
  },
  'decision/not-registry-officer': {
    en: 'You are not appointed as registry officer for this level. An officer who is has to do this.',
    ja: 'この区分の登録責任者に任命されていません。任命された登録責任者が行ってください。',
    status,
  },
  'decision/not-released': {
    en: 'The document was not released to this member. Only its originator can release it.',
    ja: 'この文書は当方に提供されていません。提供できるのは提供者だけです。',
    status,
  },
  'decision/organ-not-consented': {
    en: 'The document was designated by another organ, which has not consented to yours having it. Its head can consent.',
    ja: 'この文書は他の機関が指定したもので、所属機関への提供にその同意がありません。指定した機関の長の同意を求めてください。',
    status,
  },
  'decision/originator-not-asked': {
    en: 'The originator has not agreed to a copy, print or extract of this document. Ask for its signed agreement.',
    ja: '複写・印刷・抜粋について提供者の同意がありません。署名した同意を求めてください。',
    status,
  },
  'decision/other-nationality': {
    en: 'The document is open only to nationals of the countries in its label or, where it names none, of its originator and this member. Its originator can name another country there.',
    ja: 'この文書を開けるのは、秘密標記情報に記載された国の国民に限られます。記載がなければ、提供者および自国の国民に限られます。国を追加できるのは提供者だけです。',
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
  'decision/too-few-signers': {
    en: 'Too few persons have signed the destruction. Have another person witness and sign it.',
    ja: '破棄に署名した者の数が足りません。別の者の立会いと署名を得てください。',
    status,
  },
  'decision/too-many-copies': {
    en: 'There are as many copies as the pact lets there be. Destroy one first, or ask the originator.',
    ja: '写しの数が協定の認める上限に達しています。先に写しを破棄するか、提供者に求めてください。',
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
