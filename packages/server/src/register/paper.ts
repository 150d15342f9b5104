/**
 * The register on paper: marked with every level that it names, and with who had it printed.
 *
 * @module
 */
import type { Bytes } from '@entente/core/lib'
import { ownMarking } from '@entente/core/label'
import { viewingNotice } from '@entente/core/marking'
import { printTable } from '@entente/host/pages'

import { type TableForm, tableCells, type TableRow } from './table.ts'

/** A print. */
export interface Paper {
  readonly rows: readonly TableRow[]
  /** Of what is listed; titles may say what they say, so the paper is handled as the highest of them is. */
  readonly levels: readonly string[]
  readonly form: TableForm
  readonly person: string
  readonly at: Date
}

const titles = { en: 'Register of documents', ja: '文書登録簿' }
const nothing = { en: 'NO DOCUMENTS', ja: '該当文書なし' }
/** Of the columns of the table, in their order. */
const shares = [9, 12, 11, 4, 14, 22, 7, 7, 9, 9]

/**
 * The table as PDF on A4.
 *
 * @throws {MarkingError} `marking/too-long` for a row that no page has room for; `marking/no-glyph` for a level
 */
export function printRegister({ rows, levels, form, person, at }: Paper): Promise<Bytes> {
  const { language, zone } = form
  const [heads = [], ...cells] = tableCells(rows, form)
  const named = [...new Set(levels.map(ownMarking))].toSorted()
  const text = named.length === 0 ? nothing[language] : named.join({ en: ', ', ja: '、' }[language])
  const viewing = { reader: { id: person, name: null }, at, zone }
  return printTable(
    {
      marking: {
        lines: [{ text, lang: language }],
        colour: '#000000',
        framed: false,
        front: [],
        watermark: [viewingNotice(viewing, null, language)],
      },
      title: { text: titles[language], lang: language },
      lang: language,
      columns: heads.map((head, column) => ({ head, share: shares[column] ?? 1 })),
      rows: cells,
    },
    at,
  )
}
