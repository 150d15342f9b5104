/**
 * The glossary as the pages explain it: read from `docs/glossary.md`, which is its only source.
 *
 * @module
 */

/** A term in both languages, and what it means. */
export interface GlossaryEntry {
  readonly term: { readonly en: string; readonly ja: string }
  readonly meaning: { readonly en: string; readonly ja: string }
}

/**
 * Terms that the text says the meaning of.
 *
 * @throws {TypeError} where one of them stands in no table before, or has no meaning in a language
 */
export function parseGlossary(text: string): readonly GlossaryEntry[] {
  const [tables = '', meanings = ''] = text.split('\n## What the words mean\n')
  const words = new Map(rowsOf(tables).map(([en = '', ja = '']) => [en, ja]))
  return rowsOf(meanings).map(([name = '', en = '', ja = '']) => {
    const word = words.get(name)
    if (word === undefined || en === '' || ja === '') {
      throw new TypeError(`the glossary says nothing of ${name}`)
    }
    return { term: { en: plain(name), ja: plain(word) }, meaning: { en, ja } }
  })
}

/** The bundler reads the glossary as a module of its entries. */
export function glossaryPlugin(): {
  readonly name: string
  readonly transform: (
    code: string,
    id: string,
  ) => { readonly code: string; readonly map: null; readonly moduleType: 'js' } | undefined
} {
  return {
    name: 'glossary',
    transform: (code, id) =>
      id.endsWith('/docs/glossary.md')
        ? {
            code: `export const glossary = ${JSON.stringify(parseGlossary(code))}`,
            map: null,
            moduleType: 'js',
          }
        : undefined,
  }
}

/** Cells of each row of the tables, without their heads. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
  return rows.filter(([first]) => first !== 'en' && first !== 'term')
}

/** The word as sentences have it: `to seal, to open` is `seal`, `Key Access Service, KAS` its first. */
function plain(cell: string): string {
  const first = cell.split(/, |、/u)[0] ?? ''
  return first
    .replace(/[（(].*?[)）]/gu, '')
    .replace(/^to |する$/gu, '')
    .trim()
}
