/**
 * JSON that came from a stranger and is not canonical: read only if it can mean one thing.
 *
 * @module
 */
import { fromUtf8, type Json, parseJson } from '../lib/index.ts'

import { TdfError } from './errors.ts'

const maxDepth = 32

/**
 * Reads JSON in which no object has a key twice and nothing lies deeper than 32 levels. Readers
 * differ in which of two equal keys they believe.
 *
 * @throws {TdfError} `tdf/bad-manifest` for too deep or doubled
 * @throws {FormatError} `format/bad-json`, `format/bad-utf8`
 */
export function parseStrictJson(bytes: Uint8Array): Json {
  const text = fromUtf8(bytes)
  // Before the parser, which would build whatever nesting it is given.
  checkKeysAndDepth(text)
  return parseJson(text)
}

/** Walks over the text once. What is not JSON passes here and fails in the parser. */
function checkKeysAndDepth(text: string): void {
  const open: (Set<unknown> | undefined)[] = []
  let keyNext = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '{' || char === '[') {
      keyNext = char === '{'
      open.push(keyNext ? new Set() : undefined)
      if (open.length > maxDepth) throw new TdfError('tdf/bad-manifest', 'JSON is nested too deep')
    } else if (char === '}' || char === ']') {
      open.pop()
    } else if (char === ',') {
      keyNext = open.at(-1) !== undefined
    } else if (char === '"') {
      const end = endOfString(text, at)
      if (keyNext) addKey(open.at(-1), text.slice(at, end + 1))
      keyNext = false
      at = end
    }
  }
}

/** Compares keys after their escapes: `"a"` and `"\u0061"` are one. */
function addKey(keys: Set<unknown> | undefined, literal: string): void {
  const key = parseJson(literal)
  if (keys?.has(key))
    throw new TdfError('tdf/bad-manifest', `the key ${literal} stands there twice`)
  keys?.add(key)
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
