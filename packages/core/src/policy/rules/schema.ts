/**
 * The types of everything a rule can see, and the one policy that permits.
 *
 * @module
 */
import { actions, type DecisionAction, groups } from './rule.ts'

/**
 * There are no optional attributes: what is not known is an empty set, an empty text, zero or false, and
 * never permits. No attribute holds a rank or an office, so neither can open anything.
 */
export const schema: string = `
entity Person = {
  known: Bool,
  nationality: String,
  everCleared: Set<String>,
  cleared: Set<String>,
  lasting: Set<String>,
  reads: Set<String>,
  exempt: Set<String>,
  emergency: Set<String>,
  eyesOnlyApproved: Set<String>,
  facilities: Set<String>,
  resident: Bool,
  visits: Set<String>,
  designatingOrgan: Bool,
  consentedOrgan: Bool,
  needsToKnow: Bool,
  purposes: Set<String>,
  author: Bool,
  releaser: Bool,
  registry: Bool,
};
entity Document = {
  received: Bool,
  labelled: Bool,
  classified: Bool,
  level: String,
  needsClearance: Bool,
  highest: Bool,
  equivalent: Bool,
  released: Bool,
  ended: Bool,
  recalled: Bool,
  purposes: Set<String>,
  anyNationality: Bool,
  nationalities: Set<String>,
  eyesOnly: Bool,
  accountable: Bool,
  disseminated: Bool,
  needsAgreement: Bool,
  needsDesignation: Bool,
  designated: Bool,
  designationEnded: Bool,
  suites: Set<String>,
  copyLimit: Long,
  signersNeeded: Long,
};
type Circumstances = {
  pactState: String,
  facility: String,
  facilityLevels: Set<String>,
  administrators: Set<String>,
  purpose: String,
  recipients: Set<String>,
  assured: Set<String>,
  consented: Set<String>,
  sourced: Set<String>,
  suites: Set<String>,
  agreed: Bool,
  copyNumber: Long,
  statement: Bool,
  lowers: Bool,
  crisis: Bool,
  notified: Bool,
  signers: Long,
  certified: Bool,
  conditions: Set<String>,
};
${Object.keys(groups)
  .map((group) => `action "${group}";\n`)
  .join('')}${actions.map(declaration).join('')}`

/** Opens what no rule closes. */
export const permit: string = `permit (principal, action in [${actions.map((one) => `Action::"${one}"`).join(', ')}], resource);`

/** An action with the groups that it is in. */
function declaration(action: DecisionAction): string {
  const inGroups = Object.entries(groups).flatMap(([group, members]) =>
    members.includes(action) ? [group] : [],
  )
  const parents =
    inGroups.length === 0 ? '' : ` in [${inGroups.map((one) => `"${one}"`).join(', ')}]`
  return `action "${action}"${parents} appliesTo {
  principal: [Person],
  resource: [Document],
  context: Circumstances,
};
`
}
