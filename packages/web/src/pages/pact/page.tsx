/**
 * The pact: its text as signed, what each clause does here, and what became of it.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { ask } from '../../api/ask.ts'
import type { PactView } from '../../api/gen/api.ts'
import { screenNames } from '../../layout/screen-names.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { Moment } from '../../ui/time.tsx'
import { Section } from '../../ui/section.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { Words } from '../../ui/words.tsx'

import { Changes } from './changes.tsx'
import { Clauses } from './clauses.tsx'
import { EquivalencePicture } from './equivalence.tsx'
import { Authorities, Handling, Members } from './tables.tsx'
import { texts } from './text.ts'

/** The page. */
export function PactPage(): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [chosen, setChosen] = useState('')
  const [answer, again] = useAnswer('pacts', () => ask(asker, 'GET /api/pacts', {}))
  const pacts = answer.kind === 'ready' ? answer.value.items : []
  const pact = pacts.find(({ id }) => id === chosen) ?? pacts[0]
  return (
    <>
      <h1>{pact ? pact.name[language] : screenNames.pact[language]}</h1>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && !pact && <Empty>{s.none}</Empty>}
      {pacts.length > 1 && (
        <search className="search" aria-label={s.choose}>
          <label>
            {s.choose}
            <select value={pact?.id} onChange={(event) => setChosen(event.target.value)}>
              {pacts.map(({ id, version, name }) => (
                <option key={id} value={id}>
                  {`${name[language]} ${s.version} ${version}`}
                </option>
              ))}
            </select>
          </label>
        </search>
      )}
      {pact && <Shown pact={pact} before={pacts.find(({ id }) => id === pact.previous)} />}
    </>
  )
}

function Shown({
  pact,
  before,
}: {
  readonly pact: PactView
  readonly before: PactView | undefined
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const states: Readonly<Record<string, string>> = s.states
  return (
    <>
      {pact.illustrative && (
        <p>
          <strong>{s.illustrative}</strong>
        </p>
      )}
      <dl className="facts">
        <dt>{s.state}</dt>
        <dd>{states[pact.state] ?? pact.state}</dd>
        <dt>{s.version}</dt>
        <dd>{pact.version}</dd>
        <dt>{s.receipt}</dt>
        <dd>{s.hours(new Intl.NumberFormat(language).format(pact.receiptSeconds / 3600))}</dd>
        <dt>{s.id}</dt>
        <dd>
          <code>{pact.id.match(/.{4}/g)?.join(' ') ?? pact.id}</code>
        </dd>
      </dl>
      <Section id="members" title={s.members}>
        <Members pact={pact} />
      </Section>
      <Section id="equivalence" title={s.equivalence}>
        <p>
          <Words text={s.equivalenceText} />
        </p>
        <EquivalencePicture pact={pact} />
      </Section>
      <Section id="handling" title={s.handling}>
        <Handling pact={pact} />
      </Section>
      <Section id="authorities" title={s.authorities}>
        <Authorities pact={pact} />
      </Section>
      {before && (
        <Section id="changes" title={s.changes}>
          <Changes pact={pact} before={before} />
        </Section>
      )}
      <Section id="clauses" title={s.clauses}>
        <p>
          <Words text={s.clausesText} />
        </p>
        <Clauses pact={pact} />
      </Section>
      <Section id="life" title={s.life}>
        <p>
          <Words text={s.lifeText} />
        </p>
        <Life pact={pact} />
      </Section>
      <Section id="sign" title={s.sign}>
        <p>{s.signText}</p>
        <ul>
          {['entente pact show', 'entente pact sign', 'entente notice', 'entente notice list'].map(
            (command) => (
              <li key={command}>
                <code>{command} --help</code>
              </li>
            ),
          )}
        </ul>
      </Section>
    </>
  )
}

function Life({ pact }: { readonly pact: PactView }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const kinds: Readonly<Record<string, string>> = s.notices
  const nameOf = (member: string): string =>
    pact.members.find(({ id }) => id === member)?.name[language] ?? member
  return (
    <ol className="history">
      {pact.notices.map(({ id, member, kind, at, from }) => (
        <li key={id}>
          <strong>{kinds[kind] ?? kind}</strong> {nameOf(member)}
          <br />
          <Moment at={at} />
          {from !== null && (
            <span className="small">
              {' '}
              {s.effect} <Moment at={from} />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
