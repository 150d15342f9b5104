/**
 * The register as rules see it: a line a document, and which lines a reader could open.
 *
 * @module
 */
export { completeRegister, writeOwnLine, writeReceivedLine } from './lines.ts'
export { printRegister } from './paper.ts'
export { conditionOfSearch, type RegisterSearch, searchStates } from './search.ts'
export { formatCsv, tableCells, type TableRow, tableZones } from './table.ts'
export { createPrefilter, type Prefilter, purposesOf, type RegisterReader } from './prefilter.ts'
