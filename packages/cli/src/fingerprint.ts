/**
 * A digest as words that two people read to each other over the telephone.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'

import type { Language } from './terminal.ts'

const lists: Record<Language, readonly string[]> = { en: english, ja: japanese }

/** Twelve words of eleven bits each: the first 132 bits. Both languages number the same words. */
const wordCount = 12
const bitsPerWord = 11n

/** The words of a digest, in the order they are read. */
export function fingerprint(hash: Hash, lang: Language): readonly string[] {
  const value = BigInt(`0x${hash}`) >> (256n - bitsPerWord * BigInt(wordCount))
  return Array.from({ length: wordCount }, (_, at) => {
    const shift = bitsPerWord * BigInt(wordCount - 1 - at)
    // One list is decomposed; people are shown characters as they write them.
    return (lists[lang][Number((value >> shift) & 0x7ffn)] ?? '').normalize('NFC')
  })
}

/** What a number and the longest word of a list take on a terminal. */
const columns: Record<Language, number> = { en: 12, ja: 20 }

/** How many characters of a word take two places. */
function wideOf(word: string): number {
  return word.match(/[\u2E80-\uFFFF]/g)?.length ?? 0
}

/** The words as they are shown: numbered in rows of four. */
export function formatFingerprint(hash: Hash, lang: Language): string {
  const words = fingerprint(hash, lang).map((word, at) => `${String(at + 1).padStart(2)} ${word}`)
  const rows = [0, 4, 8].map((from) => words.slice(from, from + 4))
  return rows
    .map(
      (row) =>
        `  ${row
          .map((word) => word.padEnd(columns[lang] - wideOf(word)))
          .join('')
          .trimEnd()}`,
    )
    .join('\n')
}
