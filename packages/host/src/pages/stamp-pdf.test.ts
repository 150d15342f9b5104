import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'

import { importBindingSigner, parseLabel } from '@entente/core/label'
import { MarkingError, type MarkingErrorCode, markPages } from '@entente/core/marking'
import { degrees, PDFDocument, PDFName, PDFRawStream, rgb } from '@cantoo/pdf-lib'

import { embedInPdf } from '../pdf/embed.ts'
import { xmlParser } from '../xml/parser.ts'

import { at, label, plain, psr, received } from './examples.fixture.ts'
import { renderPdf, stampPdf } from './index.ts'
import { coloursIn, pagesOf, paint, poppler, skip } from './poppler.fixture.ts'

const code = (expected: MarkingErrorCode) => (error: unknown) => {
  assert.ok(error instanceof MarkingError, String(error))
  assert.equal(error.code, expected)
  return true
}
const marking = markPages(label(psr, 'SECRET'), plain)
const line = 'SECRET//REL TO NZL, JPN'
const stamp = (file: Uint8Array, isVerified = false): Promise<Uint8Array> =>
  stampPdf(file, marking, { at, isVerified })

/** A PDF of pages with a word in the middle, and what a test does to it. */
async function pdfOf(change: (pdf: PDFDocument) => unknown, pages = 1): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (let page = 0; page < pages; page++) {
    pdf.addPage([400, 600]).drawText(`Word ${page}`, { x: 180, y: 300, size: 20 })
  }
  await change(pdf)
  return pdf.save({ useObjectStreams: false })
}

for (const useObjectStreams of [false, true]) {
  test(`an existing PDF is stamped, object streams: ${useObjectStreams}`, { skip }, async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage().drawText('Word', { x: 100, y: 400 })
    const [page = []] = pagesOf(await stamp(await pdf.save({ useObjectStreams })))
    assert.deepEqual(page, [line, 'Word', line, '1/1'])
  })
}

test('pages that another program wrote are stamped', { skip }, async () => {
  const other = poppler('pdfseparate', await renderPdf(received(), at), [], ['out.pdf'])
  const [page = []] = pagesOf(await stamp(other))
  assert.equal(page[0], line)
  assert.equal(page[1], 'JAPAN 極秘 / SECRET//REL TO JPN, NZL')
  assert.equal(page.at(-2), line)
})

for (const [turned, corner] of [
  [0, 'left bottom'],
  [90, 'left top'],
  [180, 'right top'],
  [270, 'right bottom'],
] as const) {
  test(`pages turned by ${turned} degrees are stamped as they are shown`, { skip }, async () => {
    const file = await pdfOf((pdf) => {
      for (const page of pdf.getPages()) {
        page.setRotation(degrees(turned))
        page.setCropBox(20, 20, 360, 560)
        page.drawRectangle({ x: 30, y: 30, width: 30, height: 20, color: rgb(1, 0, 0) })
      }
    }, 3)
    const stamped = await stamp(file)
    const pages = pagesOf(stamped)
    assert.equal(pages.length, 3)
    for (const page of pages) assert.deepEqual([page[0], page.at(-2)], [line, line])
    const picture = paint(stamped, 1)
    assert.equal(picture.width > picture.height, turned % 180 !== 0)
    // What was at the lower left goes around.
    const cells = Array.from({ length: picture.width * picture.height }, (_, cell) => cell)
    const red = cells.find(
      (cell) =>
        picture.at(cell % picture.width, Math.floor(cell / picture.width)).join(' ') === '255 0 0',
    )
    assert.ok(red !== undefined)
    const isLeft = red % picture.width < picture.width / 2
    const isTop = red < (picture.width * picture.height) / 2
    assert.equal(`${isLeft ? 'left' : 'right'} ${isTop ? 'top' : 'bottom'}`, corner)
  })
}

