/**
 * What answers as of a day have in common.
 *
 * @module
 */
import { z } from '@hono/zod-openapi'

import { pageQuery } from '../http/index.ts'

/** An id of people, facilities and organs. */
export const shortId: z.ZodString = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)

const day = z.iso.datetime({ precision: 3 }).optional().openapi({
  description: 'The day that is asked about. Default: now',
  example: '2026-11-25T00:00:00.000Z',
})

/** The organ of a move that is asked about. */
export const movedTo = shortId.optional().openapi({
  description: 'Asks what would be if the person served in this organ from that moment on',
  example: 'nzl-other',
})

/** Of one person. */
export const dayQuery = z.object({ at: day, organ: movedTo })

/** Of a list. */
export const listQuery = pageQuery.extend({ at: day })

/** The person of a path. */
export const personParam = z.object({ person: shortId.openapi({ example: 'mori' }) })

/** How long something was given for, and by whom. */
export const held = {
  from: z.string(),
  until: z.string(),
  grant: z.string().openapi({ description: 'Id of the grant that says so' }),
  issuer: z.string().openapi({ description: 'Key id of the officer who gave it' }),
}

/** An example of {@link held}. */
export const heldExample = {
  from: '2026-01-01T00:00:00.000Z',
  until: '2031-01-01T00:00:00.000Z',
  grant: '0f'.repeat(32),
  issuer: '0e'.repeat(32),
}

/** A level. */
export const level = { regime: z.string(), level: z.string() }

/** An example of {@link level}. */
export const levelExample = { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' }
