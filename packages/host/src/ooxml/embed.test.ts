import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'

import {
  type BindingSigner,
  importBindingSigner,
  LabelError,
  type LabelErrorCode,
  parseLabel,
  type TrustedKey,
} from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { xmlParser } from '../xml/parser.ts'

import { embedLabel, isPackage, readEmbedded, verifyEmbedded } from './embed.ts'
import { type Part, readParts, writeParts } from './zip.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const label = parseLabel(readFileSync(join(examples, 'nzl-secret.xml')), xmlParser)
const other = parseLabel(readFileSync(join(examples, 'nzl-restricted.xml')), xmlParser)
const at = new Date('2026-11-26T00:00:00Z')
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageOf = (main: string, more: Readonly<Record<string, string>> = {}): readonly Part[] => {
  const [folder = '', file = ''] = main.split('/')
  const texts: Readonly<Record<string, string>> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="${main}"/></Relationships>`,
    [main]: '<document>The report.</document>',
    [`${folder}/_rels/${file}.rels`]:
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    ...more,
  }
  return Object.entries(texts).map(([name, text]) => ({ name, bytes: utf8(text) }))
}
const document = packageOf('word/document.xml', { 'word/media/図 1.png': 'picture' })
const change = (
  parts: readonly Part[],
  name: string,
  to: (text: string) => string,
): readonly Part[] =>
  parts.map((part) => (part.name === name ? { name, bytes: utf8(to(fromUtf8(part.bytes))) } : part))

let signer: BindingSigner
let key: TrustedKey
let labelled: Uint8Array

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
  labelled = await embedLabel(writeParts(document), { label, certificate: null }, signer)
})

for (const main of ['word/document.xml', 'xl/workbook.xml', 'ppt/presentation.xml']) {
  test(`a label is put into ${main}, read and verified`, async () => {
    const file = await embedLabel(writeParts(packageOf(main)), { label, certificate: null }, signer)
    assert.ok(isPackage(file))
    assert.deepEqual(readEmbedded(file).label, label)
    const verified = await verifyEmbedded(file, { key, at })
    assert.deepEqual(verified.label, label)
    assert.equal(verified.signedData.length, 4)
    const relations = readParts(file).find(
      ({ name }) => name.endsWith('l.rels') && name !== '_rels/.rels',
    )
    assert.match(fromUtf8(relations?.bytes ?? new Uint8Array()), /customXml\/item1\.xml/)
  })
}

test('everything else of the document stays as it was', () => {
  const original = new Map(document.map(({ name, bytes }) => [name, fromUtf8(bytes)]))
  for (const { name, bytes } of readParts(labelled)) {
    if (name.startsWith('customXml/') || name.endsWith('document.xml.rels')) continue
    assert.equal(fromUtf8(bytes), original.get(name))
  }
})

for (const [why, bend, expected] of [
  [
    'a changed part',
    (parts) => change(parts, 'word/document.xml', (text) => text.replace('report', 'Report')),
    'label/binding-data',
  ],
  [
    'a part more',
    (parts) => [...parts, { name: 'word/more.xml', bytes: utf8('<x/>') }],
    'label/binding-data',
  ],
  [
    'a part less',
    (parts) => parts.filter(({ name }) => !name.includes('media')),
    'label/binding-external',
  ],
  [
    'a part of another name',
    (parts) => parts.map((one) => ({ ...one, name: one.name.replace('図 1', '図 2') })),
    'label/binding-external',
  ],
  [
    'changed relations',
    (parts) => change(parts, '_rels/.rels', (text) => text.replace('document.xml', 'other.xml')),
    'label/binding-data',
  ],
  [
    'no label',
    (parts) => parts.filter(({ name }) => !name.startsWith('customXml')),
    'label/binding-unsigned',
  ],
  [
    'a changed label',
    (parts) =>
      change(parts, 'customXml/item1.xml', (text) => text.replace('>SECRET<', '>RESTRICTED<')),
    'label/binding-signature',
  ],
  [
    'two labels',
    (parts) =>
      parts.flatMap((one) =>
        one.name.startsWith('customXml') ? [one, { ...one, name: 'customXml/item2.xml' }] : [one],
      ),
    'label/binding-ambiguous',
  ],
] as const satisfies readonly (readonly [
  string,
  (parts: readonly Part[]) => readonly Part[],
  LabelErrorCode,
])[]) {
  test(`a document with ${why} is not the one that was labelled`, async () => {
    const file = writeParts(bend(readParts(labelled)))
    await assert.rejects(verifyEmbedded(file, { key, at }), code(expected))
  })
}

test('a label that was moved to another document is not its label', async () => {
  const parts = readParts(labelled)
  const moved = parts.filter(({ name }) => name.startsWith('customXml'))
  const target = readParts(
    await embedLabel(
      writeParts(packageOf('word/document.xml')),
      { label: other, certificate: null },
      signer,
    ),
  )
  const file = writeParts([...target.filter(({ name }) => !name.startsWith('customXml')), ...moved])
  await assert.rejects(verifyEmbedded(file, { key, at }), LabelError)
})

for (const [why, parts] of [
  ['that has a label', () => readParts(labelled)],
  [
    'that has a label without its relation',
    () =>
      change(readParts(labelled), 'word/_rels/document.xml.rels', (text) =>
        text.replace(/<Relationship Id="rIdConf[^>]*>/, ''),
      ),
  ],
  [
    'that has the relation of a label without it',
    () => readParts(labelled).filter(({ name }) => !name.startsWith('customXml')),
  ],
  [
    'that has a signature',
    () => [...document, { name: '_xmlsignatures/sig1.xml', bytes: utf8('<x/>') }],
  ],
  ['of no known kind', () => packageOf('visio/document.xml')],
  [
    'without relations',
    () => document.filter(({ name }) => name !== 'word/_rels/document.xml.rels'),
  ],
  ['without content types', () => document.filter(({ name }) => name !== '[Content_Types].xml')],
  [
    'whose relations have a prefix',
    () =>
      change(document, 'word/_rels/document.xml.rels', (text) =>
        text.replaceAll('Relationships', 'r:Relationships'),
      ),
  ],
] as const) {
  test(`no label is put into a document ${why}`, async () => {
    const attempt = embedLabel(writeParts(parts()), { label, certificate: null }, signer)
    await assert.rejects(attempt, code('label/not-package'))
  })
}

test('a package that does not know XML by default is told of the new part; a number in use is left', async () => {
  const bare = change(document, '[Content_Types].xml', (text) =>
    text.replace(/<Default Extension="xml"[^>]*>/, ''),
  )
  const taken = [...bare, { name: 'customXml/item1.xml', bytes: utf8('<other/>') }]
  const file = await embedLabel(writeParts(taken), { label, certificate: null }, signer)
  const types = readParts(file).find(({ name }) => name === '[Content_Types].xml')
  assert.match(
    fromUtf8(types?.bytes ?? new Uint8Array()),
    /<Override PartName="\/customXml\/item2\.xml"/,
  )
  assert.deepEqual((await verifyEmbedded(file, { key, at })).label, label)
})

/** One entry, streamed: sizes after the data, with or without a signature. */
const streamed = (withMagic: boolean): Uint8Array => {
  const [name, bytes] = [utf8('a.xml'), utf8('<a/>')]
  const packed = deflateRawSync(bytes)
  const numbers = Buffer.alloc(12)
  for (const [index, value] of [crc32(bytes), packed.length, bytes.length].entries()) {
    numbers.writeUInt32LE(value, 4 * index)
  }
  const local = Buffer.from('504b03041400080008000000210000000000000000000000000005000000', 'hex')
  const magic = withMagic ? Buffer.from('504b0708', 'hex') : Buffer.alloc(0)
  const central = Buffer.from(
    `504b010214001400080008000000210000000000000000000000000005000000${'00'.repeat(14)}`,
    'hex',
  )
  numbers.copy(central, 16)
  const body = Buffer.concat([local, name, packed, magic, numbers])
  const end = Buffer.from(
    '504b050600000000010001000000000000000000 0000'.replaceAll(' ', ''),
    'hex',
  )
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(body.length, 16)
  return Buffer.concat([body, central, name, end])
}

test('packages that were streamed are read, with either form of descriptor', () => {
  for (const file of [streamed(true), streamed(false)]) {
    assert.deepEqual(
      readParts(file).map(({ name, bytes }) => [name, fromUtf8(bytes)]),
      [['a.xml', '<a/>']],
    )
  }
})

const one = writeParts([{ name: 'a.xml', bytes: utf8('<a/>') }])
const two = writeParts([
  { name: 'a.xml', bytes: utf8('<a/>') },
  { name: 'b.xml', bytes: utf8('<b/>') },
])
/** Where the directory of a file of ours begins. */
const directoryOf = (file: Uint8Array): number => Buffer.from(file).readUInt32LE(file.length - 6)
const poke = (file: Uint8Array, offset: number, ...values: readonly number[]): Uint8Array =>
  Uint8Array.from(file, (byte, index) => values[index - offset] ?? byte)

/** A file with bytes put in before the directory ends, offsets and sizes of the end record set right. */
const spread = (file: Uint8Array, offset: number, added: number): Uint8Array => {
  const copy = Buffer.concat([file.subarray(0, offset), Buffer.alloc(added), file.subarray(offset)])
  const start = directoryOf(file)
  const end = copy.length - 22
  if (offset > start) copy.writeUInt32LE(end - start, end + 12)
  else copy.writeUInt32LE(start + added, end + 16)
  return copy
}
/** Where the second part of `two` begins, which the directory names too. */
const second = 30 + 5 + deflateRawSync(utf8('<a/>')).length
const gap = spread(two, second, 1)

for (const [why, file] of [
  ['nothing', new Uint8Array()],
  ['no ZIP', utf8('x'.repeat(40))],
  ['bytes after the end', Uint8Array.of(...one, 0)],
  ['bytes before the beginning', Uint8Array.of(0, ...one)],
  ['no parts', Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')],
  ['a size of the directory that lies', poke(one, one.length - 10, 52)],
  ['bytes after the directory', spread(one, one.length - 22, 1)],
  ['bytes before the directory', spread(one, directoryOf(one), 1)],
  ['bytes between two parts', poke(gap, directoryOf(gap) + 51 + 42, second + 1)],
  ['a part on another disk', poke(one, directoryOf(one) + 34, 1)],
  ['a comment of a part', spread(poke(one, directoryOf(one) + 32, 1), one.length - 22, 1)],
  ['encryption in both headers', poke(poke(one, directoryOf(one) + 8, 1, 8), 6, 1, 8)],
  ['a method that is none in both headers', poke(poke(one, directoryOf(one) + 10, 12), 8, 12)],
  ['a part without its magic number', poke(one, 0, 0x51)],
  ['a size that lies in both headers', poke(poke(one, directoryOf(one) + 24, 5), 22, 5)],
  ['a comment', poke(one, one.length - 2, 1)],
  ['a second disk', poke(one, one.length - 18, 1)],
  ['a count too low', poke(poke(two, two.length - 14, 1), two.length - 12, 1)],
  ['a count too high', poke(poke(one, one.length - 14, 2), one.length - 12, 2)],
  ['encryption', poke(one, directoryOf(one) + 8, 1, 8)],
  ['a method that is none', poke(one, directoryOf(one) + 10, 12)],
  ['a size that lies', poke(one, directoryOf(one) + 24, 5)],
  ['a sum that lies', poke(poke(one, directoryOf(one) + 16, 0), 14, 0)],
  ['two names of one part', poke(one, 30, 0x62)],
  ['two methods of one part', poke(one, 8, 0)],
  ['two sums of one part', poke(one, 14, 0)],
  ['an offset that lies', poke(one, directoryOf(one) + 42, 1)],
  ['two parts at one offset', poke(two, directoryOf(two) + 46 + 5 + 42, 0)],
  [
    'two parts of one name',
    writeParts([
      { name: 'a.xml', bytes: utf8('1') },
      { name: 'A.xml', bytes: utf8('2') },
    ]),
  ],
  ['a name that climbs', writeParts([{ name: '../a.xml', bytes: utf8('1') }])],
  ['a name that is absolute', writeParts([{ name: '/a.xml', bytes: utf8('1') }])],
  ['a name with a backslash', writeParts([{ name: 'a\\b.xml', bytes: utf8('1') }])],
  ['a name with a control character', writeParts([{ name: 'a\u0000.xml', bytes: utf8('1') }])],
  ['a descriptor that lies', poke(streamed(false), streamed(false).length - 22 - 51 - 4, 9)],
] as const) {
  test(`no package: ${why}`, () => {
    assert.throws(() => readParts(file), code('label/not-package'))
  })
}

test('a bomb is refused by what it claims, and by what it does not say', () => {
  const started = performance.now()
  const bomb = writeParts([{ name: 'a.xml', bytes: new Uint8Array(50_000_000) }])
  assert.throws(
    () => readParts(poke(bomb, directoryOf(bomb) + 24, 0, 0, 0, 0x7f)),
    code('label/not-package'),
  )
  const small = poke(poke(bomb, directoryOf(bomb) + 24, 1, 0, 0, 0), 22, 1, 0, 0, 0)
  assert.throws(() => readParts(small), code('label/not-package'))
  assert.ok(performance.now() - started < 5000)
})

test('more than a gigabyte, or ten thousand parts, is refused before anything is unpacked', () => {
  const huge = poke(two, directoryOf(two) + 24, 0, 0, 0, 0x21)
  const both = poke(huge, directoryOf(two) + 51 + 24, 0, 0, 0, 0x21)
  assert.throws(() => readParts(both), /too large/)
  const many = Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}`, bytes: utf8('') }))
  assert.throws(() => readParts(writeParts(many)), code('label/not-package'))
  assert.equal(readParts(writeParts(many.slice(1))).length, 10_000)
})

test('changed packages end in parts, or in an error of ours', () => {
  fc.assert(
    fc.property(
      fc.nat(two.length - 1),
      fc.nat(255),
      fc.nat(two.length - 1),
      fc.nat(255),
      (a, x, b, y) => {
        try {
          readParts(poke(poke(two, a, x), b, y))
        } catch (error) {
          assert.ok(error instanceof LabelError, String(error))
        }
      },
    ),
    { numRuns: 3000 },
  )
})
