/**
 * The security policies that a pact pins, and whether they are at hand.
 *
 * @module
 */
import { resolve } from 'node:path'

import type { Hash } from '@entente/core/crypto'
import { parseSpif } from '@entente/core/label'
import { type Bytes, EntenteError } from '@entente/core/lib'
import type { Terms } from '@entente/core/pact'
import { readPolicyFiles, xmlParser } from '@entente/host/xml'

import type { Command, Input } from '../command.ts'
import { CliError } from '../errors.ts'
import type { Language, Terminal } from '../terminal.ts'

/** The option for policies that do not ship with Entente. */
export const policiesOption: Command['options'] = {
  policy: {
    value: 'SPIF',
    multiple: true,
    text: {
      en: 'a security policy that the pact pins and that does not ship with Entente',
      ja: '協定が定める制度の定義で、Entente に同梱されていないもの',
    },
  },
}

/**
 * The policies at hand, by the digest of their bytes: those that ship, and those that the options name.
 *
 * @throws {CliError} `cli/no-file`; {LabelError} `label/xml-too-large`
 */
export async function readPinnable(
  { list }: Pick<Input, 'list'>,
  { cwd }: Terminal,
): Promise<ReadonlyMap<Hash, Bytes>> {
  try {
    return await readPolicyFiles(list('policy').map((file) => resolve(cwd, file)))
  } catch (cause) {
    if (cause instanceof EntenteError) throw cause
    throw new CliError('cli/no-file', 'a policy cannot be read', { cause })
  }
}

/** A line for each regime of a pact: its policy, and whether it is at hand. */
export function describePolicies(
  { regimes }: Terms,
  files: ReadonlyMap<Hash, Bytes>,
  lang: Language,
): readonly string[] {
  const w = words[lang]
  return regimes.map(({ name, spif }) => {
    if (spif === null) return `– ${name[lang]}: ${w.none}`
    const bytes = files.get(spif)
    const at = bytes ? w.here(parseSpif(bytes, xmlParser).version) : w.missing
    return `${bytes ? '✔' : '✘'} ${name[lang]}: ${at} ${spif}`
  })
}

const words = {
  en: {
    none: 'no policy is pinned',
    here: (version: string) => `policy here, version ${version},`,
    missing: 'policy is not here; give it with --policy:',
  },
  ja: {
    none: '制度の定義は定められていません',
    here: (version: string) => `制度の定義あり（第${version}版）`,
    missing: '制度の定義がありません。--policy で指定してください:',
  },
} as const
