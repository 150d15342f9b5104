/** Documents of every kind, and hostile ones, opened in a real browser at two real members. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { builtWeb } from '@entente/web/build'
import type { Browser, FrameLocator } from 'playwright-core'

import {
  accessFaults,
  askEnrolment,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  signInAt,
  startBrowser,
} from './browser.ts'
import { clear, draftDocument } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, type TestMember } from './federation.ts'
import {
  japanesePdf,
  officeTypes,
  pngOf,
  sheetsOf,
  simplePdf,
  slidesOf,
  wordOf,
  zipOf,
} from './viewing.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let wellington: TestEdge
before(async () => {
  if (noBrowser !== false) return
  const web = await builtWeb()
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web })
  wellington = await openTestEdge(net.wellington, { web })
  browser = await startBrowser([net.tokyo, net.wellington])
  await clear(net.tokyo)
  await clear(net.wellington)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser
const origin = ({ edge }: TestEdge): string => edge.webOrigin ?? ''

async function deskOf(
  name: string,
  member: TestMember,
  edge: TestEdge,
  options: Parameters<typeof openDesk>[1] = {},
): Promise<Desk> {
  const person = member.people[name]
  assert.ok(person)
  const desk = await openDesk(browser, options)
  await enrol(member, edge, await askEnrolment(desk, origin(edge), person))
  await signInAt(desk, origin(edge))
  return desk
}

/** A draft in Tokyo, which its author opens. */
function draft(
  mediaType: string,
  content: Uint8Array | string,
  title = '海上保安情報',
): Promise<string> {
  return draftDocument(net.tokyo, '極秘', undefined, { mediaType, content, title })
}

/** Asks for a document to be opened, as its author. */
async function open(
  { page }: Desk,
  document: string,
  purpose = /Drafting|下書き/,
): Promise<FrameLocator> {
  await page.goto(`${origin(tokyo)}/#/documents/${document}`)
  await page.getByRole('button', { name: /^(?:Open|開く)$/ }).click()
  await page.getByRole('radio', { name: purpose }).click({ force: true })
  await page.getByRole('button', { name: /^(?:Open|開く)$/ }).click()
  return page.frameLocator('iframe.document')
}

/** What is drawn, as the browser has it. */
interface Canvas {
  readonly width: number
  readonly height: number
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8Array }
  }
}

const opened = /You may open this document|この文書を開くことができます/

test('each kind is shown between its markings, with who reads it across', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const { page } = desk
  const kinds = [
    ['text/plain', '一行目\n\tsecond\u202Eline', 'second[U+202E]line'],
    ['text/csv', 'a,b\n1,2', 'a,b'],
    [officeTypes.word, wordOf(), 'Two vessels & one tug.'],
    [officeTypes.sheets, sheetsOf(), 'Rare earths'],
    [officeTypes.slides, slidesOf(), 'Nineteen members'],
    ['application/pdf', simplePdf(['Maritime report', 'Second page']), 'Maritime report'],
  ] as const
  for (const [mediaType, content, words] of kinds) {
    const frame = await open(desk, await draft(mediaType, content))
    await frame.getByText(words, { exact: false }).first().waitFor({ state: 'attached' })
    await page.getByText(opened).waitFor()
    await page.getByRole('button', { name: 'Close the document' }).waitFor()
    const markings = frame.locator(':is(header, footer).marking')
    const said = await markings.allInnerTexts()
    assert.equal(said.length, 2, mediaType)
    for (const one of said) assert.match(one, /^JAPAN .*\s+日本国 極秘/s)
    const watermark = await frame.locator('.viewing').innerText()
    assert.match(watermark, /Opened by jpn-author, \d{4}-\d\d-\d\d \d\d:\d\d JST .*Japan/)
    assert.equal(await frame.locator('.watermark [data-words]').count(), 8)
    assert.deepEqual(await accessFaults(desk), [], mediaType)
  }
  const picture = await open(desk, await draft('image/png', pngOf(64)))
  await picture.getByRole('img', { name: '海上保安情報' }).waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  assert.deepEqual(desk.faults, [])
})

test('office documents are shown by their words and their order', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const word = await open(desk, await draft(officeTypes.word, wordOf()))
  await word.getByRole('heading', { name: '海上保安の状況', level: 1 }).waitFor()
  await word.getByText('• First point').waitFor()
  assert.deepEqual(await word.getByRole('cell').allInnerTexts(), ['Port', '那覇'])
  assert.equal(await word.getByText('secret name').count(), 0)
  await desk.page.getByText('not the layout').waitFor()

  const sheets = await open(desk, await draft(officeTypes.sheets, sheetsOf()))
  await sheets.getByRole('heading', { name: '貨物' }).waitFor()
  assert.deepEqual(await sheets.getByRole('cell').allInnerTexts(), [
    'Rare earths',
    '',
    '42.5',
    '2026-11-29',
  ])
  const slides = await open(desk, await draft(officeTypes.slides, slidesOf()))
  await slides.getByRole('heading', { name: 'Slide 1 — PALM 10' }).waitFor()
  assert.deepEqual(desk.faults, [])
})

test('Japanese in a PDF without its font is drawn and heard', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo, { locale: 'ja-JP' })
  const frame = await open(desk, await draft('application/pdf', japanesePdf()))
  await frame.getByText('海上保安').waitFor({ state: 'attached' })
  const ink = await frame.locator('canvas').evaluate((canvas: Canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height / 3)
    return data.filter((value, at) => at % 4 === 0 && value < 128).length
  })
  assert.ok(ink > 500, String(ink))
  assert.deepEqual(desk.faults, [])
})

