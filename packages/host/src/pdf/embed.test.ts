import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'

import {
  type BindingSigner,
  importBindingSigner,
  LabelError,
  type LabelErrorCode,
  parseLabel,
  type TrustedKey,
} from '@entente/core/label'
import fc from 'fast-check'

import { findDocumentKind, requireDocumentKind } from '../embedded.ts'
import { xmlParser } from '../xml/parser.ts'

import { embedInPdf, readInPdf, verifyInPdf } from './embed.ts'
import { readPdfEnd } from './file.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const label = parseLabel(readFileSync(join(examples, 'nzl-secret.xml')), xmlParser)
const other = parseLabel(readFileSync(join(examples, 'nzl-restricted.xml')), xmlParser)
const at = new Date('2026-11-26T00:00:00Z')
/** Made by qpdf. */
const names = ['classic', 'linearized', 'packed', 'xmp'] as const
const pdf = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, 'examples', `${name}.pdf`))
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const latin = (file: Uint8Array): string => Buffer.from(file).toString('latin1')
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

let signer: BindingSigner
let key: TrustedKey
const labelled = new Map<string, Uint8Array>()
const embed = (file: Uint8Array): Promise<Uint8Array> =>
  embedInPdf(file, { label, certificate: null }, signer)
const verify = (file: Uint8Array): Promise<unknown> => verifyInPdf(file, { key, at })

before(async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  signer = await importBindingSigner(
    new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  )
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  key = { spki, notBefore: at, notAfter: at }
  for (const name of names) labelled.set(name, await embed(pdf(name)))
})
const labelledAs = (name: string): Uint8Array => labelled.get(name) ?? assert.fail(name)

for (const name of names) {
  test(`${name}: the label is added to the end, read and verified`, async () => {
    const file = labelledAs(name)
    const original = pdf(name)
    assert.deepEqual(Buffer.from(file.subarray(0, original.length)), Buffer.from(original))
    assert.deepEqual(readInPdf(file).label, label)
    const verified = await verifyInPdf(file, { key, at })
    assert.deepEqual(verified.label, label)
    assert.deepEqual(verified.signedData, [`urn:entente:pdf:0-${original.length}`])
  })

  test(`${name}: the update is a file again, with its catalog and what its XMP said`, () => {
    const original = readPdfEnd(latin(pdf(name)))
    const after = readPdfEnd(latin(labelledAs(name)))
    assert.equal(after.kind, original.kind)
    assert.deepEqual(after.root, original.root)
    const kept = (catalog: ReadonlyMap<string, string>): unknown =>
      [...catalog].filter(([entry]) => entry !== 'Metadata')
    assert.deepEqual(kept(after.catalog), kept(original.catalog))
    assert.match(after.metadata ?? '', /<e:binding/)
    if (original.metadata !== null) assert.match(after.metadata ?? '', /<dc:title /)
    assert.deepEqual(after.kept, original.kept)
  })

  test(`${name}: any bit changed is noticed`, async () => {
    const file = labelledAs(name)
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (index, bit) => {
        const changed = Uint8Array.from(file)
        changed[index] = (changed[index] ?? 0) ^ (1 << bit)
        await assert.rejects(verify(changed), LabelError)
      }),
      { numRuns: 150 },
    )
  })
}

test('nothing is added to a labelled file, also not by an update', async () => {
  const file = latin(labelledAs('classic'))
  for (const more of ['\n', ' ', '% comment\n', file.slice(653)]) {
    await assert.rejects(verify(bytes(file + more)), LabelError)
  }
  const shifted = `${file.slice(0, 653)}\n${file.slice(653)}`
  await assert.rejects(verify(bytes(shifted)), LabelError)
})

test('a label that was moved to another file is not its label', async () => {
  const binding = /<mb:BindingInformation [^]*<\/mb:BindingInformation>/
  const [from = ''] = binding.exec(latin(labelledAs('classic'))) ?? []
  const target = latin(await embedInPdf(pdf('xmp'), { label: other, certificate: null }, signer))
  await assert.rejects(verify(bytes(target.replace(binding, () => from))), LabelError)
  await assert.rejects(verify(bytes(`${latin(pdf('xmp'))}\n%${from}`)), LabelError)
})

