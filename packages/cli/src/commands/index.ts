/**
 * All commands.
 *
 * @module
 */
import type { Command } from '../command.ts'

import { pactCommands } from './pact.ts'
import { tdfCommands } from './tdf.ts'

/** Every command, in no order. */
export const commands: readonly Command[] = [...pactCommands, ...tdfCommands]
