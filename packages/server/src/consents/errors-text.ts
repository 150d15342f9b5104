/**
 * The sentences for {@link ConsentErrorCode}.
 *
 * @module
 */
import type { ConsentErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const consentErrorTexts: Record<
  ConsentErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'consent/closed': {
    en: 'The request has been answered already. Look at it with `entente consent show`; ask again if another answer is needed.',
    ja: 'この求めには既に回答があります。`entente consent show` で確かめ、別の回答が必要な場合は改めて同意を求めてください。',
    status: 409,
  },
  'consent/mismatch': {
    en: 'The consent does not say what was asked for, or is about another document or level. Read the request again and sign what it says.',
    ja: '同意の内容が求めと一致しないか、文書または区分が異なります。求めを読み直し、そのとおりに署名してください。',
    status: 409,
  },
  'consent/not-consentable': {
    en: 'This cannot be consented to under the pact. Name the party where the document goes on, the level where that changes, purposes of the pact, and an end to come.',
    ja: '協定の下で同意できる内容ではありません。提供・委託には相手方、区分の変更には変更後の区分を示し、協定の目的と、これから到来する終期を指定してください。',
    status: 422,
  },
  'consent/not-found': {
    en: 'There is no such request or document here. Check the number; it may be that of another member.',
    ja: '該当する求めまたは文書がありません。番号を確かめてください。他の締約者のものかもしれません。',
    status: 404,
  },
  'consent/too-many': {
    en: 'Too many requests of this member wait for an answer. Answer some of them, or wait until they are.',
    ja: 'この締約者からの未回答の求めが多すぎます。回答するか、回答されるまで待ってください。',
    status: 429,
  },
}
