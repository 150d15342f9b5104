/**
 * What a document was made from, and what was made from it.
 *
 * @module
 */
import { z } from 'zod'

import { call, type Client, expectForm } from './client.ts'
import { lineForm } from './documents.ts'

/** A document that a draft repeats or translates, and what its author used it for. */
export interface DraftSourceWish {
  readonly document: string
  readonly use: 'extract' | 'translate'
  readonly purpose: string
  /** Language of a translation, and whose classified information it says that it contains. */
  readonly translation: { readonly language: 'en' | 'ja'; readonly statement: string } | null
}

const sourcesForm = z.object({
  sources: z.array(
    z.object({
      line: lineForm.nullable(),
      originator: z.string(),
      use: z.enum(['extract', 'translate']),
      statement: z.string().nullable(),
    }),
  ),
  derivatives: z.array(lineForm),
})

/**
 * Both, as far as the person may know.
 *
 * @throws {ApiError} `document/denied` with every reason, `document/not-found`
 */
export async function readSources(
  client: Client,
  document: string,
): Promise<z.infer<typeof sourcesForm>> {
  return expectForm(sourcesForm, await call(client, 'GET', `/api/documents/${document}/sources`))
}
