/**
 * Protective markings of New Zealand: JSON lines `{"id","op","input"}` on standard input, an answer to
 * each on standard output: `{"id","valid","marking"}` for `format`, `{"id","valid","fields"}` for
 * `parse`.
 *
 * @module
 */
import { createInterface } from 'node:readline'

import {
  formatNzMarking,
  LabelError,
  nzClassifications,
  type NzMarking,
  parseNzMarking,
} from '@entente/core/label'
import { z } from 'zod'

const strings = z.array(z.string())
const classifications = Object.keys(nzClassifications).map((name) => name)
const fields = z.strictObject({
  classification: z.custom<NzMarking['classification']>(
    (value) => typeof value === 'string' && classifications.includes(value),
  ),
  accountable: z.boolean(),
  compartments: strings,
  dissemination: strings,
  releasability: z.enum(['NZEO', 'REL TO']).nullable(),
  relTo: strings,
  endorsements: z.array(
    z.custom<NzMarking['endorsements'][number]>((value) => typeof value === 'string'),
  ),
  departments: strings,
  embargoedUntil: z.string().nullable().default(null),
  reviewOn: z.string().nullable().default(null),
})
const question = z.object({
  id: z.union([z.string(), z.number()]),
  op: z.enum(['format', 'parse']),
  input: z.unknown(),
})

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue
  const asked = question.safeParse(jsonOf(line))
  const { id, op, input } = asked.data ?? { id: null, op: null, input: null }
  const answer = op === 'format' ? format(input) : op === 'parse' ? parse(input) : { valid: false }
  console.log(JSON.stringify({ id, ...answer }))
}

/** The value of a line; nothing where it is no JSON, and is answered like a question of no kind. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function format(input: unknown): object {
  const read = fields.safeParse(input)
  if (!read.success) return { valid: false, marking: null }
  return orRefusal(() => ({ valid: true, marking: formatNzMarking(read.data) }), { marking: null })
}

function parse(input: unknown): object {
  if (typeof input !== 'string') return { valid: false, fields: null }
  return orRefusal(() => ({ valid: true, fields: withoutDates(parseNzMarking(input)) }), {
    fields: null,
  })
}

/** Dates are shown only where the marking has one. */
function withoutDates({ embargoedUntil, reviewOn, ...rest }: NzMarking): object {
  return {
    ...rest,
    ...(embargoedUntil === null ? {} : { embargoedUntil }),
    ...(reviewOn === null ? {} : { reviewOn }),
  }
}

function orRefusal(answer: () => object, nothing: object): object {
  try {
    return answer()
  } catch (error) {
    // Whatever fails is refused: the next line still wants its answer.
    const code = error instanceof LabelError ? error.code : 'failed'
    return { valid: false, ...nothing, error: `${code}: ${String(error)}` }
  }
}
