/**
 * Calls to a member's server by a person at an enrolled device.
 *
 * @module
 */
import { type Bytes, type Json, parseJson } from '@entente/core/lib'
import type { Member } from '@entente/core/pact'
import { z } from 'zod'

import { ApiError } from './client-errors.ts'
import { type Credential, dpopFetch, type Session, type SessionPorts } from './session.ts'

/**
 * Our own member, as its people were told when they were given its address: what its server says is
 * verified from this key on, so that who runs the server cannot seal or show under keys of their own.
 */
export type OwnMember = Pick<Member, 'appointingKey' | 'id'>

/** A session and what it is used with. */
export interface Client {
  readonly member: OwnMember
  readonly ports: SessionPorts
  readonly session: Session | (Pick<Session, 'person'> & { readonly accessToken: Credential })
}

const reason = z.object({
  code: z.string(),
  article: z.string().nullable(),
  because: z.object({ en: z.string(), ja: z.string() }).exactOptional(),
})
const problem = z.object({
  code: z.string(),
  title: z.string().optional(),
  status: z.int(),
  reasons: z.array(reason).optional(),
  faults: z.array(z.object({ pointer: z.string(), fault: z.string() })).optional(),
})

/** An answer and the version it is of. */
export interface Versioned {
  readonly body: Json
  /** The entity tag, for a change of what was read; empty where the route gives none. */
  readonly etag: string
}

/**
 * Sends a request and gives the answer's body. `ifMatch` is the version that a change is made of.
 *
 * @throws {ApiError} with the server's own code
 */
export async function call(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
  ifMatch?: string,
): Promise<Json> {
  return (await callVersioned(client, method, path, body, ifMatch)).body
}

/**
 * {@link call}, with the version of what was answered.
 *
 * @throws {ApiError} with the server's own code
 */
export async function callVersioned(
  { ports, session }: Client,
  method: string,
  path: string,
  body?: unknown,
  ifMatch?: string,
): Promise<Versioned> {
  const headers = new Headers(ifMatch === undefined ? {} : { 'if-match': ifMatch })
  const init: RequestInit = { method, headers }
  if (body !== undefined) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(body)
  }
  return readVersioned(await dpopFetch(ports, session.accessToken, path, init))
}

/**
 * The items of a list, page after page.
 *
 * @throws {ApiError}
 */
export async function* listItems<T>(
  client: Client,
  path: string,
  form: z.ZodType<T>,
): AsyncGenerator<T> {
  const pageForm = z.object({ items: z.array(form), next: z.string().optional() })
  const separator = path.includes('?') ? '&' : '?'
  let cursor: string | undefined
  do {
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const asked = `${path}${separator}limit=200${from}`
    const page = expectForm(pageForm, await call(client, 'GET', asked))
    yield* page.items
    if (page.next !== undefined && page.next === cursor) {
      throw new ApiError('session/unexpected-answer', 200, 'the list does not go on')
    }
    cursor = page.next
  } while (cursor !== undefined)
}

/**
 * Sends bytes, and gives the answer. `ifMatch` is the version that a change is made of.
 *
 * @throws {ApiError}
 */
export async function sendBytes(
  { ports, session }: Client,
  path: string,
  body: Bytes,
  ifMatch?: string,
): Promise<Versioned> {
  const headers = new Headers({ 'content-type': 'application/octet-stream' })
  if (ifMatch !== undefined) headers.set('if-match', ifMatch)
  const init: RequestInit = { method: 'PUT', headers, body }
  return readVersioned(await dpopFetch(ports, session.accessToken, path, init))
}

/**
 * Fetches bytes as they come.
 *
 * @throws {ApiError}
 */
export async function fetchBytes({ ports, session }: Client, path: string): Promise<Response> {
  const response = await dpopFetch(ports, session.accessToken, path)
  await requireOk(response)
  return response
}

/**
 * Checks that an answer has the form the API states.
 *
 * @throws {ApiError} `session/unexpected-answer`
 */
export function expectForm<T>(form: z.ZodType<T>, body: Json): T {
  const read = form.safeParse(body)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new ApiError(
    'session/unexpected-answer',
    200,
    `no ${issue?.path.join('.') ?? 'such answer'}`,
  )
}

async function readVersioned(response: Response): Promise<Versioned> {
  await requireOk(response)
  const text = await response.text()
  return {
    body: text === '' ? null : parseJson(text),
    etag: response.headers.get('etag') ?? '',
  }
}

async function requireOk(response: Response): Promise<void> {
  if (response.ok) return
  const text = await response.text()
  let body: Json = null
  try {
    body = parseJson(text)
  } catch {
    // Not JSON: the status alone tells.
  }
  const read = problem.safeParse(body)
  if (read.success) {
    const { code, title = '', reasons = [], faults = [] } = read.data
    const where = faults.map(({ pointer, fault }) => `${pointer} ${fault}`).join(', ')
    throw new ApiError(code, response.status, where === '' ? title : where, reasons)
  }
  throw new ApiError('session/unexpected-answer', response.status, `status ${response.status}`)
}
