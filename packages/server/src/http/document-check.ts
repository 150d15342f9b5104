/**
 * What an OpenAPI document has to say of every route. For tests of a whole application.
 *
 * @module
 */
import { parseJson } from '@entente/core/lib'
import { z } from 'zod'

import type { Api } from './context.ts'
import { isListed } from './route-list.ts'

/** One route of a document. */
export interface Operation {
  readonly method: string
  readonly path: string
  /** Whether anyone may call it. */
  readonly open: boolean
  /** Whether it takes an idempotency key. */
  readonly takesKey: boolean
  /** Whether it asks for the version that was read. */
  readonly matches: boolean
  /** Codes by status. */
  readonly refusals: ReadonlyMap<number, readonly string[]>
}

/** Every route of a document. */
export function operationsOf(document: object): readonly Operation[] {
  return parsed(document).map(({ method, path, operation }) => {
    const parameters = parametersOf(operation, resolver(document))
    const has = (name: string): boolean =>
      parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === name)
    return {
      method,
      path,
      open: operation.security?.length === 0,
      takesKey: has('idempotency-key'),
      matches: has('if-match'),
      refusals: new Map(
        Object.entries(operation.responses)
          .filter(([status]) => Number(status) >= 400)
          .map(([status, { content = {} }]) => [
            Number(status),
            Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
          ]),
      ),
    }
  })
}

/** The route of a document that answers `METHOD /path`; undefined if none does. */
export function findOperation(
  operations: readonly Operation[],
  method: string,
  path: string,
): Operation | undefined {
  const steps = path.split('/')
  return operations.find((one) => {
    const pattern = one.path.split('/')
    return (
      one.method === method &&
      pattern.length === steps.length &&
      pattern.every((step, at) => step === steps[at] || (step.startsWith('{') && steps[at] !== ''))
    )
  })
}

/** What is missing, as `METHOD /path: fault`. `open` is the list the application was made with. */
export function documentFaults(document: object, open: readonly string[]): readonly string[] {
  const resolve = resolver(document)
  const ids = parsed(document).map(({ operation }) => operation.operationId)
  return parsed(document).flatMap(({ method, path, operation }) => {
    const isOpen = operation.security?.length === 0
    const answers = Object.entries(operation.responses)
    const bodies = operation.requestBody ? [operation.requestBody] : []
    const faults = [
      ...(operation.summary ? [] : ['no summary']),
      ...(operation.tags?.length ? [] : ['no tags']),
      ...(operation.operationId ? [] : ['no operationId']),
      ...(ids.filter((id) => id && id === operation.operationId).length > 1
        ? ['operationId of another']
        : []),
      ...(isOpen === isListed(open, method, path) ? [] : ['security and the open list differ']),
      ...(isOpen || '401' in operation.responses ? [] : ['no refusal 401']),
      ...(answers.some(([status]) => Number(status) >= 400) ? [] : ['no refusals']),
      ...answers
        .filter(([, { content }]) => content && !hasExamples(content, resolve))
        .map(([status]) => `no example of ${status}`),
      ...bodies.flatMap(({ content }) =>
        hasExamples(content, resolve) ? [] : ['no example body'],
      ),
      ...parametersOf(operation, resolve)
        .filter((one) => examplesOf(one, resolve).length === 0)
        .map(({ name }) => `no example of ${name}`),
      // RFC 9110 §5.5: what is not ASCII cannot be sent as it is shown.
      ...parametersOf(operation, resolve)
        .filter((one) => one.in === 'header')
        .filter((one) => !examplesOf(one, resolve).every(isHeaderText))
        .map(({ name }) => `no header: example of ${name}`),
    ]
    return faults.map((fault) => `${method} ${path}: ${fault}`)
  })
}

/** Examples that do not have the form they are examples of, as `METHOD /path: where: fault`. */
export function exampleFaults(document: object): readonly string[] {
  const resolve = resolver(document)
  return parsed(document).flatMap(({ method, path, operation }) => {
    const contents = [
      ...Object.entries(operation.responses).map(([status, { content }]) => ({ status, content })),
      { status: 'body', content: operation.requestBody?.content },
    ]
    const places: readonly (readonly [where: string, one: Exemplified])[] = [
      ...contents.flatMap(({ status, content = {} }) =>
        Object.values(content).map((one) => [status, one] as const),
      ),
      ...parametersOf(operation, resolve).map((one) => [one.name, one] as const),
    ]
    return places.flatMap(([where, one]) =>
      examplesOf(one, resolve).flatMap((example) => {
        const fault = faultOf(example, resolve(one.schema ?? {}))
        return fault === undefined ? [] : [`${method} ${path}: ${where}: ${fault}`]
      }),
    )
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

const exemplified = z.looseObject({
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.looseObject({ value: z.unknown() })).optional(),
  schema: z.looseObject({}).optional(),
})
const parameter = exemplified.extend({ name: z.string(), in: z.string() })
const content = z.record(z.string(), exemplified)
const operationForm = z.looseObject({
  summary: z.string().optional(),
  operationId: z.string().optional(),
  tags: z.array(z.string()).optional(),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.looseObject({})).optional(),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
})
const documentForm = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationForm)),
  components: z.looseObject({}).optional(),
})

type Exemplified = z.infer<typeof exemplified>
type Operator = z.infer<typeof operationForm>
type Resolve = (value: unknown) => unknown

function parsed(
  document: object,
): readonly { readonly method: string; readonly path: string; readonly operation: Operator }[] {
  const { paths } = documentForm.parse(parseJson(JSON.stringify(document)))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
}

/** Puts what a reference names in its place, however deep. Our schemas do not name themselves. */
function resolver(document: object): Resolve {
  const components: Readonly<Record<string, Readonly<Record<string, unknown>>>> = z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .parse(documentForm.parse(document).components ?? {})
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [, reference] = entries.find(([name]) => name === '$ref') ?? []
    if (typeof reference === 'string') {
      const [, , kind = '', name = ''] = reference.split('/')
      const found = components[kind]?.[name]
      if (found === undefined) throw new TypeError(`${reference} leads nowhere`)
      return resolve(found)
    }
    return Object.fromEntries(entries.map(([name, one]) => [name, resolve(one)]))
  }
  return resolve
}

function parametersOf(
  { parameters = [] }: Operator,
  resolve: Resolve,
): readonly z.infer<typeof parameter>[] {
  return parameters.map((one) => parameter.parse(resolve(one)))
}

/** Bytes need no example; JSON has one beside its schema, or in it. */
function hasExamples(given: z.infer<typeof content>, resolve: Resolve): boolean {
  return Object.entries(given).every(
    ([type, one]) => !type.includes('json') || examplesOf(one, resolve).length > 0,
  )
}

const schemaForm = z.looseObject({
  example: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
})

function examplesOf(one: Exemplified, resolve: Resolve): readonly unknown[] {
  const schema = schemaForm.parse(resolve(one.schema ?? {}))
  return [
    one.example,
    ...Object.values(one.examples ?? {}).map(({ value }) => value),
    schema.example,
    ...(schema.examples ?? []),
  ].filter((example) => example !== undefined)
}

function isHeaderText(example: unknown): boolean {
  return typeof example === 'string' && /^[ -~]*$/.test(example)
}

function faultOf(example: unknown, schema: unknown): string | undefined {
  const form = z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(schema))
  const read = form.safeParse(example)
  if (read.success) return undefined
  const [issue] = read.error.issues
  return `${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`
}
