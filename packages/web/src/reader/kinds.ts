/**
 * Which documents are shown here, by which viewer, and up to which size.
 *
 * @module
 */
import type { ViewerKind } from './protocol.ts'

const mebi = 1 << 20
const office = 'application/vnd.openxmlformats-officedocument.'

/** By media type; what is not here has no viewer. SVG has none: it is a program as much as a picture. */
const kinds: ReadonlyMap<string, ViewerKind> = new Map([
  ['application/pdf', 'pdf'],
  ['image/gif', 'image'],
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['image/webp', 'image'],
  ['text/csv', 'text'],
  ['text/markdown', 'text'],
  ['text/plain', 'text'],
  [`${office}wordprocessingml.document`, 'word'],
  [`${office}spreadsheetml.sheet`, 'sheets'],
  [`${office}presentationml.presentation`, 'slides'],
])

/** Bytes of a document that a viewer takes. The machine holds up to three times as much while it is open. */
export const mostBytes: Readonly<Record<ViewerKind, number>> = {
  image: 32 * mebi,
  pdf: 64 * mebi,
  sheets: 32 * mebi,
  slides: 32 * mebi,
  text: 4 * mebi,
  word: 32 * mebi,
}

/** The viewer of a media type; its parameters do not count here. */
export function viewerOf(mediaType: string): ViewerKind | undefined {
  return kinds.get((mediaType.split(';', 1)[0] ?? '').trim().toLowerCase())
}
