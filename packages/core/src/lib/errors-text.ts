/**
 * The sentences for {@link FormatErrorCode}.
 *
 * @module
 */
import type { FormatErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const formatErrorTexts: Readonly<
  Record<FormatErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'format/bad-base64': {
    en: 'A text that should be base64 is not. Have it written again by the program that made it.',
    ja: 'base64 であるべき文字列が正しくありません。作成したプログラムで書き直してください。',
    status: 400,
  },
  'format/bad-hex': {
    en: 'A text that should be lower case hexadecimal is not. Copy it again, whole.',
    ja: '小文字の16進数であるべき文字列が正しくありません。全体をもう一度写してください。',
    status: 400,
  },
  'format/bad-json': {
    en: 'The file or request is not JSON. Check that it is the right file and that it arrived whole.',
    ja: 'ファイルまたは要求が JSON ではありません。正しいファイルか、全体が届いたかを確かめてください。',
    status: 400,
  },
  'format/bad-utf8': {
    en: 'The text is not UTF-8. Save it as UTF-8 and try again.',
    ja: '文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。',
    status: 400,
  },
  'format/not-canonical': {
    en: 'What was signed is not in the one form that may be signed (RFC 8785). Treat it as altered.',
    ja: '署名の対象が、定められた唯一の形式（RFC 8785）ではありません。改変されたものとして扱ってください。',
    status: 400,
  },
  'format/unexpected-value': {
    en: 'A value cannot be written as JSON. This is a defect of the program that made it.',
    ja: '値を JSON として書けません。作成したプログラムの欠陥です。',
    status: 400,
  },
}
