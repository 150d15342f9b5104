/**
 * What became of one document, over HTTP: from the rows that the ledger's events were recorded with.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import {
  appointed,
  type Instant,
  parseRelease,
  requireDirectory,
  sameLevel,
  type Standing,
} from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { acknowledgementsOf } from '../acknowledgements/index.ts'
import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine } from './register.ts'
import { documentParam, json } from './schemas.ts'

/** The routes. */
export function historyRoutes(deps: EdgeDeps): Api {
  const { store, server, now } = deps
  const routes = createRoutes()
  routes.openapi(read, async (c) => {
    const { document } = c.req.valid('param')
    const requester = requesterOf(c)
    await requireLine(document, requester, deps)
    const row = await store.db
      .selectFrom('documents')
      .selectAll()
      .where('document', '=', document)
      .executeTakeFirstOrThrow()
    const told = isTold(server.standing.current(), row, requester.person, now().toISOString())
    const steps =
      row.direction === 'own' ? await ownSteps(row, store, told) : await copySteps(row, store)
    const given = await acknowledgementsOf(store.db, document)
    const all = [
      ...steps,
      ...given.map(({ release, member, person, acknowledged_at: at }): Step => {
        return { ...nothing, kind: 'acknowledged', at, release, member, person }
      }),
    ]
    return c.json({ steps: all.toSorted((a, b) => (a.at < b.at ? -1 : 1)) }, 200)
  })
  return routes
}

type Step = z.infer<typeof step>

/** Why an officer refused is for the author and for those who may approve at the level, not for each reader. */
function isTold(
  standing: Standing,
  { author, regime, level }: DocumentsTable,
  person: string,
  at: Instant,
): boolean {
  if (person === author) return true
  return appointed(requireDirectory(standing, standing.self), 'officer', at).some(
    (officer) =>
      officer.person === person &&
      officer.roles.includes('releaser') &&
      officer.levels.some((one) => sameLevel(one, { regime, level })),
  )
}

const nothing = {
  release: null,
  member: null,
  person: null,
  copy: null,
  code: null,
  approvals: null,
  reason: null,
}

async function ownSteps(
  { document, created_at: at }: DocumentsTable,
  { db }: Store,
  told: boolean,
): Promise<readonly Step[]> {
  const releases = await db
    .selectFrom('releases')
    .leftJoin('release_refusals', 'release_refusals.release', 'releases.release')
    .selectAll('releases')
    .select(['reason', 'refused_at'])
    .where('document', '=', document)
    .execute()
  const deliveries = await db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .selectAll('deliveries')
    .where('document', '=', document)
    .execute()
  return [
    { ...nothing, kind: 'registered', at },
    ...releases.map(({ release, state, statement, created_at, refused_at, reason }): Step => {
      const signed = parseStatement(parseJson(statement))
      const kind =
        state === 'released' ? 'released' : state === 'withdrawn' ? 'not-approved' : 'prepared'
      const member = parseRelease(signed).recipients.join(' ')
      const approvals = signed.acts.length
      const why = told ? reason : null
      return {
        ...nothing,
        kind,
        at: refused_at ?? created_at,
        release,
        member,
        approvals,
        reason: why,
      }
    }),
    ...deliveries.map(({ release, recipient: member, state, copy, code, updated_at }): Step => ({
      ...nothing,
      kind: deliveryKinds[state],
      at: updated_at,
      release,
      member,
      copy,
      code,
    })),
  ]
}

const deliveryKinds = {
  queued: 'sent',
  received: 'receipted',
  refused: 'refused',
  overdue: 'receipt-overdue',
} as const

async function copySteps(
  { document, originator }: DocumentsTable,
  { db }: Store,
): Promise<readonly Step[]> {
  const copies = await db
    .selectFrom('copies')
    .selectAll()
    .where('document', '=', document)
    .execute()
  return copies.map(({ release, copy, received_at: at }) => ({
    ...nothing,
    kind: 'received',
    at,
    release,
    member: originator,
    copy,
  }))
}

const step = z
  .strictObject({
    kind: z.enum([
      'registered',
      'prepared',
      'released',
      'not-approved',
      'sent',
      'receipted',
      'refused',
      'receipt-overdue',
      'received',
      'acknowledged',
    ]),
    at: z.string(),
    release: z.string().nullable(),
    member: z.string().nullable().openapi({ description: 'At the other end; ids with spaces' }),
    person: z.string().nullable().openapi({ description: 'Who has acknowledged it' }),
    copy: z.int().nullable(),
    code: z.string().nullable().openapi({ description: 'Of a refusal' }),
    approvals: z.int().nullable().openapi({ description: 'Given so far' }),
    reason: z.string().nullable().openapi({
      description: 'Why an officer refused, for the author and those who may approve',
    }),
  })
  .openapi('HistoryStep')
const read = createRoute({
  method: 'get',
  path: '/api/documents/{document}/history',
  operationId: 'readHistory',
  tags: ['documents'],
  summary: 'What became of a document, oldest first',
  description:
    'For whoever may see the document. The proof of it is in the evidence of each release.',
  request: { params: documentParam },
  responses: {
    200: json(
      'The steps',
      z.strictObject({ steps: z.array(step) }).openapi('History', {
        example: {
          steps: [
            {
              kind: 'received',
              at: '2026-11-25T00:00:00.000Z',
              release: '0f0e0d0c0b0a09080706050403020100',
              member: 'jpn',
              person: null,
              copy: 1,
              code: null,
              approvals: null,
              reason: null,
            },
          ],
        },
      }),
    ),
    ...refusals('document/denied', 'document/not-found'),
  },
})
