/**
 * What became of a release, over HTTP: a delivery again, and the evidence.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import {
  findEquivalent,
  type LevelKey,
  parseRelease,
  type Release,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import {
  DocumentError,
  hasApproved,
  requireDocument,
  requireRelease,
  sendAgain,
} from '../documents/index.ts'
import { collectEvidence } from '../evidence/index.ts'
import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { findRelease } from '../kas/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine } from './register.ts'
import { hasRoleAt, inspectors } from './roles.ts'
import { bytes, json, releaseParam } from './schemas.ts'

/** The routes. */
export function evidenceRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(again, async (c) => {
    const { person } = requesterOf(c)
    const { release, recipient } = c.req.valid('param')
    const row = await requireRelease(server.store, release)
    const signed = parseStatement(parseJson(row.statement))
    const { author } = await requireDocument(server.store, row.document)
    if (author !== person && !hasApproved(server.standing.current(), signed, person)) {
      throw new DocumentError('document/not-found', 'neither author nor approver')
    }
    const { engine } = deps.decisions
    await sendAgain({ release, recipient }, { ...server, engine, now })
    deps.wake()
    return c.json({ state: 'queued' as const }, 202)
  })

  routes.openapi(evidence, async (c) => {
    const { release } = c.req.valid('param')
    // One of ours that is still being approved has no evidence yet, which its author may know.
    const statement =
      (await findRelease(server.store, release)) ??
      parseStatement(parseJson((await requireRelease(server.store, release)).statement))
    const said = parseRelease(statement)
    const requester = requesterOf(c)
    const { person } = requester
    // Whoever accounts for what became of a document, at the level by which we protect it, accounts for
    // every opening, without opening it. Anybody else accounts for their own.
    const keeps = hasRoleAt(
      deps,
      requester,
      inspectors,
      localLevel(said, server.standing.current()),
    )
    if (!keeps) await requireLine(said.document, requester, deps)
    const openingsOf = keeps
      ? ({ kind: 'everybody' } as const)
      : ({ kind: 'person', person } as const)
    return c.body(await collectEvidence(release, openingsOf, server), 200, {
      'content-type': 'application/octet-stream',
    })
  })

  return routes
}

function localLevel(
  { originator, level, pact: { id } }: Release,
  standing: Standing,
): LevelKey | undefined {
  if (originator === standing.self) return level
  return findEquivalent(requirePact(standing, id).terms, level, standing.self)
}

const tags = ['releases']
const again = createRoute({
  method: 'post',
  path: '/api/releases/{release}/deliveries/{recipient}',
  operationId: 'sendDeliveryAgain',
  tags,
  summary: 'Send a delivery again that its recipient has lost, or whose receipt was lost here',
  request: {
    params: releaseParam.extend({
      recipient: z.string().max(64).openapi({ example: 'nzl' }),
    }),
  },
  responses: {
    202: json(
      'It is queued; its copy keeps its number',
      z
        .strictObject({ state: z.literal('queued') })
        .openapi('QueuedDelivery', { example: { state: 'queued' } }),
    ),
    ...refusals(
      ...commandRefusals,
      'document/ended',
      'document/not-found',
      'document/on-its-way',
      'pact/not-in-force',
    ),
  },
})
const evidence = createRoute({
  method: 'get',
  path: '/api/releases/{release}/evidence',
  operationId: 'readEvidence',
  tags,
  summary: 'Evidence of a release, its receipts and openings, for somebody who trusts neither side',
  request: { params: releaseParam },
  responses: {
    200: { description: 'An evidence bundle, to be checked with `entente verify`', content: bytes },
    ...refusals('document/denied', 'document/incomplete', 'document/not-found'),
  },
})
