/**
 * Documents to be looked at: each kind that a viewer shows, and what hostile ones are made of.
 *
 * @module
 */
import { deflateRawSync, deflateSync, crc32 } from 'node:zlib'

import { utf8 } from '@entente/core/lib'

const office = 'application/vnd.openxmlformats-officedocument.'
/** Media types of office documents. */
export const officeTypes = {
  word: `${office}wordprocessingml.document`,
  sheets: `${office}spreadsheetml.sheet`,
  slides: `${office}presentationml.presentation`,
} as const

/** A PDF of objects as they stand; the first is the catalogue, the second the tree of pages. */
export function pdfOf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.7\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const start = text.length
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** Pages that say a text each; `catalogue` is added to the root, `page` to each page. */
export function simplePdf(
  texts: readonly string[],
  { catalogue = '', page = '' }: { readonly catalogue?: string; readonly page?: string } = {},
): Uint8Array {
  const kids = texts.map((_, at) => `${4 + 2 * at} 0 R`).join(' ')
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${texts.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...texts.flatMap((text, at) => {
      const drawn = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> ${page} >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ]
    }),
  ])
}

/** A page in a Japanese font that is not in the file, by a character map of Shift_JIS. */
export function japanesePdf(): Uint8Array {
  // 海上保安 in Shift_JIS.
  const drawn = 'BT /F1 36 Tf 72 700 Td <8A438FE395DB88C0> Tj ET'
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [-170 -331 1024 903] /ItalicAngle 0 /Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>',
  ])
}

/** A PNG of one colour; `said` is the size that its header says. */
export function pngOf(side: number, said = side): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, said)
  view.setUint32(4, said)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = new Uint8Array(side * (side + 1)).fill(0x80)
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ])
}

function chunk(kind: string, body: Uint8Array): Uint8Array {
  const named = Buffer.concat([utf8(kind), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** A part of a ZIP; `said` is the size that its entry says. */
export interface ZipPart {
  readonly name: string
  readonly body: Uint8Array | string
  readonly said?: number
}

/** A ZIP as office programs write it. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const { name, body, said } of parts) {
    const bytes = typeof body === 'string' ? utf8(body) : body
    const [packed, encoded] = [deflateRawSync(bytes), utf8(name)]
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(said ?? bytes.length, 18)
    common.writeUInt16LE(encoded.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    const head = Buffer.concat([Uint8Array.of(0x50, 0x4b, 3, 4), common, encoded, packed])
    local.push(head)
    central.push(Buffer.concat([Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), common, tail, encoded]))
    offset += head.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x0605_4b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** A Word document with a heading, a paragraph, a list, a table, and words that were taken out. */
export function wordOf(extra = ''): Uint8Array {
  return zipOf([
    {
      name: 'word/styles.xml',
      body: `<w:styles ${main}><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    },
    {
      name: 'word/document.xml',
      body: `<?xml version="1.0" encoding="UTF-8"?><w:document ${main}><w:body>
<w:p><w:pPr><w:pStyle w:val="a1"/></w:pPr><w:r><w:t>海上保安の状況</w:t></w:r></w:p>
<w:p><w:r><w:t>Two vessels &amp; one</w:t></w:r><w:r><w:t xml:space="preserve"> tug.</w:t></w:r><w:del><w:r><w:delText>secret name</w:delText></w:r></w:del></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>First point</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Port</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>那覇</w:t></w:r></w:p></w:tc></w:tr></w:tbl>${extra}
</w:body></w:document>`,
    },
  ])
}

const relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

/** A spreadsheet of one sheet with a text, a number and a day. */
export function sheetsOf(): Uint8Array {
  return zipOf([
    {
      name: 'xl/workbook.xml',
      body: '<workbook xmlns:r="r"><sheets><sheet name="貨物" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: `<Relationships ${relationships}><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t" Target="https://elsewhere.invalid/x" TargetMode="External"/></Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      body: '<sst><si><t>Rare earths</t><rPh sb="0" eb="1"><t>レア</t></rPh></si></sst>',
    },
    {
      name: 'xl/styles.xml',
      body: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      body: '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><f>1+1</f><v>42.5</v></c><c r="D1" s="1"><v>46355</v></c></row></sheetData></worksheet>',
    },
  ])
}

/** A presentation of one slide. */
export function slidesOf(): Uint8Array {
  const box = (kind: string, text: string): string =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${kind}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`
  return zipOf([
    {
      name: 'ppt/presentation.xml',
      body: '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst></p:presentation>',
    },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      body: `<Relationships ${relationships}><Relationship Id="rId2" Type="t" Target="slides/slide1.xml"/></Relationships>`,
    },
    {
      name: 'ppt/slides/slide1.xml',
      body: `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>${box('title', 'PALM 10')}${box('body', 'Nineteen members')}</p:spTree></p:cSld></p:sld>`,
    },
  ])
}