test('a file without a label has none', async () => {
  assert.throws(() => readInPdf(pdf('xmp')), code('label/binding-unsigned'))
  await assert.rejects(verify(pdf('xmp')), code('label/binding-unsigned'))
})

const classic = latin(pdf('classic'))
const packed = latin(pdf('packed'))
const swap = (text: string, from: RegExp | string, to: string): Uint8Array => {
  const changed = text.replace(from, to)
  assert.notEqual(changed, text)
  return bytes(changed)
}

for (const [why, file] of [
  ['nothing', () => new Uint8Array()],
  ['no PDF', () => bytes('x')],
  ['another kind of file', () => swap(classic, '%PDF-', '%PDX-')],
  ['XMP of no RDF', () => swap(latin(pdf('xmp')), '</rdf:RDF>', '</rdf:RDX>')],
  ['no end', () => bytes(classic.slice(0, -20))],
  ['a label already', () => labelledAs('packed')],
  ['a signature', () => bytes(`${classic}%/ByteRange [0 1 2 3]\nstartxref\n415\n%%EOF\n`)],
  ['encryption', () => swap(classic, 'trailer <<', 'trailer << /Encrypt 9 0 R ')],
  ['a hybrid table', () => swap(classic, 'trailer <<', 'trailer << /XRefStm 1 ')],
  ['sections in a circle', () => swap(classic, 'trailer <<', 'trailer << /Prev 415 ')],
  ['an offset beyond the end', () => swap(classic, 'startxref\n415', 'startxref\n999')],
  ['an offset of something else', () => swap(classic, 'startxref\n415', 'startxref\n15')],
  ['a table with an entry less', () => swap(classic, 'xref\n0 5', 'xref\n0 6')],
  ['a table of more entries than fit', () => swap(classic, 'xref\n0 5', 'xref\n0 99999999')],
  ['no trailer', () => swap(classic, 'trailer', 'Trailer')],
  ['no catalog', () => swap(classic, '/Root 1 0 R', '/Root 1 0 S')],
  ['a catalog that is free', () => swap(classic, '0000000015 00000 n', '0000000015 00000 f')],
  ['another object at the offset', () => swap(classic, '0000000015 00000 n', '0000000064 00000 n')],
  ['a key twice', () => swap(classic, '/Root 1 0 R', '/Root 1 0 R /Root 2 0 R')],
  ['a dictionary without an end', () => swap(classic, />>\s*startxref/, '> startxref')],
  ['nesting', () => swap(classic, '/Root', `/X ${'['.repeat(200)}${']'.repeat(200)} /Root`)],
  [
    'dictionaries in dictionaries',
    () => swap(classic, '/Root', `/X ${'<</A '.repeat(200)}1${'>>'.repeat(200)} /Root`),
  ],
  ['a string without an end', () => swap(classic, '/Root', '/X (( /Root')],
  ['a size that is none', () => swap(classic, '/Size 5', '/Size five')],
  [
    'metadata that is none',
    () => swap(classic, '/Type /Catalog', '/Metadata 2 0 R /Type /Catalog'),
  ],
  [
    'a filter that is not read',
    () => swap(packed, '/FlateDecode /DecodeParms', '/LZWDecode /DecodeParms'),
  ],
  [
    'a stream that cannot be unpacked',
    () => swap(packed, /(DecodeParms[^]*?stream\n)./, '$1\u0001'),
  ],
  ['a length that lies', () => swap(packed, '/Type /XRef /Length 32', '/Type /XRef /Length 31')],
  ['a stream of another type', () => swap(packed, '/Type /XRef', '/Type /XRof')],
  ['widths that are none', () => swap(packed, '/W [ 1 2 1 ]', '/W [ 1 0 3 ]')],
  ['widths beyond all numbers', () => swap(packed, '/W [ 1 2 1 ]', '/W [ 1 2 9 ]')],
  ['an index of more than there is', () => swap(packed, '/W [', '/Index [0 99999] /W [')],
  ['a list that is none', () => swap(packed, '/W [ 1 2 1 ]', '/W [ 1 2 (1) ]')],
  ['another predictor', () => swap(packed, '/Predictor 12', '/Predictor 2')],
  ['rows of another width', () => swap(packed, '/Columns 4', '/Columns 7')],
  ['colours in a table', () => swap(packed, '/Columns 4', '/Columns 4 /Colors 3')],
] as const) {
  test(`no PDF to be labelled: ${why}`, async () => {
    await assert.rejects(embed(file()), code('label/not-pdf'))
  })
}

