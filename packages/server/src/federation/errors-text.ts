/**
 * The sentences for {@link FederationErrorCode}.
 *
 * @module
 */
import type { FederationErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const federationErrorTexts: Record<
  FederationErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'federation/bad-answer': {
    en: 'The peer answered in a way that the protocol does not know. It is asked again later; compare versions with its operator.',
    ja: '相手方の応答が通信規約に合いません。後で再試行します。相手方の運用者と版を照合してください。',
    status: 502,
  },
  'federation/failed': {
    en: 'The other side could not do what was asked, for a reason of its own. It is asked again later; its operator finds the cause in its log.',
    ja: '相手側の事情により処理できませんでした。後で再試行します。原因は相手側の記録にあります。',
    status: 500,
  },
  'federation/no-endpoint': {
    en: 'The peer has appointed no address at which it can be reached now. Ask for its newest appointments.',
    ja: '相手方の有効な宛先が任命されていません。最新の任命を求めてください。',
    status: 503,
  },
  'federation/not-found': {
    en: 'There is nothing at this address for the member that asked.',
    ja: '照会した締約者に対して、この宛先で提供するものはありません。',
    status: 404,
  },
  'federation/refused': {
    en: 'The peer did not take what was sent and gave a code of the protocol. The queue shows it; most resolve themselves, the others name what to do.',
    ja: '相手方が受け取らず、規約の符号を返しました。送信待ち一覧に表示されます。多くは自動で解消し、その他は対処方法を示します。',
    status: 502,
  },
  'federation/too-large': {
    en: 'The peer sent more than the protocol allows. Nothing of it was used.',
    ja: '相手方が規約の上限を超えて送信しました。内容は使用していません。',
    status: 502,
  },
  'federation/unreachable': {
    en: 'The peer cannot be reached, or showed another certificate than the one appointed. What waits stays in the queue.',
    ja: '相手方に接続できないか、任命された証明書と異なります。送信待ちのものは保持されます。',
    status: 503,
  },
}
