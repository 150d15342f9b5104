/**
 * What follows from the end of a designation's term: four effects, all of them duties of the organ (Order on
 * Specially Designated Secrets, Article 7). The decision to close the document is not among them; rules make it.
 *
 * That the Order of the Act of 2024 says the same is our reading.
 *
 * @module
 */
import { type Designation, designationMarking, isExpired } from './designation.ts'
import { formatEra } from './era.ts'

interface InBoth<T> {
  readonly en: T
  readonly ja: T
}

/** The article of the law behind an effect, as people cite it. */
export type LawArticle = InBoth<string>

/** Who has the document, or was told of the designation: a member, another organ, a person of ours. */
export interface ExpiryHolder {
  readonly kind: 'member' | 'organ' | 'person'
  readonly id: string
}

/** One effect, the article that asks for it, and what is to be done, or done by whoever shows the document. */
export type ExpiryEffect = { readonly article: LawArticle; readonly text: InBoth<string> } & (
  | { readonly kind: 'marking-struck' }
  | { readonly kind: 'expiry-marked'; readonly marking: InBoth<readonly string[]> }
  | { readonly kind: 'notice'; readonly to: ExpiryHolder }
  | { readonly kind: 'register-entry'; readonly number: string; readonly expiredOn: string }
)

/**
 * The effects of the end of a designation, seen at a moment: none while its last day lasts in Tokyo, all of
 * them from then on, with one notice to each of `holders`.
 *
 * @throws {LabelError} `label/bad-designation`, `label/bad-text`
 */
export function effectsOfExpiry(
  designation: Designation,
  at: Date,
  holders: readonly ExpiryHolder[],
): readonly ExpiryEffect[] {
  const marking = {
    en: designationMarking(designation, at, 'en'),
    ja: designationMarking(designation, at, 'ja'),
  }
  if (!isExpired(designation, at)) return []
  const { number, validUntil: expiredOn } = designation
  const article = articles[designation.regime]
  const day = formatEra(expiredOn)
  return [
    {
      kind: 'marking-struck',
      article,
      text: {
        en: 'Strike the marking of the designation, so that neither its word nor its frame can be perceived.',
        ja: '指定の表示を抹消し、その文字及び枠を認識することができないようにする。',
      },
    },
    {
      kind: 'expiry-marked',
      article,
      marking,
      text: {
        en: 'Mark the document as one whose designation has expired.',
        ja: '指定の有効期間が満了した旨の表示をする。',
      },
    },
    ...distinct(holders).map((to): ExpiryEffect => ({
      kind: 'notice',
      article,
      to,
      text: {
        en: `Notify ${nouns[to.kind].en} ${to.id} in writing that designation ${number} expired on ${expiredOn}.`,
        ja: `${nouns[to.kind].ja} ${to.id} に対し、指定番号 ${number} の指定の有効期間が${day}をもって満了した旨を書面で通知する。`,
      },
    })),
    {
      kind: 'register-entry',
      article,
      number,
      expiredOn,
      text: {
        en: `Enter in the register of designations that designation ${number} expired on ${expiredOn}.`,
        ja: `指定番号 ${number} の指定の有効期間が${day}をもって満了した旨を指定管理簿に記載する。`,
      },
    },
  ]
}

const nouns: Readonly<Record<ExpiryHolder['kind'], InBoth<string>>> = {
  member: { en: 'the member', ja: '締約者' },
  organ: { en: 'the organ', ja: '機関' },
  person: { en: 'the person', ja: '取扱者' },
}

const articles: Readonly<Record<Designation['regime'], LawArticle>> = {
  'tokutei-himitsu': {
    en: 'Order for Enforcement of the Act on the Protection of Specially Designated Secrets, Article 7',
    ja: '特定秘密の保護に関する法律施行令第7条',
  },
  'keizai-anpo': {
    en: 'Act 27 of 2024 on Important Economic Security Information, read like Article 7 of the Order on Specially Designated Secrets',
    ja: '令和6年法律第27号（特定秘密の保護に関する法律施行令第7条に準じて解釈）',
  },
}

function distinct(holders: readonly ExpiryHolder[]): readonly ExpiryHolder[] {
  const names = new Map(holders.map((one) => [`${one.kind} ${one.id}`, one]))
  return [...names].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}
