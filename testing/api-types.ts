/**
 * The types of the web application's calls, written from `/openapi.json`.
 *
 * @module
 */
import { z } from 'zod'

type Schema = z.infer<typeof schema>

const schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
  const: z.union([z.string(), z.number(), z.null()]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
})

const content = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).optional()
const form = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        parameters: z
          .array(
            z.looseObject({
              name: z.string().optional(),
              in: z.string().optional(),
              required: z.boolean().optional(),
              schema: z.unknown().optional(),
            }),
          )
          .optional(),
        requestBody: z.looseObject({ content }).optional(),
        responses: z.record(z.string(), z.looseObject({ content })),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

/** The source of the types of every route whose answer is JSON or nothing. */
export function apiTypes(document: unknown): string {
  const { paths, components } = form.parse(document)
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [], requestBody, responses }]) => {
      const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'))
      const answer = success?.[1].content
      if (answer && !('application/json' in answer)) return []
      const part = (place: string): string[] => {
        const some = parameters.filter((one) => one.in === place)
        if (some.length === 0) return []
        const fields = some.map(({ name = '', required, schema: of }) =>
          fieldOf(name, required === true, of),
        )
        const needed = some.some(({ required }) => required === true)
        return [`readonly ${place}${needed ? '' : '?'}: { ${fields.join('; ')} }`]
      }
      const body = requestBody?.content?.['application/json']
      const fields = [
        ...part('path'),
        ...part('query'),
        ...(body ? [`readonly body: ${typeOf(body.schema)}`] : []),
        `readonly answer: ${answer ? typeOf(answer['application/json']?.schema) : 'undefined'}`,
      ]
      return [`  readonly '${method.toUpperCase()} ${path}': { ${fields.join('; ')} }`]
    }),
  )
  const shared = Object.entries(components.schemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => `export type ${name} = ${typeOf(of)}`)
  return [
    '/** Written from `/openapi.json`: `ENTENTE_UPDATE_GOLDEN=1 npm test -- testing/openapi.test.ts`. */',
    ...shared,
    `export interface Api {\n${routes.toSorted().join('\n')}\n}`,
    '',
  ].join('\n\n')
}

function fieldOf(name: string, required: boolean, of: unknown): string {
  const key = /^\w+$/.test(name) ? name : `'${name}'`
  return `readonly ${key}${required ? '' : '?'}: ${typeOf(of)}${required ? '' : ' | undefined'}`
}

function typeOf(value: unknown): string {
  const one = schema.parse(value)
  const reference = /^#\/components\/schemas\/(\w+)$/.exec(one.$ref ?? '')?.[1]
  if (reference !== undefined) return reference
  if (one.const !== undefined) return literal(one.const)
  if (one.enum) return one.enum.map(literal).join(' | ')
  const union = one.oneOf ?? one.anyOf
  if (union) return union.map(typeOf).join(' | ')
  const types = Array.isArray(one.type) ? one.type : [one.type ?? 'unknown']
  return types.map((type) => plainType(type, one)).join(' | ')
}

function plainType(type: string, one: Schema): string {
  switch (type) {
    case 'array':
      return `readonly (${typeOf(one.items ?? {})})[]`
    case 'object': {
      const required = new Set(one.required)
      const fields = Object.entries(one.properties ?? {}).map(([name, of]) =>
        fieldOf(name, required.has(name), of),
      )
      return fields.length === 0 ? 'Readonly<Record<string, unknown>>' : `{ ${fields.join('; ')} }`
    }
    case 'integer':
      return 'number'
    case 'boolean':
    case 'null':
    case 'number':
    case 'string':
      return type
    default:
      return 'unknown'
  }
}

function literal(value: string | number | null): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value)
}
