/**
 * What a file says of itself, for programs that list, search and read documents aloud.
 *
 * @module
 */
import { utf8 } from '@entente/core/lib'
import type { MarkedText } from '@entente/core/marking'
import { type PDFDocument, PDFName } from '@cantoo/pdf-lib'

/** When a file is made, and whether all on its pages is tagged as PDF/UA-1 asks. */
export interface Made {
  readonly at: Date
  readonly isUniversal: boolean
}

/** What it is marked and called, in which language, and when it was made. */
export function describe(
  pdf: PDFDocument,
  { marking, title }: Pick<MarkedText, 'marking' | 'title'>,
  { at, isUniversal }: Made,
): void {
  const [line] = marking.lines
  const called = [line?.text, title?.text].filter((text) => text !== undefined).join(' – ')
  const language = line?.lang ?? 'en'
  pdf.setTitle(called, { showInWindowTitleBar: true })
  pdf.setLanguage(language)
  pdf.setProducer('Entente')
  pdf.setCreator('Entente')
  pdf.setCreationDate(at)
  pdf.setModificationDate(at)
  const packet = utf8(xmp(called, language, { at, isUniversal }))
  const stream = pdf.context.stream(packet, { Type: 'Metadata', Subtype: 'XML' })
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(stream))
}

function xmp(title: string, language: string, { at, isUniversal }: Made): string {
  const time = at.toISOString().replace(/\.\d+Z$/, 'Z')
  const claim = isUniversal
    ? '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>\n'
    : ''
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Entente</xmp:CreatorTool>
<xmp:CreateDate>${time}</xmp:CreateDate>
<xmp:ModifyDate>${time}</xmp:ModifyDate>
<pdf:Producer>Entente</pdf:Producer>
${claim}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
