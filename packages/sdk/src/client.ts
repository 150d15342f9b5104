/**
 * Calls to a member's server by a person at an enrolled device.
 *
 * @module
 */
import { type Bytes, type Json, parseJson } from '@entente/core/lib'
import { z } from 'zod'

import { ApiError } from './client-errors.ts'
import { dpopFetch, type Session, type SessionPorts } from './session.ts'

/** A session and what it is used with. */
export interface Client {
  readonly ports: SessionPorts
  readonly session: Session
}

const reason = z.object({ code: z.string(), article: z.string().nullable() })
const problem = z.object({
  code: z.string(),
  title: z.string().optional(),
  status: z.int(),
  reasons: z.array(reason).optional(),
})

/**
 * Sends a request and gives the answer's body.
 *
 * @throws {ApiError} with the server's own code
 */
export async function call(
  { ports, session }: Client,
  method: string,
  path: string,
  body?: unknown,
): Promise<Json> {
  const init: RequestInit = { method }
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  const response = await dpopFetch(ports, session.accessToken, path, init)
  await requireOk(response)
  const text = await response.text()
  return text === '' ? null : parseJson(text)
}

/**
 * Sends bytes, or a stream of them.
 *
 * @throws {ApiError}
 */
export async function sendBytes(
  { ports, session }: Client,
  path: string,
  body: Bytes | ReadableStream<Uint8Array>,
): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream' }
  const init: RequestInit = { method: 'PUT', headers, body, duplex: 'half' }
  await requireOk(await dpopFetch(ports, session.accessToken, path, init))
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
    const { code, title = '', reasons = [] } = read.data
    const told = reasons.map((one) =>
      one.article === null ? one.code : `${one.code} ${one.article}`,
    )
    throw new ApiError(code, response.status, title, told)
  }
  throw new ApiError('session/unexpected-answer', response.status, `status ${response.status}`)
}
