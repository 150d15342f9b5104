/**
 * What a member's own people reach.
 *
 * @module
 */
export { type EdgeDeps, openEdge } from './edge.ts'
export { takeStatement } from './statement-routes.ts'
