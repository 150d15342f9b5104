/**
 * What all rules of an action come to, read from Cedar's own parse of them.
 *
 * @module
 */
import {
  conditionOf,
  type DecisionAction,
  type Expression,
  permit,
  readPolicyForm,
  type Rule,
  rules as allRules,
  schema as ourSchema,
} from '@entente/core/policy'
import { policyToJson, type SchemaJson, schemaToJson } from '@cedar-policy/cedar-wasm/nodejs'

/**
 * When `rules` let `action` happen.
 *
 * @throws {TypeError} if a rule does not parse, or has a form that no table can be asked: a defect of
 *   ours, found at the start
 */
export function cedarCondition(
  action: DecisionAction,
  rules: readonly Pick<Rule, 'cedar'>[] = allRules,
  schema: string = ourSchema,
): Expression {
  const texts = [permit, ...rules.map(({ cedar }) => cedar)]
  const forms = texts.map((text) => {
    const parsed = policyToJson(text)
    if (parsed.type !== 'success') {
      throw new TypeError(`a rule does not parse: ${JSON.stringify(parsed.errors)}`)
    }
    return readPolicyForm(parsed.json)
  })
  return conditionOf(forms, action, groupsOf(action, schema))
}

/** The groups that an action is in, by whatever way. */
function groupsOf(action: string, schema: string): readonly string[] {
  const read = schemaToJson(schema)
  if (read.type !== 'success') {
    throw new TypeError(`the schema does not parse: ${JSON.stringify(read.errors)}`)
  }
  const groups = new Set<string>()
  const enter = (name: string, { '': types }: SchemaJson<string>): void => {
    for (const { id } of types?.actions[name]?.memberOf ?? []) {
      if (groups.has(id)) continue
      groups.add(id)
      enter(id, read.json)
    }
  }
  enter(action, read.json)
  return [...groups]
}
