/**
 * Text that decides: what is compared by machines and read by people has to be the same thing.
 *
 * @module
 */
import { LabelError } from './errors.ts'

/** Invisible, reordering, private or ignorable characters, and every space but the ordinary one. */
const unseen = /(?! )[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{DI}\p{NChar}]/u
const latin = /\p{Script=Latin}/u
/** What may stand in one text with Latin letters (UTS #39 §5.2, highly restrictive). */
const besideLatin =
  /^[\p{scx=Latin}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Zyyy}\p{scx=Zinh}]*$/u
const lettersAndDigits = /[\p{L}\p{Nd}]/gu

/** Text as a reader of the schema sees an `xs:token`: ends cut, white space inside made one space. */
export function collapse(text: string): string {
  return text.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/^ | $/g, '')
}

/**
 * Requires text that a person can tell from any other: not empty, collapsed, normalised (NFC), with
 * nothing invisible, no Cyrillic or Greek among Latin letters, no letters or digits in disguise
 * (full width, mathematical). Full-width punctuation, as Japanese markings use it, is fine.
 *
 * @throws {LabelError} `label/bad-text`
 */
export function requireText(text: string, what: string): string {
  const fault = faultOf(text)
  if (fault !== undefined) throw new LabelError('label/bad-text', `${what} ${fault}`)
  return text
}

/**
 * Requires a URI as a pact spells regimes.
 *
 * @throws {LabelError} `label/bad-text`
 */
export function requireUri(text: string, what: string): string {
  if (text.length > 200 || !/^[a-z][a-z0-9+.-]*:[!-~]+$/.test(text)) {
    throw new LabelError('label/bad-text', `${what} is not a URI`)
  }
  return text
}

function faultOf(text: string): string | undefined {
  if (text === '') return 'is empty'
  if (text !== collapse(text)) return 'has white space that is not one space between words'
  if (unseen.test(text)) return 'has a character that cannot be seen'
  if (text.normalize('NFC') !== text) return 'is not in normal form C'
  if (latin.test(text) && !besideLatin.test(text)) return 'mixes alphabets'
  const plain = text.match(lettersAndDigits)?.join('') ?? ''
  if (plain.normalize('NFKC') !== plain) return 'has letters or digits in disguise'
  return undefined
}
