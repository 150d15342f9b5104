/**
 * What surrounds every page: the product, the language, the zone, and where one is.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { type Language, useText } from '../text/language.tsx'
import { zoneName } from '../ui/time.tsx'

/** Header, content and footer. `who` and `menu` are there for those who are signed in. */
export function Frame({
  who,
  menu,
  children,
}: {
  readonly who?: ReactNode
  readonly menu?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const { t } = useText()
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('content')?.focus()
        }}
      >
        {t.skip}
      </a>
      <header className="header">
        <span className="product">{t.product}</span>
        {who}
        <LanguageSwitch />
      </header>
      {menu}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="footer">
        <p>{t.zone(zoneName(new Date()))}</p>
      </footer>
    </>
  )
}

const names: Readonly<Record<Language, string>> = { en: 'English', ja: '日本語' }

function LanguageSwitch(): ReactNode {
  const { t, language, choose } = useText()
  return (
    <div className="languages" role="group" aria-label={t.language}>
      {(['ja', 'en'] as const).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => choose(one)}
        >
          {names[one]}
        </button>
      ))}
    </div>
  )
}
