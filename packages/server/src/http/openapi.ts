/**
 * What every route says of itself in `/openapi.json`.
 *
 * @module
 */
import { z } from '@hono/zod-openapi'

import { findErrorText } from './error-table.ts'
import { problemType } from './problem.ts'

/** How people's requests are authenticated (RFC 9449); the name of the scheme is `dpop`. */
export const dpopScheme = {
  type: 'http',
  scheme: 'DPoP',
  description:
    'An access token from `POST /api/sessions`, with a proof by the enrolled device key in the ' +
    'header `DPoP` for each request (RFC 9449).',
} as const

/** How a browser's requests are authenticated; the name of the scheme is `session`. */
export const sessionScheme = {
  type: 'apiKey',
  in: 'cookie',
  name: '__Host-entente',
  description:
    'The session of a browser, opened with a passkey. Each request carries a proof by the enrolled ' +
    'device key in the header `DPoP` all the same, with the hash of the cookie as `ath`.',
} as const

/** `security` of a route anyone may call; such a route also stands in the list of open routes. */
export const openToAnyone: Record<string, string[]>[] = []

/** Schema of a refusal (RFC 9457). */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    request: z.string(),
    faults: z.array(z.strictObject({ pointer: z.string(), fault: z.string() })).optional(),
    reasons: z
      .array(
        z.strictObject({
          code: z.string(),
          article: z.string().nullable(),
          title: z.string(),
          because: z.strictObject({ en: z.string(), ja: z.string() }).optional(),
        }),
      )
      .optional(),
  })
  .openapi('Problem')

/** One answer of a route in its OpenAPI description. */
export interface RefusalDoc {
  readonly description: string
  readonly content: Readonly<
    Record<
      typeof problemType,
      {
        readonly schema: typeof problemSchema
        readonly examples: Readonly<Record<string, { readonly value: unknown }>>
      }
    >
  >
}

/** Codes every route can answer with. */
export const commonRefusals = [
  'http/bad-request',
  'http/failed',
  'http/too-large',
  'http/too-many-requests',
] as const

/** Codes of a route that takes an idempotency key. */
export const commandRefusals = [
  'http/bad-idempotency-key',
  'http/conflicting-repeat',
  'http/in-progress',
] as const

/** Codes of a route that asks which version was read. */
export const matchRefusals = ['http/precondition-failed', 'http/precondition-required'] as const

/** Header of a route that changes what may have changed since it was read. */
export const ifMatchHeader = z.object({
  'if-match': z
    .string()
    .max(200)
    .optional()
    .openapi({
      description:
        'The `ETag` of the version that was read. Without it the answer is ' +
        '`http/precondition-required`, with that of another version `http/precondition-failed`.',
      example: '"0TvC8p1b4tM0qJk2mX3Z5w"',
    }),
})

/** Header of a route that gives a version. */
export const etagHeader = {
  ETag: {
    description: 'Names this version: for `If-Match` of a change, `If-None-Match` of a reading',
    schema: { type: 'string' },
    example: '"0TvC8p1b4tM0qJk2mX3Z5w"',
  },
} as const

/** Codes every route behind authentication can answer with besides. */
export const authenticationRefusals = [
  'identity/bad-proof',
  'identity/bad-token',
  'identity/cross-site',
  'identity/device-not-enrolled',
  'identity/expired-token',
  'identity/no-proof',
  'identity/no-token',
  'identity/other-device',
  'identity/proof-mismatch',
  'identity/replayed-proof',
  'identity/session-ended',
  'identity/stale-proof',
  'identity/wrong-audience',
] as const

/**
 * The refusals of a route behind authentication, for `responses`: its own codes and those that come
 * with every such route, gathered by status.
 *
 * @throws {TypeError} for a code no domain lists
 */
export function refusals(...codes: readonly string[]): Readonly<Record<number, RefusalDoc>> {
  return openRefusals(...authenticationRefusals, ...codes)
}

/** The refusals of a route anyone may call. */
export function openRefusals(...codes: readonly string[]): Readonly<Record<number, RefusalDoc>> {
  const byStatus: Record<number, string[]> = {}
  for (const code of new Set([...commonRefusals, ...codes])) {
    const text = findErrorText(code)
    if (!text) throw new TypeError(`no domain lists the code ${code}`)
    ;(byStatus[text.status] ??= []).push(code)
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, some]) => [Number(status), refusalDoc(some.sort())]),
  )
}

function refusalDoc(codes: readonly string[]): RefusalDoc {
  return {
    description: codes.map((code) => `\`${code}\`: ${findErrorText(code)?.en ?? ''}`).join('\n'),
    content: {
      [problemType]: {
        schema: problemSchema,
        examples: Object.fromEntries(codes.map((code) => [code, { value: example(code) }])),
      },
    },
  }
}

function example(code: string): unknown {
  const row = findErrorText(code)
  return {
    type: `urn:entente:error:${code}`,
    title: row?.en,
    status: row?.status,
    code,
    request: '7d4c1f0e-6f0b-4a55-9a54-0f7a1c0f2b11',
  }
}
