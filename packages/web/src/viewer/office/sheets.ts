/**
 * Spreadsheets: the values of every sheet, hidden ones too, without charts and formulas.
 *
 * @module
 */
import { visibleLines } from '@entente/core/words'

import { el } from '../paper.ts'
import { type Given, type Outcome, Unshown } from '../port.ts'

import { dayOf, isDateFormat } from './dates.ts'
import { findPart, partsNamedBy, requirePart } from './parts.ts'
import { findAll, findChild, type Node } from './xml.ts'
import { openPackage, type Package } from './zip.ts'

/** Cells that are shown, of all sheets together, empty ones among them. */
const mostCells = 100_000
const mostColumns = 256

/** What cells refer to. */
interface Book {
  readonly strings: readonly string[]
  /** Whether the cells of a style are dates, by its number. */
  readonly dates: readonly boolean[]
  readonly from1904: boolean
}

/** Shows the values of all sheets. */
export async function showSheets({ bytes, paper }: Given): Promise<Outcome> {
  const pack = openPackage(bytes)
  const workbook = await requirePart(pack, 'xl/workbook.xml')
  if (workbook.name !== 'workbook') throw new Unshown('not-what-it-says')
  const parts = await partsNamedBy(pack, 'xl/workbook.xml')
  const book = await bookOf(pack, workbook)
  const left = { cells: mostCells }
  for (const { attributes } of findChild(workbook, 'sheets')?.children ?? []) {
    const part = parts.get(attributes['id'] ?? '')
    const sheet = part === undefined ? undefined : await findPart(pack, part)
    const heading = el('h2', {}, visibleLines(attributes['name'] ?? ''))
    const rows = sheet?.name === 'worksheet' ? rowsOf(sheet, book, left) : []
    const table = el('table', { class: 'grid' }, el('tbody', {}, ...rows))
    const scrolled = el('div', { class: 'wide', tabindex: '0', role: 'group' }, table)
    scrolled.ariaLabel = heading.textContent
    paper.append(heading, ...(rows.length > 0 ? [scrolled] : []))
  }
  return { remarks: left.cells <= 0 ? ['text-only', 'cut'] : ['text-only'] }
}

async function bookOf(pack: Package, workbook: Node): Promise<Book> {
  const strings = await findPart(pack, 'xl/sharedStrings.xml')
  const styles = await findPart(pack, 'xl/styles.xml')
  const formats = new Map(
    (styles ? [...findAll(styles, 'numFmt')] : []).map(({ attributes }) => [
      attributes['numFmtId'] ?? '',
      attributes['formatCode'] ?? '',
    ]),
  )
  const cells = styles && findChild(styles, 'cellXfs')
  return {
    strings: (strings?.children ?? []).map(textOf),
    dates: (cells?.children ?? []).map(({ attributes }) => {
      const id = attributes['numFmtId'] ?? '0'
      return isDateFormat(Number(id), formats.get(id))
    }),
    from1904: /^(?:1|true)$/.test(findChild(workbook, 'workbookPr')?.attributes['date1904'] ?? ''),
  }
}

function rowsOf(sheet: Node, book: Book, left: { cells: number }): readonly HTMLElement[] {
  const data = findChild(sheet, 'sheetData')
  return (data?.children ?? []).flatMap((row, at) => {
    if (left.cells <= 0) return []
    const cells: HTMLElement[] = []
    for (const cell of row.children) {
      const column = columnOf(cell.attributes['r'] ?? '') ?? cells.length
      if (column >= mostColumns) {
        left.cells = 0
        break
      }
      while (cells.length < column) cells.push(el('td', {}))
      cells.push(el('td', {}, visibleLines(valueOf(cell, book))))
    }
    left.cells -= cells.length
    const number = el('th', { scope: 'row' }, row.attributes['r'] ?? String(at + 1))
    return [el('tr', {}, number, ...cells)]
  })
}

/** From 0: `B7` is 1. */
function columnOf(place: string): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(place)?.[0]
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function valueOf(cell: Node, { strings, dates, from1904 }: Book): string {
  const { t: type = 'n', s: style = '0' } = cell.attributes
  const value = findChild(cell, 'v')?.text ?? ''
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'inlineStr') return textOf(findChild(cell, 'is') ?? cell)
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  const isDate = type === 'n' && value !== '' && (dates[Number(style)] ?? false)
  return isDate ? dayOf(Number(value), from1904) : value
}

/** Words; how they are spoken in Japanese stands beside them and is left out. */
function textOf(node: Node): string {
  return node.children
    .map((child) => (child.name === 't' ? child.text : child.name === 'rPh' ? '' : textOf(child)))
    .join('')
}
