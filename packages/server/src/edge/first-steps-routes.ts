/**
 * The first steps of a new member, for whoever holds the link that its server prints: nobody can sign in
 * yet. It closes a day after the first pact has come into force.
 *
 * @module
 */
import { timingSafeEqual } from 'node:crypto'

import { utf8 } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { type Api, createRoutes, HttpError, openRefusals, openToAnyone } from '../http/index.ts'
import { firstStepsOpen, readFirstSteps } from '../system/index.ts'

import type { EdgeDeps } from './edge.ts'
import { inBoth, json } from './schemas.ts'

/** Routes of this file that stand in the list of open routes: the code of the link lets in. */
export const openFirstStepsRoutes: readonly string[] = ['GET /api/first-steps']

/** The routes. */
export function firstStepsRoutes({ server, firstStepsCode, now }: EdgeDeps): Api {
  const routes = createRoutes()
  routes.openapi(show, async (c) => {
    const given = utf8(c.req.valid('header')['x-first-steps'])
    const code = utf8(firstStepsCode)
    const holds = given.length === code.length && timingSafeEqual(given, code)
    if (!holds || !firstStepsOpen(server.standing.current(), now())) {
      throw new HttpError('http/first-steps-closed', 'another code, or the member has arrived')
    }
    return c.json(await readFirstSteps(server, now), 200)
  })
  return routes
}

const count = z.int().min(0)
const steps = z
  .strictObject({
    at: z.string(),
    member: z.string(),
    folder: z.string().openapi({ description: 'Of the member, at its server' }),
    server: z.string(),
    officers: z.strictObject({
      count,
      devices: count,
      registrars: count,
      lacking: z.array(z.string()).readonly().openapi({ description: 'Roles that nobody has' }),
    }),
    people: count.openapi({ description: 'How many may sign in by name and password' }),
    pact: z
      .strictObject({
        id: z.string(),
        name: inBoth,
        state: z.string(),
        others: z
          .array(
            z.strictObject({ member: z.string(), appointments: count, connected: z.boolean() }),
          )
          .readonly(),
        open: z
          .array(
            z.strictObject({
              todo: z.enum(['acknowledge', 'await', 'await-acknowledgement', 'give']),
              notice: z.enum(['signed', 'in-force']),
              member: z.string().nullable(),
            }),
          )
          .readonly()
          .openapi({ description: 'Notices that are not there yet' }),
      })
      .nullable(),
  })
  .openapi('FirstSteps', {
    example: {
      at: '2026-11-25T00:00:00.000Z',
      member: 'jpn',
      folder: '/var/lib/entente/tokyo',
      server: 'https://tokyo.example:8443',
      officers: { count: 1, devices: 2, registrars: 0, lacking: [] },
      people: 2,
      pact: {
        id: '0f'.repeat(32),
        name: { en: 'Illustrative pact', ja: '例示用の協定' },
        state: 'agreed',
        others: [{ member: 'nzl', appointments: 12, connected: true }],
        open: [{ todo: 'give', notice: 'signed', member: null }],
      },
    },
  })
const show = createRoute({
  method: 'get',
  path: '/api/first-steps',
  operationId: 'readFirstSteps',
  tags: ['system'],
  security: openToAnyone,
  summary: 'How far a new member has come on its way to its first pact in force',
  description:
    'For whoever holds the link that `entente serve` prints, until a day after the first pact has come into force.',
  request: {
    headers: z.object({
      'x-first-steps': z
        .string()
        .max(100)
        .openapi({ description: 'The code of the link', example: 'q83vEjRWeJCrze8SNFZ4kA' }),
    }),
  },
  responses: {
    200: json('How far', steps),
    ...openRefusals('http/first-steps-closed'),
  },
})
