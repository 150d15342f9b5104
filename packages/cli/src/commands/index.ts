/**
 * All commands.
 *
 * @module
 */
import type { Command } from '../command.ts'

import { accountCommands } from './account.ts'
import { acknowledgeCommands } from './acknowledge.ts'
import { backupCommands } from './backup.ts'
import { consentCommands } from './consent.ts'
import { documentCommands } from './document.ts'
import { grantCommands } from './grant.ts'
import { kasCommands } from './kas.ts'
import { keyCommands } from './key.ts'
import { labelBindCommands } from './label-bind.ts'
import { labelMakeCommands } from './label-make.ts'
import { labelRenderCommands } from './label-render.ts'
import { labelCommands } from './label.ts'
import { ledgerCommands } from './ledger.ts'
import { memberCommands } from './member.ts'
import { officerCommands } from './officer.ts'
import { pactSignCommands } from './pact-sign.ts'
import { pactCommands } from './pact.ts'
import { releaseEvidenceCommands } from './release-evidence.ts'
import { peopleCommands } from './people.ts'
import { personLinkCommands } from './person-link.ts'
import { recoveryCommands } from './recovery.ts'
import { releaseCommands } from './release.ts'
import { serveCommands } from './serve.ts'
import { signInCommands } from './sign-in.ts'
import { statusCommands } from './status.ts'
import { tdfCommands } from './tdf.ts'
import { verifyCommands } from './verify.ts'

/** Every command, in no order. */
export const commands: readonly Command[] = [
  ...accountCommands,
  ...acknowledgeCommands,
  ...backupCommands,
  ...consentCommands,
  ...documentCommands,
  ...grantCommands,
  ...kasCommands,
  ...keyCommands,
  ...labelCommands,
  ...labelBindCommands,
  ...labelMakeCommands,
  ...labelRenderCommands,
  ...ledgerCommands,
  ...memberCommands,
  ...officerCommands,
  ...pactCommands,
  ...pactSignCommands,
  ...peopleCommands,
  ...personLinkCommands,
  ...recoveryCommands,
  ...releaseCommands,
  ...releaseEvidenceCommands,
  ...serveCommands,
  ...signInCommands,
  ...statusCommands,
  ...tdfCommands,
  ...verifyCommands,
]
