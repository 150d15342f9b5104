/**
 * What is in force, folded from verified statements.
 *
 * @module
 */
export {
  type Change,
  type CheckedChanges,
  openStanding,
  recordChanges,
  type StandingKeeper,
} from './standing.ts'
