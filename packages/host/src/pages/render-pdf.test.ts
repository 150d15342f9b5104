import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  MarkingError,
  type MarkingErrorCode,
  markPages,
  markText,
  parsePlainText,
} from '@entente/core/marking'
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'

import {
  at,
  designation,
  english,
  label,
  own,
  plain,
  psr,
  received,
  tokutei,
} from './examples.fixture.ts'
import { renderPdf } from './index.ts'
import { coloursIn, pagesOf, paint, poppler, skip } from './poppler.fixture.ts'

const code = (expected: MarkingErrorCode) => (error: unknown) => {
  assert.ok(error instanceof MarkingError, String(error))
  assert.equal(error.code, expected)
  return true
}

test('every page of a long document bears the marking and the watermark', { skip }, async () => {
  const paragraphs = parsePlainText(english, psr).blocks.concat(
    Array.from({ length: 300 }, (_, number) => ({
      kind: 'paragraph' as const,
      text: `Paragraph ${number}: ${'the vessel went on, and nothing was heard of it. '.repeat(8)}`,
      worth: label(psr, 'SECRET'),
    })),
  )
  const text = markText({ title: 'Long', blocks: paragraphs }, label(psr, 'SECRET'), {
    ...plain,
    copy: '3',
    viewing: { reader: { id: 'reader-7', name: null }, at, zone: 'Pacific/Auckland' },
  })
  const pdf = await renderPdf(text, at)
  const pages = pagesOf(pdf)
  assert.ok(pages.length >= 30, `${pages.length} pages`)
  for (const [index, page] of pages.entries()) {
    assert.equal(page[0], 'SECRET//REL TO NZL, JPN')
    assert.equal(page.at(-1), `${index + 1}/${pages.length}`)
    assert.equal(page.at(-2), 'SECRET//REL TO NZL, JPN')
    assert.match(
      page.at(-3) ?? '',
      /^Opened by reader-7, 2026-11-26 17:05 NZDT \(UTC\+13:00\), copy 3$/,
    )
  }
  const words = pages.flat().join(' ')
  for (let number = 0; number < 300; number++) assert.ok(words.includes(`(S) Paragraph ${number}:`))
  // The last page is short: what is painted in its empty half is the watermark.
  const picture = paint(pdf, pages.length)
  assert.ok([...coloursIn(picture, 0.5, 0.85)].some((colour) => colour !== '255 255 255'))
})

test(
  'the pages are tagged: each part once, in order, with its kind and language',
  { skip },
  async () => {
    const pdf = await renderPdf(received(), at)
    const info = poppler('pdfinfo', pdf).toString()
    assert.match(info, /^Title: +JAPAN 極秘 \/ SECRET\/\/REL TO JPN, NZL – 調査船の動向$/m)
    assert.match(info, /^Tagged: +yes$/m)
    const parts = poppler('pdfinfo', pdf, ['-struct-text']).toString()
    const kinds = [...parts.matchAll(/^ +(\w+) \(block\)\n +"(.*)"$/gm)].map(([, kind, text]) => [
      kind,
      text,
    ])
    assert.deepEqual(kinds.slice(0, 2), [
      ['P', 'JAPAN 極秘 / SECRET//REL TO JPN, NZL'],
      ['P', '日本国 極秘 / SECRET//REL TO JPN, NZL'],
    ])
    assert.deepEqual(kinds.slice(-4), [
      ['H1', '調査船の動向'],
      ['P', '（極秘）11月3日から17日までの間、調査船2隻が計4回にわたり中間線を越えて航行した。'],
      ['H2', '評価'],
      ['P', '（秘）昨年と同様の傾向である。'],
    ])
    const opened = await PDFDocument.load(pdf)
    assert.equal(opened.getLanguage(), 'en')
    const languages = opened.context
      .enumerateIndirectObjects()
      .flatMap(([, one]) => (one instanceof PDFDict ? [one] : []))
      .filter((one) => String(one.get(PDFName.of('S'))) === '/P')
      .map((one) => String(one.get(PDFName.of('Lang'))))
    assert.deepEqual(languages.slice(0, 4), ['(en)', '(ja)', '(en)', '(ja)'])
    const page = opened.getPage(0).node
    assert.equal(String(page.get(PDFName.of('Tabs'))), '/S')
    assert.ok(page.has(PDFName.of('StructParents')))
  },
)

test(
  'a paragraph that goes on over pages is one part, and repeated markings are none',
  { skip },
  async () => {
    const text = `(S) ${'The vessel turned. '.repeat(600)}`
    const parts = poppler('pdfinfo', await renderPdf(own(text, 'SECRET'), at), ['-struct-text'])
    assert.equal(parts.toString().match(/\(block\)/g)?.length, 2)
    assert.equal(parts.toString().match(/SECRET\/\/REL TO NZL, JPN/g)?.length, 1)
  },
)

