/**
 * The register over HTTP: its lines, as far as somebody may see them.
 *
 * @module
 */
import { createRoute } from '@hono/zod-openapi'

import {
  type Api,
  createRoutes,
  etagHeader,
  isUnmodified,
  pageQuery,
  refusals,
  requesterOf,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { searchQuery } from './register-search.ts'
import { readRegister, requireVersion } from './register.ts'
import { documentParam, json, pageOf, registerExample, registerLine, versioned } from './schemas.ts'

/** The routes. */
export function registerRoutes(deps: EdgeDeps): Api {
  const { cursors } = deps
  const routes = createRoutes()

  routes.openapi(list, async (c) => {
    const { limit, cursor, ...search } = c.req.valid('query')
    const list = `register of ${requesterOf(c).person} ${JSON.stringify(search)}`
    const place = cursors.place(list, cursor)
    const after = place && { createdAt: String(place[0]), document: String(place[1]) }
    const lines = await readRegister(requesterOf(c), after, limit + 1, deps, search)
    const page = cursors.page(list, lines, limit, (line) => [line.createdAt, line.document])
    return c.json({ ...page, items: [...page.items] }, 200)
  })

  routes.openapi(show, async (c) => {
    const { document } = c.req.valid('param')
    const { line, tag } = await requireVersion(document, requesterOf(c), deps)
    c.header('ETag', tag)
    if (isUnmodified(c.req.header('if-none-match'), tag)) return c.body(null, 304)
    return c.json(line, 200)
  })

  return routes
}

const tags = ['documents']
const list = createRoute({
  method: 'get',
  path: '/api/documents',
  operationId: 'listDocuments',
  tags,
  summary: 'The register, as far as you may see it',
  description:
    'Newest first. What you may not open is not in it, and leaves no gap; nor is it searched.',
  request: { query: pageQuery.extend(searchQuery.shape) },
  responses: {
    200: json('A page of the register', pageOf('RegisterPage', registerLine, registerExample)),
    ...refusals('http/bad-cursor'),
  },
})
const show = createRoute({
  method: 'get',
  path: '/api/documents/{document}',
  operationId: 'readDocument',
  tags,
  summary: 'One line of the register',
  request: { params: documentParam },
  responses: {
    200: versioned('The line', registerLine),
    304: { description: 'You have this version', headers: etagHeader },
    ...refusals('document/denied', 'document/not-found'),
  },
})
