/**
 * What is known of a request before its handler runs.
 *
 * @module
 */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'

import { type AuthenticatedRequester, IdentityError, type Language } from '../identity/index.ts'

import { HttpError } from './errors.ts'

/** A member's server at the other end of a connection, by a certificate that member appointed. */
export interface AuthenticatedPeer {
  readonly member: string
  /** SHA-256 of the certificate, lower case hexadecimal. */
  readonly fingerprint: string
}

/** What the listener knows of a connection. */
export interface Connection {
  /** Remote IP address; `local` inside of a process. */
  readonly address: string
  /** Set on the federation listener alone. */
  readonly peer?: AuthenticatedPeer
}

/** Environment of every route. */
export interface ApiEnv {
  readonly Bindings: Partial<Connection>
  readonly Variables: {
    requestId: string
    language: Language
    requester?: AuthenticatedRequester
  }
}

/** An application or a set of routes of one. */
export type Api = OpenAPIHono<ApiEnv>

/** Head of an OpenAPI document. */
export interface ApiInfo {
  readonly title: string
  readonly version: string
  readonly description: string
}

/**
 * The person and device behind a request.
 *
 * @throws {IdentityError} `identity/no-token` on an open route
 */
export function requesterOf(c: Context<ApiEnv>): AuthenticatedRequester {
  const requester = c.get('requester')
  if (!requester) throw new IdentityError('identity/no-token', 'the route is open')
  return requester
}

/**
 * The member behind a connection.
 *
 * @throws {HttpError} `http/peer-unknown` on any listener but federation
 */
export function peerOf(c: Context<ApiEnv>): AuthenticatedPeer {
  if (!c.env?.peer)
    throw new HttpError('http/peer-unknown', 'the connection has no known certificate')
  return c.env.peer
}
