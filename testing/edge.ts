/**
 * The edge of a test member, and people who speak with it: every refusal they get has to be one that the
 * route is documented to give.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import { fromBase64Url, type Json, parseJson } from '@entente/core/lib'
import { appointed, requireDirectory } from '@entente/core/pact'
import { xmlParser } from '@entente/host'
import { type Client, deviceThumbprint, dpopFetch } from '@entente/sdk'
import { silentLog } from '@entente/server'

import { type Edge, openEdge } from '../packages/server/src/edge/index.ts'
import {
  authenticationRefusals,
  commandRefusals,
  commonRefusals,
  createRateLimit,
  findOperation,
  type Operation,
  operationsOf,
} from '../packages/server/src/http/index.ts'
import { deriveIdentityKeys, signAccessToken } from '../packages/server/src/identity/index.ts'
import type { SignInConfig } from '../packages/server/src/member/index.ts'

import type { TestMember } from './federation.ts'

/** An edge that runs. */
export interface TestEdge extends AsyncDisposable {
  readonly edge: Edge
  /** `/openapi.json` as it was answered. */
  readonly document: object
  readonly operations: readonly Operation[]
  /** The person of the member called so, at their device, signed in. */
  readonly as: (name: string) => Promise<Client>
}

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** JSON, or the text where it is none. */
  readonly body: Json
  /** Code of the problem; empty where it is none. */
  readonly code: string
}

/** Opens the edge of a member whose server runs. */
export async function openTestEdge(
  { server, people, now, id }: TestMember,
  {
    web,
    signIn,
  }: {
    readonly web?: string
    /** Ways in that `member.json` opens. */
    readonly signIn?: SignInConfig
  } = {},
): Promise<TestEdge> {
  const configured = signIn ? { ...server, config: { ...server.config, signIn } } : server
  const edge = await openEdge(configured, {
    xml: xmlParser,
    log: silentLog,
    now,
    personRate: createRateLimit({ burst: 10_000, perSecond: 10_000 }),
    addressRate: createRateLimit({ burst: 10_000, perSecond: 10_000 }),
    ...(web === undefined ? {} : { web }),
  })
  const { origin } = edge
  setDefaultCACertificates([
    ...getCACertificates('default'),
    server.keyring.get('tls').certificatePem,
  ])
  const document = objectOf(parseJson(await (await fetch(`${origin}/openapi.json`)).text()))
  const operations = operationsOf(document)
  const keys = await deriveIdentityKeys(fromBase64Url(server.keyring.get('token').seed))
  return {
    edge,
    document,
    operations,
    async as(name) {
      const found = people[name]
      assert.ok(found, `nobody is called ${name}`)
      const { person, facility, device: key, deviceKey: device } = found
      const directory = requireDirectory(server.standing.current(), id)
      const [act] = appointed(directory, 'device', now().toISOString()).filter(
        (one) => one.key === key,
      )
      const enrolment = directory.entries.find(({ appointment }) => appointment.act === act)?.id
      assert.ok(enrolment, `${name} has no device`)
      const accessToken = await signAccessToken(
        { id: randomUUID(), person, device: enrolment, jkt: await deviceThumbprint(device) },
        { issuer: origin, audience: `${origin}/api` },
        keys.token,
        now(),
      )
      const expiresAt = new Date(now().getTime() + 600_000)
      const { appointingKey } = directory
      return {
        member: { id, appointingKey },
        ports: {
          server: origin,
          device,
          now,
          randomId: randomUUID,
          fetch: (url, init) => documentedFetch(operations, url, init),
        },
        session: { accessToken, expiresAt, person, facility, device: enrolment },
      }
    },
    async [Symbol.asyncDispose]() {
      await edge.close(100)
    },
  }
}

/** What is sent with a request; `json` is a body. */
export interface Asked extends RequestInit {
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request as it is given, with a proof by the device. */
export async function ask(
  { ports, session }: Client,
  method: string,
  path: string,
  init: Asked = {},
): Promise<Answer> {
  const { json, ...rest } = init
  const headers = new Headers(init.headers)
  if (json !== undefined) headers.set('content-type', 'application/json')
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  try {
    return await answerOf(
      await dpopFetch(ports, session.accessToken, path, { ...rest, ...body, method, headers }),
    )
  } catch (error) {
    // What the fetch of this file asserts, not that the server is out of reach.
    throw error instanceof Error && error.cause instanceof assert.AssertionError
      ? error.cause
      : error
  }
}

/** Reads an answer whole; of a stream of events, which need not end, what it says first. */
export async function answerOf(response: Response): Promise<Answer> {
  const streams = response.headers.get('content-type') === 'text/event-stream'
  const text = streams ? await firstOf(response) : await response.text()
  let body: Json = text
  try {
    body = parseJson(text)
  } catch {
    // Bytes, or nothing.
  }
  const problem = response.headers.get('content-type') === 'application/problem+json'
  const code = problem ? textOf(body, 'code') : ''
  return { status: response.status, headers: response.headers, body, code }
}

async function firstOf({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
}

/** The fields of a JSON object. */
export function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value))
  return Object.fromEntries(Object.entries(value))
}

/** A field of a JSON object that is text. */
export function textOf(value: Json | undefined, name: string): string {
  const field = objectOf(value)[name]
  assert.ok(typeof field === 'string', `${name} is no text`)
  return field
}

/** What a path that is no route is answered with. */
const elsewhere: readonly string[] = [
  ...authenticationRefusals,
  ...commandRefusals,
  ...commonRefusals,
  'http/not-found',
]

/** Fetches, and fails where a route refuses with what it is not documented to refuse with. */
export async function documentedFetch(
  operations: readonly Operation[],
  url: string,
  init: RequestInit | undefined,
): Promise<Response> {
  const response = await fetch(url, init)
  assert.equal(await undocumented(operations, url, init, response), undefined)
  return response
}

/**
 * From now on every refusal that this process is given by an edge is held against what the edge documents.
 * Gives what was not documented, and leaves `fetch` as it was.
 */
export function watchFetch(): () => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly Operation[]>>()
  const checks: Promise<string | undefined>[] = []
  const original = globalThis.fetch
  const read = async (origin: string): Promise<readonly Operation[]> =>
    operationsOf(objectOf(parseJson(await (await original(`${origin}/openapi.json`)).text())))
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init)
    if (typeof input === 'string' && new URL(input).pathname.startsWith('/api/')) {
      const { origin } = new URL(input)
      const operations = known.get(origin) ?? read(origin)
      known.set(origin, operations)
      const copy = response.clone()
      checks.push(operations.then((all) => undocumented(all, input, init, copy)))
    }
    return response
  }
  return async () => {
    globalThis.fetch = original
    assert.ok(checks.length > 0, 'nothing was fetched')
    return (await Promise.all(checks)).filter((fault) => fault !== undefined)
  }
}

/** What a refusal is that its route does not document; undefined where all is well. */
async function undocumented(
  operations: readonly Operation[],
  url: string,
  init: RequestInit | undefined,
  response: Response,
): Promise<string | undefined> {
  if (response.headers.get('content-type') !== 'application/problem+json') return undefined
  const code = textOf(parseJson(await response.clone().text()), 'code')
  const method = init?.method ?? 'GET'
  const { pathname } = new URL(url)
  const operation = findOperation(operations, method, pathname)
  const known = operation ? operation.refusals.get(response.status) : elsewhere
  if (known?.includes(code)) return undefined
  const route = `${method} ${operation?.path ?? pathname}`
  return `${route} is not documented to answer ${response.status} ${code}`
}
