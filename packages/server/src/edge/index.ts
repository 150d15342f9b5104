/**
 * What a member's own people reach.
 *
 * @module
 */
export { type Edge, type EdgeDeps, type EdgeOptions, openEdge } from './edge.ts'
export { takeStatement } from './statement-routes.ts'
