/**
 * A release as the API shows it.
 *
 * @module
 */
import { parseStatement, type Statement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { z } from '@hono/zod-openapi'

import { DocumentError } from '../documents/index.ts'
import type { ReleasesTable } from '../store/index.ts'

import type { EdgeDeps } from './edge.ts'
import { exampleStatement, statementSchema } from './schemas.ts'

/** A release as it is shown, with all that its entity tag stands for. */
export async function readRelease(
  row: ReleasesTable,
  { store }: Pick<EdgeDeps['server'], 'store'>,
): Promise<ShownRelease> {
  const policy = await store.db
    .selectFrom('policies')
    .select('body')
    .where('release', '=', row.release)
    .executeTakeFirst()
  if (!policy)
    throw new DocumentError('document/incomplete', 'the policy of the release is missing')
  const deliveries = await store.db
    .selectFrom('deliveries')
    .select(['recipient', 'copy', 'state', 'due_at as dueAt', 'code'])
    .where('release', '=', row.release)
    .orderBy('recipient')
    .execute()
  return {
    release: row.release,
    document: row.document,
    state: row.state,
    statement: plainStatement(parseStatement(parseJson(row.statement))),
    policy: policy.body,
    deliveries,
  }
}

/** A statement as JSON has it. */
export function plainStatement({ payload, acts }: Statement): { payload: string; acts: unknown[] } {
  return { payload, acts: [...acts] }
}

/** The release of the examples. */
export const exampleRelease = '0f0e0d0c0b0a09080706050403020100'

/** Its schema. */
export const shownRelease = z
  .strictObject({
    release: z.string(),
    document: z.string(),
    state: z.string(),
    statement: statementSchema,
    policy: z.string(),
    deliveries: z.array(
      z.strictObject({
        recipient: z.string(),
        copy: z.int(),
        state: z.string(),
        dueAt: z.string().openapi({ description: 'When the receipt is overdue' }),
        code: z.string().nullable().openapi({ description: 'The recipient’s refusal' }),
      }),
    ),
  })
  .openapi('Release', {
    example: {
      release: exampleRelease,
      document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
      state: 'released',
      statement: exampleStatement,
      policy: 'eyJ1dWlkIjoi…',
      deliveries: [
        {
          recipient: 'nzl',
          copy: 1,
          state: 'received',
          dueAt: '2026-11-26T00:00:00.000Z',
          code: null,
        },
      ],
    },
  })
type ShownRelease = z.infer<typeof shownRelease>
