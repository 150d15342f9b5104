/**
 * Drafts from a person's machine: sealed here, registered, sent, and gone on with where that was cut off.
 *
 * The manifest goes before the content. From then on the draft's own wrapped key lies with the server, and
 * our KAS hands it out to the author again: whoever goes on needs the file and no more. The key itself is
 * kept nowhere.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { type Bytes, concatBytes, toBase64Url } from '@entente/core/lib'
import {
  type ByteSource,
  defaultSegmentSize,
  parseManifest,
  readLabelAssertion,
  storedSize,
  unlockManifest,
} from '@entente/core/tdf'
import { z } from 'zod'

import { call, callVersioned, type Client, expectForm, fetchBytes, sendBytes } from './client.ts'
import { ApiError } from './client-errors.ts'
import { findOwnKas } from './directories.ts'
import { lineForm, requireLabelOf, signedForm } from './documents.ts'
import { requestKeys } from './keys.ts'
import { SealingError } from './sealing-errors.ts'
import {
  type DraftSource,
  sealContent,
  sealDraft,
  type SealedContent,
  type SealedDraft,
  type Watch,
} from './sealing.ts'
import { SessionError } from './session-errors.ts'
import type { DraftSourceWish } from './sources.ts'

/** A draft to be made. */
export interface NewDraft extends Omit<DraftSource, 'author' | 'kas' | 'member'> {
  readonly title: string
  /** What it was made from; none where it is all the author’s own. */
  readonly sources?: readonly DraftSourceWish[]
}

/** What goes on beside the sending. */
export interface SendingPorts {
  readonly watch?: Watch | undefined
  /**
   * Asked when the server did not answer, or still has the piece before in hand: resolves when it is worth another
   * attempt. Without it the failure is thrown.
   */
  readonly wait?: ((attempt: number) => Promise<void>) | undefined
}

/**
 * Seals a draft on this machine, registers it and sends it.
 *
 * @throws {ApiError}, {SealingError}
 */
export async function createDraft(
  client: Client,
  draft: NewDraft,
  ports: SendingPorts = {},
): Promise<string> {
  const kas = await findOwnKas(client)
  const { member, session } = client
  const source = { ...draft, member: member.id, author: session.person, kas }
  await sendDraft(client, draft, await sealDraft(source, ports.watch), ports)
  return draft.document
}

/**
 * Registers and sends a sealed draft. One that was cut off is sent again with the same arguments and goes
 * on where it stopped.
 *
 * @throws {ApiError}; {SealingError} `sealing/source-changed`
 */
export function sendDraft(
  client: Client,
  draft: Omit<NewDraft, 'content'>,
  sealed: SealedDraft,
  ports: SendingPorts = {},
): Promise<void> {
  const { policy, payload, commitment, size } = sealed
  return persistently(ports, async () => {
    const { body, etag } = await callVersioned(client, 'POST', '/api/documents', {
      document: draft.document,
      title: draft.title,
      mediaType: draft.mimeType,
      size,
      case: draft.case,
      labelXml: draft.label.xml,
      payload,
      commitment,
      policy,
      sources: draft.sources ?? [],
    })
    const { label } = expectForm(z.object({ label: signedForm }), body)
    const manifest = await sealed.finish(parseStatement(label))
    await sendSealed(client, { document: draft.document, manifest, etag }, sealed, ports)
  })
}

/**
 * Goes on with a draft of ours that was cut off, with the key that our KAS hands out again. `content` has to be
 * what was sealed then: it is sealed as a whole before any of it is sent, and what is another is refused. A manifest
 * that the server has put under another key is refused by the same comparison.
 *
 * @throws {ApiError} `document/incomplete` if it was cut off before its manifest arrived: it is made anew then;
 *   {SealingError} `sealing/source-changed`, `sealing/label-differs`; {TdfError}
 */
