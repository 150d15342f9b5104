/**
 * JSON bodies that can mean one thing only.
 *
 * @module
 */
import { parseStrictJson } from '@entente/core/tdf'
import type { Context, MiddlewareHandler } from 'hono'

import type { ApiEnv } from './context.ts'
import { HttpError } from './errors.ts'
import { isListed } from './route-list.ts'

/**
 * Refuses a JSON body with a key twice, bytes that are no UTF-8, or more than 32 levels: a gateway on
 * the way may have believed the other key. Comes after the limit of the body's size; `streamed` routes
 * read their bodies themselves.
 */
export function requireStrictJson(streamed: readonly string[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { method, path, raw } = c.req
    const json = isJson(c.req.header('content-type') ?? '')
    if (json && raw.body !== null && !isListed(streamed, method, path)) {
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      try {
        parseStrictJson(bytes)
      } catch (cause) {
        throw new HttpError('http/bad-request', 'the body is no JSON of one meaning', { cause })
      }
    }
    await next()
  }
}

/**
 * Checks that a body is sent as what it is, bytes.
 *
 * @throws {HttpError} `http/bad-request`
 */
export function requireBytes(c: Context<ApiEnv>): void {
  const type = c.req.header('content-type') ?? ''
  if (/^\s*application\/octet-stream\s*(?:;|$)/i.test(type)) return
  const faults = [{ pointer: '/header/content-type', fault: 'invalid_value' }]
  throw new HttpError('http/bad-request', 'the body is of another type', { faults })
}

/** Whether a content type is JSON, of whatever kind. */
export function isJson(type: string): boolean {
  return /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)
}
