/**
 * The page in which a document is rendered. It is of no origin and reaches nothing but the port that it was
 * given; what is wrong in here can spoil what is shown, and no more.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import './view.css'

import type { Delivery, Said } from '../reader/protocol.ts'

import { Unshown, type Viewer } from './port.ts'
import { paperFor } from './paper.ts'
import { showText } from './text.ts'

const viewers: Readonly<Record<string, Viewer>> = { text: showText }

addEventListener('message', function begin({ source, origin, ports }: MessageEvent) {
  const [port] = ports
  if (!port || source !== parent || origin !== location.origin) return
  removeEventListener('message', begin)
  const say = (said: Said): void => port.postMessage(said)
  port.addEventListener('message', ({ data }: MessageEvent<Delivery>) => {
    if (data.kind !== 'show') return
    show(data, say).then(say, (error: unknown) => {
      document.body.replaceChildren()
      say({ kind: 'unreadable', why: error instanceof Unshown ? error.why : 'not-readable' })
    })
  })
  port.start()
  tellActivity(() => say({ kind: 'active' }))
})

async function show(
  { viewer, mediaType, bytes, sheet }: Extract<Delivery, { readonly kind: 'show' }>,
  say: (said: Said) => void,
): Promise<Said> {
  const view = viewers[viewer]
  if (!view) throw new Unshown('no-viewer')
  const paper = paperFor(sheet)
  const {
    remarks = [],
    encoding = '',
    pages = 0,
  } = await view({ bytes, mediaType, paper, sheet, say })
  return { kind: 'shown', remarks, encoding, pages }
}

/** Says that somebody is there, at most once a second. */
function tellActivity(tell: () => void): void {
  let last = 0
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'scroll', 'wheel']) {
    const heard = (event: Event): void => {
      if (!event.isTrusted || Date.now() - last < 1000) return
      last = Date.now()
      tell()
    }
    addEventListener(kind, heard, { passive: true, capture: true })
  }
}