export async function resumeDraft(
  client: Client,
  document: string,
  content: ByteSource,
  ports: SendingPorts = {},
): Promise<string> {
  const path = `/api/documents/${document}`
  const line = expectForm(lineForm, await call(client, 'GET', path))
  const response = await fetchBytes(client, `${path}/manifest`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const manifest = parseManifest(bytes)
  const label = readLabelAssertion(manifest)
  await requireLabelOf(client, line, label)
  if (content.size !== line.size) {
    throw new SealingError('sealing/source-changed', `${line.size} bytes were sealed`)
  }
  const keys = await requestKeys(client, manifest, 'drafting')
  const { payloadKey } = await unlockManifest(manifest, storedSize(manifest), { keys })
  const sealed = await sealContent(content, payloadKey, ports.watch)
  if (sealed.payload !== label.payload) {
    throw new SealingError('sealing/source-changed', 'it is another content')
  }
  await persistently(ports, async () => {
    const { etag } = await callVersioned(client, 'GET', path)
    await sendSealed(client, { document, manifest: bytes, etag }, sealed, ports)
  })
  return document
}

/** Nothing else may be called sent: a draft that still waits for its payload can never be released. */
const completeForm = z.object({ state: z.literal('draft') })
const stateForm = z.object({ present: z.int().min(0), complete: z.boolean() })

/** Sends what the server does not have yet, as it says itself. */
async function sendSealed(
  client: Client,
  of: { readonly document: string; readonly manifest: Bytes; readonly etag: string },
  sealed: SealedContent,
  { watch }: SendingPorts,
): Promise<void> {
  const { payload, segments } = sealed
  const list = segments.map(({ hash, bytes }) => ({ hash: toBase64Url(hash), bytes }))
  const state = await call(client, 'PUT', `/api/payloads/${payload}`, list)
  const { present, complete } = expectForm(stateForm, state)
  const path = `/api/documents/${of.document}/manifest`
  let { etag } = of
  if (!complete) {
    ;({ etag } = await sendBytes(client, path, of.manifest, etag))
    await sendSegments(client, sealed, present, watch)
  }
  const { body } = await sendBytes(client, path, of.manifest, etag)
  expectForm(completeForm, body)
}

/** Bytes of a request: as many as take about a second, so that little is sent twice and progress is seen. */
const pieces = { least: defaultSegmentSize, most: 8 * defaultSegmentSize } as const
const second = 1000

/**
 * In requests of some segments each: a browser cannot send a stream, and a proof is for one request. While one is
 * on its way the next is sealed, and no more: two are in memory.
 */
async function sendSegments(
  client: Client,
  { payload, segments, stored }: SealedContent,
  present: number,
  watch: Watch = () => undefined,
): Promise<void> {
  const total = segments.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = segments.slice(0, present).reduce((sum, { bytes }) => sum + bytes, 0)
  let next = present
  let waiting: Bytes[] = []
  let room: number = pieces.least
  let sending: Promise<void> = Promise.resolve()
  const send = async (from: number, body: Bytes): Promise<void> => {
    const start = client.ports.now().getTime()
    await sendBytes(client, `/api/payloads/${payload}/segments/${from}`, body)
    const took = client.ports.now().getTime() - start
    if (took < second) room = Math.min(pieces.most, room * 2)
    if (took > 3 * second) room = Math.max(pieces.least, room / 2)
    done += body.length
    watch('sending', done, total)
  }
  const sendNext = async (): Promise<void> => {
    const [from, body] = [next, concatBytes(...waiting)]
    next += waiting.length
    waiting = []
    await sending
    sending = send(from, body)
    // Awaited before the next one; until then a failure must not count as one that nobody handles.
    sending.catch(() => {})
  }
  watch('sending', done, total)
  try {
    for await (const segment of stored(present)) {
      waiting.push(segment)
      if (waiting.reduce((sum, { length }) => sum + length, 0) >= room) await sendNext()
    }
    if (waiting.length > 0) await sendNext()
    await sending
  } finally {
    // Whoever is told of a failure may ask again at once: nothing is on its way any more.
    await Promise.allSettled([sending])
  }
}

/** Everything here may be asked again: the server answers the same, or says how far it has come. */
async function persistently({ wait }: SendingPorts, attempt: () => Promise<void>): Promise<void> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (!wait || !isPassing(error)) throw error
    }
    await wait(failures)
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof SessionError) return error.code === 'session/unreachable'
  return error instanceof ApiError && passing.has(error.code)
}

/** The piece before is still in hand, or came and its answer did not; there were too many requests. */
const passing: ReadonlySet<string> = new Set([
  'blobs/busy',
  'blobs/not-next',
  'document/changed',
  'http/precondition-failed',
  'http/too-many-requests',
])
