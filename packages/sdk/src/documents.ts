/**
 * The way of a document from a person's machine: register, seal, prepare, approve, open.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { type Bytes, canonicalJson, parseJson } from '@entente/core/lib'
import { verifyLabelStatement } from '@entente/core/pact'
import {
  type LabelAssertion,
  openParts,
  parseManifest,
  readLabelAssertion,
  storedSize,
} from '@entente/core/tdf'
import { z } from 'zod'

import { call, callVersioned, type Client, expectForm, fetchBytes, listItems } from './client.ts'
import { ApiError } from './client-errors.ts'
import { readDirectory, readPacts } from './directories.ts'
import { requestKeys } from './keys.ts'
import { SealingError } from './sealing-errors.ts'
import type { OpeningPorts } from './sealing.ts'
import { streamSource } from './stream-source.ts'

/** What the server says of itself and of the person who asks. */
export type MemberInfo = z.infer<typeof memberForm>

/** A line of the register. */
export type RegisterEntry = z.infer<typeof lineForm>

const memberForm = z.object({
  member: z.string(),
  person: z.string(),
  facility: z.string(),
  pacts: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      name: z.object({ en: z.string(), ja: z.string() }),
      state: z.string(),
    }),
  ),
})
/** A line as the server answers it. */
export const lineForm = z.object({
  document: z.string(),
  originator: z.string(),
  direction: z.enum(['own', 'received']),
  state: z.string(),
  title: z.string(),
  regime: z.string(),
  level: z.string(),
  mediaType: z.string(),
  size: z.int(),
  payload: z.string(),
  release: z.string().nullable(),
  copy: z.int().nullable(),
  receipt: z.enum(['overdue', 'owed', 'taken']).nullable(),
  marking: z.object({ en: z.string(), ja: z.string() }),
  createdAt: z.string(),
})
/** A statement as the server answers it. */
export const signedForm = z.object({ payload: z.string(), acts: z.array(z.unknown()) })

/** Who we are and who the person is. */
export async function readMember(client: Client): Promise<MemberInfo> {
  return expectForm(memberForm, await call(client, 'GET', '/api/member'))
}

/** The register as far as the person may see it, newest first. */
export function listDocuments(client: Client): AsyncGenerator<RegisterEntry> {
  return listItems(client, '/api/documents', lineForm)
}

/**
 * The line of one document in the register.
 *
 * @throws {ApiError} `document/denied` with every reason, `document/not-found`
 */
export async function readLine(client: Client, document: string): Promise<RegisterEntry> {
  return expectForm(lineForm, await call(client, 'GET', `/api/documents/${document}`))
}

/** What the author asks for. */
export interface ReleaseWish {
  readonly pact: string
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  readonly notAfter: string
}

/**
 * Prepares a release, or learns which article refuses it.
 *
 * @throws {ApiError}
 */
export async function prepareRelease(
  client: Client,
  document: string,
  wish: ReleaseWish,
): Promise<string> {
  const path = `/api/documents/${document}`
  const { etag } = await callVersioned(client, 'GET', path)
  const form = z.object({ release: z.string() })
  return expectForm(form, await call(client, 'POST', `${path}/releases`, wish, etag)).release
}

/** A document being opened: its line of the register, and the plaintext as it comes. */
export interface OpenedDocument {
  readonly line: RegisterEntry
  readonly labelXml: string
  readonly plaintext: AsyncGenerator<Bytes, unknown, undefined>
  /** Articles that were looked at before the key was handed out. */
  readonly articles: readonly string[]
}

/**
 * Opens a document for a purpose. What is believed of its label is the originator's own signature (D8).
 *
 * @throws {ApiError} `kas/denied` with every reason; {TdfError} if what came is not what was released, or
 *   has no label; {PactError} if no appointed key of the originator gave the label to this document
 */
export async function openDocument(
  client: Client,
  document: string,
  purpose: string,
  cipher: OpeningPorts['cipher'],
): Promise<OpenedDocument> {
  const line = await readLine(client, document)
  const response = await fetchBytes(client, `/api/documents/${document}/manifest`)
  const manifest = parseManifest(new Uint8Array(await response.arrayBuffer()))
  const label = readLabelAssertion(manifest)
  await requireLabelOf(client, line, label)
  const keys = await requestKeys(client, manifest, purpose)
  const { body } = await fetchBytes(client, `/api/documents/${document}/payload`)
  if (!body) throw new ApiError('session/unexpected-answer', 200, 'no payload')
  const source = streamSource(body, storedSize(manifest))
  const { plaintext } = await openParts(manifest, source, { keys, cipher })
  return { line, labelXml: label.xml, plaintext, articles: keys.articles }
}

/**
 * Checks that the originator has given this label to this document, payload and key; these then hold the container.
 *
 * @throws {SealingError} `sealing/label-differs`; {PactError} if no appointed key has signed it
 */
export async function requireLabelOf(
  client: Client,
  { document, originator }: RegisterEntry,
  { xml, signed, payload, commitment }: LabelAssertion,
): Promise<void> {
  const directory = await readDirectory(client, originator, await readPacts(client))
  const statement = parseStatement(parseJson(canonicalJson(signed)))
  const { label } = await verifyLabelStatement(statement, xml, directory)
  const agrees =
    label.document === document && label.payload === payload && label.commitment === commitment
  if (!agrees) throw new SealingError('sealing/label-differs', 'the label is of another document')
}
