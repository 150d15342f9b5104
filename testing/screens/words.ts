/**
 * The words of both languages, for finding one on a page of the other.
 *
 * @module
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import type { Language } from './state.ts'

/** What pages say, by language, as far as only this language says it. */
export type Words = Readonly<Record<Language, readonly string[]>>

const sources = fileURLToPath(new URL('../../packages/web/src', import.meta.url))

/** Reads every catalogue of the application: each exported value that has both languages. */
export async function readWords(): Promise<Words> {
  const files = (await readdir(sources, { recursive: true })).filter((name) =>
    /(?:^|\/)(?:text|help|en|ja|screen-names)\.ts$/.test(name),
  )
  const found = { en: new Set<string>(), ja: new Set<string>() }
  for (const file of files) {
    const module: unknown = await import(pathToFileURL(join(sources, file)).href)
    collect(module, undefined, found)
  }
  const only = (one: Language, other: Language): readonly string[] =>
    [...found[one]].filter((text) => !found[other].has(text))
  return { en: only('en', 'ja'), ja: only('ja', 'en') }
}

/** Everything below a key that names a language is of this language. */
function collect(
  value: unknown,
  language: Language | undefined,
  found: Readonly<Record<Language, Set<string>>>,
): void {
  if (typeof value === 'string') {
    if (language !== undefined) found[language].add(value.trim())
  } else if (typeof value === 'function') {
    // What it says around its blanks.
    for (const part of partsOf(value)) collect(part, language, found)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, key === 'en' || key === 'ja' ? key : language, found)
    }
  }
}

const blank = '\u0001'

function partsOf(say: Function): readonly string[] {
  try {
    const said: unknown = say(...Array<string>(say.length).fill(blank))
    return typeof said === 'string' ? said.split(blank).filter((part) => part.length > 6) : []
  } catch {
    // It wants something else than words; its sentences are seen by their letters.
    return []
  }
}
