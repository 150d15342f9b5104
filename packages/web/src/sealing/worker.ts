/**
 * The worker that seals one document: the payload key and the plaintext in pieces are here, and end with it.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../reader/no-eval.ts'

import type { ByteSource } from '@entente/core/tdf'
import {
  type Client,
  createDraft,
  prepareRelease,
  resumeDraft,
  SealingError,
  type SendingPorts,
} from '@entente/sdk'

import { askerOf, type LiveSession, resumeSession } from '../device/session.ts'
import { openClient } from '../reader/client.ts'
import type { Language } from '../text/language.tsx'

import { failureOf } from './failure.ts'
import type { SealingOrder, SealingReport } from './protocol.ts'

addEventListener('message', ({ data }: MessageEvent<SealingOrder>) => {
  const place = { sealed: false }
  take(data, place).catch((error: unknown) => {
    report(failureOf(error, data.language, place.sealed))
  })
})

async function take(order: SealingOrder, place: { sealed: boolean }): Promise<void> {
  const session = await resumeSession()
  if (!session) return report({ kind: 'ended' })
  const client = await clientOf(session, order.language)
  const content = sourceOf(order.content)
  if (order.kind === 'resume') {
    const document = await resumeDraft(client, order.document, content, ports)
    return report({ kind: 'sealed', document, release: null })
  }
  const { draft, wish } = order
  const { document, title, mediaType: mimeType, label } = draft
  const source = { document, title, mimeType, case: draft.case, label, content }
  await createDraft(client, source, ports)
  place.sealed = true
  const release = wish && (await prepareRelease(client, document, wish))
  report({ kind: 'sealed', document, release })
}

const ports: SendingPorts = {
  watch: (step, done, total) => report({ kind: 'progress', step, done, total }),
  wait: (attempt) => {
    report({ kind: 'waiting' })
    return new Promise((resolve) => {
      const again = (): void => {
        removeEventListener('online', again)
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(again, Math.min(longestWait, shortestWait * 2 ** (attempt - 1)))
      // A machine that says it is connected again need not wait to its end.
      addEventListener('online', again)
    })
  },
}
const shortestWait = 500
const longestWait = 15_000

/** What the server says to the sender, it says in the language of the page. */
async function clientOf(session: LiveSession, language: Language): Promise<Client> {
  const { client } = await openClient(session, askerOf(session, language))
  return {
    ...client,
    ports: {
      ...client.ports,
      fetch(url, init) {
        const headers = new Headers(init.headers)
        headers.set('accept-language', language)
        return client.ports.fetch(url, { ...init, headers })
      },
    },
  }
}

/** A file in pieces. The browser refuses to read one that was changed on the disk since it was chosen. */
function sourceOf(file: Blob): ByteSource {
  return {
    size: file.size,
    async read(offset, length) {
      try {
        return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
      } catch (cause) {
        throw new SealingError('sealing/source-changed', 'it cannot be read any more', { cause })
      }
    },
  }
}

function report(said: SealingReport): void {
  postMessage(said)
}
