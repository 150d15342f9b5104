/**
 * The ledger over HTTP, for officers who inspect it.
 *
 * @module
 */
import { eventKinds, isEventKind, parseEvent } from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, pageQuery, refusals, requesterOf } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { inspectors, requireRole } from './roles.ts'
import { json, pageOf } from './schemas.ts'

/** The routes. */
export function ledgerRoutes(deps: EdgeDeps): Api {
  const { store, cursors } = deps
  const routes = createRoutes()

  routes.openapi(list, async (c) => {
    requireRole(deps, requesterOf(c), inspectors)
    const { kind, audience, limit, cursor } = c.req.valid('query')
    const name = `events ${kind ?? 'all'} ${audience}`
    const [before = Number.MAX_SAFE_INTEGER] = cursors.place(name, cursor) ?? []
    const kinds = kindsFor(audience).filter((one) => kind === undefined || one === kind)
    const rows = await store.db
      .selectFrom('ledger_entries')
      .select(['idx', 'at', 'kind', 'event'])
      .where('idx', '<', Number(before))
      .where('kind', 'in', kinds)
      .orderBy('idx', 'desc')
      .limit(limit + 1)
      .execute()
    const { items, ...more } = cursors.page(name, rows, limit, ({ idx }) => [idx])
    return c.json({ items: items.map(shown), ...more }, 200)
  })

  return routes
}

type Audience = 'anyone' | 'parties' | 'self'

/** Which audiences may see what is shown to each: who may see more may see less. */
const within: Readonly<Record<Audience, readonly Audience[]>> = {
  self: ['self', 'parties', 'anyone'],
  parties: ['parties', 'anyone'],
  anyone: ['anyone'],
}

function kindsFor(audience: Audience): readonly string[] {
  return Object.entries(eventKinds)
    .filter(([, { sees }]) => within[audience].includes(sees))
    .map(([kind]) => kind)
}

interface Row {
  readonly idx: number
  readonly at: string
  readonly kind: string
  readonly event: string | null
}

function shown({ idx, at, kind, event }: Row): z.infer<typeof item> {
  if (!isEventKind(kind)) throw new TypeError('the ledger holds an event of no known kind')
  const { en, ja, article, sees } = eventKinds[kind]
  const said = event === null ? null : { ...parseEvent(parseJson(event)) }
  return { index: idx, at, kind, name: { en, ja }, article, sees, event: said }
}

const kindNames = Object.keys(eventKinds)
const item = z
  .strictObject({
    index: z.int().openapi({ description: 'Place in the ledger, from 0' }),
    at: z.string(),
    kind: z.string(),
    name: z.strictObject({ en: z.string(), ja: z.string() }),
    article: z
      .string()
      .nullable()
      .openapi({ description: 'Article of the illustrative pact that it serves' }),
    sees: z.enum(['self', 'parties', 'anyone']),
    event: z
      .looseObject({})
      .nullable()
      .openapi({ description: 'Ids, digests, codes and counts; null once it was erased' }),
  })
  .openapi('RecordedEvent')
const list = createRoute({
  method: 'get',
  path: '/api/ledger/events',
  operationId: 'listEvents',
  tags: ['ledger'],
  summary: 'What is on record, newest first',
  description:
    'For officers for security and the registry. It holds no title, no name and no content. With ' +
    '`audience` only what may be shown to other parties of the pact, or to anyone.',
  request: {
    query: pageQuery.extend({
      kind: z.enum(kindNames).optional().openapi({ example: 'released' }),
      audience: z
        .enum(['self', 'parties', 'anyone'])
        .default('self')
        .openapi({ description: 'For whose eyes', example: 'self' }),
    }),
  },
  responses: {
    200: json(
      'A page of events',
      pageOf('EventPage', item, {
        index: 17,
        at: '2026-11-25T00:00:00.000Z',
        kind: 'pact-adopted',
        name: { en: 'Pact adopted', ja: '協定の採択' },
        article: '21',
        sees: 'parties',
        event: {
          kind: 'pact-adopted',
          at: '2026-11-25T00:00:00.000Z',
          pact: '0f'.repeat(32),
        },
      }),
    ),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})
