/**
 * Where the register finds each attribute that rules see. A rule with a new attribute needs its entry
 * here: of the class of the document, or a condition on its line.
 *
 * @module
 */
import {
  type CircumstanceFacts,
  type DecisionRequest,
  type Designations,
  type DocumentFacts,
  type Holder,
  type Needs,
  ownPurposes,
  type PersonFacts,
} from '@entente/core/policy'
import type { Instant } from '@entente/core/pact'
import { type Expression, sql, type SqlBool } from 'kysely'

import { isAmong } from '../store/index.ts'

import { anyOf, known, type Term, told } from './terms.ts'

/** One reader's question of all documents of one class: of one side, under one pact, at one level. */
export interface Asked {
  readonly person: string
  readonly at: Instant
  readonly purpose: string
  readonly own: boolean
  /** The facts of a document of the class, as far as its class tells them. */
  readonly facts: DecisionRequest
  readonly needs: Needs
  readonly designations: Designations
  /** Whether it is asked for somebody without needs, who has written nothing and approves nothing. */
  readonly stranger: boolean
}

/** Gives the term of an attribute. */
type Source = (asked: Asked) => Term

/** Only rules on opening are asked of lines: what no such rule looks at needs no entry. */
type Sources<Facts> = Readonly<Partial<Record<keyof Facts, Source>>>

const line = {
  document: sql.ref<string>('register_lines.document'),
  author: sql.ref<string>('register_lines.author'),
  case: sql.ref<string>('register_lines.case_id'),
  released: sql.ref<number>('register_lines.released'),
  recalled: sql.ref<number>('register_lines.recalled'),
  notAfter: sql.ref<string>('register_lines.not_after'),
}

const person: Sources<PersonFacts> = {
  known: ({ facts }) => known(facts.person.known),
  nationality: ({ facts }) => known(facts.person.nationality),
  everCleared: ({ facts }) => known(facts.person.everCleared),
  cleared: ({ facts }) => known(facts.person.cleared),
  lasting: ({ facts }) => known(facts.person.lasting),
  reads: ({ facts }) => known(facts.person.reads),
  exempt: ({ facts }) => known(facts.person.exempt),
  emergency: ({ facts }) => known(facts.person.emergency),
  eyesOnlyApproved: ({ facts }) => known(facts.person.eyesOnlyApproved),
  facilities: ({ facts }) => known(facts.person.facilities),
  resident: ({ facts }) => known(facts.person.resident),
  visits: ({ facts }) => known(facts.person.visits),
  designatingOrgan: ofOurs('designatingOrgan'),
  consentedOrgan: ofOurs('consentedOrgan'),
  needsToKnow: (asked) => anyOf([needed(asked), author(asked), looks(asked)]),
  purposes: (asked) => ({
    kind: 'texts',
    contains: (purpose) =>
      anyOf([
        needed(asked, purpose),
        ...(purpose === ownPurposes.author ? [author(asked)] : []),
        ...(purpose === ownPurposes.releaser ? [looks(asked)] : []),
      ]),
  }),
  author,
}

const document: Sources<DocumentFacts> = {
  received: ({ facts }) => known(facts.document.received),
  labelled: ({ facts }) => known(facts.document.labelled),
  needsClearance: ({ facts }) => known(facts.document.needsClearance),
  anyNationality: ({ facts }) => known(facts.document.anyNationality),
  nationalities: ({ facts }) => known(facts.document.nationalities),
  eyesOnly: ({ facts }) => known(facts.document.eyesOnly),
  classified: ({ facts }) => known(facts.document.classified),
  level: ({ facts }) => known(facts.document.level),
  equivalent: ({ facts }) => known(facts.document.equivalent),
  released: received(() => sql<SqlBool>`${line.released} = 1`),
  ended: received(({ at }) => sql<SqlBool>`${line.notAfter} <= ${at}`),
  recalled: received(() => sql<SqlBool>`${line.recalled} = 1`),
  purposes: ({ own, facts }) =>
    own ? known(facts.document.purposes) : { kind: 'texts', contains: releasedFor },
  needsDesignation: ({ facts }) => known(facts.document.needsDesignation),
  designated: ofOurs('designated'),
  designationEnded: ofOurs('designationEnded'),
}

