/**
 * Reads what the frame says. Whatever runs in it has read what strangers wrote, so this is an edge.
 *
 * @module
 */
import { remarks, type Said, type Unreadable, unreadable } from './protocol.ts'

type Fields = Readonly<Record<string, unknown>>

/** A word of the frame; undefined for what is none. */
export function readSaid(data: unknown): Said | undefined {
  if (!(data instanceof Object)) return undefined
  const {
    kind,
    name,
    why,
    encoding,
    pages,
    remarks: said,
  }: Fields = Object.fromEntries(Object.entries(data))
  if (kind === 'active' || kind === 'printed') return { kind }
  if (kind === 'file') return typeof name === 'string' ? { kind, name } : undefined
  if (kind === 'unreadable') return isUnreadable(why) ? { kind, why } : undefined
  if (kind !== 'shown' || !Array.isArray(said)) return undefined
  return {
    kind,
    remarks: remarks.filter((one) => said.includes(one)),
    encoding: typeof encoding === 'string' ? (/^[\w-]{1,20}$/.exec(encoding)?.[0] ?? '') : '',
    pages: Number.isSafeInteger(pages) ? Math.max(0, Number(pages)) : 0,
  }
}

function isUnreadable(why: unknown): why is Unreadable {
  const known: readonly unknown[] = unreadable
  return known.includes(why)
}
