/**
 * The paper that every document is shown on: markings above and below, on the screen and on each page that
 * is printed; who looks at it across.
 *
 * @module
 */
import type { Words } from '@entente/core/words'

import type { Sheet } from '../reader/protocol.ts'

const names = {
  en: { top: 'Marking, top of page', bottom: 'Marking, bottom of page', front: 'Notices' },
  ja: { top: '表示（ページ上部）', bottom: '表示（ページ下部）', front: '注記' },
} as const

/** Lays out the paper and gives the place of the content. */
export function paperFor(sheet: Sheet): HTMLElement {
  const { language, title, lines, front, watermark } = sheet
  document.documentElement.lang = language
  document.title = [lines[0]?.text ?? '', title].join(' – ')
  const marking = (tag: 'div' | 'footer' | 'header'): HTMLElement =>
    el(tag, { class: 'marking' }, ...lines.map((line) => el('p', langOf(line), line.text)))
  const top = marking('header')
  const bottom = marking('footer')
  top.ariaLabel = names[language].top
  bottom.ariaLabel = names[language].bottom
  const paper = el('div', { class: 'paper' })
  const said = el('p', { class: 'viewing' }, ...watermark.flatMap((one) => [spanOf(one), ' ']))
  const notices = el(
    'ul',
    { class: 'front' },
    ...front.map((one) => el('li', langOf(one), one.text)),
  )
  notices.ariaLabel = names[language].front
  const content = el('div', {})
  paper.append(said, ...(front.length > 0 ? [notices] : []), content)
  // Fixed boxes take no room on paper: hidden ones of the same height keep the content clear of them.
  const space = (): HTMLElement => {
    const box = marking('div')
    box.classList.add('space')
    box.ariaHidden = 'true'
    return el('tr', { role: 'presentation' }, el('td', { role: 'presentation' }, box))
  }
  const table = el(
    'table',
    { role: 'presentation' },
    el('thead', { role: 'presentation' }, space()),
    el(
      'tbody',
      { role: 'presentation' },
      el('tr', { role: 'presentation' }, el('td', { role: 'presentation' }, paper)),
    ),
    el('tfoot', { role: 'presentation' }, space()),
  )
  const across = el('div', { class: 'watermark' }, ...repeated(watermark))
  across.ariaHidden = 'true'
  document.body.replaceChildren(top, table, bottom, across)
  return content
}

/** An element. Texts stay texts. */
export function el(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** Where nobody hears or marks it: it says again what stands at the beginning. */
function repeated(watermark: readonly Words[]): readonly HTMLElement[] {
  return Array.from({ length: 8 }, (_, at) => watermark[at % watermark.length]).flatMap((one) =>
    one ? [el('span', { ...langOf(one), 'data-words': one.text })] : [],
  )
}

function spanOf(words: Words): HTMLElement {
  return el('span', langOf(words), words.text)
}

function langOf({ lang }: Words): Readonly<Record<string, string>> {
  return { lang }
}