test('Japanese is embedded, extracted and not cut', { skip }, async () => {
  const pdf = await renderPdf(received(), at)
  const [page = []] = pagesOf(pdf)
  assert.equal(page[0], 'JAPAN 極秘 / SECRET//REL TO JPN, NZL')
  assert.equal(page[1], '日本国 極秘 / SECRET//REL TO JPN, NZL')
  const text = page.join('')
  assert.ok(text.includes('This translation contains classified information of Japan.'))
  assert.ok(text.includes('調査船2隻が計4回にわたり中間線を越えて航行した'))
  assert.equal(text.match(/佐藤/g)?.length, 2, 'the watermark is drawn, not written')
  assert.ok(pdf.length < 100_000, `${pdf.length} bytes`)
  const fonts = poppler('pdffonts', pdf).toString()
  const embedded = /BIZUDPGothic-(?:Bold|Regular)\S*\s+CID TrueType\s+Identity-H\s+yes no +yes/g
  assert.equal(fonts.match(embedded)?.length, 2, fonts)
})

for (const [level, colour] of [
  ['CONFIDENTIAL', '0 176 80'],
  ['SECRET', '0 0 255'],
  ['TOP SECRET', '255 0 0'],
] as const) {
  test(
    `${level} is painted in its colour at top and bottom, and nowhere else`,
    { skip },
    async () => {
      const text = parsePlainText('(R) Text.', psr)
      const picture = paint(
        await renderPdf(markText(text, label(psr, level), { ...plain, copy: '1' }), at),
        1,
      )
      assert.ok(coloursIn(picture, 0, 0.1).has(colour))
      assert.ok(!coloursIn(picture, 0.1, 0.9).has(colour))
      assert.ok(coloursIn(picture, 0.9, 1).has(colour))
    },
  )
}

test('letters of the marking are bold and higher than 3 mm', { skip }, async () => {
  const picture = paint(await renderPdf(own('Text.', 'SECRET'), at), 1)
  const rows = Array.from({ length: 60 }, (_, y) => y).filter((y) =>
    Array.from({ length: picture.width }, (_, x) => picture.at(x, y)).some(
      ([red = 255]) => red < 128,
    ),
  )
  // The slashes of the marking reach a little above and below.
  assert.ok((rows.length / 72) * 25.4 > 3, `${rows.length} rows`)
})

test('a frame is drawn around a designation, and none around a struck one', { skip }, async () => {
  /** Most dark pixels in a row of the marking: letters leave gaps, a frame does not. */
  const longestRow = async (validUntil: string): Promise<number> => {
    const text = markText(parsePlainText('動向。', tokutei), label(tokutei, '特定秘密'), {
      ...plain,
      languages: ['ja'],
      designation: designation(validUntil),
    })
    const pdf = await renderPdf(text, at)
    if (validUntil < '2026-11-26') assert.doesNotMatch(pagesOf(pdf).flat().join(''), /特定秘密/)
    const picture = paint(pdf, 1)
    const rows = Array.from({ length: 60 }, (_, y) =>
      Array.from({ length: picture.width }, (__, x) => picture.at(x, y)),
    )
    return Math.max(...rows.map((row) => row.filter(([red = 255]) => red < 200).length))
  }
  assert.ok((await longestRow('2026-12-31')) > 200)
  assert.ok((await longestRow('2026-11-25')) < 150)
})

test('a long marking goes on in further lines, all of them on the page', { skip }, async () => {
  const countries =
    'AUS CAN COK FJI FSM GBR JPN KIR MHL NCL NIU NRU NZL PLW PNG PYF SLB TON TUV USA VUT WSM'.split(
      ' ',
    )
  const text = markText(parsePlainText('Text.', psr), label(psr, 'SECRET', [], countries), plain)
  const [page = []] = pagesOf(await renderPdf(text, at))
  const all = `SECRET//REL TO NZL, ${countries.filter((one) => one !== 'NZL').join(', ')}`
  assert.ok(page.join(' ').startsWith(all))
  assert.ok(page.join(' ').endsWith(`${all} 1/1`))
})

test('a marking that leaves no room is refused', async () => {
  const lines = Array.from({ length: 30 }, (_, line) => ({
    text: `LINE ${line}`,
    lang: 'en' as const,
  }))
  const marking = { ...markPages(label(psr, 'SECRET'), plain), lines }
  const tall = { ...own('Text.', 'SECRET'), marking }
  await assert.rejects(renderPdf(tall, at), code('marking/too-long'))
})

for (const [where, document] of [
  ['a paragraph', () => own('𠮷野', 'SECRET')],
  ['a title', () => own('# \u{1F600}\n\nText.', 'SECRET')],
  [
    'the reader',
    () => received({ viewing: { reader: { id: '𠮷', name: null }, at, zone: 'UTC' } }),
  ],
  ['the copy', () => received({ copy: '𠮷', viewing: null })],
] as const) {
  test(`what the font cannot show is refused: ${where}`, async () => {
    await assert.rejects(renderPdf(document(), at), code('marking/no-glyph'))
  })
}

test('over 2,000 pages are refused', async () => {
  const text = own(Array.from({ length: 2001 * 60 }, () => 'x').join('\n'), 'SECRET')
  await assert.rejects(renderPdf(text, at), code('marking/too-large'))
})

test('the same document and moment give the same bytes', async () => {
  assert.deepEqual(await renderPdf(received(), at), await renderPdf(received(), at))
})
