/**
 * What waits for the person who asks, over HTTP.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'
import { DocumentError, recordNotified, requireDocument } from '../documents/index.ts'
import {
  askedConsents,
  awaitedApprovals,
  endingClearances,
  openAcknowledgements,
  openExpiryNotices,
  overdueReceipts,
  refusedReleases,
  unsentDrafts,
} from '../people/index.ts'
import type { RegisterReader } from '../register/index.ts'

import type { EdgeDeps } from './edge.ts'
import type { RegisterLine } from './register-line.ts'
import { requireLine } from './register.ts'
import { hasRole, hasRoleAt, requireRole } from './roles.ts'
import {
  digest,
  documentParam,
  expiryHolder,
  inBoth,
  json,
  jsonBody,
  registerExample,
  registerLine,
} from './schemas.ts'

/** The routes. */
export function taskRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()
  routes.openapi(list, async (c) => c.json(await tasksFor(requesterOf(c), deps), 200))

  routes.openapi(notified, async (c) => {
    const requester = requesterOf(c)
    requireRole(deps, requester, ['registry'])
    const { document } = c.req.valid('param')
    const { designation, to } = c.req.valid('json')
    if (!hasRoleAt(deps, requester, ['registry'], await requireDocument(server.store, document))) {
      throw new DocumentError('document/not-found', 'the register of another level')
    }
    await recordNotified({ document, designation, to }, requester.person, { ...server, now })
    return c.body(null, 204)
  })
  return routes
}

/** What waits for somebody, and when that was. */
export async function tasksFor(
  requester: RegisterReader,
  deps: EdgeDeps,
): Promise<{ readonly at: string; items: z.infer<typeof task>[] }> {
  const { server, decisions, now } = deps
  const { person } = requester
  const at = now().toISOString()
  const standing = server.standing.current()
  const asked = { store: server.store, standing, engine: decisions.engine, at }
  const found = [
    ...(await awaitedApprovals(person, asked)),
    ...(await refusedReleases(person, asked)),
    ...(await unsentDrafts(person, asked)),
    ...(await askedConsents(person, asked)),
    ...(await openAcknowledgements(person, asked)),
    ...(await overdueReceipts(asked)),
    ...(await openExpiryNotices(person, asked)),
    ...endingClearances(hasRole(deps, requester, ['security']) ? undefined : person, asked),
  ]
  const items: z.infer<typeof task>[] = []
  for (const one of found) {
    if (one.kind === 'clearance-ends' || one.kind === 'expiry-notice') {
      items.push(one)
      continue
    }
    // Who may not know of a document is not told that something waits for it either.
    const line = await findLine(one.document, requester, deps)
    // Only the newest copy is acknowledged.
    if (one.kind === 'acknowledge' && line?.release !== one.release) continue
    if (line) items.push({ ...one, line })
  }
  return { at, items }
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
      kind: z.literal('acknowledge'),
      document: z.string(),
      release: z.string(),
      member: z.string().openapi({ description: 'The originator' }),
      since: z.string().openapi({ description: 'When you opened it' }),
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
      kind: z.literal('expiry-notice'),
      document: z.string(),
      designation: z.string().openapi({ description: 'The grant of the last term' }),
      number: z.string().openapi({ description: 'In the register of designations' }),
      to: expiryHolder,
      article: inBoth,
      text: inBoth.openapi({ description: 'What is to be done' }),
      since: z.string(),
    }),
    z.strictObject({
      kind: z.literal('release-refused'),
      document: z.string(),
      release: z.string(),
      officer: z.string(),
      reason: z.string().openapi({ description: 'In the officer’s words' }),
      since: z.string(),
      line: registerLine,
    }),
    z.strictObject({
      kind: z.literal('draft-unsent'),
      document: z.string(),
      since: z.string(),
      line: registerLine,
    }),
    z.strictObject({
      kind: z.literal('consent'),
      document: z.string(),
      consent: z.string().openapi({ description: 'Number of the request' }),
      member: z.string().openapi({ description: 'The member that asks' }),
      act: z.string(),
      since: z.string(),
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
    'Releases you may approve, releases of yours that were refused, drafts of yours that are not whole, requests for a consent you may give, documents ' +
    'you have opened and not acknowledged, receipts that are overdue, clearances that end within 60 days: yours, or ' +
    'everybody’s for officers for security. For registry officers also whom to tell in writing that a ' +
    'designation has expired. At most 200 of a kind.',
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
const notified = createRoute({
  method: 'post',
  path: '/api/documents/{document}/expiry-notices',
  operationId: 'recordExpiryNotice',
  tags: ['documents'],
  summary: 'Record that somebody was told in writing that a designation has expired',
  description:
    'For registry officers, of the levels that they keep the register of. The same again changes nothing.',
  request: {
    params: documentParam,
    body: jsonBody(
      z.strictObject({ designation: digest, to: expiryHolder }).openapi('ExpiryNotice', {
        example: { designation: '0f'.repeat(32), to: { kind: 'member', id: 'nzl' } },
      }),
    ),
  },
  responses: {
    204: { description: 'It is on record' },
    ...refusals(...commandRefusals, 'document/not-found', 'http/role-required'),
  },
})
