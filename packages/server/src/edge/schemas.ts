/**
 * Forms that several routes share, as the API describes them. What is signed is read again by core.
 *
 * @module
 */
import { z } from '@hono/zod-openapi'

import { etagHeader } from '../http/index.ts'

/** A statement: canonical JSON in base64url, and who signed it. */
export const statementSchema = z
  .strictObject({ payload: z.string().max(1 << 20), acts: z.array(z.unknown()).max(128) })
  .openapi('Statement', { example: { payload: 'eyJraW5kIjoicmVsZWFzZSJ9', acts: [] } })

/** A document id. */
export const documentParam = z.object({
  document: z.uuid().openapi({ example: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc' }),
})

/** A release id. */
export const releaseParam = z.object({
  release: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .openapi({ example: '0f0e0d0c0b0a09080706050403020100' }),
})

/** A payload digest. */
export const payloadParam = z.object({
  payload: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .openapi({ example: '0f'.repeat(32) }),
})

/** A digest in a body. */
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .openapi({ example: '0f'.repeat(32) })

/** The fields of what an author asks for. */
export const releaseWishFields = {
  pact: digest,
  recipients: z.array(z.string().max(63)).min(1).max(64),
  purposes: z.array(z.string().max(63)).min(1).max(256),
  notAfter: z.iso.datetime({ precision: 3 }),
}

/** What an author asks for. */
export const releaseWish = z.strictObject(releaseWishFields).openapi('ReleaseWish', {
  example: {
    pact: '0f'.repeat(32),
    recipients: ['nzl'],
    purposes: ['maritime-security'],
    notAfter: '2030-01-01T00:00:00.000Z',
  },
})

/** An example of a line of the register. */
export const registerExample = {
  document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
  originator: 'jpn',
  direction: 'received',
  state: 'received',
  title: '海上保安情報',
  regime: 'urn:entente:regime:jpn:hiketsu',
  level: '極秘',
  mediaType: 'text/plain',
  size: 1024,
  payload: '0f'.repeat(32),
  release: '0f0e0d0c0b0a09080706050403020100',
  copy: 1,
  receipt: 'taken',
  marking: {
    en: 'JAPAN 極秘 / SECRET//REL TO JPN, NZL',
    ja: '日本国 極秘 / SECRET//REL TO JPN, NZL',
  },
  designation: null,
  createdAt: '2026-11-25T00:00:00.000Z',
} as const

/** A text in both languages. */
export const inBoth = z.strictObject({ en: z.string(), ja: z.string() })

/** A designation under Japanese law, as the register has it. */
const designationEntry = z
  .strictObject({
    number: z.string(),
    organ: z.string(),
    designatedOn: z.string().openapi({ description: 'A day in Tokyo' }),
    validUntil: z.string().openapi({ description: 'Its last day, in Tokyo' }),
    extensions: z.int(),
    expired: z
      .strictObject({ at: z.string(), entry: inBoth })
      .nullable()
      .openapi({ description: 'The entry of its end, once that is on record' }),
  })
  .openapi('DesignationEntry', {
    example: {
      number: '8-12',
      organ: 'mod',
      designatedOn: '2026-11-26',
      validUntil: '2031-11-25',
      extensions: 0,
      expired: null,
    },
  })

/** A line of the register. */
export const registerLine = z
  .strictObject({
    document: z.string(),
    originator: z.string(),
    direction: z.enum(['own', 'received']),
    state: z.string(),
    title: z.string(),
    regime: z.string(),
    level: z.string(),
    mediaType: z.string(),
    size: z.int(),
    payload: z.string(),
    release: z.string().nullable(),
    copy: z.int().nullable(),
    receipt: z.enum(['overdue', 'owed', 'taken']).nullable(),
    marking: inBoth,
    designation: designationEntry.nullable(),
    createdAt: z.string(),
  })
  .openapi('RegisterLine', {
    example: registerExample,
  })

/** Who has to be told that a designation has expired. */
export const expiryHolder = z
  .strictObject({ kind: z.enum(['member', 'organ', 'person']), id: z.string().max(64) })
  .openapi('ExpiryHolder', { example: { kind: 'member', id: 'nzl' } })

/** An example of a statement, for the schemas that hold one. */
export const exampleStatement = { payload: 'eyJraW5kIjoicmVsZWFzZSJ9', acts: [] } as const

/** One page of a list, whose schema is called `name`. */
export function pageOf<T extends z.ZodType>(
  name: string,
  item: T,
  example: unknown,
): z.ZodObject<PageShape<T>, z.core.$strict> {
  return z
    .strictObject({ items: z.array(item), next })
    .openapi(name, { example: { items: [example], next: exampleCursor } })
}

/** One page of a list as it was on a day. */
export function dayPageOf<T extends z.ZodType>(
  name: string,
  item: T,
  example: unknown,
): z.ZodObject<PageShape<T> & { at: z.ZodString }, z.core.$strict> {
  const at = z.string().openapi({ description: 'The day that the answer is of' })
  return z.strictObject({ at, items: z.array(item), next }).openapi(name, {
    example: { at: '2026-11-25T00:00:00.000Z', items: [example], next: exampleCursor },
  })
}

type PageShape<T extends z.ZodType> = {
  items: z.ZodArray<T>
  next: z.ZodOptional<z.ZodString>
}

const exampleCursor = 'c2lnbmVkLWJ5LXRoZS1zZXJ2ZXI'
const next = z
  .string()
  .optional()
  .openapi({ description: 'Cursor of the next page, if there is one' })

/** A JSON answer. */
export function json<T extends z.ZodType>(
  description: string,
  schema: T,
): { description: string; content: { 'application/json': { schema: T } } } {
  return { description, content: { 'application/json': { schema } } }
}

/** A JSON answer that names its version. */
export function versioned<T extends z.ZodType>(
  description: string,
  schema: T,
): {
  description: string
  headers: typeof etagHeader
  content: { 'application/json': { schema: T } }
} {
  return { description, headers: etagHeader, content: { 'application/json': { schema } } }
}

/** Bytes, in a request or an answer. */
export const bytes = {
  'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) },
}

/** A JSON body that has to be there. */
export function jsonBody<T extends z.ZodType>(
  schema: T,
): { required: true; content: { 'application/json': { schema: T } } } {
  return { required: true, content: { 'application/json': { schema } } }
}
