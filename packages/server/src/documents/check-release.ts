/**
 * The pre-check of a release before there is a document: what would refuse it, told while its author still
 * chooses. Nothing is stored and nothing is on record, for nothing happens.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import { hashOf } from '@entente/core/crypto'
import { LabelError, type XmlParser } from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import { formatDocumentPolicy, PactError } from '@entente/core/pact'
import type { Objection, PolicyEngine } from '@entente/core/policy'

import type { Policies } from '../policies/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import { levelOfLabel, requireMarking } from './create-draft.ts'
import { DeniedError, DocumentError } from './errors.ts'
import { formRelease, objectionsAgainst, type ReleaseWish } from './release-form.ts'

/** What an author means to seal and ask for. */
export interface IntendedRelease extends Omit<ReleaseWish, 'document'> {
  readonly labelXml: string
  readonly case: string | null
}

/** What the pre-check needs. */
export interface CheckDeps {
  readonly standing: StandingKeeper
  readonly engine: PolicyEngine
  readonly policies: Policies
  readonly xml: XmlParser
  readonly now: () => Date
}

/**
 * Checks what `author` means to seal and release, as creating the draft and preparing the release will.
 *
 * @throws {DocumentError} `document/release-refused` with everything that would refuse it and the articles;
 *   {PactError} `pact/other-pact`
 */
export async function checkRelease(
  wish: IntendedRelease,
  author: string,
  deps: CheckDeps,
): Promise<void> {
  const standing = deps.standing.current()
  const pact = standing.pacts.get(wish.pact)
  if (!pact) throw new PactError('pact/other-pact', 'no such pact here')
  const at = deps.now().toISOString()
  const objections = await objectionsToLabel(wish, deps)
  if (objections.length > 0) throw new DeniedError('document/release-refused', objections)

  const { level } = levelOfLabel(standing, wish.labelXml, deps.xml)
  // What sealing will make; nothing that is asked here depends on it.
  const none = hashOf(utf8(wish.labelXml))
  const document = {
    document: randomUUID(),
    originator: standing.self,
    author,
    regime: level.regime,
    level: level.level,
    case_id: wish.case,
    label_xml: wish.labelXml,
    payload: none,
    commitment: none,
    label: none,
  }
  const release = none.slice(0, 32)
  const policy = formatDocumentPolicy({
    kind: 'release',
    document: document.document,
    member: standing.self,
    release,
  })
  const said = formRelease(standing, pact, document, {
    ...wish,
    document: document.document,
    release,
    policy,
    at,
  })
  const found = await objectionsAgainst(said, document, author, {
    ...deps,
    standing,
    pact,
    // What is drafted here repeats nobody: a document that is made from others is prepared before it is judged.
    sources: [],
  })
  if (found.length > 0) throw new DeniedError('document/release-refused', found)
}

/** What registering the draft would refuse its label for. */
async function objectionsToLabel(
  { labelXml }: IntendedRelease,
  { standing, policies, xml, now }: CheckDeps,
): Promise<readonly Objection[]> {
  try {
    const { said } = levelOfLabel(standing.current(), labelXml, xml)
    await requireMarking(said, standing.current(), policies, now().toISOString())
    return []
  } catch (error) {
    if (!(error instanceof LabelError || error instanceof DocumentError)) throw error
    return [{ code: error.code, article: null }]
  }
}
