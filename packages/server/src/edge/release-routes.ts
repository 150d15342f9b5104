/**
 * Releases over HTTP: preparing, looking at, approving.
 *
 * @module
 */
import { type Hash, isHash, parseStatement, type Statement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import {
  appointed,
  findEquivalent,
  type Instant,
  parseRelease,
  type Release,
  requireDirectory,
  requirePact,
  sameLevel,
  type Standing,
} from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import {
  approveRelease,
  DocumentError,
  hasApproved,
  prepareRelease,
  requireDocument,
  requireRelease,
  sendAgain,
} from '../documents/index.ts'
import { collectEvidence } from '../evidence/index.ts'
import { findRelease } from '../kas/index.ts'
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
import type { ReleasesTable } from '../store/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine, requireVersion } from './register.ts'
import {
  bytes,
  documentParam,
  exampleStatement,
  json,
  jsonBody,
  releaseParam,
  releaseWish,
  statementSchema,
  versioned,
} from './schemas.ts'

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
    return c.json({ ...prepared, statement: plain(prepared.statement) }, 201)
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
    const keeps = keepsRegister(server.standing.current(), said, person, now().toISOString())
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

/**
 * Whether an officer accounts for what became of the document, at the level by which we protect it: for
 * every opening, without opening it. Anybody else accounts for their own.
 */
function keepsRegister(
  standing: Standing,
  { originator, level, pact: { id } }: Release,
  person: string,
  at: Instant,
): boolean {
  const { terms } = requirePact(standing, id)
  const local = originator === standing.self ? level : findEquivalent(terms, level, standing.self)
  return appointed(requireDirectory(standing, standing.self), 'officer', at).some(
    (officer) =>
      officer.person === person &&
      officer.roles.some((role) => role === 'registry' || role === 'security') &&
      officer.levels.some((one) => local !== undefined && sameLevel(one, local)),
  )
}

/** A release as it is shown, with all that its entity tag stands for. */
async function readRelease(
  row: ReleasesTable,
  { store }: Pick<EdgeDeps['server'], 'store'>,
): Promise<ShownRelease> {
  const policy = await store.db
    .selectFrom('policies')
    .select('body')
    .where('release', '=', row.release)
    .executeTakeFirst()
  if (!policy)
    throw new DocumentError('document/incomplete', 'the policy of the release is missing')
  const deliveries = await store.db
    .selectFrom('deliveries')
    .select(['recipient', 'copy', 'state', 'due_at as dueAt', 'code'])
    .where('release', '=', row.release)
    .orderBy('recipient')
    .execute()
  return {
    release: row.release,
    document: row.document,
    state: row.state,
    statement: plain(parseStatement(parseJson(row.statement))),
    policy: policy.body,
    deliveries,
  }
}

function asHash(text: string): Hash {
  if (!isHash(text)) throw new TypeError('the schema lets digests through')
  return text
}

function plain({ payload, acts }: Statement): { payload: string; acts: unknown[] } {
  return { payload, acts: [...acts] }
}

const tags = ['releases']
const actExample = {
  suite: 'jws-hybrid',
  key: '0f'.repeat(32),
  signature: { ed25519: 'c2lnbmF0dXJl', mldsa65: 'c2lnbmF0dXJl' },
}
const releaseId = '0f0e0d0c0b0a09080706050403020100'
const prepared = z
  .strictObject({ release: z.string(), statement: statementSchema, policy: z.string() })
  .openapi('PreparedRelease', {
    example: { release: releaseId, statement: exampleStatement, policy: 'eyJ1dWlkIjoi…' },
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
const release = z
  .strictObject({
    release: z.string(),
    document: z.string(),
    state: z.string(),
    statement: statementSchema,
    policy: z.string(),
    deliveries: z.array(
      z.strictObject({
        recipient: z.string(),
        copy: z.int(),
        state: z.string(),
        dueAt: z.string().openapi({ description: 'When the receipt is overdue' }),
        code: z.string().nullable().openapi({ description: 'The recipient’s refusal' }),
      }),
    ),
  })
  .openapi('Release', {
    example: {
      release: releaseId,
      document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
      state: 'released',
      statement: exampleStatement,
      policy: 'eyJ1dWlkIjoi…',
      deliveries: [
        {
          recipient: 'nzl',
          copy: 1,
          state: 'received',
          dueAt: '2026-11-26T00:00:00.000Z',
          code: null,
        },
      ],
    },
  })
type ShownRelease = z.infer<typeof release>
const show = createRoute({
  method: 'get',
  path: '/api/releases/{release}',
  operationId: 'readRelease',
  tags,
  summary: 'A release: what is to be signed, by whom it was, and where it stands',
  request: { params: releaseParam },
  responses: {
    200: versioned('The release', release),
    304: { description: 'You have this version', headers: etagHeader },
    ...refusals('document/denied', 'document/not-found', 'document/incomplete'),
  },
})
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
