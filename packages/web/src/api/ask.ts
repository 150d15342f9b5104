/**
 * Calls of the member's API, typed by its own description.
 *
 * @module
 */
import type { Api, Problem } from './gen/api.ts'

/** What calls go through: in a language, and with what authenticates them. */
export interface Asker {
  readonly language: string
  readonly send: (path: string, init: RequestInit) => Promise<Response>
}

/** One reason of a refusal. */
export type Reason = NonNullable<Problem['reasons']>[number]

/** What the server refused, in its words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  readonly title: string
  readonly reasons: readonly Reason[]
  /** Names the request in the operator's log. */
  readonly request: string

  constructor(problem: {
    readonly code: string
    readonly status: number
    readonly title: string
    readonly reasons: readonly Reason[]
    readonly request: string
  }) {
    super(problem.code)
    this.code = problem.code
    this.status = problem.status
    this.title = problem.title
    this.reasons = problem.reasons
    this.request = problem.request
  }
}

/** Parameters and body of a call; `match` is the tag of the version that it is about. */
export type Asked<R extends keyof Api> = Omit<Api[R], 'answer'> & { readonly match?: string }

/**
 * Asks, and gives the answer's body. Its form is what the description says: page and server come from
 * one build, and a test holds the two together.
 *
 * @throws {Refusal} with the server's code; `TypeError` where it did not answer
 */
export async function ask<R extends keyof Api>(
  asker: Asker,
  route: R,
  asked: Asked<R>,
): Promise<Api[R]['answer']> {
  return (await askVersion(asker, route, asked)).answer
}

/** Asks as {@link ask} does, and gives the tag of the version that was answered: empty where it has none. */
export async function askVersion<R extends keyof Api>(
  { language, send }: Asker,
  route: R,
  asked: Asked<R>,
): Promise<{ readonly answer: Api[R]['answer']; readonly tag: string }> {
  const [method = '', template = ''] = route.split(' ')
  const { path, query, body, match }: Loose = { ...asked }
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path?.[name] ?? ''),
  )
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, `${value}`]] : [],
  )
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
  const headers = new Headers({ 'accept-language': language })
  if (match !== undefined) headers.set('if-match', match)
  const init: RequestInit = { method, headers }
  if (body !== undefined) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(body)
  }
  const response = await send(filled + search, init)
  if (!response.ok) throw await refusalOf(response)
  const text = await response.text()
  const tag = response.headers.get('etag') ?? ''
  return { answer: text === '' ? undefined : JSON.parse(text), tag }
}

interface Loose {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly match?: string
}

/** What an answer that is no success refuses. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const { status } = response
  const problem: Partial<Problem> = await response.json().catch(() => ({}))
  const { code = '', title = '', reasons = [], request = '' } = problem
  return new Refusal({ code, status, title, reasons, request })
}
