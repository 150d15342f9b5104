/**
 * Commands that may be sent again: the same key and request get the same answer.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import type { MiddlewareHandler } from 'hono'

import type { Store } from '../store/index.ts'

import type { ApiEnv } from './context.ts'
import { HttpError } from './errors.ts'
import { takesKey } from './openapi-document.ts'
import { isJson } from './strict-body.ts'

/**
 * Keeps the answers of commands by the header `Idempotency-Key` and the person who asks, for a day.
 * `streamed` routes take no key: their bodies are not held to be compared, and what they send is
 * named by its digest.
 *
 * The row is written before the command runs and completed with its answer. A refusal changed
 * nothing and is not kept: the command may succeed later under the same key. A crash leaves a row
 * without an answer, and the command runs again, which is safe because use cases are idempotent by
 * the ids they name. So this gives the caller its answer; it is not what keeps a thing from
 * happening twice.
 */
export function idempotency(
  { db }: Store,
  now: () => Date,
  streamed: readonly string[] = [],
): MiddlewareHandler<ApiEnv> {
  const running = new Set<string>()

  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    const person = c.get('requester')?.person
    // An open route has no person: it authenticates in its own way.
    if (key === undefined || person === undefined) return next()
    if (!takesKey(c.req, { open: [], streamed })) return next()
    if (!keyForm.test(key)) {
      throw new HttpError('http/bad-idempotency-key', 'the key has another form')
    }

    const slot = `${person} ${key}`
    if (running.has(slot)) throw new HttpError('http/in-progress', 'the key is in use')
    running.add(slot)
    try {
      const route = `${c.req.method} ${c.req.path}`
      const request = digestOf(route, c.req.url, await c.req.arrayBuffer())
      const known = await db
        .insertInto('idempotency')
        .values({
          key,
          person,
          route,
          request,
          status: begun,
          body: '',
          created_at: now().toISOString(),
        })
        .onConflict((conflict) => conflict.columns(['key', 'person']).doUpdateSet({ key }))
        .returning(['request', 'status', 'body'])
        .executeTakeFirstOrThrow()
      if (known.request !== request) {
        throw new HttpError('http/conflicting-repeat', 'the key was used for another request')
      }
      if (known.status !== begun) return replayed(known)

      await next()
      if (!c.res.ok || (c.res.body !== null && !isJson(c.res.headers.get('content-type') ?? ''))) {
        return undefined
      }
      await db
        .updateTable('idempotency')
        .set({ status: c.res.status, body: await c.res.clone().text() })
        .where('key', '=', key)
        .where('person', '=', person)
        .execute()
      return undefined
    } finally {
      running.delete(slot)
    }
  }
}

/** Forgets answers older than a day. */
export async function sweepIdempotency({ db }: Store, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - dayMilliseconds).toISOString()
  await db.deleteFrom('idempotency').where('created_at', '<', limit).execute()
}

const dayMilliseconds = 86_400_000
const keyForm = /^[A-Za-z0-9-]{8,100}$/
/** Status of a row whose command has no answer yet. */
const begun = 0

function replayed({ status, body }: { readonly status: number; readonly body: string }): Response {
  const headers = { 'idempotency-replayed': 'true' }
  return body === ''
    ? new Response(null, { status, headers })
    : new Response(body, { status, headers: { ...headers, 'content-type': 'application/json' } })
}

function digestOf(route: string, url: string, body: ArrayBuffer): string {
  return createHash('sha256')
    .update(`${route}${new URL(url).search}\n`)
    .update(new Uint8Array(body))
    .digest('hex')
}
