/**
 * The sentences for {@link AccountErrorCode}.
 *
 * @module
 */
import type { AccountErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const accountErrorTexts: Record<
  AccountErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'account/malformed': {
    en: 'The file is no account of a member. Ask the other member to make it again with `entente account make`.',
    ja: 'このファイルは締約者の照合表ではありません。相手方に `entente account make` で作り直してもらってください。',
    status: 422,
  },
  'account/missing': {
    en: 'A member of your pacts, or your own Key Access Service apart, has given no account of what it holds of you, so statements of yours may be lost that it knows. Ask it for one, or name it with --without if it cannot be asked.',
    ja: '協定の締約者または独立した自国の鍵管理サービスから照合表が提出されていないため、相手方だけが知る自国の声明を失うおそれがあります。照合表を求めるか、求められない場合は --without で指定してください。',
    status: 409,
  },
  'account/other-member': {
    en: 'The account is not between these two members. Take the one that the other member made about you.',
    ja: 'この照合表は、この二者の間のものではありません。相手方が自国について作成したものを使用してください。',
    status: 422,
  },
  'account/unknown-member': {
    en: 'No pact that is trusted here has this member. Check its id.',
    ja: '信頼している協定に、この締約者は含まれていません。識別子を確かめてください。',
    status: 404,
  },
}
