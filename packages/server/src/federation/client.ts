/**
 * How we reach a peer: HTTPS with both certificates pinned by appointments.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'
import { Agent, request } from 'node:https'
import type { Readable } from 'node:stream'
import type { PeerCertificate } from 'node:tls'

import type { TlsAppointment } from '@entente/core/pact'

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

const limits = { bodyBytes: 32 * 1024 * 1024, idleMs: 30_000 }

/**
 * Sends a request to the holder of the appointed certificate, and to nobody else: the certificate is
 * the only root, and the key the peer shows must be the one in it.
 *
 * @throws {FederationError} `federation/unreachable`, `federation/too-large`
 */
export function askPeer(
  { certificate, url }: TlsAppointment,
  own: OwnTls,
  { method, path, headers = {}, body }: PeerRequest,
): Promise<PeerResponse> {
  const pinned = new X509Certificate(certificate)
  const agent = new Agent({
    ca: certificate,
    cert: own.certificate,
    key: own.privateKey,
    minVersion: 'TLSv1.3',
    checkServerIdentity: (_host: string, shown: PeerCertificate) =>
      pinned.raw.equals(shown.raw)
        ? undefined
        : new FederationError(
            'federation/unreachable',
            'another certificate than the appointed one',
          ),
  })
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      agent.destroy()
      const ours = cause instanceof FederationError
      reject(ours ? cause : new FederationError('federation/unreachable', 'no answer', { cause }))
    }
    const outgoing = request(new URL(path, url), { method, headers, agent, timeout: limits.idleMs })
    outgoing.on('timeout', () => outgoing.destroy(new Error('idle too long')))
    outgoing.on('error', fail)
    outgoing.on('response', (response) => {
      const chunks: Uint8Array[] = []
      let size = 0
      response.on('data', (chunk: Uint8Array) => {
        size += chunk.length
        if (size > limits.bodyBytes) {
          response.destroy(new FederationError('federation/too-large', 'the answer is too large'))
        } else chunks.push(chunk)
      })
      response.on('error', fail)
      response.on('end', () => {
        agent.destroy()
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        })
      })
    })
    if (body instanceof Uint8Array) outgoing.end(body)
    else if (body === undefined) outgoing.end()
    else body.on('error', fail).pipe(outgoing)
  })
}
