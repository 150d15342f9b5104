/**
 * The application that routes are added to: refusals, limits, authentication, closed by default.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import { concatBytes, EntenteError } from '@entente/core/lib'
import { type Hook, OpenAPIHono } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'

import { type AuthenticatedRequester, languageOf } from '../identity/index.ts'
import { type Log, type Metrics, observeRequest } from '../telemetry/index.ts'

import { type Api, type ApiEnv, type ApiInfo, peerOf } from './context.ts'
import { HttpError } from './errors.ts'
import { dpopScheme, sessionScheme } from './openapi.ts'
import { openApiDocument } from './openapi-document.ts'
import { problemOf, problemResponse } from './problem.ts'
import type { RateLimit } from './rate-limit.ts'
import { isListed, matchesRoute } from './route-list.ts'
import { describeServer } from './server-routes.ts'
import { requireStrictJson } from './strict-body.ts'

/** What every application is made of. */
export interface PeerApiDeps {
  /** Names the listener in logs and metrics. */
  readonly listener: string
  /**
   * Bytes a body may have, by route (as in {@link ApiDeps.open}, first match); a `streamed` one is
   * limited by its handler. Others may have 1 MiB.
   */
  readonly bodyLimits?: readonly (readonly [route: string, limit: number | 'streamed'])[]
  /** Applied by address, or by member where that is known, before anything is read. */
  readonly addressRate: RateLimit
  /** What a failure becomes before it leaves; a peer is told `http/not-found` for what is denied (principle 6). */
  readonly disclose?: (error: unknown) => unknown
  readonly log: Log
  readonly metrics: Metrics
  readonly now: () => Date
}

/** What an application for people is made of. */
export interface ApiDeps extends PeerApiDeps {
  readonly info: ApiInfo
  /** Who asks. Called for every route that is not in `open`; its refusal is the answer. */
  readonly authenticate: (request: Request, now: Date) => Promise<AuthenticatedRequester>
  /**
   * Routes that anyone may call besides `GET /healthz` and `GET /openapi.json`, spelled like these.
   * `*` stands for one step, at the end for any rest.
   */
  readonly open: readonly string[]
  /** Applied by person after authentication. */
  readonly personRate: RateLimit
  /** Runs after authentication and before the handler, as idempotency does. */
  readonly around?: readonly MiddlewareHandler<ApiEnv>[]
}

/** An application for people, with no routes yet but `/healthz` and `/openapi.json`. */
export function createApi(deps: ApiDeps): Api {
  const streamed = streamedRoutes(deps)
  const open = [...alwaysOpen, ...deps.open]
  const api = assemble(deps, authenticate(deps, open), [
    requireStrictJson(streamed),
    ...(deps.around ?? []),
  ])
  api.openAPIRegistry.registerComponent('securitySchemes', 'dpop', dpopScheme)
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', sessionScheme)
  describeServer(api, () => openApiDocument(api, { info: deps.info, open, streamed }))
  return api
}

/** An application for peers, without routes: each is for members with an appointed certificate. */
export function createPeerApi(deps: PeerApiDeps): Api {
  return assemble(deps, requirePeer)
}

/** The routes whose handlers watch over their bodies as they come. */
export function streamedRoutes({ bodyLimits = [] }: Pick<PeerApiDeps, 'bodyLimits'>): string[] {
  return bodyLimits.flatMap(([route, limit]) => (limit === 'streamed' ? [route] : []))
}

/** Routes to be mounted with `api.route(path, routes)`; bad input becomes `http/bad-request`. */
export function createRoutes(): Api {
  return new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })
}

/** Who asks is known before anything of a body is read: a stranger fills no memory. */
function assemble(
  deps: PeerApiDeps,
  admit: MiddlewareHandler<ApiEnv>,
  around: readonly MiddlewareHandler<ApiEnv>[] = [],
): Api {
  const api = createRoutes()
  api.onError((error, c) => answerError(error, c, deps))
  api.notFound((c) => answerError(new HttpError('http/not-found', 'no such route'), c, deps))
  api.use(begin(deps), limitAddress(deps), admit, limitBody(deps), ...around)
  return api
}

const refuseInvalid: Hook<unknown, ApiEnv, string, unknown> = (result) => {
  if (result.success) return
  const faults = result.error.issues.slice(0, 20).map(({ path, code }) => ({
    pointer: [result.target, ...path].map((step) => `/${String(step).slice(0, 60)}`).join(''),
    fault: code,
  }))
  throw new HttpError('http/bad-request', 'the request does not match the schema', { faults })
}

