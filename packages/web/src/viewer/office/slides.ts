/**
 * Presentations: the words of each slide, in order, without their layout.
 *
 * @module
 */
import { visibleLines } from '@entente/core/words'

import { el } from '../paper.ts'
import { type Given, type Outcome, Unshown } from '../port.ts'

import { partsNamedBy, requirePart } from './parts.ts'
import { findAll, findChild, type Node } from './xml.ts'
import { openPackage } from './zip.ts'

const mostSlides = 2000

/** Shows the words of all slides. */
export async function showSlides({ bytes, paper, sheet }: Given): Promise<Outcome> {
  const pack = openPackage(bytes)
  const presentation = await requirePart(pack, 'ppt/presentation.xml')
  const list = findChild(presentation, 'sldIdLst')
  if (presentation.name !== 'presentation') throw new Unshown('not-what-it-says')
  const parts = await partsNamedBy(pack, 'ppt/presentation.xml')
  const ids = (list?.children ?? []).map(({ attributes }) => attributes)
  if (ids.length > mostSlides) throw new Unshown('too-much')
  for (const [at, attributes] of ids.entries()) {
    // Both `id` and `r:id` are called `id` without their prefix; the one that names a part counts.
    const part = Object.values(attributes).flatMap((id) => parts.get(id) ?? [])[0]
    if (part === undefined) throw new Unshown('not-readable')
    const name = { en: `Slide ${at + 1}`, ja: `スライド ${at + 1}` }[sheet.language]
    paper.append(slideOf(await requirePart(pack, part), name))
  }
  return { pages: ids.length, remarks: ['text-only'] }
}

function slideOf(slide: Node, name: string): HTMLElement {
  const shapes = [...findAll(slide, 'sp')]
  const isTitle = (shape: Node): boolean =>
    /^(?:ctrT|t)itle$/.test([...findAll(shape, 'ph')][0]?.attributes['type'] ?? '')
  const title = shapes.find(isTitle)
  const others = shapes.filter((shape) => shape !== title).flatMap(paragraphsOf)
  const tables = [...findAll(slide, 'tbl')].map(tableOf)
  const heading = [name, title ? textOf(title) : ''].filter((one) => one !== '').join(' — ')
  const section = el('section', { class: 'slide' }, el('h2', {}, visibleLines(heading)))
  section.append(...others, ...tables)
  return section
}

function paragraphsOf(shape: Node): readonly HTMLElement[] {
  return [...findAll(shape, 'p')]
    .map((paragraph) => visibleLines(lineOf(paragraph)))
    .filter((text) => text.trim() !== '')
    .map((text) => el('p', { class: 'text' }, text))
}

function tableOf(table: Node): HTMLElement {
  const rows = [...findAll(table, 'tr')].map((row) =>
    el('tr', {}, ...[...findAll(row, 'tc')].map((cell) => el('td', {}, ...paragraphsOf(cell)))),
  )
  return el('table', { class: 'grid' }, el('tbody', {}, ...rows))
}

function textOf(shape: Node): string {
  return [...findAll(shape, 'p')].map(lineOf).join(' ')
}

function lineOf(node: Node): string {
  return node.children
    .map((child) => {
      if (child.name === 't') return child.text
      if (child.name === 'br') return '\n'
      return child.name === 'Fallback' ? '' : lineOf(child)
    })
    .join('')
}
