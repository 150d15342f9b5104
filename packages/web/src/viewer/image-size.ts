/**
 * What kind of picture bytes are, and how large it is, before any decoder sees it: a small file can say that
 * it is larger than memory.
 *
 * @module
 */

/** A picture as its first bytes describe it. */
export interface PictureSize {
  readonly mediaType: string
  readonly width: number
  readonly height: number
  /** Whether it moves, or may. */
  readonly animated: boolean
}

/** Reads the size; undefined for what is none of PNG, JPEG, GIF and WebP, and where it says none. */
export function findPictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return pngSize(view) ?? gifSize(view) ?? webpSize(view) ?? jpegSize(view)
  } catch (error) {
    // Past the end: a picture that is cut off has no size.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** PNG, second edition, 11.2.2. */
function pngSize(view: DataView): PictureSize | undefined {
  if (view.getUint32(0) !== 0x8950_4e47 || view.getUint32(4) !== 0x0d0a_1a0a) return undefined
  if (textAt(view, 12, 4) !== 'IHDR') return undefined
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return { mediaType: 'image/png', width, height, animated: hasChunk(view, 'acTL') }
}

/** Whether a chunk stands before the picture's data. */
function hasChunk(view: DataView, wanted: string): boolean {
  let at = 8
  while (at + 8 <= view.byteLength) {
    const kind = textAt(view, at + 4, 4)
    if (kind === wanted) return true
    if (kind === 'IDAT') return false
    at += 12 + view.getUint32(at)
  }
  return false
}

/** GIF89a, 18. */
function gifSize(view: DataView): PictureSize | undefined {
  if (!/^GIF8[79]a$/.test(textAt(view, 0, 6))) return undefined
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  return { mediaType: 'image/gif', width, height, animated: true }
}

/** RFC 9649, 2. */
function webpSize(view: DataView): PictureSize | undefined {
  if (textAt(view, 0, 4) !== 'RIFF' || textAt(view, 8, 4) !== 'WEBP') return undefined
  const mediaType = 'image/webp'
  const kind = textAt(view, 12, 4)
  if (kind === 'VP8X') {
    const animated = (view.getUint8(20) & 2) !== 0
    const side = (at: number): number =>
      1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
    return { mediaType, width: side(24), height: side(27), animated }
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    const [width, height] = [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)]
    return { mediaType, width, height, animated: false }
  }
  if (kind !== 'VP8 ') return undefined
  const [width, height] = [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff]
  return { mediaType, width, height, animated: false }
}

/** ITU-T T.81, B.2.2: the frame header, past all segments before it. */
function jpegSize(view: DataView): PictureSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  for (;;) {
    const marker = view.getUint16(at)
    if (marker === 0xffff) {
      at += 1
      continue
    }
    if (marker < 0xffc0 || marker === 0xffd9 || marker === 0xffda) return undefined
    const isFrame = marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return { mediaType: 'image/jpeg', width, height, animated: false }
    }
    at += 2 + view.getUint16(at + 2)
  }
}

function textAt(view: DataView, at: number, length: number): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join(
    '',
  )
}
