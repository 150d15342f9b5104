/**
 * Members, handling and authorities of a pact.
 *
 * @module
 */
import type { ReactNode } from 'react'

import type { PactView } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Table } from '../../ui/table.tsx'

import { texts } from './text.ts'

interface Props {
  readonly pact: PactView
}

/** Who is a party. */
export function Members({ pact }: Props): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  return (
    <Table
      heads={[s.name, s.country, s.key]}
      rows={pact.members.map(({ id, country, name, appointingKey }) => [
        name[language],
        country ?? id,
        <code key="key">{appointingKey.slice(0, 16)}…</code>,
      ])}
    />
  )
}

/** What each level asks for. */
export function Handling({ pact }: Props): ReactNode {
  const s = useTexts(texts)
  const custodies: Readonly<Record<string, string>> = s.custodies
  return (
    <Table
      heads={[s.from, s.custody, s.approvals, s.suites]}
      rows={pact.handling.map(({ level, custody, approvals, suites }) => [
        level,
        custodies[custody] ?? custody,
        String(approvals),
        <code key="suites">{suites.join(' ')}</code>,
      ])}
    />
  )
}

/** Who may decide, up to which levels. */
export function Authorities({ pact }: Props): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  return (
    <Table
      heads={[s.name, s.member, s.levels]}
      rows={pact.authorities.map(({ title, member, levels }) => [
        title[language],
        pact.members.find(({ id }) => id === member)?.name[language] ?? member,
        levels.map(({ level }) => level).join(language === 'ja' ? '、' : ', '),
      ])}
    />
  )
}
