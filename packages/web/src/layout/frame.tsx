/**
 * What surrounds every page: the product, the language, the zone, and where one is.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { Helped } from '../help/helps.ts'
import type { Offered } from '../palette/commands.ts'
import { type Language, useText } from '../text/language.tsx'
import { zoneName } from '../ui/time.tsx'

import { Tools } from './tools.tsx'

/** Header, content and footer. `who` and `menu` are there for those who are signed in. */
export function Frame({
  about,
  title,
  offered,
  who,
  menu,
  children,
}: {
  /** The screen that is shown, and its name. */
  readonly about: Helped
  readonly title: string
  /** What can be done from everywhere, by somebody who is signed in. */
  readonly offered?: Offered
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
        <Tools about={about} title={title} {...(offered && { offered })} />
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