const circumstances: Sources<CircumstanceFacts> = {
  pactState: ({ facts }) => known(facts.circumstances.pactState),
  facility: ({ facts }) => known(facts.circumstances.facility),
  facilityLevels: ({ facts }) => known(facts.circumstances.facilityLevels),
  administrators: ({ facts }) => known(facts.circumstances.administrators),
  purpose: ({ purpose }) => known(purpose),
}

/** The sources by whose attribute it is. */
export const sources: Readonly<Record<Holder, Readonly<Record<string, Source>>>> = {
  context: circumstances,
  principal: person,
  resource: document,
}

/** What designations say of documents of our own. */
function ofOurs(what: keyof Designations): Source {
  return ({ own, designations }) => {
    const names = designations[what]
    return own && names.length > 0 ? told(isAmong(line.document, names)) : known(false)
  }
}

/** What is false of every document of our own. */
function received(condition: (asked: Asked) => Expression<SqlBool>): Source {
  return (asked) => (asked.own ? known(false) : told(condition(asked)))
}

function author({ own, person: who, stranger }: Asked): Term {
  return own && !stranger ? told(sql<SqlBool>`${line.author} = ${who}`) : known(false)
}

/** Who may release may look at what waits for approval. */
function looks({ own, needs, stranger }: Asked): Term {
  if (!own || !needs.looks || stranger) return known(false)
  return told(sql<SqlBool>`exists (select 1 from releases
    where releases.document = ${line.document} and releases.state = 'prepared')`)
}

/** Whether the reader needs to know, for one purpose or for any. */
function needed({ own, needs, stranger }: Asked, purpose?: string): Term {
  if (stranger) return known(false)
  const among = (text: Expression<string>, all: Needs['documents']): Term => {
    const names = [...all]
      .filter(([, purposes]) => purpose === undefined || purposes.includes(purpose))
      .map(([name]) => name)
    return names.length === 0 ? known(false) : told(isAmong(text, names))
  }
  const documents = among(line.document, needs.documents)
  return own ? anyOf([documents, among(line.case, needs.cases)]) : documents
}

function releasedFor(purpose: string): Term {
  return told(sql<SqlBool>`exists (select 1 from register_purposes
    where register_purposes.document = ${line.document} and register_purposes.purpose = ${purpose})`)
}

/** Somebody about whom everything has to be asked of the lines. */
export function sampleAsked(own: boolean): Asked {
  const needs = {
    documents: new Map([['', ['']]]),
    cases: new Map([['', ['']]]),
    looks: true,
  }
  const designations = {
    designated: [''],
    designationEnded: [''],
    designatingOrgan: [''],
    consentedOrgan: [''],
  }
  const sample = { person: '', at: '', purpose: '', own, facts: sampleFacts, stranger: false }
  return { ...sample, needs, designations }
}

const sampleFacts: DecisionRequest = {
  action: 'open',
  person: {
    known: true,
    nationality: '',
    everCleared: [],
    cleared: [],
    lasting: [],
    reads: [],
    exempt: [],
    emergency: [],
    eyesOnlyApproved: [],
    facilities: [],
    resident: false,
    visits: [],
    designatingOrgan: false,
    consentedOrgan: false,
    needsToKnow: false,
    purposes: [],
    author: false,
    releaser: false,
    registry: false,
  },
  document: {
    received: false,
    labelled: true,
    classified: true,
    level: '',
    needsClearance: true,
    highest: true,
    equivalent: true,
    released: false,
    ended: false,
    recalled: false,
    purposes: [],
    anyNationality: false,
    nationalities: [],
    eyesOnly: true,
    accountable: true,
    disseminated: true,
    needsAgreement: true,
    needsDesignation: true,
    designated: true,
    designationEnded: true,
    suites: [],
    copyLimit: 0,
    signersNeeded: 0,
  },
  circumstances: {
    pactState: '',
    facility: '',
    facilityLevels: [],
    administrators: [],
    purpose: '',
    recipients: [],
    assured: [],
    consented: [],
    sourced: [],
    suites: [],
    agreed: false,
    copyNumber: 0,
    statement: false,
    lowers: true,
    crisis: false,
    notified: false,
    signers: 0,
    certified: false,
    conditions: [],
  },
}
