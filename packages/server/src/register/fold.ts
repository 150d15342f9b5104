/**
 * Folding of texts that people search by: however a word was typed, it is found.
 *
 * @module
 */

/**
 * A text without what typing makes different: width, case, katakana or hiragana, macrons and accents, and how
 * much space there is. Voicing stays: か and が are other words.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll(/[ァ-ヶヽヾ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** The words of what somebody searches for, each to be found somewhere. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(foldText(text).split(' '))].filter((word) => word !== '')
}