test('keys, strings and comments that only look like something are read as they are', async () => {
  const odd = swap(
    classic,
    '/Type /Catalog',
    '/X (a \\) >> /Root) /Y <41 42> % >> no end\n/Z [/A(b)<</C 1 0 R>>] /Type /Catalog',
  )
  const text = latin(odd)
  const table = text.indexOf('xref\n0 5')
  const moved = text
    .replace('startxref\n415', `startxref\n${table}`)
    .replaceAll(/^(0000000\d{3})(?= 00000 n)/gm, (offset) => {
      const at2 = Number(offset)
      return String(at2 > 15 ? at2 + (text.length - classic.length) : at2).padStart(10, '0')
    })
  const file = await embed(bytes(moved))
  assert.match(latin(file), /\/X \(a \\\) >> \/Root\)\n\/Y <41 42>\n\/Z \[\/A\(b\)<<\/C 1 0 R>>\]/)
  await verify(file)
})

/** An update of `packed` that says of its catalog, object 2, what one row of four bytes says. */
const redirected = (...row: readonly number[]): Uint8Array => {
  const start = /startxref\n(\d+)/.exec(packed)?.[1] ?? assert.fail()
  const head = `9 0 obj\n<</Type /XRef /Size 10 /Root 2 0 R /Prev ${start} /W [1 2 1] /Index [2 1] /Length 4>>\nstream\n`
  const stream = `${head}${String.fromCodePoint(...row)}\nendstream\nendobj\n`
  return bytes(`${packed}${stream}startxref\n${packed.length}\n%%EOF\n`)
}

test('a catalog in an object stream is the object that it says, in a stream that stands in the file', async () => {
  const holder = 1
  await verify(await embed(redirected(2, 0, holder, 0)))
  for (const row of [
    [2, 0, holder, 1],
    [2, 0, holder, 9],
    [2, 0, 2, 0],
    [2, 0, 3, 0],
    [0, 0, 0, 0],
  ]) {
    await assert.rejects(embed(redirected(...row)), code('label/not-pdf'))
  }
})

test('a file of more than 256 MB is labelled beside it', async () => {
  await assert.rejects(embed(new Uint8Array(268_435_457)), /too large/)
})

test('a kind is found by the first bytes', () => {
  assert.equal(findDocumentKind(bytes('<a/>')), undefined)
  assert.throws(() => requireDocumentKind(bytes('<a/>')), code('label/not-package'))
  assert.deepEqual(
    findDocumentKind(labelledAs('classic'))?.read(labelledAs('classic')).label,
    label,
  )
})

test('changed files end in a file, or in an error of ours', () => {
  const token = fc.constantFrom(
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    '/',
    '0 R',
    'xref',
    'obj',
    '99999999',
    '%',
  )
  fc.assert(
    fc.property(
      fc.constantFrom(classic, packed),
      fc.nat(690),
      token,
      fc.nat(12),
      (text, offset, put, drop) => {
        try {
          readPdfEnd(`${text.slice(0, offset)}${put}${text.slice(offset + drop)}`)
        } catch (error) {
          assert.ok(error instanceof LabelError, String(error))
        }
      },
    ),
    { numRuns: 3000 },
  )
})
