/**
 * Approvals over HTTP: an act of an officer’s machine, or of their passkey.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { approveRelease, DocumentError, requireRelease } from '../documents/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  entityTag,
  ifMatchHeader,
  matchRefusals,
  refusals,
  requesterOf,
  requireMatch,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { json, jsonBody, releaseParam } from './schemas.ts'
import { readRelease } from './shown-release.ts'

/** The routes. */
export function approvalRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(approve, async (c) => {
    const { release } = c.req.valid('param')
    const row = await requireRelease(server.store, release)
    const statement = parseStatement(parseJson(row.statement))
    const { acts } = parseStatement({ ...statement, acts: [c.req.valid('json').act] })
    const [act] = acts
    if (!act) throw new DocumentError('document/release-closed', 'no act was sent')
    // An act that is there already changes nothing: its sender asks because the answer was lost.
    if (!statement.acts.some(({ key }) => key === act.key)) {
      requireMatch(c.req.valid('header')['if-match'], entityTag(await readRelease(row, server)))
    }
    const approval = await approveRelease(release, act, requesterOf(c).person, {
      ...server,
      engine: deps.decisions.engine,
      now,
      seen: row.statement,
    })
    deps.wake()
    return c.json(approval, 200)
  })

  return routes
}

const tags = ['releases']
const actExample = {
  suite: 'jws-hybrid',
  key: '0f'.repeat(32),
  signature: { ed25519: 'c2lnbmF0dXJl', mldsa65: 'c2lnbmF0dXJl' },
}
const approve = createRoute({
  method: 'post',
  path: '/api/releases/{release}/approvals',
  operationId: 'approveRelease',
  tags,
  summary: 'Approve a release by an act made on your machine, or by your passkey',
  description:
    'The act is judged by the key that made it: that of an officer for the level, who is not the ' +
    'author, or a passkey of theirs where the pact admits acts by passkeys at the level. An act that is there already is answered as it was, whatever `If-Match` says.',
  request: {
    params: releaseParam,
    headers: ifMatchHeader,
    body: jsonBody(
      z.strictObject({ act: z.unknown() }).openapi('ApprovalAct', { example: { act: actExample } }),
    ),
  },
  responses: {
    200: json(
      'Where the release stands',
      z
        .strictObject({
          state: z.enum(['prepared', 'released']),
          approvals: z.int(),
          needed: z.int(),
        })
        .openapi('Approval', { example: { state: 'released', approvals: 1, needed: 1 } }),
    ),
    ...refusals(
      ...commandRefusals,
      ...matchRefusals,
      'document/incomplete',
      'document/not-found',
      'document/release-closed',
      'document/release-refused',
      'pact/chain-broken',
      'pact/invalid-signature',
      'pact/key-not-appointed',
      'pact/other-pact',
      'pact/suite-not-admitted',
      'signature/malformed',
    ),
  },
})
