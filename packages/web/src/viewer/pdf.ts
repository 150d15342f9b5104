/**
 * PDF by Mozilla's viewer: pages are drawn, with their words over them for those who listen. Scripts, forms,
 * links, attachments and whatever would leave the page are left out.
 *
 * @module
 */
import { visibleLines } from '@entente/core/words'
import { AnnotationMode, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist'
// oxlint-disable-next-line import/no-unassigned-import -- the half that parses, here instead of in a worker
import 'pdfjs-dist/build/pdf.worker.mjs'

import type { Delivery } from '../reader/protocol.ts'

import { pdfFiles } from './files.ts'
import { el } from './paper.ts'
import { type Given, type Outcome, Unshown } from './port.ts'

const mostPages = 2000
/** Of one page as it is drawn: 64 MiB of memory. */
const mostPixels = 16_000_000
/** Pages that stay drawn. */
const mostDrawn = 12
/** Pages that are drawn at once to be printed. */
const mostPrinted = 100

/** Shows a PDF, each page when it comes into sight; all of them to be printed. */
export async function showPdf(given: Given): Promise<Outcome> {
  const { bytes, paper, sheet } = given
  // Other readers find the header anywhere in the first kilobyte; then one file can be of two kinds.
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 5)) !== '%PDF-') {
    throw new Unshown('not-what-it-says')
  }
  const pdf = await load(given)
  if (pdf.numPages > mostPages || (given.print && pdf.numPages > mostPrinted)) {
    throw new Unshown('too-much')
  }
  const hasScripts = await brings(pdf)
  const first = await pdf.getPage(1)
  const { width, height } = first.getViewport({ scale: 1 })
  const name = {
    en: (at: number) => `Page ${at} of ${pdf.numPages}`,
    ja: (at: number) => `${pdf.numPages}ページ中${at}ページ`,
  }
  const leaves = Array.from({ length: pdf.numPages }, (_, at) => {
    const leaf = el('section', { class: 'leaf page' })
    leaf.ariaLabel = name[sheet.language](at + 1)
    leaf.style.aspectRatio = `${width} / ${height}`
    return leaf
  })
  paper.append(...leaves)
  if (given.print) {
    for (const [at, leaf] of leaves.entries()) await draw(await pdf.getPage(at + 1), leaf, 'print')
  } else {
    drawInSight(pdf, leaves)
  }
  return { pages: pdf.numPages, remarks: hasScripts ? ['scripts'] : [] }
}

async function load({ bytes, port }: Given): Promise<PDFDocumentProxy> {
  const task = getDocument({
    data: bytes,
    BinaryDataFactory: fileFactory(port),
    cMapUrl: pdfFiles,
    standardFontDataUrl: pdfFiles,
    // Decoders in JavaScript, of the frame's own place; WebAssembly is not allowed here.
    wasmUrl: new URL(pdfFiles, location.href).href,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    maxImageSize: 40_000_000,
    canvasMaxAreaInBytes: 4 * mostPixels,
    verbosity: 0,
  })
  try {
    return await task.promise
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw new Unshown(isLocked ? 'locked' : 'not-readable')
  }
}

/** Files come through the port: the frame reaches no network. */
function fileFactory(port: MessagePort): object {
  return class {
    async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
      const { promise, resolve } = Promise.withResolvers<Uint8Array | null>()
      const hear = ({ data }: MessageEvent<Delivery>): void => {
        if (data.kind === 'file' && data.name === filename) resolve(data.bytes)
      }
      port.addEventListener('message', hear)
      port.postMessage({ kind: 'file', name: filename })
      const bytes = await promise
      port.removeEventListener('message', hear)
      if (!bytes) throw new TypeError('no such file')
      return bytes
    }
  }
}

/** Whether it has scripts, or anything to be started when it is opened. */
async function brings(pdf: PDFDocumentProxy): Promise<boolean> {
  return (
    (await pdf.hasJSActions()) ||
    (await pdf.getJSActions()) !== null ||
    (await pdf.getOpenAction()) !== null
  )
}

function drawInSight(pdf: PDFDocumentProxy, leaves: readonly HTMLElement[]): void {
  const drawn = new Set<HTMLElement>()
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement) || drawn.has(target)) continue
        drawn.add(target)
        for (const oldest of [...drawn].slice(0, -mostDrawn)) {
          drawn.delete(oldest)
          oldest.replaceChildren()
        }
        void pdf
          .getPage(leaves.indexOf(target) + 1)
          .then((page) => draw(page, target, 'display'))
          .catch(() => target.classList.add('unreadable'))
      }
    },
    { rootMargin: '50%' },
  )
  for (const leaf of leaves) sight.observe(leaf)
}

/** What is drawn to be printed waits for no frame of the screen: where it is drawn nobody looks. */
async function draw(
  page: PDFPageProxy,
  leaf: HTMLElement,
  intent: 'display' | 'print',
): Promise<void> {
  const natural = page.getViewport({ scale: 1 })
  const wanted = (Math.min(2, devicePixelRatio || 1) * 1.5 * 96) / 72
  const most = Math.sqrt(mostPixels / Math.max(1, natural.width * natural.height))
  const viewport = page.getViewport({ scale: Math.min(wanted, most) })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  canvas.ariaHidden = 'true'
  leaf.style.aspectRatio = `${natural.width} / ${natural.height}`
  await page.render({ canvas, viewport, intent, annotationMode: AnnotationMode.ENABLE }).promise
  leaf.replaceChildren(canvas, el('p', { class: 'heard' }, await wordsOf(page)))
  page.cleanup()
}

/** The words of a page in their order, for those who listen. */
async function wordsOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent()
  const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
  return visibleLines(words.join(''))
}
