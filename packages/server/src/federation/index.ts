/**
 * What a member's server says to others, and what it takes from them.
 *
 * @module
 */
export { httpsCarrier } from './carrier.ts'
export { askPeer, type OwnTls, type PeerRequest, type PeerResponse } from './client.ts'
export { FederationError, type FederationErrorCode } from './errors.ts'
export { federationErrorTexts } from './errors-text.ts'
export { type Federation, type FederationOptions, startFederation } from './federation.ts'
export { createHandlers } from './handlers.ts'
export { createInbox, type Effect, type Handlers, type InboxDeps } from './inbox.ts'
export {
  type Announcement,
  type Carrier,
  enqueue,
  type OnAnswer,
  type OutboxDeps,
  type QueueState,
  queueStates,
  sendQueued,
} from './outbox.ts'
export { federationRoutes } from './routes.ts'
export type { GrantedShare, GrantShare, ShareQuestion } from './shares.ts'
