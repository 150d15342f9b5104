/**
 * A marked document as a page of HTML that needs nothing beside itself: the marking stays at the top
 * and bottom of the window, and stands on every sheet of paper when it is printed.
 *
 * Safe whatever the document holds: every text is escaped, and the page forbids itself scripts, images,
 * forms, frames and every style but the one whose digest it names. The marking is words, read aloud as
 * words in their own language; colour only repeats them.
 *
 * @module
 */
import { sha256 } from '../crypto/index.ts'
import { toBase64, utf8 } from '../lib/index.ts'

import type { MarkedBlock, MarkedText } from './marked-text.ts'
import { markingSize, type PageMarking } from './page-marking.ts'
import { type Language, languageRuns, type Words } from './words.ts'

/** What a screen reader calls the parts that have no words of their own. */
const names: Readonly<
  Record<
    Language,
    {
      readonly top: string
      readonly bottom: string
      readonly front: string
      readonly untitled: string
    }
  >
> = {
  en: {
    top: 'Marking, top of page',
    bottom: 'Marking, bottom of page',
    front: 'Notices',
    untitled: 'Marked document',
  },
  ja: {
    top: '表示（ページ上部）',
    bottom: '表示（ページ下部）',
    front: '注記',
    untitled: '表示のある文書',
  },
}

/** The document as HTML. The language of the page is that of the marking's first line. */
export function renderHtml({ marking, title, blocks }: MarkedText): string {
  const lang = marking.lines[0]?.lang ?? 'en'
  const style = styleOf(marking)
  const digest = toBase64(sha256(utf8(style)))
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`
  const lines = marking.lines.map((line) => `<p${langOf(line)}><strong>${runs(line)}</strong></p>`)
  // Fixed boxes take no room on paper: hidden ones of the same height keep the text clear of them.
  const space = `<td><div class="marking space" aria-hidden="true">${lines.join('')}</div></td>`
  const said = marking.watermark.map(
    (line) => `<p class="viewing"${langOf(line)}>${runs(line)}</p>`,
  )
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escape([marking.lines[0]?.text ?? '', title?.text ?? names[lang].untitled].join(' – '))}</title>
<style>${style}</style>
</head>
<body>
<header class="marking" aria-label="${names[lang].top}">${lines.join('')}</header>
<table role="presentation">
<thead role="presentation"><tr role="presentation">${space}</tr></thead>
<tbody role="presentation"><tr role="presentation"><td role="presentation"><main>
${said.join('\n')}
${frontOf(marking, lang)}
${title === null ? '' : `<h1${langOf(title)}>${runs(title)}</h1>`}
${blocks.map(blockOf).join('\n')}
</main></td></tr></tbody>
<tfoot role="presentation"><tr role="presentation">${space}</tr></tfoot>
</table>
<footer class="marking" aria-label="${names[lang].bottom}">${lines.join('')}</footer>
${watermarkOf(marking)}
</body>
</html>
`
}

function frontOf({ front }: PageMarking, lang: Language): string {
  if (front.length === 0) return ''
  const items = front.map((line) => `<li${langOf(line)}>${runs(line)}</li>`)
  return `<ul class="front" aria-label="${names[lang].front}">${items.join('')}</ul>`
}

function blockOf(block: MarkedBlock): string {
  if (block.kind === 'heading') return `<h2${langOf(block)}>${runs(block)}</h2>`
  const mark = block.mark === null ? '' : `<b class="mark">${escape(block.mark)}</b>`
  return `<p${langOf(block)}>${mark}${runs(block).replaceAll('\n', '<br>')}</p>`
}

/** The words once more across the page, for eyes and cameras only. */
function watermarkOf({ watermark }: PageMarking): string {
  const [first] = watermark
  if (!first) return ''
  const one = `<span${langOf(first)}>${runs(first)}</span>`
  return `<div class="watermark" aria-hidden="true">${one.repeat(8)}</div>`
}

function runs(words: Words): string {
  return languageRuns(words)
    .map((run) =>
      run.lang === words.lang ? escape(run.text) : `<span${langOf(run)}>${escape(run.text)}</span>`,
    )
    .join('')
}

function langOf({ lang }: Words): string {
  return ` lang="${lang}"`
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The colour is the only thing that comes from outside, and it is six hexadecimal digits. */
function styleOf({ colour, framed }: PageMarking): string {
  return `
:root { --marking: ${colour}; color: #000; background: #fff; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; font: 12pt/1.7 "BIZ UDPGothic", "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", Meiryo, sans-serif; line-break: strict; }
.marking { background: #fff; color: var(--marking); text-align: center; padding: 6pt 12pt; overflow-wrap: anywhere; }
.marking p { margin: 0; font-size: ${markingSize}pt; line-height: 1.35; text-wrap: balance; }
.marking strong { font-weight: bold;${framed ? ' display: inline-block; border: 1.5pt solid; padding: 0 6pt;' : ''} }
header.marking { position: sticky; top: 0; border-bottom: 1pt solid #767676; z-index: 2; }
footer.marking { position: sticky; bottom: 0; margin-top: auto; border-top: 1pt solid #767676; z-index: 2; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td { padding: 0; }
thead, tfoot { display: none; }
main { max-width: 42em; margin: 0 auto; padding: 12pt; overflow-wrap: anywhere; }
h1 { font-size: 16pt; line-height: 1.4; }
h2 { font-size: 13pt; line-height: 1.4; break-after: avoid; }
main > p { break-inside: auto; orphans: 2; widows: 2; overflow: clip; }
.front { list-style: none; margin: 0 0 12pt; padding: 6pt 9pt; border: 1pt solid #767676; font-size: 11pt; }
.viewing { margin: 0 0 6pt; font-size: 10pt; }
.watermark { position: fixed; inset: 0; overflow: hidden; pointer-events: none; user-select: none; z-index: 1;
  display: grid; grid-template-columns: 1fr; justify-items: center; align-content: space-around; }
.watermark > span { transform: rotate(-24deg); white-space: nowrap; font-size: 15pt; color: #000; opacity: 0.1; }
@page { size: A4; margin: 12mm 18mm; }
@media print {
  body { display: block; }
  header.marking, footer.marking { position: fixed; left: 0; right: 0; border: 0; }
  thead { display: table-header-group; }
  tfoot { display: table-footer-group; }
  .space { visibility: hidden; }
  main { max-width: none; padding: 6pt 1pt; }
  * { print-color-adjust: exact; }
}
`
}
