/**
 * What Cedar itself says of the rules and the schema: the actions that a rule is about, the facts it
 * looks at, the facts there are.
 *
 * @module
 */
import { policyToJson, schemaToJson } from '@cedar-policy/cedar-wasm/nodejs'
import { type DecisionAction, type Rule, schema } from '@entente/core/policy'

import type { FactName, Part } from './input-space.ts'
import { isAction } from './second-reading.ts'

/** Cedar's variables and the parts of a question that they stand for. */
const parts: Readonly<Record<string, Part>> = {
  principal: 'person',
  resource: 'document',
  context: 'circumstances',
}

const declared = readSchema()

/** Names of every action in the schema that can be asked for; groups of them cannot. */
export function actionsOfSchema(): readonly string[] {
  const { actions } = declared
  return Object.keys(actions).filter(
    (name) => (actions[name]?.appliesTo?.principalTypes ?? []).length > 0,
  )
}

/** Every fact in the schema. */
export function factsOfSchema(): readonly FactName[] {
  const { entityTypes, commonTypes } = declared
  const records: readonly (readonly [Part, unknown])[] = [
    ['person', entityTypes['Person']],
    ['document', entityTypes['Document']],
    ['circumstances', commonTypes?.['Circumstances']],
  ]
  return records.flatMap(([part, type]) => {
    const shape = field(type, 'shape') ?? type
    return namesIn(field(shape, 'attributes')).map((name): FactName => `${part}.${name}`)
  })
}

/** The actions that a policy is about. */
export function actionsOf(cedar: string): readonly DecisionAction[] {
  const { action } = parsed(cedar)
  if (action.op === 'All') return actionsOfSchema().filter(isAction)
  const entities =
    'entities' in action ? action.entities : 'entity' in action ? [action.entity] : []
  const named = new Set(entities.map((entity) => text(entity, 'id')))
  const { actions } = declared
  return actionsOfSchema()
    .filter(
      (name) => named.has(name) || actions[name]?.memberOf?.some((group) => named.has(group.id)),
    )
    .filter(isAction)
}

/** The facts that a rule looks at. */
export function factsOfRule({ cedar }: Rule): ReadonlySet<FactName> {
  const found = new Set<FactName>()
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const access = field(node, '.') ?? field(node, 'has')
    const part = parts[text(field(access, 'left'), 'Var')]
    if (part) found.add(`${part}.${text(access, 'attr')}`)
    for (const inner of Object.values(node)) look(inner)
  }
  look(parsed(cedar).conditions)
  return found
}

function parsed(cedar: string) {
  const answer = policyToJson(cedar)
  if (answer.type !== 'success') throw new TypeError(`no policy: ${cedar}`)
  return answer.json
}

function readSchema() {
  const answer = schemaToJson(schema)
  const space = answer.type === 'success' ? answer.json[''] : undefined
  if (!space) throw new TypeError('no schema')
  return space
}

function namesIn(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function text(value: unknown, name: string): string {
  const found = field(value, name)
  return typeof found === 'string' ? found : ''
}
