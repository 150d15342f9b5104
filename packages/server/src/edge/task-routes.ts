/**
 * What waits for the person who asks, over HTTP.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { DocumentError } from '../documents/index.ts'
import { awaitedApprovals, endingClearances, overdueReceipts } from '../people/index.ts'
import type { RegisterReader } from '../register/index.ts'

import type { EdgeDeps } from './edge.ts'
import { type RegisterLine, requireLine } from './register.ts'
import { hasRole } from './roles.ts'
import { json, registerExample, registerLine } from './schemas.ts'

/** The routes. */
export function taskRoutes(deps: EdgeDeps): Api {
  const { server, decisions, now } = deps
  const routes = createRoutes()
  routes.openapi(list, async (c) => {
    const requester = requesterOf(c)
    const { person } = requester
    const at = now().toISOString()
    const standing = server.standing.current()
    const asked = { store: server.store, standing, engine: decisions.engine, at }
    const found = [
      ...(await awaitedApprovals(person, asked)),
      ...(await overdueReceipts(asked)),
      ...endingClearances(hasRole(deps, requester, ['security']) ? undefined : person, asked),
    ]
    const items: z.infer<typeof task>[] = []
    for (const one of found) {
      if (one.kind === 'clearance-ends') {
        items.push(one)
        continue
      }
      // Who may not know of a document is not told that something waits for it either.
      const line = await findLine(one.document, requester, deps)
      if (line) items.push({ ...one, line })
    }
    return c.json({ at, items }, 200)
  })
  return routes
}

async function findLine(
  document: string,
  reader: RegisterReader,
  deps: EdgeDeps,
): Promise<RegisterLine | undefined> {
  try {
    return await requireLine(document, reader, deps)
  } catch (error) {
    if (error instanceof DocumentError) return undefined
    throw error
  }
}

const task = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('approve'),
      document: z.string(),
      release: z.string(),
      since: z.string(),
      line: registerLine,
    }),
    z.strictObject({
      kind: z.literal('receipt-overdue'),
      document: z.string(),
      release: z.string(),
      member: z.string().openapi({ description: 'At the other end' }),
      since: z.string().openapi({ description: 'When it was due' }),
      line: registerLine,
    }),
    z.strictObject({
      kind: z.literal('clearance-ends'),
      person: z.string(),
      regime: z.string(),
      level: z.string(),
      until: z.string(),
    }),
  ])
  .openapi('Task')
const list = createRoute({
  method: 'get',
  path: '/api/tasks',
  operationId: 'listTasks',
  tags: ['people'],
  summary: 'What waits for you',
  description:
    'Releases you may approve, receipts that are overdue, clearances that end within 60 days: yours, or ' +
    'everybody’s for officers for security. At most 200 of a kind.',
  responses: {
    200: json(
      'What waits',
      z.strictObject({ at: z.string(), items: z.array(task) }).openapi('Tasks', {
        example: {
          at: '2026-11-25T00:00:00.000Z',
          items: [
            {
              kind: 'approve',
              document: registerExample.document,
              release: registerExample.release,
              since: '2026-11-25T00:00:00.000Z',
              line: registerExample,
            },
          ],
        },
      }),
    ),
    ...refusals(),
  },
})
