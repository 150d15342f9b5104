/**
 * Routes of every application for people: whether it lives, and what it answers to.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi'

import type { Api } from './context.ts'
import { openRefusals, openToAnyone } from './openapi.ts'

/** Adds `/healthz` and `/openapi.json`; `document` is made at each request, when all routes are there. */
export function describeServer(api: Api, document: () => object): void {
  api.openapi(health, (c) => c.json({ status: 'ok' as const }, 200))
  api.openapi(description, (c) => c.json({ openapi: '3.1.0', ...document() }, 200))
}

const health = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'readHealth',
  tags: ['server'],
  summary: 'Whether the server lives',
  security: openToAnyone,
  responses: {
    200: {
      description: 'It lives',
      content: {
        'application/json': {
          schema: z
            .strictObject({ status: z.literal('ok') })
            .openapi('Health', { example: { status: 'ok' } }),
        },
      },
    },
    ...openRefusals(),
  },
})
const description = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'readDescription',
  tags: ['server'],
  summary: 'This description, as OpenAPI 3.1',
  security: openToAnyone,
  responses: {
    200: {
      description: 'The description',
      content: {
        'application/json': {
          schema: z
            .looseObject({ openapi: z.string() })
            .openapi('Description', { example: { openapi: '3.1.0' } }),
        },
      },
    },
    ...openRefusals(),
  },
})
