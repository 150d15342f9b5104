/**
 * What stands on the pages of a document, and documents shown with it.
 *
 * @module
 */
export { breakLines, type Measure, widthOfLine } from './break-lines.ts'
export { MarkingError, type MarkingErrorCode } from './errors.ts'
export { markingErrorTexts } from './errors-text.ts'
export {
  type MarkedBlock,
  type MarkedText,
  markText,
  parsePlainText,
  type PlainBlock,
  type PlainText,
} from './marked-text.ts'
export { formatMoment, type Zone } from './moment.ts'
export { receivedNotice, type Viewing, viewingNotice } from './notices.ts'
export {
  type Circumstances,
  markingSize,
  markPages,
  type PageMarking,
  type Received,
} from './page-marking.ts'
export { renderHtml } from './to-html.ts'
export { renderText } from './to-text.ts'
export { type InBoth, isWide, type Language, languageOf, visibleLine, type Words } from './words.ts'
export {
  formatReport,
  levelOfReport,
  paragraphMark,
  type Report,
  type ReportBlock,
} from './write-text.ts'
