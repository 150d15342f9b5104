/**
 * Conditions that engines spell differently.
 *
 * @module
 */
import { type Expression, sql, type SqlBool } from 'kysely'

/**
 * Whether a text is one of many, bound as a single parameter: engines bound the number of those, and the
 * query stays the same however many texts there are. PostgreSQL spells it `= any(…)`.
 */
export function isAmong(text: Expression<string>, texts: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${text} in (select value from json_each(${JSON.stringify(texts)}))`
}
