/**
 * The worker of one opened document. The session key, the payload key and the plaintext are here and, of
 * the plaintext, in the frame that shows it; both end with it.
 *
 * @module
 */
import { askerOf, resumeSession } from '../device/session.ts'

import { failureOf, groundsOf } from './decision.ts'
import { type Opened, openWhole } from './open.ts'
import { type Delivery, type Order, type Report } from './protocol.ts'
import { readSaid } from './said.ts'
import { sheetOf } from './sheet.ts'
import { findViewFile } from './view-files.ts'

let shown:
  | { readonly opened: Opened; readonly language: 'en' | 'ja'; readonly person: string }
  | undefined

addEventListener('message', ({ data, ports }: MessageEvent<Order>) => {
  const [port] = ports
  if (!port) return
  port.addEventListener('message', ({ data: said }) => void hear(said, port))
  port.start()
  take(data, port).catch((error: unknown) => report(failureOf(error)))
})

async function take(order: Order, port: MessagePort): Promise<void> {
  if (order.kind === 'print') return show(port, true)
  const session = await resumeSession()
  if (!session) return report({ kind: 'ended' })
  const asker = askerOf(session, order.language)
  const opened = await openWhole(session, asker, order.document, order.purpose)
  if (opened.kind === 'unreadable') return report(opened)
  shown = { opened, language: order.language, person: session.person }
  report({ kind: 'opened', grounds: groundsOf(opened.articles, opened.terms) })
  show(port, false)
}

/** Gives the frame a copy: it may be shown once more, to be printed. */
function show(port: MessagePort, print: boolean): void {
  if (!shown) return
  const { opened, language, person } = shown
  const { viewer, line, terms, member } = opened
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const sheet = sheetOf({ line, terms, member, person, language, at: new Date(), zone })
  const bytes = opened.bytes.slice()
  const { mediaType } = line
  const delivery: Delivery = { kind: 'show', viewer, mediaType, bytes, sheet, print }
  port.postMessage(delivery, [bytes.buffer])
}

async function hear(data: unknown, port: MessagePort): Promise<void> {
  const said = readSaid(data)
  if (!said) return
  if (said.kind !== 'file') return report(said)
  const delivery: Delivery = {
    kind: 'file',
    name: said.name,
    bytes: await findViewFile(said.name),
  }
  port.postMessage(delivery)
}

function report(said: Report): void {
  postMessage(said)
}
