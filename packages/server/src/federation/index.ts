/**
 * What a member's server says to others, and what it takes from them.
 *
 * @module
 */
export { FederationError, type FederationErrorCode } from './errors.ts'
export { federationErrorTexts } from './errors-text.ts'
export { type Federation, type FederationOptions, startFederation } from './federation.ts'
export { createHandlers } from './handlers.ts'
export type { Effect, Handlers } from './inbox.ts'
export type { LinkState } from './links.ts'
export {
  type Announcement,
  enqueue,
  type OnAnswer,
  type QueueState,
  queueStates,
} from './outbox.ts'
export { ledgersOf, peerNames, witnessKeysOf } from './peers.ts'
export type { GrantShare, ShareQuestion } from './shares.ts'
export type { WitnessRound } from './witness-client.ts'
