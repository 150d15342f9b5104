/**
 * What the parts of a page are (ISO 32000-1 §14.8): paragraphs and headings with their language, in
 * the order in which they are read aloud; everything else, an artifact, is passed over.
 *
 * @module
 */
import type { Language } from '@entente/core/marking'
import {
  PDFArray,
  type PDFDocument,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'

/** A part of the document; it is where it was drawn. */
export interface Part {
  readonly kind: 'H1' | 'H2' | 'P'
  readonly lang: Language
  readonly places: { readonly page: PDFPage; readonly number: number }[]
}

/** The structure of a document, while that is drawn. */
export interface Structure {
  /** The next part, as people read. */
  readonly part: (kind: Part['kind'], lang: Language) => Part
  /** Draws something that is of a part; a part may go on over pages. */
  readonly draw: (page: PDFPage, part: Part, draw: () => void) => void
  /** Draws what is not read aloud: repetitions, page numbers, frames, the watermark. */
  readonly drawArtifact: (page: PDFPage, draw: () => void) => void
  /** Writes the structure into the document, once all is drawn. */
  readonly write: () => void
}

/** Begins the structure of a document. */
export function createStructure(pdf: PDFDocument): Structure {
  const parts: Part[] = []
  const onPage = new Map<PDFPage, Part[]>()
  return {
    part(kind, lang) {
      const made: Part = { kind, lang, places: [] }
      parts.push(made)
      return made
    },
    draw(page, part, draw) {
      const before = onPage.get(page) ?? []
      onPage.set(page, [...before, part])
      part.places.push({ page, number: before.length })
      surround(page, [PDFName.of(part.kind), `<</MCID ${before.length}>>`], draw)
    },
    drawArtifact(page, draw) {
      surround(page, [PDFName.of('Artifact'), '<</Type/Pagination>>'], draw)
    },
    write() {
      writeTree(pdf, parts, onPage)
    },
  }
}

function surround(page: PDFPage, tag: readonly [PDFName, string], draw: () => void): void {
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [...tag]))
  draw()
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
}

function writeTree(
  pdf: PDFDocument,
  parts: readonly Part[],
  onPage: ReadonlyMap<PDFPage, readonly Part[]>,
): void {
  const { context, catalog } = pdf
  const [root, document] = [context.nextRef(), context.nextRef()]
  const refs = new Map<Part, PDFRef>()
  for (const part of parts.filter(({ places }) => places.length > 0)) {
    const places = part.places.map(({ page, number }) =>
      context.obj({ Type: 'MCR', Pg: page.ref, MCID: number }),
    )
    const element = context.obj({ Type: 'StructElem', S: part.kind, P: document, K: places })
    element.set(PDFName.of('Lang'), PDFString.of(part.lang))
    refs.set(part, context.register(element))
  }
  const numbers = PDFArray.withContext(context)
  for (const [at, [page, found]] of [...onPage].entries()) {
    page.node.set(PDFName.of('StructParents'), PDFNumber.of(at))
    numbers.push(PDFNumber.of(at))
    numbers.push(context.obj(found.flatMap((part) => refs.get(part) ?? [])))
  }
  for (const page of pdf.getPages()) page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
  const children = [...refs.values()]
  context.assign(document, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: children }))
  context.assign(
    root,
    context.obj({
      Type: 'StructTreeRoot',
      K: document,
      ParentTree: { Nums: numbers },
      ParentTreeNextKey: onPage.size,
    }),
  )
  catalog.set(PDFName.of('StructTreeRoot'), root)
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
}
