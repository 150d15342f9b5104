/**
 * Pages of PDF, apart from the rest of the host: the font is large.
 *
 * @module
 */
export { renderPdf } from './render-pdf.ts'
export { printTable } from './print-table.ts'
export type { MarkedTable } from './render-table.ts'
export { stampPdf } from './stamp-pdf.ts'
