/**
 * What a release says, made of a document and its author's wish, and all that is held against it.
 *
 * @module
 */
import { type Hash, isHash } from '@entente/core/crypto'
import { parseLabel, type XmlParser } from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import {
  appointed,
  custodians,
  findHandling,
  headsOf,
  type Instant,
  type Pact,
  type Release,
  releaseContext,
  type Source,
  type Standing,
} from '@entente/core/pact'
import { type Objection, type PolicyEngine, precheckRelease } from '@entente/core/policy'
import { policyHash } from '@entente/core/tdf'

import type { Policies } from '../policies/index.ts'
import type { DocumentsTable } from '../store/index.ts'

import { decideOwn } from './own-decision.ts'

/** What the author asks for. */
export interface ReleaseWish {
  readonly document: string
  readonly pact: Hash
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  readonly notAfter: Instant
}

/** What a release says of a document. */
export type ReleasedRow = Pick<
  DocumentsTable,
  | 'author'
  | 'case_id'
  | 'commitment'
  | 'document'
  | 'label'
  | 'label_xml'
  | 'level'
  | 'originator'
  | 'payload'
  | 'regime'
>

/** The statement that the wish of an author comes to. */
export function formRelease(
  standing: Standing,
  pact: Pact,
  document: ReleasedRow,
  {
    recipients,
    purposes,
    notAfter,
    release,
    policy,
    at,
  }: ReleaseWish & { release: string; policy: string; at: Instant },
): Release {
  const level = { regime: document.regime, level: document.level }
  const handling = findHandling(pact.terms, level)
  // A level that does not travel has no custody; the pre-check says so.
  const custody = handling?.custody ?? 'recipient'
  const parties = { custody, originator: document.originator, recipients }
  return {
    kind: 'release',
    release,
    document: document.document,
    originator: document.originator,
    author: document.author,
    at,
    notAfter,
    heads: headsOf(standing, pact.id, standing.self),
    pact: { id: pact.id, version: pact.terms.version },
    level,
    payload: digest(document.payload),
    commitment: digest(document.commitment),
    label: digest(document.label),
    policy: policyHash(policy),
    recipients,
    purposes,
    custody,
    kas: custodians(parties).map((member) => ({
      member,
      kid: kidFor(standing, member, handling?.suites ?? [], at),
    })),
  }
}

/** The newest key of the member's KAS of the first suite the level asks for; none is found by the pre-check. */
function kidFor(
  { directories }: Standing,
  member: string,
  suites: readonly string[],
  at: Instant,
): string {
  const directory = directories.get(member)
  const keys = directory ? appointed(directory, 'kas', at) : []
  return suites.flatMap((suite) => keys.filter((one) => one.suite === suite))[0]?.kid ?? ''
}

/** Everything that would refuse it: the rules for its author, the pact, and the document's own label. */
export async function objectionsAgainst(
  said: Release,
  document: ReleasedRow,
  author: string,
  {
    standing,
    pact,
    engine,
    policies,
    xml,
    sources,
  }: {
    /** What the document is made from, as its label names it. */
    readonly sources: readonly Source[]
    readonly standing: Standing
    readonly pact: Pact
    readonly engine: PolicyEngine
    readonly policies: Policies
    readonly xml: XmlParser
  },
): Promise<readonly Objection[]> {
  const going = { ...said, sources }
  const act = { action: 'prepare', person: author, going, at: said.at } as const
  const decision = decideOwn(act, document, { standing, pact, engine })
  return [
    ...(decision.kind === 'deny' ? decision.reasons : []),
    ...precheckRelease(
      said,
      parseLabel(utf8(document.label_xml), xml),
      releaseContext(standing, pact),
      await policies.of(pact.terms),
    ),
  ]
}

function digest(text: string): Hash {
  if (!isHash(text)) throw new TypeError('a row of the store holds no digest where one belongs')
  return text
}
