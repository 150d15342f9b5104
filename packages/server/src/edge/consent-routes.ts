/**
 * Consents of originators over HTTP: asking, looking at, giving, refusing.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { consentedActs, findEquivalent, type Role } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import {
  askConsent,
  ConsentError,
  consentRows,
  type ConsentState,
  giveConsent,
  refuseConsent,
  requireConsent,
} from '../consents/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  HttpError,
  pageQuery,
  refusals,
  requesterOf,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine } from './register.ts'
import { hasRoleAt } from './roles.ts'
import {
  documentParam,
  exampleStatement,
  json,
  jsonBody,
  pageOf,
  registerExample,
  statementSchema,
} from './schemas.ts'

/** The routes. */
export function consentRoutes(deps: EdgeDeps): Api {
  const { server, cursors, random, now } = deps
  const routes = createRoutes()
  const answering = { ...server, now }

  routes.openapi(ask, async (c) => {
    const { document } = c.req.valid('param')
    const requester = requesterOf(c)
    // Who may not know of a document learns nothing by asking about it.
    await requireLine(document, requester, deps)
    const wish = { ...c.req.valid('json'), document }
    const consent = await askConsent(wish, requester.person, { ...answering, random })
    deps.wake()
    return c.json({ consent, state: 'asked' as const }, 201)
  })

  routes.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const requester = requesterOf(c)
    const name = `consents for ${requester.person}`
    const [createdAt = '', consent = ''] = cursors.place(name, cursor) ?? []
    const after = { createdAt: String(createdAt), consent: String(consent) }
    const rows = await rowsFor(requester.person, after, limit + 1, deps)
    const { items, ...more } = cursors.page(name, rows, limit, (row) => [
      row.createdAt,
      row.consent,
    ])
    return c.json({ items: items.map(shown), ...more }, 200)
  })

  routes.openapi(show, async (c) => {
    const row = await requireConsent(server.store.db, c.req.valid('param').consent)
    if (!mayLookAt(row, requesterOf(c).person, deps)) {
      throw new ConsentError('consent/not-found', 'neither asked by them nor theirs to answer')
    }
    return c.json(shown(row), 200)
  })

  routes.openapi(give, async (c) => {
    const answered = await giveConsent(parseStatement(c.req.valid('json').statement), answering)
    deps.wake()
    return c.json(answered, 201)
  })

  routes.openapi(refuse, async (c) => {
    const row = await requireConsent(server.store.db, c.req.valid('param').consent)
    const { person } = requesterOf(c)
    if (row.originator !== server.self || !isOfficer(row, person, ['releaser'], deps)) {
      throw new HttpError('http/role-required', 'no releasing officer for the level')
    }
    const answered = await refuseConsent(row, person, answering)
    deps.wake()
    return c.json(answered, 200)
  })

  return routes
}

/** Up to `limit` of those that `person` may look at: fewer only where there are no more. */
async function rowsFor(
  person: string,
  after: { readonly createdAt: string; readonly consent: string },
  limit: number,
  deps: EdgeDeps,
): Promise<readonly ConsentState[]> {
  const seen: ConsentState[] = []
  let place = after
  for (;;) {
    const rows = await consentRows(deps.store.db, place, rowsAtOnce)
    seen.push(...rows.filter((row) => mayLookAt(row, person, deps)))
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce || seen.length >= limit) return seen.slice(0, limit)
    place = last
  }
}

const rowsAtOnce = 200

/** Who has asked, and the officers who answer for documents of the level. */
function mayLookAt(row: ConsentState, person: string, deps: EdgeDeps): boolean {
  return (
    row.askedBy === person || isOfficer(row, person, ['releaser', 'registry', 'security'], deps)
  )
}

/** Whether `person` is an officer in one of the roles, for the level by which we protect the document. */
function isOfficer(
  { originator, pact, wish }: ConsentState,
  person: string,
  roles: readonly Role[],
  deps: Pick<EdgeDeps, 'now' | 'server'>,
): boolean {
  const { server } = deps
  const standing = server.standing.current()
  const terms = standing.pacts.get(pact)?.terms
  const level =
    originator === server.self
      ? wish.level
      : terms && findEquivalent(terms, wish.level, server.self)
  return hasRoleAt(deps, { person }, roles, level)
}

function shown({ wish, statement, ...row }: ConsentState): z.infer<typeof consentSchema> {
  return {
    ...row,
    ...wish,
    purposes: [...wish.purposes],
    statement: statement && { payload: statement.payload, acts: [...statement.acts] },
  }
}

