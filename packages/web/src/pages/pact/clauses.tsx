/**
 * Clauses in two columns, and what each does in this system today.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { PactView } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'

import { texts } from './text.ts'

type Clause = PactView['clauses'][number]

/** All of them, in their order. */
export function Clauses({ pact }: { readonly pact: PactView }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  return (
    <>
      {pact.clauses.map((clause) => (
        <article key={clause.article} className="clause" aria-labelledby={`a-${clause.article}`}>
          <h3 id={`a-${clause.article}`}>
            {s.article(clause.article)} {clause.title[language]}
          </h3>
          <div className="columns">
            {(['ja', 'en'] as const).map((one) => (
              <p key={one} lang={one}>
                {clause.text[one]}
              </p>
            ))}
          </div>
          <Effect clause={clause} />
        </article>
      ))}
    </>
  )
}

function Effect({ clause: { rules, parameters } }: { readonly clause: Clause }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const spell = (number: number): string => new Intl.NumberFormat(language).format(number)
  return (
    <div className="effect small">
      <strong>{s.does}</strong>
      {rules.length === 0 ? (
        <p>{s.text}</p>
      ) : (
        <ul>
          {rules.map(({ id, on, acted, refused }) => (
            <li key={id}>
              <code>{id}</code> {on ? (acted ? s.acted : s.decided) : s.off}
              {refused !== null && refused > 0 && ` · ${s.refused(spell(refused))}`}
            </li>
          ))}
        </ul>
      )}
      {parameters.length > 0 && (
        <p>
          {s.parameters}:{' '}
          {parameters.map(({ name, value }) => (
            <code key={name}>
              {name} = {value}{' '}
            </code>
          ))}
        </p>
      )}
    </div>
  )
}
