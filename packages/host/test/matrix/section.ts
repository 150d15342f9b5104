/**
 * The matrix: who may do what to which document on which day, and by which article not. One section a
 * document, one line a case; days with the same answer share a line.
 *
 * @module
 */
import type { Terms } from '@entente/core/pact'
import {
  decide,
  type DecisionRequest,
  factsOf,
  type PolicyEngine,
  type Question,
  type Subject,
} from '@entente/core/policy'

import type { Seat } from '../seats.ts'

/** Somebody who asks: what an officer would say of the person, and how they ask. */
export interface Asking {
  readonly who: string
  readonly asks: Omit<Question, 'action' | 'at'>
  /** Where more stands than at the seat of the section. */
  readonly seat?: Seat
}

/** What is asked of one document: every person, act and day of it. */
export interface Section {
  readonly seat: Seat
  readonly title: string
  readonly subject: Subject
  readonly acts: readonly {
    readonly action: Question['action']
    readonly people: readonly Asking[]
    readonly days: readonly string[]
  }[]
}

/** One case, with the facts that stand in it. */
export interface Case {
  readonly section: string
  readonly who: string
  readonly day: string
  readonly request: DecisionRequest
  readonly terms: Terms
}

/** Every case of the sections, in the order in which they are shown. */
export function casesOf(sections: readonly Section[]): readonly Case[] {
  return sections.flatMap(({ seat: usual, title, subject, acts }) =>
    acts.flatMap(({ action, people, days }) =>
      people.flatMap(({ who, asks, seat: { standing, pact } = usual }) =>
        days.map((day) => {
          const question = { ...asks, action, at: `${day}T12:00:00.000Z` }
          const request = factsOf(standing, pact, subject, question)
          return { section: title, who, day, request, terms: pact.terms }
        }),
      ),
    ),
  )
}

/** What is answered in a case: yes, or each article and code that stands against it. */
export function answerTo({ request, terms }: Case, engine: PolicyEngine): string {
  const decision = decide(request, engine, terms)
  if (decision.kind === 'permit') return '✔'
  const reasons = decision.reasons.map(
    ({ code, article }) => `${article ?? 'no article'} ${code.slice('decision/'.length)}`,
  )
  return `✘ ${reasons.join(', ')}`
}

/** The matrix as text. */
export function formatMatrix(cases: readonly Case[], engine: PolicyEngine): string {
  const sections = Map.groupBy(cases, ({ section }) => section)
  const texts = [...sections].map(([title, rows]) => {
    const byAnswer = Map.groupBy(rows, (row) =>
      [row.request.action, row.who, answerTo(row, engine)].join(' | '),
    )
    const all = new Set(rows.map(({ day }) => day)).size
    const lines = [...byAnswer].map(([line, same]) => {
      const [action, who, answer] = line.split(' | ')
      const days =
        all > 1 && same.length === all ? 'every day' : same.map(({ day }) => day).join(' ')
      return `${action} | ${who} | ${days} | ${answer}\n`
    })
    return `\n## ${title}\n\n${lines.join('')}`
  })
  return texts.join('')
}
