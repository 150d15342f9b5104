/**
 * Acknowledging a received document at a person's machine: what the server would have signed is compared with the
 * release itself, verified from the originator's own signatures, and only then is anything signed.
 *
 * @module
 */
import { addAct, type HybridSigner, parseStatement, type Statement } from '@entente/core/crypto'
import {
  type Acknowledgement,
  type ActSuite,
  type Directory,
  emptyNotices,
  extendNotices,
  acknowledgementType,
  type NoticeChain,
  type Pact,
  PactError,
  parseAcknowledgement,
  parseNotice,
  parseRelease,
  type Release,
  type ReleaseContext,
  requireAcknowledging,
  verifyRelease,
} from '@entente/core/pact'
import { z } from 'zod'

import { call, type Client, expectForm } from './client.ts'
import { readDirectory, requirePactOf } from './directories.ts'
import { signedForm } from './documents.ts'
import { readStatements } from './statements.ts'

/** What a person signs, and what it was compared with. */
export interface ShownAcknowledgement {
  readonly statement: Statement
  readonly said: Acknowledgement
  readonly release: Release
  readonly pact: Pact
  /** Of our own member. */
  readonly directory: Directory
  readonly suites: readonly ActSuite[]
  /** When it was given; null while it waits. */
  readonly given: string | null
}

/** That it was taken, and when. */
export type AcknowledgementState = z.infer<typeof stateForm>

const stateForm = z.object({ release: z.string(), at: z.string() })
const shownForm = z.object({
  statement: signedForm,
  release: signedForm,
  given: z.string().nullable(),
})

/**
 * The acknowledgement of a document as its reader would sign it, or has.
 *
 * @throws {ApiError} `acknowledgement/not-opened` and others; {PactError} where the release is not the originator's,
 *   or `pact/inconsistent` where the statement is not about it, or for somebody else
 */
export async function showAcknowledgement(
  client: Client,
  document: string,
): Promise<ShownAcknowledgement> {
  const path = `/api/documents/${encodeURIComponent(document)}/acknowledgement`
  const shown = expectForm(shownForm, await call(client, 'GET', path))
  const statement = parseStatement(shown.statement)
  const signed = parseStatement(shown.release)
  const pact = await requirePactOf(client, parseRelease(signed).pact.id)
  const context = await readContext(client, pact)
  const { release, handling } = await verifyRelease(signed, context)
  const said = parseAcknowledgement(statement)
  const directory = context.directories.find(({ member }) => member === client.member.id)
  if (!directory) throw new PactError('pact/inconsistent', 'our member is no party')
  requireAcknowledging(said, signed, directory)
  if (release.document !== document || said.person !== client.session.person) {
    throw new PactError('pact/inconsistent', 'the statement is of another document or person')
  }
  const { given } = shown
  return { statement, said, release, pact, directory, suites: handling.acts, given }
}

/**
 * Hands in what a person has signed.
 *
 * @throws {ApiError}
 */
export async function handInAcknowledgement(
  client: Client,
  document: string,
  { payload, acts }: Statement,
): Promise<AcknowledgementState> {
  const path = `/api/documents/${encodeURIComponent(document)}/acknowledgements`
  return expectForm(stateForm, await call(client, 'POST', path, { statement: { payload, acts } }))
}

/**
 * Acknowledges a document by a key. One that was given before is handed in again as it is: the same answer comes.
 *
 * @throws {ApiError}, and as {@link showAcknowledgement}
 */
export async function acknowledgeDocument(
  client: Client,
  document: string,
  signer: HybridSigner,
): Promise<AcknowledgementState & { readonly said: Acknowledgement }> {
  const { statement, said, given } = await showAcknowledgement(client, document)
  const signed = given === null ? await addAct(acknowledgementType, statement, signer) : statement
  return { ...(await handInAcknowledgement(client, document, signed)), said }
}

/** Directories and notices of every party, folded from their own signatures. */
async function readContext(client: Client, pact: Pact): Promise<ReleaseContext> {
  const directories: Directory[] = []
  const notices: NoticeChain[] = []
  for (const { id } of pact.terms.members) {
    const directory = await readDirectory(client, id, [pact])
    let chain = emptyNotices(pact.id, id)
    for (const statement of await readStatements(client, 'notice', id)) {
      if (parseNotice(statement).pact !== pact.id) continue
      chain = await extendNotices(chain, statement, directory)
    }
    directories.push(directory)
    notices.push(chain)
  }
  return { pact, directories, notices }
}
