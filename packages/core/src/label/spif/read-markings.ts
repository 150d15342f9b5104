/**
 * `markingData` and `markingQualifier` of a SPIF.
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import { collapse } from '../text.ts'
import type { XmlElement } from '../xml.ts'

import { type Children, childrenOf, language, malformed, oneOf } from './attributes.ts'
import {
  type MarkingEffect,
  type MarkingPosition,
  markingPositions,
  type Markings,
  type Phrase,
  type Qualifier,
} from './spif.ts'

/** Names of the elements that {@link readMarkings} reads. */
export const markingElements: readonly string[] = ['markingData', 'markingQualifier']

const effects: readonly MarkingEffect[] = ['noNameDisplay', 'replacePolicy', 'suppressClassName']

/** Characters that hide or reorder words of a marking; the spaces of Latin and Japanese are fine. */
const unseen = /(?![ \u3000])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{DI}\p{NChar}]/u

/**
 * Reads the markings among some children.
 *
 * @throws {LabelError} `label/spif-malformed`, `label/bad-text`
 */
export function readMarkings(children: Children): Markings {
  return {
    phrases: children.all('markingData').map(readPhrase),
    qualifiers: children.all('markingQualifier').flatMap(readQualifiers),
  }
}

function readPhrase(element: XmlElement): Phrase {
  const codes = childrenOf(element, ['code']).all('code').map(codeOf)
  const placed = codes.flatMap((code) => (isEffect(code) ? [] : [positionsOf(code)]))
  const text = element.attributes.get('phrase')
  return {
    language: language(element),
    text: text === undefined ? null : requirePhrase(text),
    // A phrase that only has an effect has it where markings stand: at the bottom of the page.
    positions: new Set(placed.length === 0 ? ['pageBottom'] : placed.flat()),
    effects: new Set(codes.filter(isEffect)),
  }
}

function readQualifiers(element: XmlElement): readonly Qualifier[] {
  const code = element.attributes.get('markingCode')
  const positions = code === undefined ? null : new Set(positionsOf(code))
  return childrenOf(element, ['qualifier'])
    .all('qualifier')
    .map((qualifier) => {
      const text = qualifier.attributes.get('markingQualifier')
      if (text === undefined) throw malformed('a qualifier without a text')
      return {
        language: language(qualifier),
        code: oneOf(qualifier, 'qualifierCode', ['prefix', 'separator', 'suffix']),
        text: requirePhrase(text),
        positions,
      }
    })
}

function codeOf({ text, children }: XmlElement): string {
  if (children.length > 0) throw malformed('markup inside of `code`')
  return collapse(text)
}

function isEffect(code: string): code is MarkingEffect {
  return effects.some((effect) => effect === code)
}

function positionsOf(code: string): readonly MarkingPosition[] {
  if (code === 'pageTopBottom') return ['pageTop', 'pageBottom']
  // Words for the one who labels, and not for the document.
  if (code === 'noMarkingDisplay') return []
  const position = markingPositions.find((one) => one === code)
  if (!position) throw malformed(`\`${code}\` is no place of a marking`)
  return [position]
}

function requirePhrase(text: string): string {
  if (unseen.test(text)) {
    throw new LabelError('label/bad-text', 'a marking has a character that cannot be seen')
  }
  return text
}
