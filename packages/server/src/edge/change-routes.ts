/**
 * A stream that says that something has changed for the person who listens, and nothing of what it is.
 *
 * What is said depends on the person's own answers alone: while those stay the same nothing is said, whatever
 * happens at the member. The stream ends with the session and keeps none awake.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, HttpError, refusals, requesterOf } from '../http/index.ts'
import type { AuthenticatedRequester } from '../identity/index.ts'

import { sessionLasts } from './browsers.ts'
import type { EdgeDeps } from './edge.ts'
import { readRegister } from './register.ts'
import { tasksFor } from './task-routes.ts'

/** How often it is looked at, and how long a stream lasts before its reader asks anew, in milliseconds. */
const times = { look: 2_000, beat: 15_000, most: { cookie: 600_000, token: 0 } } as const
/** Streams that one person may have open. */
const streamsEach = 8
/** How many of the newest lines are looked at. */
const newest = 50

/** The routes. */
export function changeRoutes(deps: EdgeDeps): Api {
  const routes = createRoutes()
  const open = new Map<string, number>()
  routes.openapi(listen, (c) => {
    const requester = requesterOf(c)
    const { person } = requester
    const count = open.get(person) ?? 0
    if (count >= streamsEach) throw new HttpError('http/too-many-requests', 'streams of one person')
    open.set(person, count + 1)
    const closed = new AbortController()
    const release = (): void => {
      if (closed.signal.aborted) return
      closed.abort()
      const left = (open.get(person) ?? 1) - 1
      if (left > 0) open.set(person, left)
      else open.delete(person)
    }
    const changes = changesFor(requester, closed.signal, deps)
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const { value, done } = await changes.next()
          if (done !== true) return controller.enqueue(utf8(value))
          release()
          controller.close()
        } catch (error) {
          release()
          controller.error(error)
        }
      },
      cancel: release,
    })
    return c.body(body, 200, { 'content-type': 'text/event-stream' })
  })
  return routes
}

const kinds = ['tasks', 'register'] as const

async function* changesFor(
  requester: AuthenticatedRequester,
  signal: AbortSignal,
  deps: EdgeDeps,
): AsyncGenerator<string, void> {
  const started = deps.now().getTime()
  let size = deps.server.ledger.checkpoint().size
  let known = await answersOf(requester, deps)
  let cursor = 0
  let said = started
  yield ': open\n\n'
  while (!signal.aborted) {
    await pause(times.look, signal)
    if (signal.aborted) return
    const at = deps.now()
    if (!(await sessionLasts(deps.server, requester, at))) {
      yield 'event: ended\ndata: {}\n\n'
      return
    }
    const { size: now } = deps.server.ledger.checkpoint()
    if (now !== size) {
      size = now
      const next = await answersOf(requester, deps)
      for (const kind of kinds) {
        if (next[kind] === known[kind]) continue
        cursor += 1
        said = at.getTime()
        yield `id: ${cursor}\nevent: changed\ndata: ${JSON.stringify({ kind, cursor })}\n\n`
      }
      known = next
    } else if (at.getTime() - said > times.beat) {
      said = at.getTime()
      yield ': still here\n\n'
    }
    if (at.getTime() - started > times.most[requester.by]) return
  }
}

/** Digests of what the person would be answered now. */
async function answersOf(
  requester: AuthenticatedRequester,
  deps: EdgeDeps,
): Promise<Readonly<Record<(typeof kinds)[number], string>>> {
  const { items } = await tasksFor(requester, deps)
  const lines = await readRegister(requester, undefined, newest, deps)
  return {
    tasks: hashOf(utf8(JSON.stringify(items))),
    register: hashOf(utf8(JSON.stringify(lines))),
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

const listen = createRoute({
  method: 'get',
  path: '/api/changes',
  operationId: 'listenForChanges',
  tags: ['people'],
  summary: 'Listen for what changes for you',
  description:
    'Server-sent events: `changed` with the kind of what to read again (`tasks`, `register`) and a number of ' +
    'this stream; `ended` when the session has ended. No event says what changed, and none is sent for what ' +
    'you may not know. It lasts ten minutes at most; by a token it ends after one look, two seconds; with the header `x-unattended: 1` it does not count as ' +
    'use of the session, so that an empty desk is signed out.',
  responses: {
    200: {
      description: 'Events',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...refusals(),
  },
})
