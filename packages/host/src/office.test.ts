/** LibreOffice opens what was labelled, with its text, and what it saves again is no longer believed. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import { importBindingSigner, LabelError, parseLabel, type TrustedKey } from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'

import { requireDocumentKind } from './embedded.ts'
import { writeParts } from './ooxml/zip.ts'
import { xmlParser } from './xml/parser.ts'

const run = promisify(execFile)
const at = new Date('2026-11-26T00:00:00Z')
const label = parseLabel(
  await readFile(new URL('../../core/src/label/examples/nzl-secret.xml', import.meta.url)),
  xmlParser,
)
const office = await run('soffice', ['--version'], { timeout: 60_000 }).then(
  () => true,
  () => false,
)
const skip = office
  ? false
  : 'no soffice: apt-get install --no-install-recommends libreoffice-{writer,calc,impress,draw}-nogui'

const words = '海上保安情報 Maritime report'
const slides = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page draw:name="1"><draw:frame svg:width="20cm" svg:height="2cm" svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>${words}</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>`

/** The least that is a document of Word. */
const smallest = writeParts(
  Object.entries({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/_rels/document.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`,
  }).map(([name, text]) => ({ name, bytes: utf8(text) })),
)

const readText = '--infilter=Text (encoded):UTF8,LF,,,'
const asText = 'txt:Text (encoded):UTF8'
const asCsv = 'csv:Text - txt - csv (StarCalc):44,34,76'
const readPdf = '--infilter=draw_pdf_import'

let folder: string
let signer: Awaited<ReturnType<typeof importBindingSigner>>
let key: TrustedKey

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-office-'))
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  signer = await importBindingSigner(new Uint8Array(pkcs8))
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  key = { spki, notBefore: at, notAfter: at }
})
after(() => rm(folder, { recursive: true, force: true }))

/** A kind of document, what it is made from and how, and how its words are read again. */
type Case = readonly [
  kind: string,
  source: readonly [string, string],
  make: Conversion,
  look: Conversion,
]
type Conversion = readonly [to: string, ...options: string[]]

const cases: readonly Case[] = [
  ['docx', ['report.txt', words], ['docx:MS Word 2007 XML', readText], [asText]],
  ['xlsx', ['table.csv', `ship,seen\n${words},3\n`], ['xlsx', '--infilter=CSV:44,34,76'], [asCsv]],
  ['pptx', ['slides.fodp', slides], ['pptx'], ['fodp']],
  ['pdf', ['page.txt', words], ['pdf:writer_pdf_Export', readText], ['fodg', readPdf]],
]

for (const [kind, source, make, look] of cases) {
  test(`LibreOffice opens a ${kind} of its own with a label in it`, { skip }, async () => {
    const [name, text] = source
    await writeFile(join(folder, name), text)
    await requireOpens(await convert(join(folder, name), 'made', ...make), look)
  })
}

test('LibreOffice opens the smallest document of Word with a label in it', { skip }, async () => {
  const file = join(folder, 'smallest.docx')
  await writeFile(file, smallest)
  await requireOpens(file, [asText])
})

/** Labels a file, has it opened, read, printed and saved again, and looks at what became of it. */
async function requireOpens(file: string, look: Conversion): Promise<void> {
  const document = new Uint8Array(await readFile(file))
  const labelled = await requireDocumentKind(document).embed(
    document,
    { label, certificate: null },
    signer,
  )
  const kind = extname(file).slice(1)
  const path = join(folder, `labelled-${basename(file)}`)
  await writeFile(path, labelled)

  const read = await readFile(await convert(path, 'read', ...look))
  assert.ok(plain(fromUtf8(read)).includes(plain(words)), 'the text is not there')
  if (kind !== 'pdf') {
    const printed = await readFile(await convert(path, 'printed', 'pdf'))
    assert.equal(printed.subarray(0, 5).toString(), '%PDF-')
  }
  const still = new Uint8Array(await readFile(path))
  const verified = await requireDocumentKind(still).verify(still, { key, at })
  assert.deepEqual(verified.label, label)

  const saved = new Uint8Array(
    await readFile(await convert(path, 'saved', kind, ...(kind === 'pdf' ? [readPdf] : []))),
  )
  await assert.rejects(
    async () => requireDocumentKind(saved).verify(saved, { key, at }),
    (error) => error instanceof LabelError,
  )
}

/** The words of a file of XML or text, whatever stands between them. */
function plain(text: string): string {
  return text.replaceAll(/<[^>]*>|\s/g, '')
}

/** Has a file converted by LibreOffice with a profile of this test alone, which ends by itself. */
async function convert(
  file: string,
  into: string,
  to: string,
  ...options: readonly string[]
): Promise<string> {
  const outdir = join(folder, into)
  const profile = pathToFileURL(join(folder, 'profile')).href
  await run(
    'soffice',
    [
      '--headless',
      '--norestore',
      `-env:UserInstallation=${profile}`,
      ...options,
      '--convert-to',
      to,
      '--outdir',
      outdir,
      file,
    ],
    { timeout: 180_000, killSignal: 'SIGKILL' },
  )
  const [extension = ''] = to.split(':')
  return join(outdir, `${basename(file, extname(file))}.${extension}`)
}
