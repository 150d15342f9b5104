/**
 * Word documents: headings, paragraphs, lists and tables, without their layout.
 *
 * @module
 */
import { visibleLines } from '@entente/core/words'

import { el } from '../paper.ts'
import { type Given, type Outcome, Unshown } from '../port.ts'

import { findPart, requirePart } from './parts.ts'
import { findAll, findChild, type Node } from './xml.ts'
import { openPackage } from './zip.ts'

/** Blocks that are shown. */
const mostBlocks = 50_000

/** Shows the words of a document. */
export async function showWord({ bytes, paper }: Given): Promise<Outcome> {
  const pack = openPackage(bytes)
  const document = await requirePart(pack, 'word/document.xml')
  const styles = stylesOf(await findPart(pack, 'word/styles.xml'))
  const body = findChild(document, 'body')
  if (document.name !== 'document' || !body) throw new Unshown('not-what-it-says')
  const left = { blocks: mostBlocks }
  paper.append(...blocksOf(body, styles, left))
  return { remarks: left.blocks <= 0 ? ['text-only', 'cut'] : ['text-only'] }
}

/** Names of styles by their ids, which differ by the language of the program. */
function stylesOf(styles: Node | undefined): ReadonlyMap<string, string> {
  const found = (styles?.children ?? []).filter(({ name }) => name === 'style')
  return new Map(
    found.map((style) => [
      style.attributes['styleId'] ?? '',
      findChild(style, 'name')?.attributes['val'] ?? '',
    ]),
  )
}

function blocksOf(
  node: Node,
  styles: ReadonlyMap<string, string>,
  left: { blocks: number },
): readonly HTMLElement[] {
  return node.children.flatMap((child) => {
    if (left.blocks <= 0) return []
    if (child.name === 'p') {
      left.blocks -= 1
      // A text box stands in the paragraph that it hangs on.
      const boxes = [...findAll(child, 'txbxContent')]
      return [
        paragraphOf(child, styles),
        ...boxes.flatMap((box) => blocksOf(box, styles, left)),
      ].filter((one) => one.textContent !== '')
    }
    if (child.name === 'tbl') return [tableOf(child, styles, left)]
    return skipped.has(child.name) ? [] : blocksOf(child, styles, left)
  })
}

/** What a person has taken out, and what is repeated elsewhere. */
const skipped: ReadonlySet<string> = new Set([
  'del',
  'Fallback',
  'instrText',
  'moveFrom',
  'pPr',
  'rPr',
  'sectPr',
  'txbxContent',
])

function paragraphOf(paragraph: Node, styles: ReadonlyMap<string, string>): HTMLElement {
  const properties = findChild(paragraph, 'pPr')
  const style = properties && findChild(properties, 'pStyle')?.attributes['val']
  const name = styles.get(style ?? '') ?? style ?? ''
  const depth = /^heading ?([1-6])$/i.exec(name)?.[1] ?? (/^title$/i.test(name) ? '1' : '')
  const text = visibleLines(textOf(paragraph))
  if (depth !== '') return el(`h${depth}`, { class: 'text' }, text)
  const isListed = properties !== undefined && findChild(properties, 'numPr') !== undefined
  return el('p', { class: 'text' }, ...(isListed && text !== '' ? ['• '] : []), text)
}

function textOf(node: Node): string {
  return node.children
    .map((child) => {
      if (skipped.has(child.name)) return ''
      if (child.name === 't') return child.text
      if (child.name === 'tab') return ' '
      if (child.name === 'br' || child.name === 'cr') return '\n'
      if (child.name === 'noBreakHyphen') return '-'
      return textOf(child)
    })
    .join('')
}

function tableOf(
  table: Node,
  styles: ReadonlyMap<string, string>,
  left: { blocks: number },
): HTMLElement {
  const rows = [...findAll(table, 'tr')].map((row) =>
    el(
      'tr',
      {},
      ...[...findAll(row, 'tc')].map((cell) => el('td', {}, ...blocksOf(cell, styles, left))),
    ),
  )
  return el('table', { class: 'grid' }, el('tbody', {}, ...rows))
}
