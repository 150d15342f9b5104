/**
 * All commands.
 *
 * @module
 */
import type { Command } from '../command.ts'

import { pactCommands } from './pact.ts'
import { documentCommands } from './document.ts'
import { ledgerCommands } from './ledger.ts'
import { memberCommands } from './member.ts'
import { officerCommands } from './officer.ts'
import { releaseCommands } from './release.ts'
import { serveCommands } from './serve.ts'
import { signInCommands } from './sign-in.ts'
import { tdfCommands } from './tdf.ts'
import { verifyCommands } from './verify.ts'

/** Every command, in no order. */
export const commands: readonly Command[] = [
  ...documentCommands,
  ...ledgerCommands,
  ...memberCommands,
  ...officerCommands,
  ...pactCommands,
  ...releaseCommands,
  ...serveCommands,
  ...signInCommands,
  ...tdfCommands,
  ...verifyCommands,
]
