/**
 * Approving a release at a person's machine: the draft is opened, all that the release says of it is
 * recomputed, and only then is anything signed (D10).
 *
 * @module
 */
import {
  type Act,
  addAct,
  type HybridSigner,
  parseStatement,
  type Statement,
} from '@entente/core/crypto'
import { parseBothForms, type XmlParser } from '@entente/core/label'
import {
  type Directory,
  type Pact,
  parseRelease,
  type Release,
  releaseType,
} from '@entente/core/pact'
import { openParts, parseManifest, storedSize } from '@entente/core/tdf'
import { z } from 'zod'

import { call, callVersioned, type Client, expectForm, fetchBytes } from './client.ts'
import { ApiError } from './client-errors.ts'
import { readDirectory, requirePactOf } from './directories.ts'
import { requestKeys } from './keys.ts'
import {
  type LabelReader,
  type OpenedDraft,
  recomputeRelease,
  type OpeningPorts,
} from './sealing.ts'
import { streamSource } from './stream-source.ts'

/** A release as the server shows it. Nothing of it is believed yet. */
export interface ShownRelease {
  readonly release: string
  readonly document: string
  readonly state: string
  readonly statement: Statement
  readonly policy: string
  /** The version that is shown: another act makes another. */
  readonly etag: string
}

/** What a release was checked with. */
export interface CheckedRelease {
  readonly said: Release
  readonly pact: Pact
  readonly directory: Directory
}

/** Where a release stands after an act. */
export type ApprovalState = z.infer<typeof stateForm>

const stateForm = z.object({ state: z.string(), approvals: z.int(), needed: z.int() })
const releaseForm = z.object({
  release: z.string(),
  document: z.string(),
  state: z.string(),
  statement: z.unknown(),
  policy: z.string(),
})

/**
 * A release, to be looked at.
 *
 * @throws {ApiError}
 */
export async function showRelease(client: Client, release: string): Promise<ShownRelease> {
  const path = `/api/releases/${encodeURIComponent(release)}`
  const { body, etag } = await callVersioned(client, 'GET', path)
  const shown = expectForm(releaseForm, body)
  return { ...shown, statement: parseStatement(shown.statement), etag }
}

/**
 * Opens the draft of a release and recomputes what the release says of it.
 *
 * @throws {ApiError}; {SealingError} `sealing/release-differs`: nothing may be signed then; {PactError},
 *   {LabelError}, {TdfError} if what was opened is not genuine
 */
export async function checkShown(
  client: Client,
  { statement, document, policy }: Pick<ShownRelease, 'document' | 'policy' | 'statement'>,
  ports: Pick<OpeningPorts, 'cipher'> & { readonly readLabel: LabelReader },
): Promise<CheckedRelease> {
  const opened = await openDraft(client, document, ports)
  const said = parseRelease(statement)
  const pact = await requirePactOf(client, said.pact.id)
  const directory = await readDirectory(client, said.originator, [pact])
  await recomputeRelease(statement, opened, policy, { directory, pact }, ports.readLabel)
  return { said, pact, directory }
}

/**
 * Hands in an act on a release as it was shown.
 *
 * @throws {ApiError}
 */
export async function handInAct(
  client: Client,
  { release, etag }: Pick<ShownRelease, 'etag' | 'release'>,
  act: Act,
): Promise<ApprovalState> {
  const path = `/api/releases/${encodeURIComponent(release)}/approvals`
  return expectForm(stateForm, await call(client, 'POST', path, { act }, etag))
}

/**
 * Approves a release by an officer's key. An approval whose answer was lost may be given again: the act
 * that arrived then counts, and no other is made.
 *
 * @throws {ApiError}, and as {@link checkShown}
 */
export async function approveRelease(
  client: Client,
  release: string,
  signer: HybridSigner,
  { cipher, xml }: Pick<OpeningPorts, 'cipher'> & { readonly xml: XmlParser },
): Promise<ApprovalState> {
  const shown = await showRelease(client, release)
  const given = shown.statement.acts.find(({ key }) => key === signer.id)
  if (given) return handInAct(client, shown, given)
  const readLabel: LabelReader = (bytes, json) => parseBothForms(bytes, json, xml)
  await checkShown(client, shown, { cipher, readLabel })
  return handInAct(client, shown, await signAct(shown.statement, signer))
}

async function openDraft(
  client: Client,
  document: string,
  { cipher }: Pick<OpeningPorts, 'cipher'>,
): Promise<OpenedDraft> {
  const response = await fetchBytes(client, `/api/documents/${document}/manifest`)
  const manifest = parseManifest(new Uint8Array(await response.arrayBuffer()))
  const keys = await requestKeys(client, manifest, 'approval')
  const { body } = await fetchBytes(client, `/api/documents/${document}/payload`)
  if (!body) throw new ApiError('session/unexpected-answer', 200, 'no payload')
  const source = streamSource(body, storedSize(manifest))
  const { plaintext, payloadKey } = await openParts(manifest, source, { keys, cipher })
  for (;;) {
    const next = await plaintext.next()
    if (next.done) return { manifest, payloadKey, payload: next.value.digest }
  }
}

async function signAct(statement: Statement, signer: HybridSigner): Promise<Act> {
  const { acts } = await addAct(releaseType, { ...statement, acts: [] }, signer)
  const [act] = acts
  if (!act) throw new TypeError('an act was just made')
  return act
}
