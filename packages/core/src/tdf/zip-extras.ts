/**
 * Extra fields of a ZIP header (APPNOTE §4.5).
 *
 * @module
 */
import { TdfError } from './errors.ts'
import { badZip, readRecord, zip64Tag } from './zip-records.ts'

/** Values a zip64 extra field can hold, in their order there. */
export const zip64Fields = ['size', 'compressed', 'offset', 'disk'] as const

/** One of {@link zip64Fields}. */
export type Zip64Field = (typeof zip64Fields)[number]

/** What a zip64 extra field says. */
export type Zip64Values = Partial<Readonly<Record<Zip64Field, number>>>

/**
 * Fields that only tell times and owners: extended timestamp, Unix owner, NTFS times. Others may
 * change what an entry means (its name, its encryption), so an unknown one is refused.
 */
const harmlessTags: ReadonlySet<number> = new Set([0x5455, 0x7875, 0x000a])

/**
 * Reads the extra fields of one header, and returns the zip64 values if there are any.
 *
 * @param marked the fields of the header that point to the extra field
 * @throws {TdfError} `tdf/bad-zip`, `tdf/unsupported`
 */
export function parseExtras(
  bytes: Uint8Array,
  marked: Readonly<Record<Zip64Field, boolean>>,
): Zip64Values | undefined {
  const seen = new Set<number>()
  let zip64: Zip64Values | undefined
  for (let at = 0; at < bytes.length;) {
    const { tag, length } = readRecord({ tag: 2, length: 2 }, bytes, at)
    const data = bytes.subarray(at + 4, at + 4 + length)
    if (data.length !== length) throw badZip('an extra field runs past its place')
    if (seen.has(tag)) throw badZip('an extra field stands there twice')
    seen.add(tag)
    at += 4 + length
    if (tag === zip64Tag) zip64 = parseZip64(data, marked)
    else if (!harmlessTags.has(tag)) {
      throw new TdfError('tdf/unsupported', `extra field 0x${tag.toString(16)}`)
    }
  }
  return zip64
}

/**
 * The standard: only the marked values, in order. Stock writers also write all of them, marked or
 * not; two lengths with two readings cannot collide, because the standard one is tried first.
 */
function parseZip64(data: Uint8Array, marked: Readonly<Record<Zip64Field, boolean>>): Zip64Values {
  const candidates: readonly (readonly Zip64Field[])[] = [
    zip64Fields.filter((field) => marked[field]),
    zip64Fields.slice(0, 2),
    zip64Fields.slice(0, 3),
    zip64Fields,
  ]
  const fields = candidates.find(
    (list) => list.reduce((sum, f) => sum + width(f), 0) === data.length,
  )
  if (!fields) throw badZip('the zip64 extra field has a length of its own')
  let at = 0
  return Object.fromEntries(
    fields.map((field) => {
      const { value } = readRecord({ value: width(field) }, data, at)
      at += width(field)
      return [field, value] as const
    }),
  )
}

function width(field: Zip64Field): 4 | 8 {
  return field === 'disk' ? 4 : 8
}
