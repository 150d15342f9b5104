/**
 * Classes of documents: of one side, under one pact, at one level, with one label. Facts about a class
 * are made by the same code as facts about a document.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import type { LabelContent, LevelKey } from '@entente/core/label'
import { canonicalJson, fromUtf8, type Json, parseJson } from '@entente/core/lib'
import type { Transaction } from 'kysely'
import { z } from 'zod'

import type { Database, RegisterClassesTable } from '../store/index.ts'

/** What a label says, apart from who wrote it and when: many documents share it. */
export type SharedLabel = Pick<
  LabelContent,
  'categories' | 'classification' | 'policy' | 'privacyMark'
>

/** Names the class of a document, and writes it where it is the first of its class. */
export async function classFor(
  tx: Transaction<Database>,
  said: LevelKey & Pick<RegisterClassesTable, 'direction' | 'pact'>,
  { categories, classification, policy, privacyMark }: SharedLabel,
): Promise<string> {
  const shared = { categories, classification, policy, privacyMark } satisfies SharedLabel
  const { direction, pact, regime, level } = said
  const label = fromUtf8(canonicalJson(jsonOf(shared)))
  const row = { direction, pact, regime, level, label }
  const name = hashOf(canonicalJson(row))
  await tx
    .insertInto('register_classes')
    .values({ class: name, ...row })
    .onConflict((conflict) => conflict.column('class').doNothing())
    .execute()
  return name
}

/**
 * The label of a class.
 *
 * @throws {z.ZodError} for what {@link classFor} has not written: then nothing is listed
 */
export function readSharedLabel(text: string): SharedLabel {
  return sharedLabel.parse(parseJson(text))
}

const sharedLabel: z.ZodType<SharedLabel> = z.strictObject({
  policy: z.strictObject({ uri: z.string(), name: z.string() }),
  classification: z.string(),
  privacyMark: z.string().nullable(),
  categories: z.array(
    z.strictObject({
      type: z.enum(['INFORMATIVE', 'PERMISSIVE', 'RESTRICTIVE']),
      tagName: z.string(),
      uri: z.string().nullable(),
      values: z.array(z.string()),
    }),
  ),
})

function jsonOf({ categories, classification, policy, privacyMark }: SharedLabel): Json {
  return {
    categories: categories.map(({ type, tagName, uri, values }) => ({
      type,
      tagName,
      uri,
      values: [...values],
    })),
    classification,
    policy: { ...policy },
    privacyMark,
  }
}
