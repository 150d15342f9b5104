/**
 * What a document was made from, and what was made from it, over HTTP.
 *
 * Whoever may read a document may know whose information it holds; the documents themselves are named to those alone
 * who may know of them (D11).
 *
 * @module
 */
import { visibleLine } from '@entente/core/words'
import { createRoute, z } from '@hono/zod-openapi'

import { DocumentError, sourcesOf } from '../documents/index.ts'
import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import type { RegisterReader } from '../register/index.ts'

import type { EdgeDeps } from './edge.ts'
import type { RegisterLine } from './register-line.ts'
import { requireLine } from './register.ts'
import { documentParam, json, registerExample, registerLine } from './schemas.ts'

/** The routes. */
export function sourceRoutes(deps: EdgeDeps): Api {
  const routes = createRoutes()
  routes.openapi(read, async (c) => {
    const { document } = c.req.valid('param')
    const reader = requesterOf(c)
    await requireLine(document, reader, deps)
    return c.json(
      {
        sources: await sourcesFor(document, reader, deps),
        derivatives: await derivativesFor(document, reader, deps),
      },
      200,
    )
  })
  return routes
}

type SourceLine = z.infer<typeof sourceLine>

/** What is our own, as the register has it, and what others have provided, as the signed label names it. */
async function sourcesFor(
  document: string,
  reader: RegisterReader,
  deps: EdgeDeps,
): Promise<SourceLine[]> {
  const { db } = deps.store
  const { self } = deps.decisions.standing()
  const { label } = await db
    .selectFrom('documents')
    .select('label')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('sources')
    .innerJoin('documents', 'documents.document', 'sources.source')
    .select(['sources.source', 'sources.use', 'sources.statement', 'documents.originator'])
    .where('sources.document', '=', document)
    .orderBy('sources.source')
    .execute()
  const found: SourceLine[] = []
  for (const { source, use, statement, originator } of rows) {
    const line = await lineOf(source, reader, deps)
    found.push({
      line,
      originator,
      use,
      statement: statement === '' ? null : visibleLine(statement),
    })
  }
  const known = new Set(rows.map(({ source }) => source))
  for (const source of await sourcesOf(deps.store, label)) {
    // A source of a source of ours, or one of what was received.
    if (known.has(source.document) || source.originator === self) continue
    const line = await lineOf(source.document, reader, deps)
    found.push({ line, originator: source.originator, use: source.use, statement: null })
  }
  return found
}

async function derivativesFor(
  document: string,
  reader: RegisterReader,
  deps: EdgeDeps,
): Promise<RegisterLine[]> {
  const rows = await deps.store.db
    .selectFrom('sources')
    .select('document')
    .distinct()
    .where('source', '=', document)
    .orderBy('document')
    .execute()
  const lines = await Promise.all(rows.map((row) => lineOf(row.document, reader, deps)))
  return lines.filter((line) => line !== null)
}

/** The line of a document that the reader may know of; to anybody else it is not there. */
async function lineOf(
  document: string,
  reader: RegisterReader,
  deps: EdgeDeps,
): Promise<RegisterLine | null> {
  try {
    return await requireLine(document, reader, deps)
  } catch (error) {
    if (error instanceof DocumentError) return null
    throw error
  }
}

const sourceLine = z
  .strictObject({
    line: registerLine.nullable().openapi({ description: 'Null where you may not know of it' }),
    originator: z.string(),
    use: z.enum(['extract', 'translate']),
    statement: z
      .string()
      .nullable()
      .openapi({ description: 'What a translation says of whose information it contains' }),
  })
  .openapi('SourceLine', {
    example: { line: registerExample, originator: 'jpn', use: 'extract', statement: null },
  })
const read = createRoute({
  method: 'get',
  path: '/api/documents/{document}/sources',
  operationId: 'readSources',
  tags: ['documents'],
  summary: 'What a document was made from, and what was made from it',
  request: { params: documentParam },
  responses: {
    200: json(
      'Its sources and its derivatives',
      z
        .strictObject({ sources: z.array(sourceLine), derivatives: z.array(registerLine) })
        .openapi('Sources', {
          example: {
            sources: [
              { line: registerExample, originator: 'jpn', use: 'extract', statement: null },
            ],
            derivatives: [],
          },
        }),
    ),
    ...refusals('document/denied', 'document/label-mismatch', 'document/not-found'),
  },
})
