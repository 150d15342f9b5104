/**
 * Answering on the link: only the holder of the pinned certificate, who is told what went wrong.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'

import { type Connection, findErrorText } from '../http/index.ts'
import { KasError } from '../kas/index.ts'
import type { Log } from '../telemetry/index.ts'

import { fromLinkJson, toLinkJson } from './forms.ts'

/** An application of one end. */
export interface LinkApp {
  /** Adds a call: reads what is asked by its form, and answers what `run` gives. */
  readonly on: <T>(path: string, form: z.ZodType<T>, run: (asked: T) => Promise<unknown>) => void
  readonly fetch: (request: Request, connection: Connection) => Response | Promise<Response>
}

/** The largest call brings a release and two policies, or a page of statements. */
const mostBytes = 4 << 20

/** An application without calls. */
export function linkApp(log: Log): LinkApp {
  const app = new Hono<{ Bindings: Connection }>()
  app.onError((error) => refusal(error, log))
  app.notFound(() => refusal(unknownCall(), log))
  app.use(
    async (c, next) => {
      if (!c.env.peer) throw unknownCall()
      await next()
    },
    bodyLimit({ maxSize: mostBytes, onError: () => refusal(unknownCall(), log) }),
  )
  return {
    fetch: (request, connection) => app.fetch(request, connection),
    on(path, form, run) {
      app.post(path, async (c) => {
        const asked = fromLinkJson(form, new Uint8Array(await c.req.arrayBuffer()))
        const answer = toLinkJson(await run(asked))
        return new Response(answer, { headers: { 'content-type': 'application/json' } })
      })
    },
  }
}

function unknownCall(): KasError {
  return new KasError('kas/bad-request', 'no such call')
}

function refusal(error: unknown, log: Log): Response {
  const text = error instanceof EntenteError ? findErrorText(error.code) : undefined
  if (!text || !(error instanceof EntenteError)) log.error('link-failed', {}, error)
  const code = text && error instanceof EntenteError ? error.code : 'http/failed'
  return new Response(JSON.stringify({ code }), {
    status: text?.status ?? 500,
    headers: { 'content-type': 'application/problem+json' },
  })
}
