/**
 * The language of the application: chosen by the person, else by the browser.
 *
 * @module
 */
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'

import { en, type Texts } from './en.ts'
import { ja } from './ja.ts'

/** A language of the application. */
export type Language = 'en' | 'ja'

interface Chosen {
  readonly language: Language
  readonly t: Texts
  readonly choose: (language: Language) => void
}

const catalogues: Readonly<Record<Language, Texts>> = { en, ja }
const place = 'entente-language'

const Context = createContext<Chosen>({ language: 'en', t: en, choose: () => undefined })

/** The language and its texts. */
export function useText(): Chosen {
  return use(Context)
}

/** What a screen says by itself, in the language of the person. */
export function useTexts<T>(catalogue: Readonly<Record<Language, T>>): T {
  return catalogue[use(Context).language]
}

/** Gives the language to what is inside. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, choose] = useState(initial)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(place, language)
  }, [language])
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-NZ'}>
      <Context value={{ language, t: catalogues[language], choose }}>{children}</Context>
    </I18nProvider>
  )
}

function initial(): Language {
  const kept = localStorage.getItem(place)
  if (kept === 'en' || kept === 'ja') return kept
  return navigator.language.startsWith('ja') ? 'ja' : 'en'
}
