/**
 * Cedar with our rules loaded once: schema and policies are parsed and validated strictly before
 * anything is decided by them.
 *
 * @module
 */
import {
  type EngineAnswer,
  permit,
  type PolicyEngine,
  type Rule,
  rules as allRules,
  schema,
} from '@entente/core/policy'
import {
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs'

/**
 * An engine over `rules`. The parsed set is kept inside of the wasm instance under `name`; an engine
 * with the same name replaces it.
 *
 * @throws {TypeError} if a rule does not validate: a defect of ours, found at the start
 */
export function cedarEngine(rules: readonly Rule[] = allRules, name = 'entente'): PolicyEngine {
  const policies = {
    staticPolicies: Object.fromEntries([
      ['permit', permit],
      ...rules.map(({ id, cedar }) => [id, cedar] as const),
    ]),
  }
  const checked = validate({ schema, policies })
  if (checked.type !== 'success' || checked.validationErrors.length > 0) {
    throw new TypeError(`the rules do not validate: ${JSON.stringify(checked)}`)
  }
  for (const parsed of [preparsePolicySet(name, policies), preparseSchema(name, schema)]) {
    if (parsed.type !== 'success')
      throw new TypeError(`the rules do not parse: ${JSON.stringify(parsed)}`)
  }
  return {
    evaluate({ action, person, document, circumstances }): EngineAnswer {
      const principal = { type: 'Person', id: 'asking' }
      const resource = { type: 'Document', id: 'asked' }
      const answer = statefulIsAuthorized({
        principal,
        action: { type: 'Action', id: action },
        resource,
        context: toCedar(circumstances),
        entities: [
          { uid: principal, attrs: toCedar(person), parents: [] },
          { uid: resource, attrs: toCedar(document), parents: [] },
        ],
        preparsedPolicySetId: name,
        preparsedSchemaName: name,
        validateRequest: true,
      })
      if (answer.type !== 'success') return { allowed: false, policies: [], errors: 1 }
      const { decision, diagnostics } = answer.response
      return {
        allowed: decision === 'allow',
        policies: diagnostics.reason,
        errors: diagnostics.errors.length,
      }
    },
  }
}

/** Facts hold texts, whole numbers, switches and lists of texts only. */
function toCedar(facts: object): Record<string, string | boolean | number | string[]> {
  const entries = Object.entries(facts).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'string' || typeof value === 'boolean') return [name, value] as const
    if (typeof value === 'number' && Number.isSafeInteger(value)) return [name, value] as const
    if (isTexts(value)) return [name, value] as const
    throw new TypeError(`the fact ${name} has no form in Cedar`)
  })
  return Object.fromEntries(entries)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
