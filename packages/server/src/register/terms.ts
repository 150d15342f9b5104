/**
 * An expression of the rules as a condition on rows: what is known is computed here, the rest is asked
 * of the row.
 *
 * @module
 */
import type { Comparison, Expression, Holder, Value } from '@entente/core/policy'
import { type Expression as Sql, type RawBuilder, sql, type SqlBool } from 'kysely'

import { isAmong } from '../store/index.ts'

/** What an expression comes to: known for all rows, or told by each row. */
export type Term =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'switch'; readonly sql: Sql<SqlBool> }
  | { readonly kind: 'text'; readonly sql: Sql<string> }
  | { readonly kind: 'texts'; readonly contains: (text: string) => Term }

/** Gives an attribute's term. */
export type Resolve = (of: Holder, name: string) => Term

/** A term that is known. */
export function known(value: Value): Term {
  return { kind: 'known', value }
}

/** A term that a row tells. */
export function told(condition: Sql<SqlBool>): Term {
  return { kind: 'switch', sql: condition }
}

/**
 * The term of an expression. Both sides of every operator are translated whatever the other is known to
 * be, so whether an expression can be translated does not depend on who asks.
 *
 * @throws {TypeError} where rows cannot be asked that
 */
export function translate(expression: Expression, resolve: Resolve): Term {
  const term = (one: Expression): Term => translate(one, resolve)
  if (expression.kind === 'value') return known(expression.value)
  if (expression.kind === 'attribute') return resolve(expression.of, expression.name)
  if ('left' in expression)
    return compare(expression, term(expression.left), term(expression.right))
  if ('args' in expression) {
    const args = expression.args.map(term)
    return expression.kind === 'and' ? allOf(args) : anyOf(args)
  }
  if ('arg' in expression) {
    const arg = term(expression.arg)
    return expression.kind === 'not' ? not(arg) : isEmpty(expression, arg)
  }
  const condition = term(expression.condition)
  const [yes, no] = [term(expression.yes), term(expression.no)]
  return anyOf([allOf([condition, yes]), allOf([not(condition), no])])
}

/** Whether all hold. */
export function allOf(terms: readonly Term[]): Term {
  const switches = terms.map(requireSwitch)
  if (switches.includes(false)) return known(false)
  return joined(switches, 'and') ?? known(true)
}

/** Whether one holds. */
export function anyOf(terms: readonly Term[]): Term {
  const switches = terms.map(requireSwitch)
  if (switches.includes(true)) return known(true)
  return joined(switches, 'or') ?? known(false)
}

/** A condition for rows, of a term that is a switch. */
export function conditionOfTerm(term: Term): Sql<SqlBool> {
  const one = requireSwitch(term)
  return typeof one === 'boolean' ? sql<SqlBool>`${sql.lit(one ? 1 : 0)} = 1` : one
}

function not(term: Term): Term {
  const one = requireSwitch(term)
  return typeof one === 'boolean' ? known(!one) : told(sql<SqlBool>`not (${one})`)
}

/** What is not known of `switches` in one condition; undefined where all are known. */
function joined(
  switches: readonly (Sql<SqlBool> | boolean)[],
  word: 'and' | 'or',
): Term | undefined {
  const open = switches.filter((one) => typeof one !== 'boolean')
  return open.length === 0 ? undefined : told(balanced(open, sql.raw(` ${word} `)))
}

/** As a balanced tree: engines bound the depth of an expression. */
function balanced(conditions: readonly Sql<SqlBool>[], word: RawBuilder<unknown>): Sql<SqlBool> {
  const [first, ...more] = conditions
  if (!first) throw new TypeError('there is nothing to join')
  if (more.length === 0) return first
  const half = Math.ceil(conditions.length / 2)
  const [left, right] = [conditions.slice(0, half), conditions.slice(half)]
  return sql<SqlBool>`(${balanced(left, word)}${word}${balanced(right, word)})`
}

function isEmpty(expression: Expression, arg: Term): Term {
  if (arg.kind !== 'known') throw untold(expression)
  return known(textsOf(arg.value).length === 0)
}

type Compared = Extract<Expression, { readonly kind: Comparison }>

function compare(expression: Compared, left: Term, right: Term): Term {
  const { kind } = expression
  if (left.kind === 'known' && right.kind === 'known') {
    return known(computed[kind](left.value, right.value))
  }
  if (kind === 'equal') return equal(expression, left, right)
  if (kind === 'contains' && left.kind === 'texts' && right.kind === 'known') {
    return left.contains(textOf(right.value))
  }
  if (kind === 'contains' && left.kind === 'known' && right.kind === 'text') {
    return told(isAmong(right.sql, textsOf(left.value)))
  }
  if (kind === 'containsAny' && left.kind === 'known' && right.kind === 'texts') {
    return anyOf(textsOf(left.value).map(right.contains))
  }
  if (left.kind === 'texts' && right.kind === 'known') {
    const each = textsOf(right.value).map(left.contains)
    if (kind === 'containsAny') return anyOf(each)
    if (kind === 'containsAll') return allOf(each)
  }
  throw untold(expression)
}

function equal(expression: Compared, left: Term, right: Term): Term {
  const [row, other] = left.kind === 'known' ? [right, left] : [left, right]
  if (row.kind === 'text' && other.kind === 'text') {
    return told(sql<SqlBool>`${row.sql} = ${other.sql}`)
  }
  if (row.kind === 'text' && other.kind === 'known') {
    return told(sql<SqlBool>`${row.sql} = ${textOf(other.value)}`)
  }
  if (row.kind === 'switch') {
    return anyOf([allOf([row, other]), allOf([not(row), not(other)])])
  }
  throw untold(expression)
}

/** As Cedar has it, for operands of the types that the schema gives them. */
const computed: Readonly<Record<Comparison, (left: Value, right: Value) => boolean>> = {
  atMost: (left, right) => numberOf(left) <= numberOf(right),
  contains: (left, right) => textsOf(left).includes(textOf(right)),
  containsAll: (left, right) => textsOf(right).every((one) => textsOf(left).includes(one)),
  containsAny: (left, right) => textsOf(right).some((one) => textsOf(left).includes(one)),
  equal: (left, right) => sameValue(left, right),
  less: (left, right) => numberOf(left) < numberOf(right),
}

function sameValue(left: Value, right: Value): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right
  return computed.containsAll(left, right) && computed.containsAll(right, left)
}

function requireSwitch(term: Term): Sql<SqlBool> | boolean {
  if (term.kind === 'switch') return term.sql
  if (term.kind === 'known' && typeof term.value === 'boolean') return term.value
  throw new TypeError(`a switch is asked for, not ${JSON.stringify(term)}`)
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw new TypeError(`a text is asked for, not ${String(value)}`)
  return value
}

function numberOf(value: Value): number {
  if (typeof value !== 'number') throw new TypeError(`a number is asked for, not ${String(value)}`)
  return value
}

function textsOf(value: Value): readonly string[] {
  if (typeof value !== 'object') throw new TypeError(`texts are asked for, not ${String(value)}`)
  return value
}

function untold(expression: Expression): TypeError {
  return new TypeError(`rows cannot be asked for ${JSON.stringify(expression)}`)
}