test(
  'nothing of a page comes over the marking, and nothing but pages is kept',
  { skip },
  async () => {
    const file = await pdfOf((pdf) => {
      pdf.getPage(0).drawRectangle({ x: -1000, y: -1000, width: 5000, height: 5000 })
      pdf.setTitle('UNCLASSIFIED')
      pdf.catalog.set(PDFName.of('OpenAction'), pdf.context.obj({ S: 'JavaScript', JS: '1' }))
    })
    const stamped = await stamp(file)
    const colours = coloursIn(paint(stamped, 1), 0, 0.1)
    assert.ok(colours.has('0 0 255'))
    assert.ok(!colours.has('0 0 0'))
    const { catalog } = await PDFDocument.load(stamped)
    assert.ok(!catalog.has(PDFName.of('OpenAction')))
    assert.equal((await PDFDocument.load(stamped)).getTitle(), line)
  },
)

test('a labelled PDF is stamped once its binding was verified; the rendition has none', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const key = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const signer = await importBindingSigner(key)
  const xml = join(import.meta.dirname, '../../../core/src/label/examples/nzl-secret.xml')
  const content = { label: parseLabel(readFileSync(xml), xmlParser), certificate: null }
  const labelled = await embedInPdf(await pdfOf(() => {}), content, signer)
  await assert.rejects(stamp(labelled), code('marking/pdf-bound'))
  const rendition = await stamp(labelled, true)
  assert.doesNotMatch(Buffer.from(rendition).toString('latin1'), /BindingInformation/)
  await embedInPdf(rendition, content, signer)
})

const text = (body: string): Uint8Array => Buffer.from(body, 'latin1')
const classic = readFileSync(join(import.meta.dirname, '../pdf/examples/classic.pdf'), 'latin1')
const packed = (content: Uint8Array): Uint8Array =>
  Buffer.concat([
    text('%PDF-1.7\n1 0 obj\n<</Filter /FlateDecode>>\nstream\n'),
    content,
    text('\nendstream\nendobj\n'),
  ])
const namespace = 'urn:nato:stanag:4778:bindinginformation:1:0'
const half = (): Uint8Array => packed(deflateSync(new Uint8Array(60_000_000)))

for (const [why, expected, file] of [
  ['nothing', 'marking/bad-pdf', () => new Uint8Array()],
  ['a damaged file', 'marking/bad-pdf', () => text(classic.slice(0, 100))],
  ['a signature', 'marking/pdf-bound', () => text(`${classic}%/ByteRange [0 1 2 3]\n`)],
  ['a packed signature', 'marking/pdf-bound', () => packed(deflateSync(text('/ByteRange [0 1]')))],
  ['a spelled signature', 'marking/pdf-bound', () => text(`${classic}%/Byte#52ange [0 1 2 3]\n`)],
  ['a packed binding', 'marking/pdf-bound', () => packed(deflateSync(text(namespace)))],
  ['a packing that is not taken', 'marking/bad-pdf', () => text(`${classic}%/LZ#57Decode\n`)],
  [
    'over 32 MiB',
    'marking/too-large',
    () => Buffer.concat([text('%PDF-'), new Uint8Array(33_554_428)]),
  ],
  ['a bomb', 'marking/too-large', () => packed(deflateSync(new Uint8Array(67_108_865)))],
  ['many half bombs', 'marking/too-large', () => Buffer.concat([1, 2, 3, 4, 5].map(half))],
  [
    'many that only seem packed',
    'marking/too-large',
    () => text(`%PDF-1.7\n${'stream\n\u0078\u009C\u00FF\u00FF\n'.repeat(20)}`),
  ],
] as const) {
  test(`no PDF to be stamped: ${why}`, async () => {
    await assert.rejects(stamp(file()), code(expected))
  })
}

