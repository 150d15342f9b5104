/**
 * Every state of every screen, for the sweep and for pictures.
 *
 * @module
 */
import { above } from './above.ts'
import { entering } from './entering.ts'
import { looking } from './looking.ts'
import { reading } from './reading.ts'
import type { State } from './state.ts'
import { viewing } from './viewing.ts'
import { writing } from './writing.ts'

export { languages, settled, speak, type State } from './state.ts'
export { openWorld, type World } from './world.ts'

/** In the order in which they are gone through. */
export const states: readonly State[] = [
  ...entering,
  ...reading,
  ...writing,
  ...looking,
  ...above,
  ...viewing,
]
