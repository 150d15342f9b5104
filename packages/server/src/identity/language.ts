/**
 * The language a person is answered in.
 *
 * @module
 */

/** A language Entente speaks. */
export type Language = 'en' | 'ja'

/** The first of our languages by the weights of `Accept-Language` (RFC 9110 §12.5.4); English if none. */
export function languageOf(header: string | null | undefined): Language {
  let best: Language = 'en'
  let bestWeight = 0
  // Nobody names more than a few languages: the rest is not read.
  for (const range of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', weight = 'q=1'] = range.trim().split(/\s*;\s*/)
    const language = languages.find((one) => new RegExp(`^${one}(-|$)`, 'i').test(tag))
    const given = /^q=(0(?:\.\d{1,3})?|1(?:\.0{1,3})?)$/.exec(weight)
    if (language && given && Number(given[1]) > bestWeight) {
      best = language
      bestWeight = Number(given[1])
    }
  }
  return best
}

const languages: readonly Language[] = ['en', 'ja']
