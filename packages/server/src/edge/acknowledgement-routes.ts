/**
 * Acknowledging a received document over HTTP: the statement to sign, and handing it in.
 *
 * @module
 */
import { parseStatement, type Statement } from '@entente/core/crypto'
import { createRoute, z } from '@hono/zod-openapi'

import {
  acknowledge,
  AcknowledgementError,
  prepareAcknowledgement,
} from '../acknowledgements/index.ts'
import { type Api, commandRefusals, createRoutes, refusals, requesterOf } from '../http/index.ts'
import type { RegisterReader } from '../register/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireLine } from './register.ts'
import { documentParam, exampleStatement, json, jsonBody, statementSchema } from './schemas.ts'

/** The routes. */
export function acknowledgementRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(prepare, async (c) => {
    const requester = requesterOf(c)
    const release = await requireCopy(c.req.valid('param').document, requester, deps)
    const {
      statement,
      release: signed,
      suites,
      given,
    } = await prepareAcknowledgement(release, requester.person, { ...server, now })
    const shown = { statement: plain(statement), release: plain(signed) }
    return c.json({ ...shown, suites: [...suites], given }, 200)
  })

  routes.openapi(give, async (c) => {
    const requester = requesterOf(c)
    const release = await requireCopy(c.req.valid('param').document, requester, deps)
    const statement = parseStatement(c.req.valid('json').statement)
    const { at } = await acknowledge(release, statement, requester.person, { ...server, now })
    deps.wake()
    return c.json({ release, at }, 201)
  })

  return routes
}

/** The release of the copy here, of a document that the requester may know of. */
async function requireCopy(
  document: string,
  requester: RegisterReader,
  deps: EdgeDeps,
): Promise<string> {
  const { direction, release } = await requireLine(document, requester, deps)
  if (direction === 'received' && release !== null) return release
  throw new AcknowledgementError('acknowledgement/not-found', 'our own document')
}

function plain({ payload, acts }: Statement): { payload: string; acts: unknown[] } {
  return { payload, acts: [...acts] }
}

const tags = ['documents']
const prepared = z
  .strictObject({
    statement: statementSchema.openapi({ description: 'What you sign, or have signed' }),
    release: statementSchema.openapi({ description: 'The release statement that it names' }),
    suites: z
      .array(z.enum(['jws-hybrid', 'webauthn']))
      .openapi({ description: 'By which acts the pact lets it be signed, at this level' }),
    given: z.string().nullable().openapi({ description: 'When it was given' }),
  })
  .openapi('PreparedAcknowledgement', {
    example: {
      statement: exampleStatement,
      release: exampleStatement,
      suites: ['jws-hybrid', 'webauthn'],
      given: null,
    },
  })
const prepare = createRoute({
  method: 'get',
  path: '/api/documents/{document}/acknowledgement',
  operationId: 'prepareAcknowledgement',
  tags,
  summary: 'The statement by which you acknowledge a document, or the one you have signed',
  description:
    'For a person who has opened the copy that was received. Nothing is recorded by asking.',
  request: { params: documentParam },
  responses: {
    200: json('The statement', prepared),
    ...refusals(
      'acknowledgement/not-found',
      'acknowledgement/not-opened',
      'document/denied',
      'document/not-found',
    ),
  },
})
const give = createRoute({
  method: 'post',
  path: '/api/documents/{document}/acknowledgements',
  operationId: 'acknowledge',
  tags,
  summary: 'Hand in an acknowledgement, signed on your machine or by your passkey',
  description:
    'By the person who signed it, once for each release; the same again gives the same answer. It goes to the ' +
    'originator. A refusal is on record.',
  request: {
    params: documentParam,
    body: jsonBody(
      z
        .strictObject({ statement: statementSchema })
        .openapi('SignedAcknowledgement', { example: { statement: exampleStatement } }),
    ),
  },
  responses: {
    201: json(
      'It is on record and on its way',
      z.strictObject({ release: z.string(), at: z.string() }).openapi('Acknowledged', {
        example: {
          release: '0f0e0d0c0b0a09080706050403020100',
          at: '2026-11-25T00:00:00.000Z',
        },
      }),
    ),
    ...refusals(
      ...commandRefusals,
      'acknowledgement/given',
      'acknowledgement/mismatch',
      'acknowledgement/not-found',
      'acknowledgement/not-opened',
      'document/denied',
      'document/not-found',
      'format/bad-base64',
      'format/bad-json',
      'format/bad-utf8',
      'format/not-canonical',
      'format/unexpected-value',
      'pact/chain-broken',
      'pact/inconsistent',
      'pact/invalid-signature',
      'pact/key-not-appointed',
      'pact/malformed',
      'pact/suite-not-admitted',
      'signature/malformed',
    ),
  },
})
