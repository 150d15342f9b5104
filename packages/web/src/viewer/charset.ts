/**
 * In what a text is written: as its label says, else UTF-8, else the one of Japan's older encodings in which
 * it makes sense.
 *
 * @module
 */
import { Unshown } from './port.ts'

/** A text, and the encoding where nothing said it for sure. */
export interface Decoded {
  readonly text: string
  /** Empty where the text is UTF-8, or in the encoding that the media type names. */
  readonly guessed: string
}

const named: ReadonlySet<string> = new Set([
  'euc-jp',
  'iso-2022-jp',
  'shift_jis',
  'us-ascii',
  'utf-16le',
  'utf-16be',
  'utf-8',
  'windows-31j',
])

/**
 * Decodes a text, whole or not at all.
 *
 * @throws {Unshown} `not-readable`
 */
export function decodeText(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Decoded {
  const charset = /;\s*charset="?([\w-]+)/i.exec(mediaType)?.[1]?.toLowerCase()
  if (charset !== undefined) {
    const text = named.has(charset) ? decodeAs(bytes, charset) : undefined
    if (text === undefined) throw new Unshown('not-readable')
    return { text, guessed: '' }
  }
  const [first, second] = bytes
  const marked =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : ''
  if (marked !== '') {
    const text = decodeAs(bytes, marked)
    if (text === undefined) throw new Unshown('not-readable')
    return { text, guessed: marked }
  }
  const isSevenBit = bytes.every((byte) => byte < 0x80)
  if (!(isSevenBit && bytes.includes(0x1b))) {
    const text = decodeAs(bytes, 'utf-8')
    // A zero in what would be UTF-8 is no text.
    if (text !== undefined && !text.includes('\0')) return { text, guessed: '' }
  }
  const candidates = isSevenBit ? ['iso-2022-jp'] : ['shift_jis', 'euc-jp']
  const read = candidates.flatMap((encoding) => {
    const text = decodeAs(bytes, encoding)
    return text === undefined || /[\0\uFFFD\p{Co}\p{Cn}]/u.test(text)
      ? []
      : [{ text, guessed: encoding, worth: worthOf(text) }]
  })
  const [best] = read.toSorted((a, b) => b.worth - a.worth)
  // Bytes that make no Japanese at all are something else than a text.
  if (!best || (best.worth <= 0 && !isSevenBit)) throw new Unshown('not-readable')
  return { text: best.text, guessed: best.guessed }
}

/** How much a text looks Japanese: in the wrong encoding it is half-width kana and rare characters. */
function worthOf(text: string): number {
  const count = (pattern: RegExp): number => (text.match(pattern) ?? []).length
  return (
    2 * count(/[\u3040-\u30FF、。「」・ー]/g) +
    count(/[\u4E00-\u9FFF]/g) -
    3 * count(/[\uFF61-\uFF9F]/g)
  )
}

function decodeAs(bytes: Uint8Array<ArrayBuffer>, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
