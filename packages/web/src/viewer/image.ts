/**
 * Pictures, drawn once: what is drawn is no longer a file.
 *
 * @module
 */
import { findPictureSize } from './image-size.ts'
import { el } from './paper.ts'
import { type Given, type Outcome, Unshown } from './port.ts'

/** Pixels that are decoded: 160 MiB of memory. */
const mostPixels = 40_000_000
/** Sides beyond which browsers draw nothing. */
const longestSide = 16_384

/** Shows a picture of the kind that its media type says. */
export async function showImage({ bytes, mediaType, paper, sheet }: Given): Promise<Outcome> {
  const size = findPictureSize(bytes)
  if (size?.mediaType !== (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase()) {
    throw new Unshown('not-what-it-says')
  }
  const { width, height, animated } = size
  if (width * height > mostPixels || Math.max(width, height) > longestSide) {
    throw new Unshown('too-much')
  }
  const picture = await createImageBitmap(new Blob([bytes], { type: size.mediaType }))
  // A decoder that finds another size than the header has read another picture.
  if (picture.width * picture.height > mostPixels) throw new Unshown('too-much')
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  const context = canvas.getContext('2d')
  if (!context) throw new Unshown('too-much')
  context.drawImage(picture, 0, 0)
  picture.close()
  canvas.role = 'img'
  canvas.ariaLabel = sheet.title
  canvas.className = 'picture'
  paper.append(el('div', { class: 'leaf' }, canvas))
  return { pages: 1, remarks: animated ? ['first-picture'] : [] }
}
