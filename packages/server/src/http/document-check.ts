/**
 * What an OpenAPI document has to say of every route. For tests of a whole application.
 *
 * @module
 */
import { parseJson } from '@entente/core/lib'
import { z } from 'zod'

import { isListed } from './api.ts'
import type { Api } from './context.ts'

/** One route of a document. */
export interface Operation {
  readonly method: string
  readonly path: string
  /** Whether anyone may call it. */
  readonly open: boolean
}

/** Every route of a document. */
export function operationsOf(document: object): readonly Operation[] {
  return parsed(document).map(({ method, path, operation }) => ({
    method,
    path,
    open: operation.security?.length === 0,
  }))
}

/** What is missing, as `METHOD /path: fault`. `open` is the list the application was made with. */
export function documentFaults(document: object, open: readonly string[]): readonly string[] {
  return parsed(document).flatMap(({ method, path, operation }) => {
    const isOpen = operation.security?.length === 0
    const answers = Object.entries(operation.responses)
    const faults = [
      ...(operation.summary ? [] : ['no summary']),
      ...(operation.tags?.length ? [] : ['no tags']),
      ...(isOpen === isListed(open, method, path) ? [] : ['security and the open list differ']),
      ...(isOpen || '401' in operation.responses ? [] : ['no refusal 401']),
      ...(answers.some(([status]) => Number(status) >= 400) ? [] : ['no refusals']),
      ...answers
        .filter(([, { content }]) => content && !hasExample(document, content))
        .map(([status]) => `no example of ${status}`),
    ]
    return faults.map((fault) => `${method} ${path}: ${fault}`)
  })
}

/**
 * The routes an application lets nobody in particular call, as `METHOD /path`: each documented route
 * is called without a token, and whatever does not answer 401 is listed.
 */
export async function unguardedRoutes(api: Api, document: object): Promise<readonly string[]> {
  const unguarded: string[] = []
  for (const { method, path } of operationsOf(document)) {
    const response = await api.request(path.replaceAll(/\{[^}]+\}/g, 'x'), { method })
    if (response.status !== 401) unguarded.push(`${method} ${path}`)
  }
  return unguarded.sort()
}

const media = z.looseObject({
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
  schema: z.looseObject({}).optional(),
})

const operationForm = z.looseObject({
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  security: z.array(z.unknown()).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), media).optional() }),
  ),
})

const documentForm = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationForm)),
  components: z
    .looseObject({ schemas: z.record(z.string(), z.looseObject({})).optional() })
    .optional(),
})

interface ParsedOperation {
  readonly method: string
  readonly path: string
  readonly operation: z.infer<typeof operationForm>
}

function parsed(document: object): readonly ParsedOperation[] {
  const { paths } = documentForm.parse(parseJson(JSON.stringify(document)))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
}

/** Bytes and event streams need none; JSON has one beside its schema, in it, or in what it refers to. */
function hasExample(document: object, content: Record<string, z.infer<typeof media>>): boolean {
  const { components } = documentForm.parse(document)
  return Object.entries(content).every(([type, { example, examples, schema = {} }]) => {
    if (!type.includes('json')) return true
    const reference = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : ''
    const referred = components?.schemas?.[reference ?? ''] ?? {}
    return [
      example,
      examples,
      schema['example'],
      schema['examples'],
      referred['example'],
      referred['examples'],
    ].some((given) => given !== undefined)
  })
}
