/**
 * Writes docs/errors.md: every code of every package, in both languages.
 *
 * `node scripts/errors.ts` writes the file; `testing/docs.test.ts` holds it to what this makes.
 *
 * @module
 */
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')

/** What is said of one code. */
export interface ErrorText {
  readonly code: string
  readonly en: string
  readonly ja: string
  /** Undefined where the code never leaves over HTTP. */
  readonly status: number | undefined
}

/**
 * Every code that a package explains in a file `errors-text.ts`, by code.
 *
 * @throws {Error} if a code has two explanations, or lacks a sentence in one of the languages
 */
export async function collectErrorTexts(): Promise<readonly ErrorText[]> {
  const found = new Map<string, ErrorText>()
  for (const file of globSync('packages/*/src/**/*errors-text.ts', { cwd: root })) {
    const module: unknown = await import(pathToFileURL(join(root, file)).href)
    for (const table of tablesOf(module)) {
      for (const [code, row] of Object.entries(table)) {
        if (found.has(code)) throw new Error(`${code} is explained twice, once in ${file}`)
        found.set(code, readRow(code, row, file))
      }
    }
  }
  return [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** The document, as it stands in docs/errors.md. */
export function formatErrors(texts: readonly ErrorText[]): string {
  const rows = texts.map(
    ({ code, en, ja, status }) => `| \`${code}\` | ${en} | ${ja} | ${status ?? '—'} |`,
  )
  return `${[...preamble, ...rows].join('\n')}\n`
}

const preamble = [
  '# Error codes',
  '',
  'Made by `scripts/errors.ts` from the `errors-text.ts` of the packages; change those, not this.',
  '',
  'A code is stable; its sentences may be reworded. To a peer only the code goes, and what is denied',
  'has the code of what is absent. `—`: the code never leaves over HTTP.',
  '',
  '| code | English | 日本語 | HTTP status |',
  '|---|---|---|---|',
]

/** A module of texts exports its tables and nothing else. */
function tablesOf(module: unknown): readonly object[] {
  return isObject(module) ? Object.values(module).filter(isObject) : []
}

function readRow(code: string, row: unknown, file: string): ErrorText {
  const sentence = (lang: 'en' | 'ja'): string => {
    const text: unknown = isObject(row) ? Reflect.get(row, lang) : undefined
    if (typeof text === 'string' && text.trim() !== '' && !/[|\n]/.test(text)) return text
    throw new Error(`${code} of ${file} has no sentence \`${lang}\` that fits a table`)
  }
  const status: unknown = isObject(row) ? Reflect.get(row, 'status') : undefined
  return {
    code,
    en: sentence('en'),
    ja: sentence('ja'),
    status: typeof status === 'number' ? status : undefined,
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

if (import.meta.main) {
  writeFileSync(join(root, 'docs/errors.md'), formatErrors(await collectErrorTexts()))
}
