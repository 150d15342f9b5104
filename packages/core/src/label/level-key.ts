/**
 * A level means something only under the security policy it belongs to.
 *
 * @module
 */
import { LabelError } from './errors.ts'

/** A classification under a regime: the policy identifier's URI and the classification's text (D5). */
export interface LevelKey {
  readonly regime: string
  readonly level: string
}

/** The key as one text, for maps and logs. A URI holds no space, so that no two keys share it. */
export function formatLevel({ regime, level }: LevelKey): string {
  return `${regime} ${level}`
}

/**
 * Reads what {@link formatLevel} wrote.
 *
 * @throws {LabelError} `label/malformed`
 */
export function parseLevel(text: string): LevelKey {
  const space = text.indexOf(' ')
  if (space < 1 || space === text.length - 1) {
    throw new LabelError('label/malformed', 'not a regime and a level')
  }
  return { regime: text.slice(0, space), level: text.slice(space + 1) }
}