const tags = ['consents']
const number = '0f0e0d0c0b0a09080706050403020100'
const consentParam = z.object({
  consent: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .openapi({ example: number }),
})
const level = z.strictObject({ regime: z.string().max(200), level: z.string().max(80) })
const example = {
  act: 'provide' as const,
  party: 'aus',
  purposes: ['maritime-security'],
  to: null,
  notAfter: '2027-01-01T00:00:00.000Z',
}
const wishSchema = z
  .strictObject({
    act: z.enum(consentedActs),
    party: z
      .string()
      .max(63)
      .nullable()
      .openapi({ description: 'The third party or contractor that the document would go to' }),
    purposes: z.array(z.string().max(63)).min(1).max(256),
    to: level.nullable().openapi({ description: 'The level that the document would get' }),
    notAfter: z.iso.datetime({ precision: 3 }),
  })
  .openapi('ConsentWish', { example })
const states = z.enum(['asked', 'given', 'refused'])
const shownExample = {
  consent: number,
  asker: 'nzl',
  originator: 'jpn',
  pact: '0f'.repeat(32),
  document: registerExample.document,
  level: { regime: registerExample.regime, level: registerExample.level },
  ...example,
  state: 'asked',
  statement: null,
  askedBy: null,
  createdAt: '2026-11-25T00:00:00.000Z',
  updatedAt: '2026-11-25T00:00:00.000Z',
} as const
const consentSchema = z
  .strictObject({
    consent: z.string(),
    asker: z.string(),
    originator: z.string(),
    pact: z.string(),
    document: z.string(),
    level,
    act: z.string(),
    party: z.string().nullable(),
    purposes: z.array(z.string()),
    to: level.nullable(),
    notAfter: z.string(),
    state: states,
    statement: z.union([statementSchema, z.null()]),
    askedBy: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Consent', { example: shownExample })
const answeredSchema = z
  .strictObject({ consent: z.string(), state: states })
  .openapi('AnsweredConsent', { example: { consent: number, state: 'given' } })

const ask = createRoute({
  method: 'post',
  path: '/api/documents/{document}/consents',
  operationId: 'askConsent',
  tags,
  summary: 'Ask the originator of a document for its consent',
  description: 'For whoever may know of the document. On record before it goes to the originator.',
  request: { params: documentParam, body: jsonBody(wishSchema) },
  responses: {
    201: json('The number of the request', answeredSchema),
    ...refusals(
      ...commandRefusals,
      'consent/not-consentable',
      'document/denied',
      'document/not-found',
      'pact/other-pact',
    ),
  },
})
const list = createRoute({
  method: 'get',
  path: '/api/consents',
  operationId: 'listConsents',
  tags,
  summary: 'Consents and requests for them, oldest first: yours, and those you answer for',
  description: 'Yours, and for officers for release, registry and security those of their levels.',
  request: { query: pageQuery },
  responses: {
    200: json('The consents', pageOf('ConsentPage', consentSchema, shownExample)),
    ...refusals('http/bad-cursor'),
  },
})
const show = createRoute({
  method: 'get',
  path: '/api/consents/{consent}',
  operationId: 'readConsent',
  tags,
  summary: 'A consent or a request for one, with the acts so far',
  request: { params: consentParam },
  responses: {
    200: json('The consent', consentSchema),
    ...refusals('consent/not-found'),
  },
})
const give = createRoute({
  method: 'post',
  path: '/api/consents',
  operationId: 'giveConsent',
  tags,
  summary: 'Hand in a consent to what was asked, signed on your machine',
  description:
    'It is judged by its signatures, not by who sends it. Where the level takes two officers, the consent ' +
    'waits for the second; each signs the same statement. One that was not asked for is taken as well.',
  request: {
    body: jsonBody(
      z
        .strictObject({ statement: statementSchema })
        .openapi('SignedConsent', { example: { statement: exampleStatement } }),
    ),
  },
  responses: {
    201: json('Where it stands', answeredSchema),
    ...refusals(
      ...commandRefusals,
      'consent/closed',
      'consent/mismatch',
      'consent/not-found',
      'document/not-found',
      'format/bad-base64',
      'format/bad-json',
      'format/bad-utf8',
      'format/not-canonical',
      'format/unexpected-value',
      'pact/approval-missing',
      'pact/chain-broken',
      'pact/inconsistent',
      'pact/invalid-signature',
      'pact/key-not-appointed',
      'pact/malformed',
      'pact/not-authorised',
      'pact/not-released',
      'pact/other-pact',
      'pact/suite-not-admitted',
      'signature/malformed',
    ),
  },
})
const refuse = createRoute({
  method: 'post',
  path: '/api/consents/{consent}/refusal',
  operationId: 'refuseConsent',
  tags,
  summary: 'Say no to a request for consent; no reason is given',
  request: { params: consentParam },
  responses: {
    200: json('Where it stands', answeredSchema),
    ...refusals(...commandRefusals, 'consent/closed', 'consent/not-found', 'http/role-required'),
  },
})
