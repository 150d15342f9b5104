/**
 * The page in which a document is rendered. It is of no origin and reaches nothing but the port that it was
 * given; what is wrong in here can spoil what is shown, and no more.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import './view.css'

import type { Delivery, Said, ViewerKind } from '../reader/protocol.ts'

import { Unshown, type Viewer } from './port.ts'
import { paperFor } from './paper.ts'
import { showText } from './text.ts'

/** Each but the first is loaded when it is needed. */
const viewers: Readonly<Record<ViewerKind, Viewer>> = {
  text: showText,
  image: async (given) => (await import('./image.ts')).showImage(given),
  pdf: async (given) => (await import('./pdf.ts')).showPdf(given),
  sheets: async (given) => (await import('./office/sheets.ts')).showSheets(given),
  slides: async (given) => (await import('./office/slides.ts')).showSlides(given),
  word: async (given) => (await import('./office/word.ts')).showWord(given),
}

// No policy of a page closes this way out; frames within this one would be of another origin.
Reflect.deleteProperty(globalThis, 'RTCPeerConnection')

addEventListener('message', function begin({ source, origin, ports }: MessageEvent) {
  const [port] = ports
  if (!port || source !== parent || origin !== location.origin) return
  removeEventListener('message', begin)
  const say = (said: Said): void => port.postMessage(said)
  port.addEventListener('message', ({ data }: MessageEvent<Delivery>) => {
    if (data.kind !== 'show') return
    show(data, port).then(
      (said) => finish(said, data.print, say),
      (error: unknown) => {
        document.body.replaceChildren()
        say({ kind: 'unreadable', why: error instanceof Unshown ? error.why : 'not-readable' })
      },
    )
  })
  port.start()
  tellActivity(() => say({ kind: 'active' }))
})

async function show(
  { viewer, mediaType, bytes, sheet, print }: Extract<Delivery, { readonly kind: 'show' }>,
  port: MessagePort,
): Promise<Said> {
  const paper = paperFor(sheet)
  const given = { bytes, mediaType, paper, sheet, port, print }
  const { remarks = [], encoding = '', pages = 0 } = await viewers[viewer](given)
  return { kind: 'shown', remarks, encoding, pages }
}

/** What is shown to be printed is printed when all of it is there; the dialog holds us up until it is closed. */
function finish(said: Said, isPrint: boolean, say: (said: Said) => void): void {
  if (!isPrint) return say(said)
  document.documentElement.classList.add('printable')
  print()
  say({ kind: 'printed' })
}

/** Says that somebody is there, at most once a second. */
function tellActivity(tell: () => void): void {
  let last = 0
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'touchmove', 'wheel']) {
    const heard = (event: Event): void => {
      if (!event.isTrusted || Date.now() - last < 1000) return
      last = Date.now()
      tell()
    }
    addEventListener(kind, heard, { passive: true, capture: true })
  }
}
