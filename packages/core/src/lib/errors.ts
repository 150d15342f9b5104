/**
 * The base of every error Entente throws on purpose.
 *
 * @module
 */

/**
 * A failure with a stable code, documented in `docs/errors.md` and safe to show to our own user.
 * The message is for our own log and never leaves the member. Anything else that escapes is a bug.
 */
export abstract class EntenteError<Code extends string = string> extends Error {
  /** Stable, `domain/what`. */
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Whether a text has the form of a code, `domain/what`. */
export function isErrorCode(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,62}$/.test(text)
}

/** Bytes or text that do not have the form they claim. */
export type FormatErrorCode =
  | 'format/bad-base64'
  | 'format/bad-hex'
  | 'format/bad-json'
  | 'format/bad-utf8'
  | 'format/not-canonical'
  | 'format/unexpected-value'

/** Input of any origin that cannot be read. */
export class FormatError extends EntenteError<FormatErrorCode> {
  override readonly name = 'FormatError'
}
