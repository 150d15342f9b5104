/**
 * The sentences for {@link WireErrorCode}.
 *
 * @module
 */
import type { WireErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const wireErrorTexts: Readonly<
  Record<WireErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'wire/bad-payload': {
    en: 'The payload that came is not the one that was announced. The sender transmits it again.',
    ja: '届いた本体が、予告されたものと異なります。送信側が再送します。',
    status: 422,
  },
  'wire/chain-conflict': {
    en: 'The peer has signed two different messages with one number. Both are kept as evidence; speak to the peer.',
    ja: '相手方が同じ番号の異なる通信文に署名しました。両方を証拠として保存しています。相手方に照会してください。',
    status: 409,
  },
  'wire/gap': {
    en: 'A message before this one has not arrived. The sender starts again at the number expected.',
    ja: 'この前の通信文が届いていません。送信側が期待された番号から送り直します。',
    status: 409,
  },
  'wire/heads-unknown': {
    en: 'The peer speaks of appointments or notices that have not arrived. It sends them first and then this again.',
    ja: '相手方が、まだ届いていない任命または通告に言及しています。先にそれらを送り、再送します。',
    status: 409,
  },
  'wire/malformed': {
    en: 'The message cannot be read. Check that both members run versions that understand each other.',
    ja: '通信文を読み取れません。双方の版に互換性があるかを確かめてください。',
    status: 400,
  },
  'wire/not-acceptable': {
    en: 'The message was refused by what the pact says. The refusal names the reason; a corrected message gets a new number.',
    ja: '協定の定めにより通信文を拒否しました。理由を確かめ、訂正した通信文を新しい番号で送ってください。',
    status: 422,
  },
  'wire/other-party': {
    en: 'The message is not from the member at the other end, or not for us. Check the addresses of the appointments.',
    ja: '通信文の差出人が接続相手と異なるか、宛先が当方ではありません。任命の宛先を確かめてください。',
    status: 403,
  },
  'wire/payload-missing': {
    en: 'The payload of the delivery has not arrived whole. The sender transmits it and then delivers again.',
    ja: '送達の本体が揃っていません。送信側が本体を送り、改めて送達します。',
    status: 409,
  },
  'wire/unsigned': {
    en: 'The message is not signed by a key that the peer has appointed for messages. It is not believed.',
    ja: '相手方が通信用に任命した鍵で署名されていません。真正なものと認めません。',
    status: 403,
  },
}
