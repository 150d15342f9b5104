/**
 * The pacts over HTTP: what was signed, and what each clause does here today.
 *
 * @module
 */
import { keyId } from '@entente/core/crypto'
import { parseEvent } from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import { noticesOf, type Pact, type Standing, stateOf } from '@entente/core/pact'
import { type DecisionAction, ruleHashes, rules } from '@entente/core/policy'
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'
import type { Store } from '../store/index.ts'

import type { EdgeDeps } from './edge.ts'
import { hasRole, inspectors } from './roles.ts'
import { json } from './schemas.ts'

/** Acts that exist in the server: a rule on nothing else is decided and not acted on. */
const acts: readonly DecisionAction[] = [
  'open',
  'print',
  'extract',
  'translate',
  'prepare',
  'approve',
  'deliver',
  'receive',
]
/** So many of the newest refusals are counted. */
const counted = 10_000

/** The routes. */
export function pactRoutes(deps: EdgeDeps): Api {
  const { server, store, now } = deps
  const routes = createRoutes()
  routes.openapi(list, async (c) => {
    const standing = server.standing.current()
    const at = now().toISOString()
    const inspects = hasRole(deps, requesterOf(c), inspectors)
    const refused = inspects ? await refusalsByCode(store) : undefined
    const items = [...standing.pacts.values()]
      .map((pact) => viewOf(pact, standing, { at, refused }))
      .toSorted((a, b) => b.version - a.version || (a.id < b.id ? -1 : 1))
    return c.json({ at, items }, 200)
  })
  return routes
}

type View = z.infer<typeof view>

function viewOf(
  pact: Pact,
  standing: Standing,
  {
    at,
    refused,
  }: { readonly at: string; readonly refused: ReadonlyMap<string, number> | undefined },
): View {
  const { id, terms } = pact
  const hashes = ruleHashes()
  return {
    id,
    version: terms.version,
    previous: terms.previous,
    name: { ...terms.name },
    illustrative: terms.illustrative,
    state: stateOf(standing, pact, at),
    receiptSeconds: terms.receiptSeconds,
    members: terms.members.map(({ id: member, country, name, appointingKey }) => ({
      id: member,
      country,
      name: { ...name },
      appointingKey: keyId(appointingKey),
    })),
    regimes: terms.regimes.map(({ regime, member, name, levels }) => ({
      regime,
      member,
      name: { ...name },
      levels: levels.map((one) => ({
        level: one.level,
        name: { ...one.name },
        classified: one.classified,
      })),
    })),
    equivalence: terms.equivalence.map((one) => ({
      from: { ...one.from },
      member: one.member,
      to: one.to && { ...one.to },
      reason: one.to === null ? { ...one.reason } : null,
    })),
    handling: terms.handling.map(({ regime, level, custody, approvals, suites }) => ({
      regime,
      level,
      custody,
      approvals,
      suites: [...suites],
    })),
    authorities: terms.authorities.map(({ member, role, title, levels }) => ({
      member,
      role,
      title: { ...title },
      levels: levels.map((one) => ({ ...one })),
    })),
    purposes: terms.purposes.map(({ id: purpose, name }) => ({ id: purpose, name: { ...name } })),
    clauses: terms.clauses.map(({ article, title, text, parameters, rules: pinned }) => ({
      article,
      title: { ...title },
      text: { ...text },
      parameters: Object.entries(parameters).map(([name, value]) => ({
        name,
        value: String(value),
      })),
      rules: pinned.map(({ id: rule, hash }) => {
        const ours = rules.find((one) => one.id === rule)
        return {
          id: rule,
          on: hashes[rule] === hash,
          acted: ours?.actions.some((action) => acts.includes(action)) ?? false,
          refused: refused ? ((ours && refused.get(ours.code)) ?? 0) : null,
        }
      }),
    })),
    notices: terms.members
      .flatMap(({ id: member }) => noticesOf(standing, id, member).entries)
      .map(({ id: notice, notice: { member, number, at: said, act } }) => ({
        id: notice,
        member,
        number,
        at: said,
        kind: act.kind,
        from: 'from' in act ? act.from : null,
      }))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

/** How often each code stood in a refusal to open, among the newest ones. */
async function refusalsByCode({ db }: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'key-denied')
    .orderBy('idx', 'desc')
    .limit(counted)
    .execute()
  const counts = new Map<string, number>()
  for (const { event } of rows) {
    const said = event === null ? undefined : parseEvent(parseJson(event))
    if (said?.kind !== 'key-denied') continue
    for (const code of said.codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

const bilingual = z.strictObject({ en: z.string(), ja: z.string() })
const level = z.strictObject({ regime: z.string(), level: z.string() })
const view = z
  .strictObject({
    id: z.string(),
    version: z.int(),
    previous: z.string().nullable(),
    name: bilingual,
    illustrative: z.boolean(),
    state: z.string(),
    receiptSeconds: z.int(),
    members: z.array(
      z.strictObject({
        id: z.string(),
        country: z.string().nullable(),
        name: bilingual,
        appointingKey: z.string().openapi({ description: 'Its key id' }),
      }),
    ),
    regimes: z.array(
      z.strictObject({
        regime: z.string(),
        member: z.string(),
        name: bilingual,
        levels: z
          .array(z.strictObject({ level: z.string(), name: bilingual, classified: z.boolean() }))
          .openapi({ description: 'Lowest first' }),
      }),
    ),
    equivalence: z.array(
      z.strictObject({
        from: level,
        member: z.string(),
        to: level.nullable(),
        reason: bilingual.nullable(),
      }),
    ),
    handling: z.array(
      z.strictObject({
        regime: z.string(),
        level: z.string(),
        custody: z.string(),
        approvals: z.int(),
        suites: z.array(z.string()),
      }),
    ),
    authorities: z.array(
      z.strictObject({
        member: z.string(),
        role: z.string(),
        title: bilingual,
        levels: z.array(level),
      }),
    ),
    purposes: z.array(z.strictObject({ id: z.string(), name: bilingual })),
    clauses: z.array(
      z.strictObject({
        article: z.string(),
        title: bilingual,
        text: bilingual,
        parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })),
        rules: z.array(
          z.strictObject({
            id: z.string(),
            on: z.boolean().openapi({ description: 'Whether this server has the rule as pinned' }),
            acted: z
              .boolean()
              .openapi({ description: 'Whether an act that it decides on exists in the server' }),
            refused: z.int().nullable().openapi({
              description:
                'How many of the newest 10,000 refusals name its code; null but for officers for security and the registry',
            }),
          }),
        ),
      }),
    ),
    notices: z.array(
      z.strictObject({
        id: z.string(),
        member: z.string(),
        number: z.int(),
        at: z.string(),
        kind: z.string(),
        from: z.string().nullable(),
      }),
    ),
  })
  .openapi('PactView')
const list = createRoute({
  method: 'get',
  path: '/api/pacts',
  operationId: 'listPacts',
  tags: ['member'],
  summary: 'The pacts, newest version first, and what each clause does here today',
  description:
    'As signed: names, levels, clauses with their text in every language, and for each clause its rules. ' +
    'Who verifies it anew asks for the statements of the kind `pact`.',
  responses: {
    200: json(
      'The pacts',
      z.strictObject({ at: z.string(), items: z.array(view) }).openapi('Pacts', {
        example: { at: '2026-11-25T00:00:00.000Z', items: [] },
      }),
    ),
    ...refusals(),
  },
})
