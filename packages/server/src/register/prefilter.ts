/**
 * Which documents of the register a reader could open, asked of all lines at once.
 *
 * The condition is derived from the rules themselves, so a rule that is added or changed is in it. It
 * lists; whether a document is opened is decided for that document alone, from statements and not from
 * rows.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { findPerson, type Instant, type Pact, type Standing } from '@entente/core/pact'
import {
  designationsAmong,
  type Expression,
  factsOf,
  type JudgedSubject,
  needsAmong,
  ownPurposes,
} from '@entente/core/policy'
import { type Expression as Sql, type Kysely, sql, type SqlBool } from 'kysely'

import { pactOf } from '../kas/index.ts'
import { type Database, isAmong, type RegisterClassesTable } from '../store/index.ts'

import { readSharedLabel } from './classes.ts'
import { type Asked, sampleAsked, sources } from './sources.ts'
import { allOf, anyOf, conditionOfTerm, type Resolve, type Term, told, translate } from './terms.ts'

/** Who asks, at which facility. */
export interface RegisterReader {
  readonly person: string
  readonly facility: string
}

/** What the answer rests on. */
export interface PrefilterDeps {
  readonly db: Kysely<Database>
  readonly standing: Standing
  readonly at: Instant
}

/**
 * Gives the condition on `register_lines` that holds for what a reader could open, for one purpose at
 * least.
 */
export type Prefilter = (reader: RegisterReader, deps: PrefilterDeps) => Promise<Sql<SqlBool>>

/**
 * The prefilter of rules.
 *
 * @throws {TypeError} if the rules ask what the register does not tell: a defect of ours, found at the
 *   start
 */
export function createPrefilter(rules: Expression): Prefilter {
  for (const own of [true, false]) translate(rules, resolver(sampleAsked(own)))
  return async (reader, { db, standing, at }) => {
    const rows = await db.selectFrom('register_classes').selectAll().execute()
    const { organ } = findPerson(standing.grants, reader.person, at) ?? {}
    const designations = designationsAmong(standing, organ, at)
    const questions = rows.map((row) => questionOf(row, reader, standing, at))
    // Classes of which all is alike are asked about once.
    const alike = [...Map.groupBy(questions, ({ key }) => key).values()]
    const openTo = (stranger: boolean): Term =>
      anyOf(alike.map((some) => openIn(some, rules, { designations, stranger })))
    const open = openTo(false)
    const strangers = openTo(true)
    // Where rules open nothing without a need, only lines that are needed have to be looked at.
    const closed = strangers.kind === 'known' && strangers.value === false
    return conditionOfTerm(closed ? allOf([told(concerning(reader, questions)), open]) : open)
  }
}

/** Lines of what the reader needs to know, has written or may look at: found by their indexes. */
function concerning({ person }: RegisterReader, questions: readonly ClassQuestion[]): Sql<SqlBool> {
  const needs = questions.map(({ asked }) => asked.needs)
  const documents = new Set(needs.flatMap((one) => [...one.documents.keys()]))
  const cases = new Set(needs.flatMap((one) => [...one.cases.keys()]))
  const [document, inCase] = [sql.ref<string>('lines.document'), sql.ref<string>('lines.case_id')]
  const waiting = needs.some(({ looks }) => looks)
  return sql<SqlBool>`register_lines.document in (
    select document from register_lines as lines where ${isAmong(document, [...documents])}
    union select document from register_lines as lines where lines.case_id <> ''
      and ${isAmong(inCase, [...cases])}
    union select document from register_lines as lines where lines.author = ${person}
    union select document from releases where state = 'prepared' and ${sql.lit(waiting ? 1 : 0)} = 1)`
}

/** What is the same whatever class is asked about. */
type OfAll = Pick<Asked, 'designations' | 'stranger'>

/** What a reader asks of one class. */
interface ClassQuestion {
  readonly class: string
  readonly asked: Omit<Asked, 'purpose' | keyof OfAll>
  readonly purposes: readonly string[]
  /** Text of all of it but the class. */
  readonly key: string
}

function questionOf(
  row: RegisterClassesTable,
  { person, facility }: RegisterReader,
  standing: Standing,
  at: Instant,
): ClassQuestion {
  const own = row.direction === 'own'
  const { regime, level } = row
  // A pact that is not known here has no equivalent for any level.
  const pact = own ? pactOf(standing, { regime, level }) : findPact(standing, row.pact)
  const like = likeOf(row)
  const question = { action: 'open', person, facility, purpose: '', at } as const
  const facts = factsOf(standing, pact, like, question)
  const needs = needsAmong(standing, pact, like, person, at)
  const purposes = purposesOf(pact)
  const key = JSON.stringify([
    own,
    facts,
    [...needs.documents],
    [...needs.cases],
    needs.looks,
    purposes,
  ])
  return { class: row.class, asked: { person, at, own, facts, needs }, purposes, key }
}

function findPact({ pacts }: Standing, id: string): Pact | undefined {
  return isHash(id) ? pacts.get(id) : undefined
}

/** A document of the class of which its line tells nothing. */
function likeOf({ direction, regime, level, ...row }: RegisterClassesTable): JudgedSubject {
  const common = { document: '', level: { regime, level } }
  const label = readSharedLabel(row.label)
  return direction === 'own'
    ? {
        kind: 'own',
        ...common,
        author: '',
        case: null,
        awaitsApproval: false,
        disseminated: true,
        label,
      }
    : {
        kind: 'received',
        release: { ...common, originator: '', notAfter: '', purposes: [], recipients: [] },
        recalled: false,
        label,
      }
}

function openIn(alike: readonly ClassQuestion[], rules: Expression, ofAll: OfAll): Term {
  const [first] = alike
  if (!first) return anyOf([])
  const open = anyOf(
    first.purposes.map((purpose) =>
      translate(rules, resolver({ ...first.asked, ...ofAll, purpose })),
    ),
  )
  const classes = alike.map((one) => one.class)
  return allOf([told(isAmong(sql.ref<string>('register_lines.class'), classes)), open])
}

/** Every purpose that a reader can name. */
export function purposesOf(pact: Pact | undefined): readonly string[] {
  return [...(pact?.terms.purposes.map(({ id }) => id) ?? []), ...Object.values(ownPurposes)]
}

function resolver(asked: Asked): Resolve {
  return (of, name) => {
    const source = Object.hasOwn(sources[of], name) ? sources[of][name] : undefined
    if (!source) {
      throw new TypeError(`the register does not tell ${of}.${name}: it needs a source`)
    }
    return source(asked)
  }
}
