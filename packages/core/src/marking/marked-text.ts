/**
 * A document of paragraphs, each with a mark of what it is worth: `(S) The vessel …`. The document is
 * never marked lower than its highest paragraph.
 *
 * @module
 */
import {
  dominates,
  isNz,
  nzClassifications,
  type ResolvedLabel,
  type Spif,
} from '../label/index.ts'

import { MarkingError } from './errors.ts'
import { type Circumstances, markPages, type PageMarking } from './page-marking.ts'
import { languageOf, visibleLine, visibleLines, type Words } from './words.ts'

/** A document before it is marked. */
export interface PlainText {
  readonly title: string | null
  readonly blocks: readonly PlainBlock[]
}

/** A heading, or a paragraph with what it is worth: a level by its mark, a label of its own, or nothing. */
export type PlainBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly worth: ResolvedLabel | null }

/** A document as it is shown, by any renderer. */
export interface MarkedText {
  readonly marking: PageMarking
  readonly title: Words | null
  readonly blocks: readonly MarkedBlock[]
}

/** One block; `mark` is `(S) ` or `（極秘）` to stand before the text, and null on headings and where no paragraph has one. */
export interface MarkedBlock extends Words {
  readonly kind: 'heading' | 'paragraph'
  readonly mark: string | null
}

/** Longest text, in UTF-16 units. */
const longest = 4_194_304

/**
 * Reads a document of plain text: blocks between empty lines, `# ` before the title, `## ` before a
 * heading, a mark in parentheses before a paragraph. A mark that the policy does not know is text.
 *
 * @throws {MarkingError} `marking/too-large` beyond 4,194,304 characters
 */
export function parsePlainText(text: string, spif: Spif): PlainText {
  if (text.length > longest) throw new MarkingError('marking/too-large', 'a text of over 4 MiB')
  const blocks = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
  const title = blocks[0]?.startsWith('# ') ? blocks[0].slice(2) : null
  return {
    title,
    blocks: blocks.slice(title === null ? 0 : 1).map((block) => parseBlock(block, spif)),
  }
}

/**
 * Marks a document: its pages, and each paragraph.
 *
 * @throws {MarkingError} `marking/below-paragraph` where a paragraph is worth more than the label, or
 *   limits more; `marking/unmarked-paragraph` where only some are marked; and those of
 *   {@link markPages}
 */
export function markText(
  { title, blocks }: PlainText,
  label: ResolvedLabel,
  circumstances: Circumstances,
): MarkedText {
  const paragraphs = blocks.filter((block) => block.kind === 'paragraph')
  const marked = paragraphs.filter(({ worth }) => worth !== null)
  if (marked.length > 0 && marked.length < paragraphs.length) {
    throw new MarkingError('marking/unmarked-paragraph', 'a paragraph without a mark')
  }
  if (marked.some(({ worth }) => worth && !covers(label, worth))) {
    throw new MarkingError('marking/below-paragraph', 'a paragraph above the document')
  }
  const marking = markPages(label, circumstances)
  const isStruck = circumstances.designation !== null && !marking.framed
  return {
    marking,
    title: title === null ? null : wordsOf(visibleLine(title)),
    blocks: blocks.map((block) => ({
      kind: block.kind,
      // A struck designation is not to be read off its paragraphs either.
      mark:
        block.kind === 'heading' || block.worth === null || isStruck ? null : markOf(block.worth),
      ...wordsOf(block.kind === 'heading' ? visibleLine(block.text) : visibleLines(block.text)),
    })),
  }
}

function parseBlock(block: string, spif: Spif): PlainBlock {
  if (block.startsWith('## ')) return { kind: 'heading', text: block.slice(3) }
  const [whole = '', mark = ''] = /^[(（]([^()（）\n]{1,60})[)）][ \t\u3000]*/.exec(block) ?? []
  const classification = spif.classifications.find((one) => {
    const level: ResolvedLabel = { spif, classification: one, categories: [], privacyMark: null }
    return namesOf(level).some((name) => name.toUpperCase() === mark.toUpperCase())
  })
  if (!classification) return { kind: 'paragraph', text: block, worth: null }
  return {
    kind: 'paragraph',
    text: block.slice(whole.length),
    worth: { spif, classification, categories: [], privacyMark: null },
  }
}

/** A level alone is compared by its rank; a label also by its limits. */
function covers(document: ResolvedLabel, part: ResolvedLabel): boolean {
  if (part.categories.length > 0) return dominates(document, part)
  const [own, other] = [document.classification, part.classification]
  return document.spif === part.spif && (own === other || own.hierarchy > other.hierarchy)
}

/** What stands before a paragraph of a level. */
export function markOf(worth: ResolvedLabel): string {
  const name = visibleLine(namesOf(worth)[0] ?? worth.classification.name)
  return /[^\u0020-\u007E]/.test(name) ? `（${name}）` : `(${name}) `
}

/** What marks a paragraph of a level, canonical first: by the nation's rules, else by the policy. */
function namesOf({ spif, classification }: ResolvedLabel): readonly string[] {
  const rules: Readonly<Record<string, { readonly mark: string }>> = nzClassifications
  const level: ResolvedLabel = { spif, classification, categories: [], privacyMark: null }
  if (isNz(level)) return [rules[classification.name]?.mark ?? classification.name]
  const { phrases } = classification.markings
  const [portions, others] = [true, false].map((wanted) =>
    phrases.flatMap(({ positions, text }) =>
      text !== null && positions.has('portionMarking') === wanted ? [text] : [],
    ),
  )
  return [...(portions ?? []), classification.name, ...(others ?? [])]
}

function wordsOf(text: string): Words {
  return { text, lang: languageOf(text) }
}
