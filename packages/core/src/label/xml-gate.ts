/**
 * The gate before the XML parser: no parser's idea of DTDs, entities, encodings or processing
 * instructions matters, because none of them gets past here.
 *
 * For well-formed input the scan is exact; what is not well-formed and still passes fails in the
 * parser.
 *
 * @module
 */
import { fromUtf8 } from '../lib/index.ts'

import { LabelError, type LabelErrorCode } from './errors.ts'
import type { XmlLimits } from './xml.ts'

/** XML 1.0 §2.8, with the one encoding that is read. */
const declaration =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/

const otherEncoding = /^<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["'](?!utf-8["'])/i

/** An ampersand that starts neither one of XML's own five entities nor a character reference. */
const foreignEntity = /&(?!(?:lt|gt|amp|apos|quot|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)/

/** Outside of XML 1.0 §2.2, or controls and non-characters that it only discourages. */
const forbiddenCharacter = /(?![\t\r\n])[\p{Cc}\p{Cs}\p{NChar}]/u

/** What a stranger's `<!` or `<?` opens, and why it is refused. */
const forbiddenMarkup: readonly (readonly [string, LabelErrorCode])[] = [
  ['<![CDATA[', 'label/xml-cdata'],
  ['<!', 'label/xml-doctype'],
  ['<?', 'label/xml-processing-instruction'],
]

/**
 * Decodes bytes and lets them through if they hold only elements, attributes, text and comments
 * between elements, within the limits.
 *
 * @throws {LabelError} any of `label/xml-…` but those of the parser
 */
export function admitXml(
  bytes: Uint8Array,
  limits: XmlLimits,
): { readonly text: string; readonly elements: number } {
  if (bytes.length > limits.bytes) throw refused('label/xml-too-large', 'more bytes than allowed')
  const text = decode(bytes)
  if (forbiddenCharacter.test(text)) {
    throw refused('label/xml-control-character', 'a control character or one outside of XML')
  }
  return { text, elements: scan(text, startOfBody(text), limits) }
}

function decode(bytes: Uint8Array): string {
  // UTF-16 and UTF-32 have zero bytes or byte order marks that are not UTF-8; EBCDIC is not UTF-8.
  if (bytes.includes(0)) throw refused('label/xml-encoding', 'zero bytes: not UTF-8')
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch (cause) {
    throw refused('label/xml-encoding', 'not UTF-8', { cause })
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** Where the body starts: after the declaration, if there is one, and it says UTF-8 or nothing. */
function startOfBody(text: string): number {
  const found = declaration.exec(text)?.[0].length
  if (found !== undefined) return found
  if (otherEncoding.test(text)) {
    throw refused('label/xml-encoding', 'the declaration names another encoding')
  }
  if (/^<\?xml[ \t\r\n]/.test(text)) {
    throw refused('label/xml-malformed', 'a declaration that is not one of XML 1.0')
  }
  // UTF-7 without a mark, or text before the first element.
  if (!/^[ \t\r\n]*</.test(text)) throw refused('label/xml-malformed', 'does not start with markup')
  return 0
}

/** One pass over the markup. Answers the number of elements. */
function scan(text: string, start: number, limits: XmlLimits): number {
  const open: { hasText: boolean; hasComment: boolean }[] = []
  let elements = 0
  let done = start
  for (let at = text.indexOf('<', done); at !== -1; at = text.indexOf('<', done)) {
    const data = text.slice(done, at)
    const inside = open.at(-1)
    if (inside && /[^ \t\r\n]/.test(data)) inside.hasText = true
    if (text.startsWith('<!--', at)) {
      done = after(text, '-->', at + 4)
      if (inside) inside.hasComment = true
      requireNoEntity(data)
    } else {
      const forbidden = forbiddenMarkup.find(([mark]) => text.startsWith(mark, at))
      if (forbidden) throw refused(forbidden[1], `\`${forbidden[0]}\` is not read`)
      done = endOfTag(text, at)
      requireNoEntity(text.slice(at - data.length, done))
      if (text.startsWith('</', at)) {
        open.pop()
      } else {
        elements++
        if (elements > limits.elements) throw refused('label/xml-too-many-elements', 'elements')
        if (open.length >= limits.depth) throw refused('label/xml-too-deep', 'nesting')
        if (!text.startsWith('/>', done - 2)) open.push({ hasText: false, hasComment: false })
      }
    }
    // A comment inside of a value: one reader joins the halves, another reads only the first.
    if (inside?.hasText && inside.hasComment) {
      throw refused('label/xml-comment', 'a comment in an element that has text')
    }
  }
  requireNoEntity(text.slice(done))
  return elements
}

/** The position after the `>` that ends a tag; one inside of an attribute's value does not. */
function endOfTag(text: string, start: number): number {
  const stops = /["'>]/g
  stops.lastIndex = start
  for (let stop = stops.exec(text); stop; stop = stops.exec(text)) {
    const [mark] = stop
    if (mark === '>') return stops.lastIndex
    stops.lastIndex = after(text, mark, stops.lastIndex)
  }
  throw refused('label/xml-malformed', 'a tag without an end')
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  if (at === -1) throw refused('label/xml-malformed', `\`${mark}\` is missing`)
  return at + mark.length
}

function requireNoEntity(text: string): void {
  if (foreignEntity.test(text)) {
    throw refused('label/xml-entity', 'a reference to an entity that XML itself does not have')
  }
}

function refused(code: LabelErrorCode, reason: string, options?: ErrorOptions): LabelError {
  return new LabelError(code, reason, options)
}
