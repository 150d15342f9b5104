/**
 * Decisions: the rules of the pact applied to facts that stand.
 *
 * @module
 */
export {
  type CircumstanceFacts,
  decide,
  type Decision,
  type DecisionRequest,
  type DocumentFacts,
  type EngineAnswer,
  type PersonFacts,
  type PolicyEngine,
  type Reason,
} from './decide.ts'
export { findDesignation, holdersByGrants, type MadeDesignation } from './designated.ts'
export { articleOfRefusal } from './articles.ts'
export { type DecisionCode } from './errors.ts'
export { decisionTexts } from './errors-text.ts'
export {
  type Comparison,
  conditionOf,
  type Expression,
  type Holder,
  type PolicyForm,
  readPolicyForm,
  type Value,
} from './expression.ts'
export {
  type Designations,
  designationsAmong,
  type Destruction,
  factsOf,
  findEmergency,
  levelText,
  ownPurposes,
  type Going,
  type Question,
} from './facts/index.ts'
export { type Needs, needsAmong } from './needs.ts'
export { notReleasableTo, type Objection, precheckRelease } from './precheck.ts'
export {
  type ActionGroup,
  actions,
  type DecisionAction,
  groups,
  permit,
  requireRules,
  type Rule,
  ruleHashes,
  rules,
  schema,
} from './rules/index.ts'
export { type JudgedLabel, type JudgedSubject, type Subject } from './subject.ts'
