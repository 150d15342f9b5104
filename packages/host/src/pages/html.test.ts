import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { markText, parsePlainText, renderHtml, renderText } from '@entente/core/marking'
import fc from 'fast-check'
import { XmlAttribute, XmlDocument, XmlElement } from 'libxml2-wasm'

import { designation, label, own, plain, received, tokutei } from './examples.fixture.ts'

const examples = join(import.meta.dirname, 'examples')
const html = renderHtml(received())

for (const [name, text] of [
  ['received.html.txt', html],
  ['received.txt', renderText(received())],
] as const) {
  test(`what Wellington reads of a Japanese document is ${name}`, () => {
    const file = join(examples, name)
    if (process.env['ENTENTE_UPDATE_GOLDEN'] === '1') writeFileSync(file, text)
    assert.equal(text, readFileSync(file, 'utf8'))
  })
}

test('text has the marking first and last, the watermark and all notices', () => {
  const lines = renderText(received()).trimEnd().split('\n')
  assert.equal(lines[0]?.trim(), 'JAPAN 極秘 / SECRET//REL TO JPN, NZL')
  assert.deepEqual(lines.slice(-4), lines.slice(0, 4))
  const text = lines.join('\n')
  for (const said of ['Provided by the Government of Japan', 'COPY No. 3', '（極秘）11月3日から']) {
    assert.ok(text.includes(said), said)
  }
  assert.equal(text.match(/Opened by 佐藤 花子/g)?.length, 2)
})

test('the marking is words in a header and a footer, each in its language, not colour alone', () => {
  for (const part of ['header', 'footer']) {
    const [, inside = ''] =
      new RegExp(`<${part} class="marking"[^>]*>(.*?)</${part}>`).exec(html) ?? []
    assert.match(
      inside,
      /<p lang="en"><strong>JAPAN <span lang="ja">極秘<\/span> \/ SECRET\/\/REL TO JPN, NZL<\/strong>/,
    )
    assert.match(
      inside,
      /<p lang="ja"><strong>日本国 極秘 \/ <span lang="en">SECRET\/\/REL TO JPN, NZL<\/span><\/strong>/,
    )
    assert.doesNotMatch(html, new RegExp(`<${part}[^>]*aria-hidden`))
  }
  assert.match(html, /<html lang="en">/)
  assert.match(html, /--marking: #0000FF;/)
  assert.match(html, /font-size: 14pt/)
  assert.match(html, /font-weight: bold/)
  assert.match(html, /<p lang="ja"><b class="mark">（極秘）<\/b>11月/)
})

test('on paper the marking is on every sheet, and room is kept for it', () => {
  const [, print = ''] = /@media print \{(.*)/s.exec(html) ?? []
  assert.match(print, /header\.marking, footer\.marking \{ position: fixed;/)
  assert.match(print, /thead \{ display: table-header-group; \}/)
  assert.match(print, /tfoot \{ display: table-footer-group; \}/)
})

test('a struck designation is nowhere in the page, and neither is its frame', () => {
  const text = parsePlainText('（特定秘密）動向。', tokutei)
  const on = (validUntil: string): string =>
    renderHtml(
      markText(text, label(tokutei, '特定秘密'), {
        ...plain,
        languages: ['ja', 'en'],
        designation: designation(validUntil),
      }),
    )
  assert.match(on('2026-12-31'), /border: 1\.5pt solid/)
  assert.doesNotMatch(on('2026-11-25'), /border: 1\.5pt solid|特定秘密|DESIGNATED SECRET/i)
})

/** Tags of the page, as a parser of XML sees them: whatever is text is not among them. */
function tagsOf(page: string): readonly string[] {
  const body = page
    .replace('<!doctype html>', '')
    .replaceAll(/<(meta [^>]*|br)>/g, '<$1/>')
    .replace(/<style>[^]*?<\/style>/, '')
  using document = XmlDocument.fromString(body)
  return document
    .find('//*|//@*')
    .map((node) => (node instanceof XmlElement || node instanceof XmlAttribute ? node.name : '?'))
}

const allowed = new Set(
  'html head meta title body header p strong table thead tr td div tbody main ul li h1 h2 b br span tfoot footer'.split(
    ' ',
  ),
)
const attributes = new Set(
  'lang charset http-equiv content name class aria-label aria-hidden role'.split(' '),
)

test('whatever a title, a paragraph or a reader is called, it is text and nothing else', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '</title><script>',
      '</style><b>',
      "' onload='x",
      '&lt;b&gt;',
      '&#60;b>',
      '<!--',
      ']]>',
      '\u202E<\u2066svg onload=1>',
      '\u0000<\u0007p',
      'javascript:alert(1)',
    ),
  )
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 4, maxLength: 4 }), ([title, text, name, copy]) => {
      const page = renderHtml(
        markText(
          { title: title ?? '', blocks: [{ kind: 'paragraph', text: text ?? '', worth: null }] },
          label(tokutei, '特定秘密'),
          {
            ...plain,
            copy: copy ?? '',
            received: {
              provider: { en: 'Japan', ja: '日本国' },
              country: 'JPN',
              equivalent: label(tokutei, '特定秘密'),
              translatedInto: 'en',
            },
            viewing: { reader: { id: name ?? '', name: text ?? '' }, at: plain.at, zone: 'UTC' },
          },
        ),
      )
      const tags = tagsOf(page)
      assert.deepEqual(
        tags.filter((tag) => !allowed.has(tag) && !attributes.has(tag)),
        [],
      )
      // No character that is not seen; line feeds are the page's own.
      assert.doesNotMatch(page.replaceAll('\n', ''), /(?![ \u3000])[\p{C}\p{Z}\p{DI}]/u)
    }),
    { numRuns: 300 },
  )
})

test('the page forbids itself everything but the one style that it has', () => {
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? []
  assert.match(
    policy,
    /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'$/,
  )
  assert.doesNotMatch(html, /<(?:script|img|link|iframe|form|object)|style=|https?:|url\(/)
})

test('an unclassified page without a reader has no watermark and no notices', () => {
  const page = renderHtml(own('Public.', 'UNCLASSIFIED'))
  assert.doesNotMatch(page, /<div class="watermark"|<ul/)
  assert.match(page, /<strong>UNCLASSIFIED<\/strong>/)
})
