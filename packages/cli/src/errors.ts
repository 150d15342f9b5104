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
  | 'cli/no-terminal'
  | 'cli/not-confirmed'
  | 'cli/not-signed-in'
  | 'cli/usage'

/** The command cannot run as it was asked to. */
export class CliError extends EntenteError<CliErrorCode> {
  override readonly name = 'CliError'
}
