/**
 * Labels against a schema, by libxml2: a second judge beside our own reader.
 *
 * @module
 */
import { readFileSync } from 'node:fs'

import { LabelError } from '@entente/core/label'
import { ParseOption, XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'

/** Asks libxml2. Lives until it is disposed of. */
export interface LabelSchema extends Disposable {
  /**
   * Requires that text, which has passed the gate of `readXml`, is valid under `label.xsd`.
   *
   * @throws {LabelError} `label/malformed`
   */
  readonly requireValid: (text: string) => void
}

/** Loads the schema of labels. */
export function openLabelSchema(): LabelSchema {
  using schema = XmlDocument.fromString(
    readFileSync(new URL('label.xsd', import.meta.url), 'utf8'),
    { option: ParseOption.XML_PARSE_NONET },
  )
  const validator = XsdValidator.fromDoc(schema)
  return {
    requireValid(text) {
      try {
        using document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET })
        validator.validate(document)
      } catch (cause) {
        if (!(cause instanceof XmlLibError)) throw cause
        throw new LabelError('label/malformed', cause.message.slice(0, 200), { cause })
      }
    },
    [Symbol.dispose]: () => validator.dispose(),
  }
}
