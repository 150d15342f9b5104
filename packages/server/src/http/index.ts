/**
 * The HTTP side of a member's server.
 *
 * @module
 */
export {
  alwaysOpen,
  type ApiDeps,
  createApi,
  createPeerApi,
  createRoutes,
  type PeerApiDeps,
  streamedRoutes,
} from './api.ts'
export { type Api, type ApiEnv, type Connection, peerOf, requesterOf } from './context.ts'
export { createCursors, type Cursors, type Page, pageQuery, type Place } from './cursor.ts'
export {
  documentFaults,
  exampleFaults,
  findOperation,
  type Operation,
  operationsOf,
  unguardedRoutes,
} from './document-check.ts'
export { errorTable, findErrorText } from './error-table.ts'
export { HttpError } from './errors.ts'
export { entityTag, isUnmodified, requireMatch } from './etag.ts'
export { adminRoutes, type ReadinessChecks, reasonsAgainst } from './health.ts'
export { idempotency, sweepIdempotency } from './idempotency.ts'
export {
  listen,
  type Listener,
  type ListenOptions,
  type NodeMount,
  type TlsKey,
  type TrustedPeer,
  takePort,
} from './listen.ts'
export {
  authenticationRefusals,
  commandRefusals,
  commonRefusals,
  etagHeader,
  ifMatchHeader,
  matchRefusals,
  openRefusals,
  openToAnyone,
  refusals,
} from './openapi.ts'
export { openApiDocument, takesKey } from './openapi-document.ts'
export {
  askPinned,
  type OwnTls,
  pinnedAgent,
  type PinnedRequest,
  type PinnedResponse,
  TooLarge,
} from './pinned.ts'
export { problemOf } from './problem.ts'
export { createRateLimit, type RateLimit } from './rate-limit.ts'
export { isListed } from './route-list.ts'
export { openSessionRoutes, sessionRoutes } from './session-routes.ts'
export { requireBytes } from './strict-body.ts'
export { openWayInRoutes, signedInPath, wayInRoutes, type WaysIn } from './way-in-routes.ts'
export { openWebApp, type WebApp } from './web-app.ts'
export { openWebSessionRoutes, webSessionRoutes } from './web-session-routes.ts'
