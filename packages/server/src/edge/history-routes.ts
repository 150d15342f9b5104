/**
 * What became of one document, over HTTP: from the rows that the ledger's events were recorded with.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { parseRelease } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine } from './register.ts'
import { documentParam, json } from './schemas.ts'

/** The routes. */
export function historyRoutes(deps: EdgeDeps): Api {
  const { store } = deps
  const routes = createRoutes()
  routes.openapi(read, async (c) => {
    const { document } = c.req.valid('param')
    await requireLine(document, requesterOf(c), deps)
    const row = await store.db
      .selectFrom('documents')
      .selectAll()
      .where('document', '=', document)
      .executeTakeFirstOrThrow()
    const steps = [
      ...(row.direction === 'own' ? await ownSteps(row, store) : await copySteps(row, store)),
    ]
    return c.json({ steps: steps.toSorted((a, b) => (a.at < b.at ? -1 : 1)) }, 200)
  })
  return routes
}

type Step = z.infer<typeof step>

async function ownSteps(
  { document, created_at: at }: DocumentsTable,
  { db }: Store,
): Promise<readonly Step[]> {
  const releases = await db
    .selectFrom('releases')
    .selectAll()
    .where('document', '=', document)
    .execute()
  const deliveries = await db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .selectAll('deliveries')
    .where('document', '=', document)
    .execute()
  return [
    {
      kind: 'registered',
      at,
      release: null,
      member: null,
      copy: null,
      code: null,
      approvals: null,
    },
    ...releases.map(({ release, state, statement, created_at }): Step => {
      const signed = parseStatement(parseJson(statement))
      const kind =
        state === 'released' ? 'released' : state === 'withdrawn' ? 'not-approved' : 'prepared'
      const member = parseRelease(signed).recipients.join(' ')
      const approvals = signed.acts.length
      return { kind, at: created_at, release, member, copy: null, code: null, approvals }
    }),
    ...deliveries.map(({ release, recipient, state, copy, code, updated_at }): Step => ({
      kind: deliveryKinds[state],
      at: updated_at,
      release,
      member: recipient,
      copy,
      code,
      approvals: null,
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
    kind: 'received',
    at,
    release,
    member: originator,
    copy,
    code: null,
    approvals: null,
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
    ]),
    at: z.string(),
    release: z.string().nullable(),
    member: z.string().nullable().openapi({ description: 'At the other end; ids with spaces' }),
    copy: z.int().nullable(),
    code: z.string().nullable().openapi({ description: 'Of a refusal' }),
    approvals: z.int().nullable().openapi({ description: 'Given so far' }),
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
              copy: 1,
              code: null,
              approvals: null,
            },
          ],
        },
      }),
    ),
    ...refusals('document/denied', 'document/not-found'),
  },
})
