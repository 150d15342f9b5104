/**
 * Asking the holder of one certificate over mutual TLS 1.3, and nobody else: the certificate is the only
 * root, and the one that the other end shows must be it, byte for byte.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'
import { Agent, request } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PeerCertificate } from 'node:tls'

/** Our end of the connection. */
export interface OwnTls {
  readonly certificate: string
  readonly privateKey: string
}

/** One request. */
export interface PinnedRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  /** Below the URL of the other end, `/federation/messages`. */
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: Readable | Uint8Array
}

/** The answer; bodies are small, payloads go one way only. */
export interface PinnedResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly body: Uint8Array
}

/** The answer has more bytes than anybody needs. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

const limits = { bodyBytes: 4 * 1024 * 1024, idleMs: 30_000, answerMs: 60_000 }

/** Connections to the holder of `certificate`; `keep` holds them open for a while after their answer. */
export function pinnedAgent(certificate: string, own: OwnTls, keep: boolean): Agent {
  return new Agent({
    ca: certificate,
    cert: own.certificate,
    key: own.privateKey,
    minVersion: 'TLSv1.3',
    // A resumed session would not be compared again.
    maxCachedSessions: 0,
    checkServerIdentity: (_host: string, shown: PeerCertificate) => compare(certificate, shown),
    keepAlive: keep,
    // Shorter than the other end waits, so that no request meets a connection that is just being closed.
    ...(keep ? { timeout: 3000 } : {}),
  })
}

/** Sends a request and reads the whole answer; throws what the network says, or {@link TooLarge}. */
export async function askPinned(
  agent: Agent,
  url: string,
  {
    method,
    path,
    headers = {},
    body,
    answerMs = limits.answerMs,
  }: PinnedRequest & { readonly answerMs?: number },
): Promise<PinnedResponse> {
  const timeout = Math.min(limits.idleMs, answerMs)
  const outgoing = request(new URL(path, url), { method, headers, agent, timeout })
  outgoing.on('timeout', () => outgoing.destroy(new Error('idle too long')))
  const answered = answerTo(outgoing, answerMs)
  if (body === undefined || body instanceof Uint8Array) outgoing.end(body)
  else {
    // The other end may refuse before it has read everything: what counts then is its answer.
    pipeline(body, outgoing).catch((error: unknown) => outgoing.emit('error', error))
  }
  return answered
}

function answerTo(outgoing: ReturnType<typeof request>, answerMs: number): Promise<PinnedResponse> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      const chunks: Uint8Array[] = []
      let size = 0
      const timer = setTimeout(
        () => response.destroy(new Error('the answer takes too long')),
        answerMs,
      )
      response.on('data', (chunk: Uint8Array) => {
        size += chunk.length
        if (size <= limits.bodyBytes) chunks.push(chunk)
        else response.destroy(new TooLarge('the answer is too large'))
      })
      response.on('error', reject)
      response.on('close', () => clearTimeout(timer))
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, body: Buffer.concat(chunks) })
      })
    })
  })
}

/** Node asks this once the chain is good; what it returns ends the connection. */
function compare(pinned: string, { raw }: PeerCertificate): Error | undefined {
  return new X509Certificate(pinned).raw.equals(raw)
    ? undefined
    : new Error('another certificate than the pinned one')
}
