/**
 * What would end if somebody moved to another organ, as the rules say, before anybody records it.
 *
 * @module
 */
import { type ReactNode, useId, useState } from 'react'

import { ask, type Asker } from '../../api/ask.ts'
import type { Api } from '../../api/gen/api.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'

import { Scope } from './scope.tsx'
import { texts } from './text.ts'

type Person = Api['GET /api/people/{person}']['answer']

interface Props {
  readonly person: string
  readonly at: string | undefined
  readonly now: Person
}

/** Lines and needs that would end, and documents that could be read no more. */
interface Ends {
  readonly facilities: Person['facilities']
  readonly needs: Person['needs']
  readonly documents: readonly string[]
  /** More documents are there than were looked at. */
  readonly more: boolean
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'known'; readonly organ: string; readonly ends: Ends }

/** Pages of documents that are looked at. */
const mostPages = 20

/** An organ to ask about, and what would end. */
export function Move({ person, at, now }: Props): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  const [organ, setOrgan] = useState('')
  const [state, setState] = useState<State>({ kind: 'idle' })
  const hint = useId()
  const isId = /^[a-z0-9][a-z0-9-]{0,62}$/.test(organ)
  const look = async (): Promise<void> => {
    setState({ kind: 'looking' })
    try {
      setState({ kind: 'known', organ, ends: await endsOf(asker, { person, at, now }, organ) })
    } catch (error) {
      setState({ kind: 'failed', error })
    }
  }
  return (
    <>
      <div className="field">
        <label htmlFor="organ">{s.toOrgan}</label>
        <input
          id="organ"
          type="text"
          value={organ}
          autoComplete="off"
          maxLength={63}
          aria-describedby={hint}
          onChange={({ target: { value } }) => setOrgan(value)}
        />
        <span className="small" id={hint}>
          {s.toOrganHint}
        </span>
      </div>
      <Button isDisabled={!isId || state.kind === 'looking'} onPress={() => void look()}>
        {s.ask}
      </Button>
      <div role="status" className="found">
        {state.kind === 'looking' && <Loading />}
        {state.kind === 'known' && <Ended organ={state.organ} ends={state.ends} />}
      </div>
      {state.kind === 'failed' && <Failure error={state.error} />}
    </>
  )
}

function Ended({
  organ,
  ends: { facilities, needs, documents, more },
}: {
  readonly organ: string
  readonly ends: Ends
}): ReactNode {
  const s = useTexts(texts)
  const nothing = facilities.length + needs.length + documents.length === 0
  return (
    <>
      <h3>{s.movedTo(organ)}</h3>
      {nothing && <Empty>{s.endsNothing}</Empty>}
      {!nothing && (
        <ul>
          {facilities.map(({ facility, grant }) => (
            <li key={grant}>{s.endsRegister(facility)}</li>
          ))}
          {needs.map(({ scope, grant }) => (
            <li key={grant}>
              {s.endsNeed} <Scope scope={scope} />
            </li>
          ))}
          {documents.map((document) => (
            <li key={document}>
              {s.endsDocument} <code>{document}</code>
            </li>
          ))}
        </ul>
      )}
      {more && <p>{s.endsMore}</p>}
      <p className="small">{s.endsAgain}</p>
    </>
  )
}

async function endsOf(asker: Asker, { person, at, now }: Props, organ: string): Promise<Ends> {
  const path = { person }
  const then = await ask(asker, 'GET /api/people/{person}', { path, query: { at, organ } })
  const readable = async (where: string | undefined) => {
    const found: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < mostPages; page++) {
      const query = { at, organ: where, cursor, limit: 200 }
      const answer = await ask(asker, 'GET /api/people/{person}/access', { path, query })
      found.push(...answer.items.map(({ document }) => document))
      cursor = answer.next
      if (cursor === undefined) break
    }
    return { found, more: cursor !== undefined }
  }
  const [before, after] = [await readable(undefined), await readable(organ)]
  const lasting = new Set(after.found)
  const stays = new Set([...then.facilities, ...then.needs].map(({ grant }) => grant))
  return {
    facilities: now.facilities.filter(({ grant }) => !stays.has(grant)),
    needs: now.needs.filter(({ grant }) => !stays.has(grant)),
    documents: [...new Set(before.found)].filter((document) => !lasting.has(document)),
    more: before.more || after.more,
  }
}
