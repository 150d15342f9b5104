/**
 * One vector of Wycheproof, with the fields of its group.
 *
 * @module
 */
import { type Bytes, fromHex, type Json } from '@entente/core/lib'

/** A JSON object. */
export type Fields = Readonly<Record<string, Json>>

/** Reads fields by name. A text that is not there or no text is refused. */
export interface Vector {
  readonly has: (name: string) => boolean
  readonly text: (name: string) => string
  readonly number: (name: string) => number
  /** Bytes of a field in hexadecimal. */
  readonly bytes: (name: string) => Bytes
  readonly object: (name: string) => Fields
}

/** Bytes that come out, or whether a signature holds. Throws to refuse. */
export type Answer = (vector: Vector) => Promise<Bytes | boolean>

/** Nothing that Entente does. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}

/** What is refused by a check of the adapter's own. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Takes a vector apart. */
export function readVector(json: Json): Vector {
  const fields = asFields(json)
  const text = (name: string): string => textOf(fields, name)
  return {
    has: (name) => fields[name] !== undefined && fields[name] !== null,
    text,
    number: (name) => {
      const value = fields[name]
      if (typeof value !== 'number') throw new TypeError(`no number \`${name}\``)
      return value
    },
    bytes: (name) => fromHex(text(name)),
    object: (name) => asFields(fields[name] ?? null),
  }
}

/** A field of an object that must be text. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new Refused(`no text \`${name}\``)
  return value
}

/** The row of a table, or nothing that Entente does. */
export function rowOf<T>(table: Readonly<Record<string, T>>, name: string): T {
  const row = Object.hasOwn(table, name) ? table[name] : undefined
  if (row === undefined) throw new Unsupported(name)
  return row
}

/** A JSON object. */
export function asFields(json: Json): Fields {
  if (!isFields(json)) throw new Refused('not an object')
  return json
}

function isFields(json: Json): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
