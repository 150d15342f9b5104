/**
 * What the parts of a page are (ISO 32000-1 §14.8): paragraphs, headings and tables with their language,
 * in the order in which they are read aloud; everything else, an artifact, is passed over.
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

/** A part of the document; it is where it was drawn, or where the parts in it are. */
export interface Part {
  readonly kind: 'H1' | 'H2' | 'P' | 'TD' | 'TH' | 'TR' | 'Table'
  readonly lang: Language
  readonly places: { readonly page: PDFPage; readonly number: number }[]
  readonly parts: Part[]
}

/** The structure of a document, while that is drawn. */
export interface Structure {
  /** The next part, as people read; in another one, if that is given. */
  readonly part: (kind: Part['kind'], lang: Language, within?: Part) => Part
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
    part(kind, lang, within) {
      const made: Part = { kind, lang, places: [], parts: [] }
      ;(within?.parts ?? parts).push(made)
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
  const place = (part: Part, within: PDFRef): PDFRef => {
    const ref = context.nextRef()
    const places = part.places.map(({ page, number }) =>
      context.obj({ Type: 'MCR', Pg: page.ref, MCID: number }),
    )
    const inner = part.parts.map((one) => place(one, ref))
    const element = context.obj({
      Type: 'StructElem',
      S: part.kind,
      P: within,
      K: [...places, ...inner],
    })
    element.set(PDFName.of('Lang'), PDFString.of(part.lang))
    // §14.8.5.7: a head is that of its column.
    if (part.kind === 'TH')
      element.set(PDFName.of('A'), context.obj({ O: 'Table', Scope: 'Column' }))
    context.assign(ref, element)
    refs.set(part, ref)
    return ref
  }
  const children = parts.filter(isDrawn).map((part) => place(part, document))
  const numbers = PDFArray.withContext(context)
  for (const [at, [page, found]] of [...onPage].entries()) {
    page.node.set(PDFName.of('StructParents'), PDFNumber.of(at))
    numbers.push(PDFNumber.of(at))
    numbers.push(context.obj(found.flatMap((part) => refs.get(part) ?? [])))
  }
  for (const page of pdf.getPages()) page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
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

/** A cell may be empty; a table is there once anything in it is. */
function isDrawn({ places, parts }: Part): boolean {
  return places.length > 0 || parts.some(isDrawn)
}
