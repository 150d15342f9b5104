/**
 * The HTTP side of a member's server.
 *
 * @module
 */
export {
  type ApiDeps,
  createApi,
  createPeerApi,
  createRoutes,
  isListed,
  openApiDocument,
  type PeerApiDeps,
} from './api.ts'
export {
  type Api,
  type ApiEnv,
  type ApiInfo,
  type AuthenticatedPeer,
  type Connection,
  peerOf,
  requesterOf,
} from './context.ts'
export { createCursors, type Cursors, type Page, pageQuery, type Place } from './cursor.ts'
export { documentFaults, type Operation, operationsOf } from './document-check.ts'
export { errorTable, type ErrorText, findErrorText } from './error-table.ts'
export { type Fault, HttpError, type HttpErrorCode } from './errors.ts'
export { httpErrorTexts } from './errors-text.ts'
export { entityTag, isUnmodified, requireMatch } from './etag.ts'
export { adminRoutes, type ReadinessChecks, reasonsAgainst } from './health.ts'
export { idempotency, sweepIdempotency } from './idempotency.ts'
export {
  certificateFingerprint,
  listen,
  type Listener,
  type ListenOptions,
  type NodeMount,
  type TlsKey,
  type TrustedPeer,
} from './listen.ts'
export { openRefusals, openToAnyone, problemSchema, refusals } from './openapi.ts'
export { type Problem, problemOf, problemResponse, problemType } from './problem.ts'
export { createRateLimit, type Rate, type RateLimit } from './rate-limit.ts'
export { openSessionRoutes, sessionRoutes } from './session-routes.ts'
