/**
 * Counting and exporting the register over HTTP: exactly the lines that the reader may see.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { DocumentError } from '../documents/index.ts'
import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'
import {
  formatCsv,
  printRegister,
  tableCells,
  type TableRow,
  tableZones,
} from '../register/index.ts'

import { copiesOf } from './copy-routes.ts'
import type { EdgeDeps } from './edge.ts'
import type { RegisterLine } from './register-line.ts'
import { countRegister, readRegister } from './register.ts'
import { searchQuery } from './register-search.ts'
import { requireRole } from './roles.ts'
import { json, jsonBody } from './schemas.ts'

/** Roles that keep the register, and may take a copy of what they see of it out of the system. */
const keepers = ['controller', 'registry'] as const
/** Lines that are counted, and rows that are exported at once: each line of those is decided on. */
const most = { counted: 10_000, csv: 5_000, pdf: 1_000 } as const
const types = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' } as const

/** The routes. */
export function exportRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(count, async (c) => {
    const search = c.req.valid('query')
    const found = await countRegister(requesterOf(c), search, most.counted + 1, deps)
    return c.json({ count: Math.min(found, most.counted), more: found > most.counted }, 200)
  })

  routes.openapi(make, async (c) => {
    const requester = requesterOf(c)
    requireRole(deps, requester, keepers)
    const { search, format, ...form } = c.req.valid('json')
    const { person } = requester
    const limit = most[format]
    const lines = await readRegister(requester, undefined, limit + 1, deps, search)
    const rows: TableRow[] = []
    for (const line of lines) rows.push(...(await rowsOf(line, deps)))
    if (rows.length > limit) throw new DocumentError('document/too-many-lines', `over ${limit}`)
    const at = now()
    const levels = lines.map(({ level }) => level)
    const file =
      format === 'csv'
        ? utf8(formatCsv(tableCells(rows, form)))
        : await printRegister({ rows, levels, form, person, at })
    await server.ledger.record(async (_tx, append) => {
      const hash = hashOf(file)
      append({ kind: 'register-exported', at: at.toISOString(), person, lines: lines.length, hash })
    })
    return c.body(file, 200, {
      'content-type': types[format],
      'content-disposition': `attachment; filename="register.${format}"`,
    })
  })

  return routes
}

/** A row for each copy; one for what has none yet. */
async function rowsOf(line: RegisterLine, deps: EdgeDeps): Promise<readonly TableRow[]> {
  const { document, marking, title, originator, createdAt } = line
  const common = { document, marking, title, originator, destroyedAt: null }
  const copies = (await copiesOf(line, deps)).filter(({ state }) => state !== 'original')
  if (copies.length === 0) {
    const nobody = { release: null, copy: null, addressee: null, receiptAt: null }
    return [{ ...common, ...nobody, registeredAt: createdAt }]
  }
  return copies.map(({ release, copy, member, at, state, receipt }) => ({
    ...common,
    release,
    copy,
    addressee: member,
    registeredAt: line.direction === 'own' ? createdAt : (at ?? createdAt),
    receiptAt: state === 'held' && receipt !== null ? at : null,
  }))
}

const count = createRoute({
  method: 'get',
  path: '/api/register/count',
  operationId: 'countRegister',
  tags: ['documents'],
  summary: 'How many lines of the register you are shown',
  description: 'What you may not open is not counted. Beyond 10,000 it says that there are more.',
  request: { query: searchQuery },
  responses: {
    200: json(
      'The count',
      z
        .strictObject({ count: z.int(), more: z.boolean() })
        .openapi('RegisterCount', { example: { count: 42, more: false } }),
    ),
    ...refusals(),
  },
})
const make = createRoute({
  method: 'post',
  path: '/api/register/exports',
  operationId: 'exportRegister',
  tags: ['documents'],
  summary: 'Export the register, as far as you may see it, as CSV or PDF',
  description:
    'For officers for need-to-know and the registry. A row a copy. It is on record with the digest of the ' +
    'file before the file leaves. Cells that a spreadsheet would compute begin with an apostrophe. Up to 5,000 ' +
    'rows as CSV; 1,000 as PDF, whose pages are marked with every level that is listed and say who had them made.',
  request: {
    body: jsonBody(
      z
        .strictObject({
          language: z.enum(['en', 'ja']),
          zone: z.enum(tableZones),
          format: z.enum(['csv', 'pdf']),
          search: z.strictObject(searchQuery.shape),
        })
        .openapi({
          example: {
            format: 'csv',
            language: 'ja',
            zone: 'Asia/Tokyo',
            search: { state: 'received' },
          },
        }),
    ),
  },
  responses: {
    200: {
      description: 'The file',
      content: {
        'text/csv': { schema: z.string().openapi({ format: 'binary' }) },
        'application/pdf': { schema: z.string().openapi({ format: 'binary' }) },
      },
    },
    ...refusals(
      ...commandRefusals,
      'document/too-many-lines',
      'http/role-required',
      'marking/busy',
    ),
  },
})
