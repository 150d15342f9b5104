/**
 * Statements over HTTP: whoever made one hands it in, and it speaks for itself.
 *
 * @module
 */
import { type Hash, parseStatement, type Statement, statementId } from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import {
  PactError,
  parseAppointment,
  parseGrant,
  parseNotice,
  requirePact,
  requireSignerAt,
  type StandingKind,
} from '@entente/core/pact'
import { requireRules } from '@entente/core/policy'
import { createRoute, z } from '@hono/zod-openapi'

import {
  type Api,
  commandRefusals,
  createRoutes,
  pageQuery,
  refusals,
  requesterOf,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireRole } from './roles.ts'
import { exampleStatement, json, jsonBody, pageOf, statementSchema } from './schemas.ts'

/** The routes. */
export function statementRoutes(deps: EdgeDeps): Api {
  const { server, cursors } = deps
  const routes = createRoutes()

  routes.openapi(hand, async (c) => {
    const { kind, statement } = c.req.valid('json')
    const ids = await takeStatement(kind, parseStatement(statement), deps)
    deps.wake()
    return c.json({ ids: [...ids] }, 201)
  })

  routes.openapi(read, async (c) => {
    const { kind, member = server.self, limit, cursor } = c.req.valid('query')
    // Grants say who holds which clearance: they are for the officers who give them.
    if (kind === 'grant') requireRole(deps, requesterOf(c), ['security', 'controller', 'registry'])
    const list = `${kind} of ${member}`
    const [count = 0] = cursors.place(list, cursor) ?? []
    const after = Number(count)
    const found = await server.standing.statements(kind, member, after, limit + 1)
    const rows = found.map((statement, at) => ({ statement, place: after + at + 1 }))
    const { items, ...more } = cursors.page(list, rows, limit, ({ place }) => [place])
    return c.json(
      {
        items: items.map(({ statement: { payload, acts } }) => ({ payload, acts: [...acts] })),
        ...more,
      },
      200,
    )
  })

  return routes
}

/**
 * Verifies a statement of our own people, lets it stand, and queues it for the members it concerns.
 *
 * @throws {PactError} whatever it is refused for; `pact/inconsistent` for a statement of another member:
 *   those come from that member, in its own messages
 */
export async function takeStatement(
  kind: HandedKind,
  statement: Statement,
  { server, now }: Pick<EdgeDeps, 'now' | 'server'>,
): Promise<readonly Hash[]> {
  const { standing, ledger } = server
  const member = memberOf[kind](statement)
  if (member !== undefined && member !== server.self) {
    throw new PactError('pact/inconsistent', `a statement of \`${member}\``, { member })
  }
  return standing.change([{ kind, statement }], async ({ fresh, next, write }) => {
    const at = now().toISOString()
    if (kind === 'pact') {
      const pact = requirePact(next, statementId(statement))
      requireRules(pact)
      await server.policies.of(pact.terms)
    }
    if (fresh.length > 0) requireSignerAt(next, kind, statement, at)
    const peers = peersFor(kind, statement, server.self, next)
    await ledger.record(async (tx, append) => {
      await write(tx)
      if (fresh.length === 0) return
      const { index } = append(eventOf(kind, statement, at))
      for (const { peer, pact } of peers) {
        const body =
          kind === 'appointment'
            ? ({ kind: 'appointments', statements: [statement] } as const)
            : ({ kind: 'notice', statement } as const)
        await server.enqueue(tx, { peer, pact, entry: index, body })
      }
    })
    return fresh.map((one) => statementId(one.statement))
  })
}

/** What is handed in here; consents have routes of their own. */
type HandedKind = Exclude<StandingKind, 'consent'>

/** Whose statement it is; a pact is that of all its members. */
const memberOf: Record<HandedKind, (statement: Statement) => string | undefined> = {
  pact: () => undefined,
  appointment: (statement) => parseAppointment(statement).member,
  notice: (statement) => parseNotice(statement).member,
  grant: (statement) => parseGrant(statement).member,
}

