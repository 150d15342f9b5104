/**
 * What an author needs before there is a draft: what labels may say, and what a release would be refused for.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { formatSpifData } from '@entente/core/label'
import { type PinnedPolicies, stateOf, type Terms } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { checkRelease } from '../documents/index.ts'
import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { policyData } from './policy-schema.ts'
import { json, jsonBody, releaseWishFields } from './schemas.ts'

/** The routes. */
export function draftingRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(show, async (c) => {
    const standing = server.standing.current()
    const at = now().toISOString()
    const pacts = [...standing.pacts.values()].map(async (pact) => ({
      id: pact.id,
      name: plain(pact.terms.name),
      state: stateOf(standing, pact, at),
      members: pact.terms.members.map(({ id, name, country }) => ({
        id,
        name: plain(name),
        country,
      })),
      purposes: pact.terms.purposes.map(({ id, name }) => ({ id, name: plain(name) })),
      regimes: regimesOf(pact.terms, server.self, await server.policies.of(pact.terms)),
    }))
    return c.json({ member: server.self, pacts: await Promise.all(pacts) }, 200)
  })

  routes.openapi(check, async (c) => {
    const { pact, ...wish } = c.req.valid('json')
    if (!isHash(pact)) throw new TypeError('the schema lets digests through')
    const { policies, standing } = server
    const { engine } = deps.decisions
    await checkRelease({ ...wish, pact }, requesterOf(c).person, {
      standing,
      engine,
      policies,
      xml: deps.xml,
      now,
    })
    return c.body(null, 204)
  })

  return routes
}

/** Our own regimes, with the levels that the pact knows. */
function regimesOf({ regimes }: Terms, self: string, policies: PinnedPolicies): Regime[] {
  return regimes
    .filter(({ member }) => member === self)
    .map(({ regime, name, levels }) => {
      const policy = policies.get(regime)
      return {
        regime,
        name: plain(name),
        levels: levels.map(({ level, name: called }) => ({ level, name: plain(called) })),
        policy: policy ? formatSpifData(policy) : null,
      }
    })
}

function plain({ en, ja }: { readonly en: string; readonly ja: string }): {
  en: string
  ja: string
} {
  return { en, ja }
}

const tags = ['documents']
const bilingual = z.strictObject({ en: z.string(), ja: z.string() })
const regime = z.strictObject({
  regime: z.string(),
  name: bilingual,
  levels: z.array(z.strictObject({ level: z.string(), name: bilingual })),
  policy: policyData
    .nullable()
    .openapi({ description: 'The policy that the pact pins; null where it pins none' }),
})
type Regime = z.infer<typeof regime>
const drafting = z
  .strictObject({
    member: z.string(),
    pacts: z.array(
      z.strictObject({
        id: z.string(),
        name: bilingual,
        state: z.enum(['agreed', 'signed', 'in-force', 'suspended', 'terminated']),
        members: z.array(
          z.strictObject({ id: z.string(), name: bilingual, country: z.string().nullable() }),
        ),
        purposes: z.array(z.strictObject({ id: z.string(), name: bilingual })),
        regimes: z.array(regime),
      }),
    ),
  })
  .openapi('Drafting', { example: { member: 'jpn', pacts: [] } })
const show = createRoute({
  method: 'get',
  path: '/api/drafting',
  operationId: 'readDrafting',
  tags,
  summary: 'What a new document can be: regimes with their policies, members and purposes, by pact',
  responses: { 200: json('What there is to choose from', drafting), ...refusals() },
})
const intended = z
  .strictObject({
    ...releaseWishFields,
    labelXml: z.string().min(1).max(65_536),
    case: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .nullable(),
  })
  .openapi('IntendedRelease', {
    example: {
      pact: '0f'.repeat(32),
      recipients: ['nzl'],
      purposes: ['maritime-security'],
      notAfter: '2030-01-01T00:00:00.000Z',
      labelXml: '<originatorConfidentialityLabel …/>',
      case: null,
    },
  })
const check = createRoute({
  method: 'post',
  path: '/api/release-checks',
  operationId: 'checkRelease',
  tags,
  summary: 'Learn what a release would be refused for, before there is a document',
  description:
    'Stores nothing. The same is asked again when the draft is made and the release prepared.',
  request: { body: jsonBody(intended) },
  responses: {
    204: { description: 'Nothing would refuse it' },
    ...refusals(...commandRefusals, 'document/release-refused', 'pact/other-pact'),
  },
})
