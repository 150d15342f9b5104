/**
 * A listener: TLS 1.3 alone, HTTP/1.1 and HTTP/2, a drain that loses no answer.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import {
  createSecureServer,
  type Http2SecureServer,
  Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Server as NetServer } from 'node:net'
import type { TLSSocket } from 'node:tls'

import { getRequestListener } from '@hono/node-server'

import type { Log } from '../telemetry/index.ts'

import type { Connection } from './context.ts'
import { HttpError } from './errors.ts'
import type { RateLimit } from './rate-limit.ts'

/** A request as Node hands it out. */
export type NodeRequest = IncomingMessage | Http2ServerRequest

/** Its answer. */
export type NodeResponse = ServerResponse | Http2ServerResponse

/** A handler beside the application, for everything below a path. */
export interface NodeMount {
  /** `/auth`: that path and what stands below it. */
  readonly path: string
  readonly handle: (request: NodeRequest, response: NodeResponse) => void
  /** Applied by address; the application limits its own routes itself. */
  readonly rate?: RateLimit
}

/** A private key and its certificate, P-256, PEM. */
export interface TlsKey {
  readonly privateKeyPem: string
  readonly certificatePem: string
}

/** A certificate that a member appointed for its server. */
export interface TrustedPeer {
  readonly member: string
  readonly certificatePem: string
}

/** What a listener is made of. */
export interface ListenOptions {
  /** Names it in logs. */
  readonly name: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly tls: TlsKey
  /** Given, every client must show one of these certificates; see {@link Listener.trust}. */
  readonly peers?: readonly TrustedPeer[]
  readonly fetch: (request: Request, connection: Connection) => Response | Promise<Response>
  readonly mounts?: readonly NodeMount[]
  readonly log: Log
  readonly now: () => Date
}

/**
 * What may be on its way to us over HTTP/2, by connection and by request. The 64 KiB of RFC 9113 §6.9.2 would be all that a
 * round trip carries; a connection whose request nobody reads holds no more than this.
 */
const windowBytes: number = 1 << 20

/** A running listener. */
export interface Listener {
  readonly port: number
  /** From now on exactly these peers; connections of others end at once. */
  readonly trust: (peers: readonly TrustedPeer[]) => void
  /** From now on this certificate, for new connections. */
  readonly present: (tls: TlsKey) => void
  /** Takes no more connections, finishes requests, and after `graceMilliseconds` ends what is left. */
  readonly close: (graceMilliseconds: number) => Promise<void>
}

/**
 * Opens a listener and waits until it listens.
 *
 * @throws {HttpError} `http/cannot-listen`
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  let { tls } = options
  let trusted = trustedBy(options.peers ?? [])
  const mutual = options.peers !== undefined
  const sockets = new Set<TLSSocket>()
  let draining = false

  const secureContext = () => ({
    minVersion: 'TLSv1.3' as const,
    key: tls.privateKeyPem,
    cert: tls.certificatePem,
    // An empty list, unlike none, trusts nobody.
    ...(mutual ? { ca: [...trusted.values()].map(({ certificatePem }) => certificatePem) } : {}),
  })
  const connectionOf = (request: NodeRequest): Connection => {
    const socket = socketOf(request)
    const address = socket.remoteAddress ?? 'unknown'
    // TLS has checked the chain; what counts is that this very certificate is appointed now.
    const fingerprint = mutual ? fingerprintOf(socket) : undefined
    const peer = fingerprint === undefined ? undefined : trusted.get(fingerprint)
    return peer && fingerprint !== undefined
      ? { address, peer: { member: peer.member, fingerprint } }
      : { address }
  }
  const serveApp = getRequestListener(
    (request, { incoming }) => options.fetch(request, connectionOf(incoming)),
    { overrideGlobalObjects: false },
  )

  const server = createSecureServer(
    {
      ...secureContext(),
      allowHTTP1: true,
      requestCert: mutual,
      rejectUnauthorized: mutual,
      settings: { initialWindowSize: windowBytes },
    },
    (request, response) => {
      // HTTP/1.1 keeps a connection open after its answer; a drain must not wait for the next question.
      const socket = socketOf(request)
      response.once('close', () => {
        if (draining && request.httpVersionMajor === 1) socket.end()
      })
      const mount = options.mounts?.find(({ path }) => isBelow(request.url, path))
      if (!mount) void serveApp(request, response)
      // An application looks who is there itself; what stands beside it need not.
      else if (mutual && !connectionOf(request).peer) socket.destroy()
      else serveMount(mount, request, response, options.now())
    },
  )
  // A payload may take longer than any request should; its handler watches over it.
  Object.assign(server, { headersTimeout: 30_000, requestTimeout: 0 })
  server.on('session', (session) => session.setLocalWindowSize(windowBytes))
  server.on('secureConnection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  // A client that breaks off is no event for the operator, and without a listener Node throws.
  server.on('sessionError', () => {})

  await takePort(server, options)
  const { port } = addressOf(server)
  options.log.info('listening', { listener: options.name, port })

  return {
    port,
    trust(peers) {
      trusted = trustedBy(peers)
      server.setSecureContext(secureContext())
      for (const socket of sockets) {
        if (!trusted.has(fingerprintOf(socket) ?? '')) socket.destroy()
      }
    },
    present(key) {
      tls = key
      server.setSecureContext(secureContext())
    },
    async close(graceMilliseconds) {
      draining = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy()
      }, graceMilliseconds)
      await closed
      clearTimeout(timer)
      options.log.info('closed', { listener: options.name, port })
    },
  }
}

/**
 * Waits until `server` listens there.
 *
 * @throws {HttpError} `http/cannot-listen`
 */
export async function takePort(
  server: NetServer,
  { host, port }: Pick<ListenOptions, 'host' | 'port'>,
): Promise<void> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed'
    throw new HttpError('http/cannot-listen', `${host}:${port} ${code}`, { cause })
  }
}

/** SHA-256 of a certificate's DER, lower case hexadecimal. */
export function certificateFingerprint(pem: string): string {
  return plainHex(new X509Certificate(pem).fingerprint256)
}

function trustedBy(peers: readonly TrustedPeer[]): ReadonlyMap<string, TrustedPeer> {
  return new Map(peers.map((peer) => [certificateFingerprint(peer.certificatePem), peer]))
}

function fingerprintOf(socket: TLSSocket): string | undefined {
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256
  return fingerprint === undefined ? undefined : plainHex(fingerprint)
}

function plainHex(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase()
}

function socketOf(request: NodeRequest): TLSSocket {
  const socket =
    request instanceof Http2ServerRequest ? request.stream.session?.socket : request.socket
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server accepts only TLS
  return socket as TLSSocket
}

function serveMount(
  { handle, rate }: NodeMount,
  request: NodeRequest,
  response: NodeResponse,
  now: Date,
): void {
  const wait = rate?.(socketOf(request).remoteAddress ?? 'unknown', now) ?? 0
  if (wait === 0) return handle(request, response)
  response.statusCode = 429
  response.setHeader('retry-after', String(wait))
  response.end()
}

function isBelow(url: string | undefined, path: string): boolean {
  const [asked = ''] = (url ?? '').split('?', 1)
  return asked === path || asked.startsWith(`${path}/`)
}

function addressOf(server: Http2SecureServer): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('not a network address')
  return address
}
