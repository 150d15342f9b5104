/**
 * What viewers get and give.
 *
 * @module
 */
import type { Remark, Sheet, Unreadable } from '../reader/protocol.ts'

/** A document to be shown. */
export interface Given {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string
  /** Where it is shown: between the markings. */
  readonly paper: HTMLElement
  readonly sheet: Sheet
  /** To the worker. */
  readonly port: MessagePort
  /** Whether it is shown to be printed: all of it, at once. */
  readonly print: boolean
}

/** What a person is told of what is shown. */
export interface Outcome {
  readonly remarks?: readonly Remark[]
  readonly encoding?: string
  readonly pages?: number
}

/** Shows a document; throws {@link Unshown}. */
export type Viewer = (given: Given) => Outcome | Promise<Outcome>

/** A document is not shown, for a reason that a person is told. */
export class Unshown extends Error {
  override readonly name = 'Unshown'
  readonly why: Unreadable

  constructor(why: Unreadable) {
    super(why)
    this.why = why
  }
}
