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
  'wire/busy': {
    en: 'The peer sends faster than its messages can be taken. It waits and sends again.',
    ja: '相手方の送信が処理能力を超えています。時間をおいて再送されます。',
    status: 503,
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
  'wire/heads-back': {
    en: 'The message speaks of older appointments than the message before it, so an ended key may have signed it. It is refused; ask the peer how that came about.',
    ja: '直前の通信文より古い任命に言及しており、失効した鍵で署名された可能性があります。拒否しました。相手方に経緯を照会してください。',
    status: 422,
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
  'wire/other-origin': {
    en: 'The message belongs to a ledger that its sender had not appointed. Check whether the peer has restored a backup, and compare its appointments.',
    ja: '差出人が任命していない台帳に属する通信文です。相手方がバックアップから復元したかを確認し、任命を照合してください。',
    status: 403,
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
  'wire/stale': {
    en: 'The time in the message is too far from ours. Compare the clocks of both servers; what was refused is sent again as a new message.',
    ja: '通信文の時刻が当方の時刻と大きく異なります。双方の時計を照合してください。拒否されたものは新しい通信文として送り直します。',
    status: 422,
  },
  'wire/too-large': {
    en: 'The peer sent more than one request may hold. Check that both members run versions that understand each other.',
    ja: '相手方の送信が一回の上限を超えました。双方の版に互換性があるかを確かめてください。',
    status: 413,
  },
  'wire/too-slow': {
    en: 'The peer stopped sending before it was done. What arrived is kept; it goes on from there.',
    ja: '相手方の送信が途中で止まりました。届いた分は保存され、続きから再開されます。',
    status: 408,
  },
  'wire/unsigned': {
    en: 'The message is not signed by a key that the peer has appointed for messages. It is not believed.',
    ja: '相手方が通信用に任命した鍵で署名されていません。真正なものと認めません。',
    status: 403,
  },
}
