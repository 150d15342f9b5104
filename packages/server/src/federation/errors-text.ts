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
  'federation/no-endpoint': {
    en: 'The peer has appointed no address at which it can be reached now. Ask for its newest appointments.',
    ja: '相手方の有効な宛先が任命されていません。最新の任命を求めてください。',
    status: 503,
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
