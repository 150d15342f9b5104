/**
 * The sentences for {@link AcknowledgementErrorCode}.
 *
 * @module
 */
import type { AcknowledgementErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const acknowledgementErrorTexts: Record<
  AcknowledgementErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'acknowledgement/given': {
    en: 'This person has acknowledged this document already, under another signature. The first one stands; nothing is left to do.',
    ja: 'この者は、この文書を既に受領確認しています。最初の署名が有効です。必要な操作はありません。',
    status: 409,
  },
  'acknowledgement/mismatch': {
    en: 'The acknowledgement does not say what was to be signed: another person, member, pact or time. Ask for the statement again and sign that.',
    ja: '受領確認の内容が、署名すべき内容と一致しません（人物、締約者、協定又は時刻が異なります）。声明を取得し直して署名してください。',
    status: 409,
  },
  'acknowledgement/not-found': {
    en: 'There is no such document here that was received or released to this member. Check its id.',
    ja: '該当する受領文書又はこの締約者への提供がありません。識別子を確かめてください。',
    status: 404,
  },
  'acknowledgement/not-opened': {
    en: 'Only who has opened a received document can acknowledge it. Open it first.',
    ja: '受領確認ができるのは、受領した文書を開封した者に限ります。先に文書を開いてください。',
    status: 409,
  },
}
