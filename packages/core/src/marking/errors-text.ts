/**
 * What each refusal to mark pages means and what to do next, in both languages.
 *
 * @module
 */
import type { MarkingErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const markingErrorTexts: Readonly<
  Record<MarkingErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'marking/bad-pdf': {
    en: 'This PDF cannot be read safely: it is damaged, encrypted, or packed in a way that is not taken. Print it anew to PDF and mark that.',
    ja: 'この PDF は安全に読み取れません（破損、暗号化、または受け付けない圧縮方式）。PDF を作り直してから表示を付けてください。',
    status: 422,
  },
  'marking/below-paragraph': {
    en: 'The document is marked lower than one of its paragraphs. Raise the label of the document, or have its originator change the paragraph.',
    ja: '文書の秘密区分が、含まれる段落の秘密区分を下回っています。文書の標記を引き上げるか、段落の区分の変更を提供者に求めてください。',
    status: 422,
  },
  'marking/busy': {
    en: 'Other files are being made page by page, and more wait than fit. Nothing was exported; try again in a minute, or export as CSV.',
    ja: '他のファイルのページ作成が続いており、待ち行列が一杯です。何も出力されていません。1分ほど待ってからやり直すか、CSV で出力してください。',
    status: 503,
  },
  'marking/no-copy-number': {
    en: 'Accountable material bears the number of its copy on the front. Give the copy number of the register.',
    ja: '員数管理の対象となる文書は、表紙に写しの番号が必要です。登録簿の写し番号を指定してください。',
    status: 422,
  },
  'marking/no-glyph': {
    en: 'The font has no character for something in the document, and a page that leaves it out is not made. Use HTML or text.',
    ja: '文書中にフォントで表せない文字があります。欠けたページは作成しないため、HTML またはテキストで出力してください。',
    status: 422,
  },
  'marking/pdf-bound': {
    en: 'This PDF is signed or bound to its label; stamped, it would be another file. Verify it first; then make a rendition, which needs a binding of its own.',
    ja: 'この PDF は署名されているか、標記と結び付けられています。表示を重ねると別のファイルになります。先に検証したうえで複製を作成し、改めて結び付けてください。',
    status: 422,
  },
  'marking/too-large': {
    en: 'The document is too large to be marked page by page. Divide it.',
    ja: '文書が大きすぎるため、ページごとの表示を付けられません。分割してください。',
    status: 413,
  },
  'marking/too-long': {
    en: 'The marking leaves no room for the document on the page. Use larger pages; a marking is never cut.',
    ja: '表示が長く、ページに本文の余地がありません。表示を切り詰めることはないため、より大きなページを使用してください。',
    status: 422,
  },
  'marking/unmarked-paragraph': {
    en: 'Some paragraphs are marked and one is not, so that nobody said what it is worth. Mark it.',
    ja: '区分の記載がある段落とない段落が混在しています。記載のない段落に区分を付けてください。',
    status: 422,
  },
}
