/**
 * Releases over HTTP: preparing, and looking at.
 *
 * @module
 */
import { type Hash, isHash, parseStatement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { hasApproved, prepareRelease, requireRelease } from '../documents/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  entityTag,
  etagHeader,
  ifMatchHeader,
  isUnmodified,
  matchRefusals,
  refusals,
  requesterOf,
  requireMatch,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine, requireVersion } from './register.ts'
import {
  documentParam,
  exampleStatement,
  json,
  jsonBody,
  releaseParam,
  releaseWish,
  statementSchema,
  versioned,
} from './schemas.ts'
import { exampleRelease, plainStatement, readRelease, shownRelease } from './shown-release.ts'

/** The routes. */
export function releaseRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(prepare, async (c) => {
    const { pact, ...wish } = c.req.valid('json')
    const { document } = c.req.valid('param')
    const { version, tag } = await requireVersion(document, requesterOf(c), deps)
    requireMatch(c.req.valid('header')['if-match'], tag)
    const prepared = await prepareRelease(
      { ...wish, pact: asHash(pact), document },
      requesterOf(c).person,
      {
        ...server,
        engine: deps.decisions.engine,
        xml: deps.xml,
        random: deps.random,
        now,
        version,
      },
    )
    return c.json({ ...prepared, statement: plainStatement(prepared.statement) }, 201)
  })

  routes.openapi(show, async (c) => {
    const requester = requesterOf(c)
    const row = await requireRelease(server.store, c.req.valid('param').release)
    const signed = parseStatement(parseJson(row.statement))
    if (!hasApproved(server.standing.current(), signed, requester.person)) {
      await requireLine(row.document, requester, deps)
    }
    const release = await readRelease(row, server)
    const tag = entityTag(release)
    c.header('ETag', tag)
    if (isUnmodified(c.req.header('if-none-match'), tag)) return c.body(null, 304)
    return c.json(release, 200)
  })

  return routes
}

function asHash(text: string): Hash {
  if (!isHash(text)) throw new TypeError('the schema lets digests through')
  return text
}

const tags = ['releases']
const prepared = z
  .strictObject({ release: z.string(), statement: statementSchema, policy: z.string() })
  .openapi('PreparedRelease', {
    example: { release: exampleRelease, statement: exampleStatement, policy: 'eyJ1dWlkIjoi…' },
  })
const prepare = createRoute({
  method: 'post',
  path: '/api/documents/{document}/releases',
  operationId: 'prepareRelease',
  tags,
  summary: 'Prepare a release: learn what would be refused, or get the statement to sign',
  description:
    'The author alone. Nothing is recorded if any article would refuse the release; the code says ' +
    'which rule it is.',
  request: { params: documentParam, headers: ifMatchHeader, body: jsonBody(releaseWish) },
  responses: {
    201: json('The statement, and the policy its recipients get', prepared),
    ...refusals(
      ...commandRefusals,
      ...matchRefusals,
      'document/changed',
      'document/denied',
      'document/incomplete',
      'document/not-found',
      'document/not-yours',
      'document/release-refused',
      'label/malformed',
      'pact/key-not-appointed',
      'pact/other-pact',
    ),
  },
})
const show = createRoute({
  method: 'get',
  path: '/api/releases/{release}',
  operationId: 'readRelease',
  tags,
  summary: 'A release: what is to be signed, by whom it was, and where it stands',
  request: { params: releaseParam },
  responses: {
    200: versioned('The release', shownRelease),
    304: { description: 'You have this version', headers: etagHeader },
    ...refusals('document/denied', 'document/not-found', 'document/incomplete'),
  },
})
