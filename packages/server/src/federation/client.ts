/**
 * How we reach a peer: HTTPS with both certificates pinned by appointments.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'
import { Agent, request } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PeerCertificate } from 'node:tls'

import { FormatError, parseJson } from '@entente/core/lib'
import type { TlsAppointment } from '@entente/core/pact'
import { z } from 'zod'

import { FederationError } from './errors.ts'

/** Our end of the connection. */
export interface OwnTls {
  readonly certificate: string
  readonly privateKey: string
}

/** One request to a peer. */
export interface PeerRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  /** Below the peer's URL, `/federation/messages`. */
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: Readable | Uint8Array
}

/** The peer's answer; bodies are small, payloads go one way only. */
export interface PeerResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly body: Uint8Array
}

const limits = { bodyBytes: 4 * 1024 * 1024, idleMs: 30_000, answerMs: 60_000 }

/**
 * Sends a request to the holder of the appointed certificate, and to nobody else: the certificate is
 * the only root, and the one that the peer shows must be it, byte for byte.
 *
 * @throws {FederationError} `federation/unreachable`, `federation/too-large`
 */
export async function askPeer(
  { certificate, url }: TlsAppointment,
  own: OwnTls,
  { method, path, headers = {}, body }: PeerRequest,
): Promise<PeerResponse> {
  const agent = new Agent({
    ca: certificate,
    cert: own.certificate,
    key: own.privateKey,
    minVersion: 'TLSv1.3',
    // A resumed session would not be compared again.
    maxCachedSessions: 0,
    checkServerIdentity: (_host: string, shown: PeerCertificate) => compare(certificate, shown),
  })
  try {
    const outgoing = request(new URL(path, url), { method, headers, agent, timeout: limits.idleMs })
    outgoing.on('timeout', () => outgoing.destroy(new Error('idle too long')))
    const answered = answerTo(outgoing)
    if (body === undefined || body instanceof Uint8Array) outgoing.end(body)
    else {
      // The peer may refuse before it has read everything: what counts then is its answer.
      pipeline(body, outgoing).catch((error: unknown) => outgoing.emit('error', error))
    }
    return await answered
  } catch (cause) {
    if (cause instanceof FederationError) throw cause
    throw new FederationError('federation/unreachable', 'no answer', { cause })
  } finally {
    agent.destroy()
  }
}

/**
 * The body of an answer of success.
 *
 * @throws {FederationError} `federation/refused` with the code that the peer gave
 */
export function requireOk({ status, body }: PeerResponse): Uint8Array {
  if (status === 200) return body
  const peerCode = codeIn(body)
  throw new FederationError('federation/refused', `the peer answered ${status}`, {
    ...(peerCode !== undefined && { peerCode }),
  })
}

function answerTo(outgoing: ReturnType<typeof request>): Promise<PeerResponse> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      const chunks: Uint8Array[] = []
      let size = 0
      const timer = setTimeout(
        () => response.destroy(new Error('the answer takes too long')),
        limits.answerMs,
      )
      response.on('data', (chunk: Uint8Array) => {
        size += chunk.length
        if (size <= limits.bodyBytes) chunks.push(chunk)
        else
          response.destroy(new FederationError('federation/too-large', 'the answer is too large'))
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
function compare(appointed: string, { raw }: PeerCertificate): Error | undefined {
  return new X509Certificate(appointed).raw.equals(raw)
    ? undefined
    : new FederationError('federation/unreachable', 'another certificate than the appointed one')
}

const problem = z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,62}$/) })

function codeIn(body: Uint8Array): string | undefined {
  try {
    return problem.safeParse(parseJson(body)).data?.code
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