const name = PDFName.of.bind(PDFName)
for (const [why, expected, change] of [
  [
    'encryption',
    'marking/bad-pdf',
    (pdf: PDFDocument) => pdf.encrypt({ userPassword: '', ownerPassword: 'x' }),
  ],
  [
    'content that is packed twice',
    'marking/bad-pdf',
    (pdf: PDFDocument) => {
      const content = deflateSync(deflateSync(text('0 0 m')))
      const dictionary = pdf.context.obj({ Filter: ['FlateDecode', 'FlateDecode'] })
      const stream = pdf.context.register(PDFRawStream.of(dictionary, content))
      pdf.getPage(0).node.set(name('Contents'), stream)
    },
  ],
  [
    'layers',
    'marking/bad-pdf',
    (pdf: PDFDocument) => pdf.catalog.set(name('OCProperties'), pdf.context.obj({})),
  ],
  [
    'a form',
    'marking/bad-pdf',
    (pdf: PDFDocument) => pdf.catalog.set(name('AcroForm'), pdf.context.obj({})),
  ],
  [
    'a comment',
    'marking/bad-pdf',
    (pdf: PDFDocument) =>
      pdf.getPage(0).node.set(name('Annots'), pdf.context.obj([{ Subtype: 'FreeText' }])),
  ],
  [
    'an attached file',
    'marking/bad-pdf',
    (pdf: PDFDocument) => pdf.catalog.set(name('Names'), pdf.context.obj({ EmbeddedFiles: {} })),
  ],
  [
    'a page of no size',
    'marking/bad-pdf',
    (pdf: PDFDocument) => pdf.getPage(0).setCropBox(0, 0, 10, 10),
  ],
  [
    'a page too small for the marking',
    'marking/too-long',
    (pdf: PDFDocument) => pdf.getPage(0).setCropBox(0, 0, 200, 200),
  ],
  [
    'no pages',
    'marking/bad-pdf',
    (pdf: PDFDocument) => pdf.catalog.Pages().set(name('Kids'), pdf.context.obj([])),
  ],
  [
    'branches without pages',
    'marking/too-large',
    (pdf: PDFDocument) => {
      const ref = pdf.context.register(pdf.context.obj({ Type: 'Pages', Kids: [], Count: 0 }))
      const tree = pdf.catalog.Pages()
      const kids = [...tree.Kids().asArray(), ...Array.from({ length: 4000 }, () => ref)]
      tree.set(name('Kids'), pdf.context.obj(kids))
    },
  ],
  [
    'pages without end',
    'marking/too-large',
    (pdf: PDFDocument) => {
      const tree = pdf.catalog.Pages()
      for (let depth = 0; depth < 14; depth++) {
        const kids = tree.Kids().asArray()
        const branch = pdf.context.obj({ Type: 'Pages', Kids: kids, Count: 1 })
        const ref = pdf.context.register(branch)
        tree.set(name('Kids'), pdf.context.obj([ref, ref]))
      }
    },
  ],
] as const) {
  test(`no PDF to be stamped: ${why}`, async () => {
    await assert.rejects(stamp(await pdfOf(change)), code(expected))
  })
}

test('over 2,000 pages are refused', async () => {
  await assert.rejects(stamp(await pdfOf(() => {}, 2001)), code('marking/too-large'))
})

test('content that many pages share is counted for each of them', async () => {
  const file = await pdfOf((pdf) => {
    const shared = pdf.context.register(pdf.context.flateStream(' '.repeat(4_000_000)))
    for (const page of pdf.getPages()) page.node.set(name('Contents'), shared)
  }, 70)
  await assert.rejects(stamp(file), code('marking/too-large'))
})

test('links are left out, and an empty page is marked', { skip }, async () => {
  const file = await pdfOf((pdf) => {
    pdf.addPage([400, 600])
    pdf.getPage(0).node.set(name('Annots'), pdf.context.obj([{ Subtype: 'Link' }]))
  })
  const pages = pagesOf(await stamp(file))
  assert.deepEqual(pages[1], [line, line, '2/2'])
})