/** Grants and pacts stay at home; appointments and notices of ours go to every other member. */
function peersFor(
  kind: HandedKind,
  statement: Statement,
  self: string,
  { pacts }: ReturnType<EdgeDeps['server']['standing']['current']>,
): readonly { readonly peer: string; readonly pact: Hash }[] {
  if (kind === 'grant' || kind === 'pact') return []
  const named = kind === 'notice' ? parseNotice(statement).pact : undefined
  return [...pacts.values()]
    .filter(({ id }) => named === undefined || id === named)
    .flatMap(({ id, terms }) =>
      terms.members
        .filter((member) => member.id !== self)
        .map((member) => ({ peer: member.id, pact: id })),
    )
}

function eventOf(kind: HandedKind, statement: Statement, at: string): LedgerEvent {
  return events[kind](statement, statementId(statement), at)
}

const events: Record<HandedKind, (statement: Statement, id: Hash, at: string) => LedgerEvent> = {
  pact: (_statement, id, at) => ({ kind: 'pact-adopted', at, pact: id }),
  appointment: (statement, id, at) => {
    const { number } = parseAppointment(statement)
    return { kind: 'appointment-made', at, number, statement: id }
  },
  notice: (statement, id, at) => {
    const { pact, number } = parseNotice(statement)
    return { kind: 'notice-issued', at, pact, number, statement: id }
  },
  grant: (statement, id, at) => {
    const { issuer, number } = parseGrant(statement)
    return { kind: 'grant-made', at, issuer, number, statement: id }
  },
}

const tags = ['statements']
const kinds = z.enum(['appointment', 'grant', 'notice'])
const hand = createRoute({
  method: 'post',
  path: '/api/statements',
  operationId: 'handInStatement',
  tags,
  summary: 'Hand in an appointment, a notice or a grant that you have signed',
  description:
    'It is judged by its signature and its place in the chain of its signer, not by who sends it. The ' +
    'number in it says which head it was made for, so no `If-Match` is needed: one that was overtaken is ' +
    '`pact/chain-conflict`. One that stands already changes nothing.',
  request: {
    body: jsonBody(
      z.strictObject({ kind: kinds, statement: statementSchema }).openapi('SignedStatement', {
        example: { kind: 'grant', statement: exampleStatement },
      }),
    ),
  },
  responses: {
    201: json(
      'The ids that are new',
      z
        .strictObject({ ids: z.array(z.string()) })
        .openapi('StatementIds', { example: { ids: ['0f'.repeat(32)] } }),
    ),
    ...refusals(
      ...commandRefusals,
      'format/bad-base64',
      'format/bad-json',
      'format/bad-utf8',
      'format/not-canonical',
      'format/unexpected-value',
      'pact/bad-designation',
      'pact/chain-broken',
      'pact/chain-conflict',
      'pact/inconsistent',
      'pact/invalid-signature',
      'pact/key-not-appointed',
      'pact/malformed',
      'pact/not-authorised',
      'pact/other-pact',
      'signature/malformed',
    ),
  },
})
const read = createRoute({
  method: 'get',
  path: '/api/statements',
  operationId: 'listStatements',
  tags,
  summary: 'The statements of one kind by one member, oldest first',
  description: 'Grants are shown to officers for security, need-to-know and the registry alone.',
  request: {
    query: pageQuery.extend({
      kind: z.enum(['appointment', 'grant', 'notice', 'pact']).openapi({ example: 'appointment' }),
      member: z
        .string()
        .max(64)
        .optional()
        .openapi({ example: 'nzl', description: 'Default: ours' }),
    }),
  },
  responses: {
    200: json('The statements', pageOf('StatementPage', statementSchema, exampleStatement)),
    ...refusals('http/bad-cursor', 'http/role-required'),
  },
})
