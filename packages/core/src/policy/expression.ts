/**
 * The rules as expressions: what Cedar says of a policy in JSON, read into the few forms that can also be
 * asked of a table.
 *
 * Cedar decides; this is for finding, among many documents, those that it would open. A form that is not
 * known here is refused when the server starts, so no rule is ever passed over.
 *
 * @module
 */

/** What an attribute can hold. */
export type Value = boolean | number | string | readonly string[]

/** Whose attribute. */
export type Holder = 'context' | 'principal' | 'resource'

/** Two operands. */
export type Comparison = 'atMost' | 'contains' | 'containsAll' | 'containsAny' | 'equal' | 'less'

/** An expression of a rule. */
export type Expression =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'attribute'; readonly of: Holder; readonly name: string }
  | { readonly kind: 'empty' | 'not'; readonly arg: Expression }
  | { readonly kind: 'and' | 'or'; readonly args: readonly Expression[] }
  | {
      readonly kind: 'choice'
      readonly condition: Expression
      readonly yes: Expression
      readonly no: Expression
    }
  | { readonly kind: Comparison; readonly left: Expression; readonly right: Expression }

/** Every action, one, or those that are, or belong to, one of several. */
type ActionScope =
  | { readonly kind: 'every' }
  | { readonly kind: 'one'; readonly action: string }
  | { readonly kind: 'in'; readonly names: readonly string[] }

/** One policy: what it does, to which actions, and when. */
export interface PolicyForm {
  readonly effect: 'forbid' | 'permit'
  readonly scope: ActionScope
  readonly condition: Expression
}

/**
 * When `policies` let `action`, which belongs to `groups`, happen: one of them permits and none forbids.
 *
 * Rules see no optional attributes and compute nothing, so none of them can err: a yes here is a yes of
 * an engine that has erred in nothing.
 */
export function conditionOf(
  policies: readonly PolicyForm[],
  action: string,
  groups: readonly string[],
): Expression {
  const concerns = ({ scope }: PolicyForm): boolean => {
    if (scope.kind === 'in') return [action, ...groups].some((one) => scope.names.includes(one))
    return scope.kind === 'every' || scope.action === action
  }
  const when = (effect: PolicyForm['effect']): Expression => ({
    kind: 'or',
    args: policies
      .filter((one) => one.effect === effect && concerns(one))
      .map(({ condition }) => condition),
  })
  return { kind: 'and', args: [when('permit'), { kind: 'not', arg: when('forbid') }] }
}

/**
 * Reads a policy in Cedar's JSON form.
 *
 * @throws {TypeError} for anything that is not known here: a defect of ours, found at the start
 */
export function readPolicyForm(json: unknown): PolicyForm {
  const { effect, principal, action, resource, conditions } = fieldsOf(json)
  if (effect !== 'forbid' && effect !== 'permit') throw unknown('effect', effect)
  for (const scope of [principal, resource]) {
    if (fieldsOf(scope)['op'] !== 'All') throw unknown('scope', scope)
  }
  return { effect, scope: readScope(action), condition: readConditions(conditions) }
}

function readScope(json: unknown): ActionScope {
  const { op, entity, entities } = fieldsOf(json)
  if (op === 'All') return { kind: 'every' }
  if (op === '==') return { kind: 'one', action: actionOf(entity) }
  if (op !== 'in') throw unknown('action', json)
  return {
    kind: 'in',
    names: Array.isArray(entities) ? entities.map(actionOf) : [actionOf(entity)],
  }
}

function actionOf(json: unknown): string {
  const { type, id } = fieldsOf(json)
  if (type !== 'Action' || typeof id !== 'string') throw unknown('action', json)
  return id
}

function readConditions(json: unknown): Expression {
  if (!Array.isArray(json)) throw unknown('conditions', json)
  const args = json.map((one: unknown): Expression => {
    const { kind, body } = fieldsOf(one)
    if (kind === 'when') return readExpression(body)
    if (kind === 'unless') return { kind: 'not', arg: readExpression(body) }
    throw unknown('condition', kind)
  })
  return { kind: 'and', args }
}

function readExpression(json: unknown): Expression {
  const [[operator, body] = ['', undefined], ...more] = Object.entries(fieldsOf(json))
  const read = operators.get(operator)
  if (!read || more.length > 0) throw unknown('expression', json)
  return read(body)
}

const operators: ReadonlyMap<string, (body: unknown) => Expression> = new Map<
  string,
  (body: unknown) => Expression
>([
  ['Value', (body) => ({ kind: 'value', value: readValue(body) })],
  ['Set', (body) => ({ kind: 'value', value: readTexts(body) })],
  ['.', readAttribute],
  ['!', (body) => ({ kind: 'not', arg: readExpression(fieldsOf(body)['arg']) })],
  ['isEmpty', (body) => ({ kind: 'empty', arg: readExpression(fieldsOf(body)['arg']) })],
  ['&&', (body) => ({ kind: 'and', args: Object.values(bothOf(body)) })],
  ['||', (body) => ({ kind: 'or', args: Object.values(bothOf(body)) })],
  ['if-then-else', readChoice],
  ['==', (body) => ({ kind: 'equal', ...bothOf(body) })],
  ['!=', (body) => ({ kind: 'not', arg: { kind: 'equal', ...bothOf(body) } })],
  ['<', (body) => ({ kind: 'less', ...bothOf(body) })],
  ['<=', (body) => ({ kind: 'atMost', ...bothOf(body) })],
  ['>', (body) => ({ kind: 'less', ...turned(bothOf(body)) })],
  ['>=', (body) => ({ kind: 'atMost', ...turned(bothOf(body)) })],
  ['contains', (body) => ({ kind: 'contains', ...bothOf(body) })],
  ['containsAll', (body) => ({ kind: 'containsAll', ...bothOf(body) })],
  ['containsAny', (body) => ({ kind: 'containsAny', ...bothOf(body) })],
])

interface Both {
  readonly left: Expression
  readonly right: Expression
}

function bothOf(body: unknown): Both {
  const { left, right } = fieldsOf(body)
  return { left: readExpression(left), right: readExpression(right) }
}

function turned({ left, right }: Both): Both {
  return { left: right, right: left }
}

function readAttribute(body: unknown): Expression {
  const { left, attr } = fieldsOf(body)
  const of = fieldsOf(left)['Var']
  if (of !== 'context' && of !== 'principal' && of !== 'resource') throw unknown('holder', left)
  if (typeof attr !== 'string') throw unknown('attribute', attr)
  return { kind: 'attribute', of, name: attr }
}

function readChoice(body: unknown): Expression {
  const fields = fieldsOf(body)
  return {
    kind: 'choice',
    condition: readExpression(fields['if']),
    yes: readExpression(fields['then']),
    no: readExpression(fields['else']),
  }
}

function readValue(json: unknown): Value {
  if (typeof json === 'boolean' || typeof json === 'string') return json
  if (Number.isSafeInteger(json)) return Number(json)
  throw unknown('value', json)
}

function readTexts(json: unknown): readonly string[] {
  if (!Array.isArray(json)) throw unknown('set', json)
  return json.map((one: unknown) => {
    const text = fieldsOf(one)['Value']
    if (typeof text !== 'string') throw unknown('set', json)
    return text
  })
}

function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw unknown('form', json)
  return { ...json }
}

function unknown(what: string, json: unknown): TypeError {
  return new TypeError(`a rule has a ${what} that no table can be asked: ${JSON.stringify(json)}`)
}
