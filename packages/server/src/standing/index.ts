/**
 * What is in force, folded from verified statements.
 *
 * @module
 */
export { chainsBehind, headsIn, placeOf, type StandingHeads } from './heads.ts'
export {
  type Change,
  type CheckedChanges,
  openStanding,
  recordChanges,
  type StandingKeeper,
  type StandingPage,
} from './standing.ts'
