/**
 * The words every statement is spelled with, as schemas that refuse everything else.
 *
 * @module
 */
import { z } from 'zod'

import { type Hash, type HybridPublicKey, isHash } from '../crypto/index.ts'

import { PactError } from './errors.ts'

/** A moment in UTC with milliseconds, `2026-11-25T01:02:03.004Z`: text order is time order. */
export type Instant = string

/** One sentence or name in both languages. */
export interface Bilingual {
  readonly en: string
  readonly ja: string
}

/** A level is a classification under a security policy; alone it means nothing (D5). */
export interface LevelKey {
  readonly regime: string
  readonly level: string
}

/** The newest entry of a numbered chain; number 0 with the id null is the empty chain. */
export interface ChainHead {
  readonly number: number
  readonly id: Hash | null
}

/** The heads of a member's two chains as that member claims them (D3). */
export interface Heads {
  readonly appointments: ChainHead
  readonly notices: ChainHead
}

/** Where custody of a key lies (DESIGN, Custody). */
export type Custody = 'recipient' | 'originator' | 'joint'

/** What an officer may be appointed for. */
export type Role = 'releaser' | 'security' | 'controller' | 'registry' | 'pact' | 'head'

/** Roles, in the order they are shown. */
export const roles: readonly Role[] = [
  'releaser',
  'security',
  'controller',
  'registry',
  'pact',
  'head',
]

/** How a person's act may be made (D4). */
export type ActSuite = 'jws-hybrid' | 'webauthn'

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** An {@link Instant} that exists. */
export const instant: z.ZodType<Instant> = z
  .string()
  .refine(
    (text) =>
      instantForm.test(text) &&
      !Number.isNaN(Date.parse(text)) &&
      new Date(text).toISOString() === text,
    'not an instant',
  )

/** A digest as it names things. */
export const hash: z.ZodType<Hash> = z.custom<Hash>(isHash, 'not a digest')

/** An id that is safe in a path and a log: a member, a person's pseudonym, a facility, a case. */
export const id: z.ZodType<string> = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)

/** A document id (random UUID). */
export const documentId: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

/** Text for people: no control characters, not empty, at most 4,000 characters. */
export const text: z.ZodType<string> = z
  .string()
  .min(1)
  .max(4000)
  .refine((value) => !hasControls(value.replaceAll('\n', '')), 'control characters')

/** {@link text} in both languages. */
export const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: text, ja: text })

/** A regime's policy identifier. */
export const uri: z.ZodType<string> = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9+.-]*:[!-~]+$/)

/** A classification as the label spells it. */
export const level: z.ZodType<string> = z
  .string()
  .min(1)
  .max(80)
  .regex(/^\S(?:.*\S)?$/u)
  .refine((value) => !hasControls(value), 'control characters')

/** A {@link LevelKey}. */
export const levelKey: z.ZodType<LevelKey> = z.strictObject({ regime: uri, level })

/** A {@link ChainHead}. */
export const chainHead: z.ZodType<ChainHead> = z
  .strictObject({ number: z.int().min(0), id: hash.nullable() })
  .refine(({ number, id: head }) => (number === 0) === (head === null))

/** {@link Heads}. */
export const heads: z.ZodType<Heads> = z.strictObject({
  appointments: chainHead,
  notices: chainHead,
})

/** A {@link HybridPublicKey}; its lengths are checked when it is used. */
export const hybridKey: z.ZodType<HybridPublicKey> = z.strictObject({
  ed25519: z.string().length(43),
  mldsa65: z.string().length(2603),
})

/** A {@link Custody}. */
export const custody: z.ZodType<Custody> = z.enum(['recipient', 'originator', 'joint'])

/** A {@link Role}. */
export const role: z.ZodType<Role> = z.enum([
  'releaser',
  'security',
  'controller',
  'registry',
  'pact',
  'head',
])

/** An {@link ActSuite}. */
export const actSuite: z.ZodType<ActSuite> = z.enum(['jws-hybrid', 'webauthn'])

/** A half-open span of time. */
export const span: { readonly from: z.ZodType<Instant>; readonly until: z.ZodType<Instant> } = {
  from: instant,
  until: instant,
}

/** Whether `at` lies in the half-open span. */
export function within({ from, until }: { from: Instant; until: Instant }, at: Instant): boolean {
  return from <= at && at < until
}

/** Control characters, and those that turn the direction of text: what a person reads is what stands there. */
function hasControls(value: string): boolean {
  return /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(value)
}

/** Whether both name the same level of the same regime. */
export function sameLevel(a: LevelKey, b: LevelKey): boolean {
  return a.regime === b.regime && a.level === b.level
}

/**
 * Reads `value` by `schema`.
 *
 * @throws {PactError} `pact/malformed`, naming the place of the first fault
 */
export function readAs<T>(what: string, schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new PactError('pact/malformed', `${what}: ${issue ? describeIssue(issue) : ''}`)
}

/** Where the fault is. The names in it are whoever's who made the file: only plain ones are repeated. */
function describeIssue({ code, path, ...issue }: z.core.$ZodIssue): string {
  const names = [...path, ...('keys' in issue ? issue.keys : [])].map(String)
  return `${names.map((name) => (/^[\w-]{1,60}$/.test(name) ? name : '?')).join('.')} ${code}`
}
