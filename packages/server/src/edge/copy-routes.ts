/**
 * Where every copy of a document is, over HTTP, for whoever may see the document.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { acknowledgementsOf } from '../acknowledgements/index.ts'
import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import type { Store } from '../store/index.ts'

import type { EdgeDeps } from './edge.ts'
import type { RegisterLine } from './register-line.ts'
import { requireLine } from './register.ts'
import { documentParam, json } from './schemas.ts'

/** The routes. */
export function copyRoutes(deps: EdgeDeps): Api {
  const routes = createRoutes()
  routes.openapi(read, async (c) => {
    const { document } = c.req.valid('param')
    const line = await requireLine(document, requesterOf(c), deps)
    const given = await acknowledgementsOf(deps.store.db, document)
    return c.json(
      {
        copies: [...(await copiesOf(line, deps))],
        acknowledgements: given.map(({ release, member, person, ...row }) => {
          return { release, member, person, at: row.acknowledged_at }
        }),
      },
      200,
    )
  })
  return routes
}

/** One place of a document. */
export type Copy = z.infer<typeof copy>

/** Where the copies of a line are: the original first, then copies by their numbers. */
export async function copiesOf(
  line: RegisterLine,
  { store, server }: Pick<EdgeDeps, 'server' | 'store'>,
): Promise<readonly Copy[]> {
  const { originator, createdAt, direction, document } = line
  const original = { ...nothing, member: originator, state: 'original' } as const
  return direction === 'own'
    ? [{ ...original, at: createdAt }, ...(await sentCopies(document, store))]
    : [original, ...(await ourCopies(document, server.self, store))]
}

async function sentCopies(document: string, { db }: Store): Promise<readonly Copy[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .selectAll('deliveries')
    .where('document', '=', document)
    .orderBy('copy')
    .orderBy('recipient')
    .execute()
  return rows.map(({ recipient: member, copy: number, state, release, receipt, code, ...row }) => ({
    ...nothing,
    member,
    copy: number,
    state: sentStates[state],
    release,
    at: row.updated_at,
    due: row.due_at,
    receipt,
    code,
  }))
}

async function ourCopies(document: string, self: string, { db }: Store): Promise<readonly Copy[]> {
  const rows = await db
    .selectFrom('copies')
    .selectAll()
    .where('document', '=', document)
    .orderBy('copy')
    .execute()
  return rows.map(({ release, copy: number, receipt, ...row }) => ({
    ...nothing,
    member: self,
    copy: number,
    state: 'held',
    release,
    at: row.received_at,
    due: row.receipt_due_at,
    receipt,
    receiptState: row.receipt_state,
    code: null,
  }))
}

const nothing = {
  copy: null,
  release: null,
  at: null,
  due: null,
  receipt: null,
  receiptState: null,
  code: null,
} as const

const sentStates = {
  queued: 'sent',
  received: 'held',
  refused: 'refused',
  overdue: 'overdue',
} as const

const copy = z
  .strictObject({
    member: z.string().openapi({ description: 'Who has it, or was sent it' }),
    copy: z.int().nullable().openapi({ description: 'Its number; null for the original' }),
    state: z.enum(['original', 'sent', 'held', 'overdue', 'refused']),
    release: z.string().nullable(),
    at: z.string().nullable().openapi({ description: 'Of the last change' }),
    due: z.string().nullable().openapi({ description: 'When a receipt is due' }),
    receipt: z.string().nullable().openapi({ description: 'Id of the signed receipt' }),
    receiptState: z
      .enum(['overdue', 'owed', 'taken'])
      .nullable()
      .openapi({ description: 'Of a copy here: whether the originator has its receipt' }),
    code: z.string().nullable().openapi({ description: 'Of a refusal' }),
  })
  .openapi('CopyPlace')
const acknowledgement = z
  .strictObject({
    release: z.string(),
    member: z.string(),
    person: z.string().openapi({ description: 'Who has signed it' }),
    at: z.string().openapi({ description: 'When it was taken here' }),
  })
  .openapi('GivenAcknowledgement')
const read = createRoute({
  method: 'get',
  path: '/api/documents/{document}/copies',
  operationId: 'listCopies',
  tags: ['documents'],
  summary: 'Where every copy of a document is, and who has acknowledged it',
  description:
    'For whoever may see the document. A recipient sees the original and the own copies; where the ' +
    'originator sent others is its to know.',
  request: { params: documentParam },
  responses: {
    200: json(
      'The copies',
      z
        .strictObject({ copies: z.array(copy), acknowledgements: z.array(acknowledgement) })
        .openapi('CopyPlaces', {
          example: {
            copies: [
              {
                ...nothing,
                member: 'nzl',
                copy: 1,
                state: 'held',
                release: '0f0e0d0c0b0a09080706050403020100',
                at: '2026-11-25T00:00:00.000Z',
                due: '2026-11-26T00:00:00.000Z',
                receipt: '0f'.repeat(32),
              },
            ],
            acknowledgements: [
              {
                release: '0f0e0d0c0b0a09080706050403020100',
                member: 'nzl',
                person: 'aroha',
                at: '2026-11-25T01:00:00.000Z',
              },
            ],
          },
        }),
    ),
    ...refusals('document/denied', 'document/not-found'),
  },
})
