/**
 * Which pact a command is about, where it need not be said.
 *
 * @module
 */
import { type Hash, isHash } from '@entente/core/crypto'
import type { MemberInfo } from '@entente/sdk'

import type { Command, Input } from './command.ts'
import { CliError } from './errors.ts'

/** The option that names the pact. */
export const pactOption: Command['options'] = {
  pact: {
    value: 'ID',
    text: {
      en: 'id of the pact; default: the one there is, where your member has one alone',
      ja: '協定の識別子（協定が一つのみの場合は省略可）',
    },
  },
}

/**
 * The pact that is named, or the only one that the member has. Versions of one pact count as several.
 *
 * @throws {CliError} `cli/which-pact`, `cli/usage`
 */
export function choosePact({ text }: Pick<Input, 'text'>, pacts: MemberInfo['pacts']): Hash {
  const named = text('pact')
  const [only, ...others] = pacts.map(({ id }) => id)
  if (named === undefined && (only === undefined || others.length > 0)) {
    throw new CliError('cli/which-pact', `your member has ${pacts.length} pacts`)
  }
  const id = named ?? only
  if (!isHash(id)) throw new CliError('cli/usage', '--pact is no id of a pact')
  return id
}