function begin({ listener, log, metrics, now }: PeerApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = now().getTime()
    c.set('requestId', randomUUID())
    c.set('language', languageOf(c.req.header('accept-language')))
    await next()

    // Nobody reads the body of an answer to HEAD, and a stream that is not read ends by nothing else.
    if (c.req.method === 'HEAD') await c.res.body?.cancel()
    const { headers } = c.res
    headers.set('x-request-id', c.get('requestId'))
    // Answers are for one person at one moment: no cache, no page, no frame, no sniffing.
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    if (!headers.has('content-security-policy')) {
      headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    }
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('strict-transport-security', 'max-age=31536000')

    const { method } = c.req
    const { status } = c.res
    const route = routePath(c, -1)
    const ms = now().getTime() - started
    log.info('request', { listener, request: c.get('requestId'), method, route, status, ms })
    observeRequest(metrics, { listener, method, route, status }, ms)
  }
}

function limitAddress({ addressRate, now }: PeerApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    requireToken(addressRate, c.env?.peer?.member ?? c.env?.address ?? 'local', now())
    await next()
  }
}

function limitBody({ bodyLimits = [] }: PeerApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const route = `${c.req.method} ${c.req.path}`
    const [, limit] = bodyLimits.find(([pattern]) => matchesRoute(pattern, route)) ?? ['', 1 << 20]
    return limit === 'streamed' ? next() : limitedBody(limit)(c, next)
  }
}

function limitedBody(maxSize: number): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const said = c.req.header('content-length')
    const { body } = c.req.raw
    if (said !== undefined && c.req.header('transfer-encoding') === undefined) {
      if (!(Number(said) <= maxSize)) throw tooLarge(maxSize)
    } else if (body) {
      // Browsers over HTTP/2 need not say a length: it is counted, and the handlers get what was counted.
      Object.assign(c.req.bodyCache, {
        arrayBuffer: Promise.resolve(await readUpTo(body, maxSize)),
      })
    }
    await next()
  }
}

async function readUpTo(body: ReadableStream<Uint8Array>, maxSize: number): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > maxSize) throw tooLarge(maxSize)
    parts.push(part)
  }
  return concatBytes(...parts).buffer
}

function tooLarge(maxSize: number): HttpError {
  return new HttpError('http/too-large', `the body is larger than ${maxSize} bytes`)
}

const requirePeer: MiddlewareHandler<ApiEnv> = async (c, next) => {
  peerOf(c)
  await next()
}

/** Routes of every application for people that anyone may call. */
export const alwaysOpen: readonly string[] = ['GET /healthz', 'GET /openapi.json']

function authenticate({ authenticate: check, personRate, now }: ApiDeps, open: readonly string[]) {
  const middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    if (isListed(open, c.req.method, c.req.path)) return next()
    const requester = await check(c.req.raw, now())
    requireToken(personRate, requester.person, now())
    c.set('requester', requester)
    return next()
  }
  return middleware
}

function requireToken(rate: RateLimit, caller: string, now: Date): void {
  const retryAfter = rate(caller, now)
  if (retryAfter > 0) {
    throw new HttpError('http/too-many-requests', 'the bucket is empty', { retryAfter })
  }
}

function answerError(thrown: unknown, c: Context<ApiEnv>, deps: PeerApiDeps): Response {
  const error = disclosed(thrown, deps)
  const language = c.get('language')
  const problem = problemOf(error, language, c.get('requestId'))
  deps.metrics.refusals.inc({ listener: deps.listener, code: problem.code })
  const fields = { listener: deps.listener, request: problem.request, code: problem.code }
  if (problem.status >= 500) deps.log.error('request-failed', fields, thrown)
  else deps.log.info('request-refused', { ...fields, code: codeOf(thrown) ?? problem.code })
  return problemResponse(problem, language, error)
}

function disclosed(thrown: unknown, { disclose }: PeerApiDeps): unknown {
  // Hono's own refusals: a body that is not JSON, a content type it does not read.
  const ours =
    thrown instanceof HTTPException && thrown.status < 500
      ? new HttpError('http/bad-request', 'refused before the handler', { cause: thrown })
      : thrown
  return disclose ? disclose(ours) : ours
}

function codeOf(error: unknown): string | undefined {
  return error instanceof EntenteError ? error.code : undefined
}
