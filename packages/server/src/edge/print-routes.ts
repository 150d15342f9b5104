/**
 * Whether a person may print a document that they have opened, over HTTP: decided, and on record first.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { decide, factsOf } from '@entente/core/policy'
import { createRoute, z } from '@hono/zod-openapi'

import { DeniedError } from '../documents/index.ts'
import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { decisionId } from '../kas/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireKnown } from './known.ts'
import { requireLine } from './register.ts'
import { documentParam, json, jsonBody } from './schemas.ts'

/** The routes. */
export function printRoutes(deps: EdgeDeps): Api {
  const { server, decisions, now } = deps
  const routes = createRoutes()
  routes.openapi(create, async (c) => {
    const { document } = c.req.valid('param')
    const { purpose } = c.req.valid('json')
    const requester = requesterOf(c)
    const { person, facility } = requester
    const { release } = await requireLine(document, requester, deps)
    const { pact, subject } = await requireKnown(document, release, deps)
    const at = now().toISOString()
    const question = { action: 'print', person, facility, purpose, at } as const
    const facts = factsOf(decisions.standing(), pact, subject, question)
    const decision = decide(facts, decisions.engine, pact?.terms)
    const held = { document, release, person, device: hashOf(utf8(requester.deviceKey)) }
    if (decision.kind === 'deny') {
      const codes = decision.reasons.map(({ code }) => code)
      await server.ledger.record(async (_tx, append) => {
        append({ kind: 'print-refused', at, ...held, codes })
      })
      throw new DeniedError('document/denied', decision.reasons)
    }
    const reading = { ...held, purpose, decision: decisionId(decision), facility }
    await server.ledger.record(async (_tx, append) => {
      append({ kind: 'printed', at, ...reading })
    })
    return c.json({ articles: [...decision.articles] }, 201)
  })
  return routes
}

const create = createRoute({
  method: 'post',
  path: '/api/documents/{document}/prints',
  operationId: 'printDocument',
  tags: ['documents'],
  summary: 'Ask to print a document that you have opened',
  description: 'The decision is on record before it is answered, whichever it is.',
  request: {
    params: documentParam,
    body: jsonBody(
      z
        .strictObject({ purpose: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/) })
        .openapi({ example: { purpose: 'maritime-security' } }),
    ),
  },
  responses: {
    201: json(
      'You may print it once',
      z
        .strictObject({ articles: z.array(z.string()) })
        .openapi('PrintPermit', { example: { articles: ['14(d)', '14(e)'] } }),
    ),
    ...refusals(...commandRefusals, 'document/denied', 'document/not-found'),
  },
})
