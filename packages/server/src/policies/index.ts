/**
 * Security policies of pacts: where they are kept, and that they are those that were pinned.
 *
 * @module
 */
export {
  keepPolicies,
  keptPolicies,
  openPolicies,
  type Policies,
  type PolicyFiles,
} from './policies.ts'
