/**
 * What can be done from everywhere.
 *
 * @module
 */
import { goTo, keys, type Place } from '../layout/shortcuts.ts'
import { en } from '../text/en.ts'
import { ja } from '../text/ja.ts'
import type { Language } from '../text/language.tsx'

import type { Choice } from './finder.tsx'

/** A choice that words find. */
export interface Command extends Choice {
  /** Its names in both languages. */
  readonly words: string
}

/** What the frame of those who are signed in offers. */
export interface Offered {
  readonly places: readonly Place[]
  readonly onSignOut: () => void
}

/** Screens, in the order of the menu. */
export function screensOf(places: readonly Place[]): readonly Command[] {
  return places.map(({ name, words, key, address }) => ({
    id: address,
    name,
    words,
    ...(key !== undefined && { key }),
    act: () => goTo(address),
  }))
}

/** What is no screen. */
export function commandsOf(
  { onSignOut }: Offered,
  { language, choose }: { readonly language: Language; choose: (one: Language) => void },
  onHelp: () => void,
): readonly Command[] {
  const t = { en, ja }[language]
  const [other, name] =
    language === 'ja' ? (['en', 'English'] as const) : (['ja', '日本語'] as const)
  return [
    { id: 'help', name: t.help, words: `${en.help} ${ja.help}`, key: keys.help, act: onHelp },
    {
      id: 'language',
      name,
      lang: other,
      words: `English 英語 Japanese 日本語 ${en.language} ${ja.language}`,
      act: () => choose(other),
    },
    { id: 'sign-out', name: t.signOut, words: `${en.signOut} ${ja.signOut}`, act: onSignOut },
  ]
}

/** Those in which each word that was typed stands, whatever its width and case. */
export function matching(all: readonly Command[], text: string): readonly Command[] {
  const sought = fold(text)
    .split(/\s+/u)
    .filter((one) => one !== '')
  return all.filter(({ words }) => {
    const folded = fold(words)
    return sought.every((one) => folded.includes(one))
  })
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
