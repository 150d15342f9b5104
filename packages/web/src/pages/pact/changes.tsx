/**
 * What an amendment changes in the clauses.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { PactView } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'

import { texts } from './text.ts'

type Clause = PactView['clauses'][number]

/** Clauses that were added, removed or changed, with both texts. */
export function Changes({
  pact,
  before,
}: {
  readonly pact: PactView
  readonly before: PactView
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const old = new Map(before.clauses.map((clause) => [clause.article, clause]))
  const now = new Map(pact.clauses.map((clause) => [clause.article, clause]))
  const articles = [...new Set([...old.keys(), ...now.keys()])].filter(
    (article) => said(old.get(article)) !== said(now.get(article)),
  )
  if (articles.length === 0) return <p>{s.changesNone}</p>
  return (
    <>
      {articles.map((article) => {
        const [was, is] = [old.get(article), now.get(article)]
        const what = was ? (is ? s.changed : s.removed) : s.added
        return (
          <article key={article} className="clause">
            <h3>
              {s.article(article)} {(is ?? was)?.title[language]} — {what}
            </h3>
            <div className="columns">
              {was && <Side title={s.before} tag="del" clause={was} />}
              {is && <Side title={s.after} tag="ins" clause={is} />}
            </div>
          </article>
        )
      })}
    </>
  )
}

function Side({
  title,
  tag: Tag,
  clause,
}: {
  readonly title: string
  readonly tag: 'del' | 'ins'
  readonly clause: Clause
}): ReactNode {
  const { language } = useText()
  return (
    <div>
      <h4>{title}</h4>
      <p>
        <Tag>{clause.text[language]}</Tag>
      </p>
      <ul className="small">
        {clause.rules.map(({ id }) => (
          <li key={id}>
            <code>{id}</code>
          </li>
        ))}
        {clause.parameters.map(({ name, value }) => (
          <li key={name}>
            <code>
              {name} = {value}
            </code>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What two versions are compared by: all that they say, apart from what this server makes of it. */
function said(clause: Clause | undefined): string {
  if (!clause) return ''
  const { title, text, parameters, rules } = clause
  return JSON.stringify([title, text, parameters, rules.map(({ id }) => id)])
}
