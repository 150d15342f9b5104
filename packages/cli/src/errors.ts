/**
 * Every way a command can fail before anything of the domain does.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link CliError}. */
export type CliErrorCode =
  | 'cli/cancelled'
  | 'cli/defect'
  | 'cli/no-device'
  | 'cli/no-file'
  | 'cli/no-level'
  | 'cli/no-profile'
  | 'cli/no-public-key'
  | 'cli/no-server'
  | 'cli/no-terminal'
  | 'cli/not-confirmed'
  | 'cli/not-ready'
  | 'cli/not-signed-in'
  | 'cli/not-yet'
  | 'cli/passphrases-differ'
  | 'cli/usage'
  | 'cli/which-pact'

/** The command cannot run as it was asked to. */
export class CliError extends EntenteError<CliErrorCode> {
  override readonly name = 'CliError'
}
