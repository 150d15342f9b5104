/**
 * As much of the syntax of PDF (ISO 32000-1 §7.3) as finding the catalog needs. Bytes are taken as
 * Latin 1, so that an index into the text is one into the file.
 *
 * @module
 */
import { LabelError } from '@entente/core/label'

/** A dictionary: the text of each value by its key, without the slash. */
export interface Dictionary {
  readonly entries: ReadonlyMap<string, string>
  /** Where it ends. */
  readonly end: number
}

/** Nesting of values; a catalog has two or three levels. */
const deepest = 64

/**
 * Reads the dictionary that begins at an index, or after white space there.
 *
 * @throws {LabelError} `label/not-pdf`
 */
export function dictionaryAt(text: string, start: number): Dictionary {
  return readDictionary(text, skip(text, start), 0)
}

/** A reference to an object, `12 0 R`. */
export function referenceOf(value: string | undefined): readonly [number, number] | undefined {
  const [, number, generation] = /^(\d{1,10})\s+(\d{1,5})\s+R$/.exec(value ?? '') ?? []
  return number === undefined ? undefined : [Number(number), Number(generation)]
}

/**
 * A whole number that stands for itself.
 *
 * @throws {LabelError} `label/not-pdf`
 */
export function integerOf(value: string | undefined): number {
  if (!/^\d{1,10}$/.test(value ?? '')) throw bad('a number that is none')
  return Number(value)
}

/** The refusal of a PDF. */
export function bad(reason: string, options?: ErrorOptions): LabelError {
  return new LabelError('label/not-pdf', reason, options)
}

function readDictionary(text: string, start: number, depth: number): Dictionary {
  if (!text.startsWith('<<', start) || depth > deepest) throw bad('no dictionary where one belongs')
  const entries = new Map<string, string>()
  let at = skip(text, start + 2)
  while (!text.startsWith('>>', at)) {
    const [whole, key] = match(/\/([^\s()<>[\]{}/%]*)/y, text, at)
    const value = skip(text, at + whole.length)
    const end = valueEnd(text, value, depth + 1)
    if (key === undefined || entries.has(key)) throw bad('a key that stands twice')
    entries.set(key, text.slice(value, end))
    at = skip(text, end)
  }
  return { entries, end: at + 2 }
}

/** Where a value ends that begins at an index. */
function valueEnd(text: string, start: number, depth: number): number {
  if (depth > deepest) throw bad('values inside of values')
  if (text.startsWith('<<', start)) return readDictionary(text, start, depth).end
  const first = text[start]
  if (first === '[') {
    let at = skip(text, start + 1)
    while (text[at] !== ']') at = skip(text, valueEnd(text, at, depth + 1))
    return at + 1
  }
  if (first === '(') return stringEnd(text, start)
  if (first === '<') return start + match(/<[0-9A-Fa-f\s]*>/y, text, start)[0].length
  const reference = /\d+\s+\d+\s+R(?=[\s()<>[\]{}/%]|$)/y
  reference.lastIndex = start
  const found = reference.exec(text)
  return start + (found ?? match(/\/?[^\s()<>[\]{}/%]+/y, text, start))[0].length
}

function stringEnd(text: string, start: number): number {
  let open = 0
  for (let at = start; at < text.length; at++) {
    const one = text[at]
    if (one === '\\') at++
    else if (one === '(') open++
    else if (one === ')' && --open === 0) return at + 1
  }
  throw bad('a string without an end')
}

/** Over white space and comments. */
function skip(text: string, start: number): number {
  return start + match(/(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y, text, start)[0].length
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (!found || at >= text.length) throw bad('not the syntax of PDF')
  return found
}