test('a text in an older encoding is shown as what it is taken for', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  // 日本語のテスト in each encoding.
  const texts = [
    ['shift_jis', '93fa967b8cea82cc8365835883678142'],
    ['euc-jp', 'c6fccbdcb8eca4cea5c6a5b9a5c8a1a3'],
    ['iso-2022-jp', '1b2442467c4b5c386c244e25462539254821231b2842'],
  ] as const
  for (const [encoding, hex] of texts) {
    const frame = await open(desk, await draft('text/plain', Buffer.from(hex, 'hex')))
    await frame.getByText('日本語のテスト').waitFor()
    await desk.page.getByText(`It is shown as ${encoding}.`).waitFor()
  }
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>parent.postMessage(1)</script></svg>'
const script = '(app.alert\\(1\\); this.getURL\\("https://elsewhere.invalid"\\))'
const zeros = new Uint8Array(80 << 20)

/** What is refused, and the sentence that says so. */
const refused: readonly (readonly [string, string, () => Uint8Array | string, RegExp])[] = [
  ['an SVG that calls itself a PNG', 'image/png', () => svg, /not of the kind/],
  ['an SVG', 'image/svg+xml', () => svg, /no viewer/],
  ['a page of the web', 'text/html', () => '<script>1</script>', /no viewer/],
  [
    'a JPEG that calls itself a PNG',
    'image/png',
    () => Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
    /not of the kind/,
  ],
  ['a picture of 100 megapixels', 'image/png', () => pngOf(8, 10_000), /unfolds into more/],
  ['a picture that breaks off', 'image/png', () => pngOf(64).slice(0, 60), /cannot read/],
  [
    'a PDF that does not begin as one',
    'application/pdf',
    () => `GIF89a\n${text(simplePdf(['x']))}`,
    /not of the kind/,
  ],
  ['what is no PDF', 'application/pdf', () => '%PDF-1.7\nnothing', /cannot read/],
  [
    'a Word document that unfolds',
    officeTypes.word,
    () => zipOf([{ name: 'word/document.xml', body: zeros }]),
    /unfolds into more/,
  ],
  [
    'one that lies about how far',
    officeTypes.word,
    () => zipOf([{ name: 'word/document.xml', body: zeros, said: 100 }]),
    /not of the kind/,
  ],
  [
    'one behind a PDF',
    officeTypes.word,
    () => Buffer.concat([simplePdf(['x']), wordOf()]),
    /not of the kind/,
  ],
  [
    'one before a PDF',
    officeTypes.word,
    () => Buffer.concat([wordOf(), simplePdf(['x'])]),
    /not of the kind/,
  ],
  [
    'one with a document type',
    officeTypes.word,
    () => zipOf([{ name: 'word/document.xml', body: '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>' }]),
    /cannot read/,
  ],
  [
    'one of elements without end',
    officeTypes.word,
    () => zipOf([{ name: 'word/document.xml', body: '<a>'.repeat(100_000) }]),
    /unfolds into more/,
  ],
  ['a spreadsheet that is a text', officeTypes.sheets, () => wordOf(), /not of the kind/],
  [
    'bytes that are no text',
    'text/plain',
    () => Uint8Array.of(0, 1, 2, 0xff, 0xfe, 0x80),
    /cannot read/,
  ],
  [
    'a text that is not what its charset says',
    'text/plain; charset=utf-8',
    () => Uint8Array.of(0x93, 0xfa),
    /cannot read/,
  ],
]

function text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

test(
  'what is not what it says, or more than a browser holds, is refused by a sentence',
  { skip },
  async () => {
    await using desk = await deskOf('author', net.tokyo, tokyo)
    for (const [name, mediaType, content, sentence] of refused) {
      await open(desk, await draft(mediaType, content()))
      const notice = desk.page.getByRole('alert')
      await notice.getByText(sentence).waitFor()
      assert.equal(await desk.page.locator('iframe').count(), 0, name)
      assert.equal(desk.page.workers().length, 0, name)
    }
    assert.deepEqual(await accessFaults(desk), [])
    assert.deepEqual(desk.faults, [])
  },
)

test('a page of the web that calls itself a text is a text', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const page = '<html><script>top.location = "https://elsewhere.invalid"</script><b>bold</b></html>'
  const frame = await open(desk, await draft('text/plain', page))
  await frame.getByText(page).waitFor()
  assert.equal(await frame.locator('script:not([src]), b').count(), 0)
  assert.deepEqual(desk.faults, [])
})

test('scripts, actions and links of a PDF do nothing', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const asked: string[] = []
  desk.context.on('request', (request) => asked.push(request.url()))
  const uri = '<< /S /URI /URI (https://elsewhere.invalid/link) >>'
  const launch = '<< /S /Launch /F (calc.exe) >>'
  const content = simplePdf(['Look'], {
    catalogue: `/OpenAction << /S /JavaScript /JS ${script} >> /AA << /WC ${launch} >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS ${script} >>] >> >>`,
    page: `/AA << /O << /S /JavaScript /JS ${script} >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A ${uri} >> << /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A ${launch} >>]`,
  })
  const frame = await open(desk, await draft('application/pdf', content))
  await frame.getByText('Look').waitFor({ state: 'attached' })
  await desk.page.getByText('None of them runs here').waitFor()
  await frame.locator('canvas').click()
  await desk.page.waitForTimeout(300)
  assert.equal(await frame.locator('a').count(), 0)
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(origin(tokyo))),
    [],
  )
  assert.equal(desk.context.pages().length, 1)
  assert.deepEqual(desk.faults, [])
})
