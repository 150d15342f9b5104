/**
 * The sentences for {@link PactErrorCode}.
 *
 * @module
 */
import type { PactErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const pactErrorTexts: Readonly<
  Record<PactErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'pact/already-signed': {
    en: 'This member has signed the pact already, and nobody signs the same thing twice. Use the file with its signature.',
    ja: 'この締約者は既に署名しています。同じものに二度署名することはありません。署名済みのファイルを使ってください。',
    status: 409,
  },
  'pact/approval-missing': {
    en: 'The release has fewer approvals than its level needs. Another officer has to approve.',
    ja: '提供の承認が、区分に必要な数に足りません。別の担当官の承認が必要です。',
    status: 409,
  },
  'pact/author-approves': {
    en: 'The author may not approve the release. Another officer appointed for the level has to.',
    ja: '作成者は提供を承認できません。その区分に任命された別の担当官が承認してください。',
    status: 403,
  },
  'pact/bad-designation': {
    en: 'The law does not allow a designation of this term (Act 108 of 2013, Article 4): it ends with a day in Tokyo, lasts five years at most, and with its extensions thirty years, with the approval of the Cabinet sixty. Sign one that keeps to this.',
    ja: 'この有効期間の指定は法律上認められません（特定秘密保護法第4条）。有効期間は東京の日の終わりまでとし、1回につき5年以内、延長を通じて30年以内（内閣の承認を得たときは60年以内）です。これに従う指定に署名してください。',
    status: 422,
  },
  'pact/chain-broken': {
    en: 'An entry before this one is missing. Get the earlier entries of the member first.',
    ja: 'この前の項目が欠けています。先に、その締約者の以前の項目を受け取ってください。',
    status: 409,
  },
  'pact/chain-conflict': {
    en: 'Another entry has this place in the chain. Keep both as evidence and speak to the member named.',
    ja: 'この番号には別の項目があります。両方を証拠として保存し、示された締約者に照会してください。',
    status: 409,
  },
  'pact/foreign-signature': {
    en: 'The pact is signed by somebody who is no party. Do not trust the file; get it from the member itself.',
    ja: '締約者でない者が署名しています。このファイルを信頼せず、締約者から直接受け取ってください。',
    status: 422,
  },
  'pact/inconsistent': {
    en: 'The text contradicts itself or what it rests on. The side that made it has to correct it.',
    ja: '内容が互いに、または前提と矛盾しています。作成した側が訂正してください。',
    status: 422,
  },
  'pact/invalid-signature': {
    en: 'A signature does not fit. Treat the statement as altered and ask the member named for it again.',
    ja: '署名が一致しません。改変されたものとして扱い、示された締約者に改めて求めてください。',
    status: 422,
  },
  'pact/key-not-appointed': {
    en: 'The key was not appointed for this at that time. The member named has to appoint it, or another must sign.',
    ja: 'その時点で、この用途に任命された鍵ではありません。任命を受けるか、任命された者が署名してください。',
    status: 403,
  },
  'pact/malformed': {
    en: 'The statement does not have the form that its kind has. Check that it is the right file.',
    ja: '種類ごとに定められた形式ではありません。正しいファイルかを確かめてください。',
    status: 400,
  },
  'pact/missing-signature': {
    en: 'The member named has not signed. The pact binds nobody until it has.',
    ja: '示された締約者の署名がありません。署名が揃うまで、協定は誰も拘束しません。',
    status: 422,
  },
  'pact/no-equivalent': {
    en: 'The pact names no level of that member which protects like this one. It cannot go there; the members would have to amend the table.',
    ja: '協定の対応表に、その締約者の対応する区分がありません。提供できません。提供するには、締約者による対応表の改正が必要です。',
    status: 422,
  },
  'pact/not-authorised': {
    en: 'The signer acted outside of what it is appointed for. An officer with that authority has to sign.',
    ja: '署名者の権限の範囲を超えています。権限のある担当官が署名してください。',
    status: 403,
  },
  'pact/not-in-force': {
    en: 'The pact is not in force, so nothing classified is released. The members have to give notice first.',
    ja: '協定が効力を有していないため、秘密情報は提供できません。先に締約者の通告が必要です。',
    status: 409,
  },
  'pact/not-released': {
    en: 'The pact does not let this document go there: another party, or a level without an equivalent.',
    ja: '協定により、この相手には提供できません（第三者であるか、対応する区分がありません）。',
    status: 403,
  },
  'pact/other-pact': {
    en: 'This is another pact than the one that was trusted in the ceremony. Compare the words again with the other side.',
    ja: '締結の際に確認した協定とは別のものです。相手方ともう一度、語を読み合わせてください。',
    status: 422,
  },
  'pact/other-policy': {
    en: 'A security policy is not the one that the pact pins, or contradicts its table. Ask the member whose policy it is for the right file; nothing was changed.',
    ja: '制度の定義が、協定が定めたものと異なるか、協定の対応表と矛盾しています。その制度の締約者に正しいファイルを求めてください。何も変更していません。',
    status: 409,
  },
  'pact/other-rules': {
    en: 'The pact pins rules that this version does not have. Install the version that both sides agreed on.',
    ja: '協定が定める規則を、この版は持っていません。双方で合意した版を導入してください。',
    status: 409,
  },
  'pact/policy-missing': {
    en: 'The pact pins a security policy that is not here. `entente pact show` names it; get the file from its member and give it with `--policy`.',
    ja: '協定が定める制度の定義が手元にありません。`entente pact show` で確かめ、その締約者からファイルを受け取って `--policy` で指定してください。',
    status: 409,
  },
  'pact/previous-version': {
    en: 'This version does not follow the one known here. Get the versions in between.',
    ja: '手元の版に続く版ではありません。間の版を受け取ってください。',
    status: 409,
  },
  'pact/suite-not-admitted': {
    en: 'The pact does not admit approvals of this kind at this level. Approve at your own machine: entente release approve.',
    ja: '協定は、この秘密区分でこの方式の承認を認めていません。自分の端末で entente release approve により承認してください。',
    status: 422,
  },
}
