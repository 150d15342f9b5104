/**
 * What is true of a document beside its label, as options and files of a command line say it.
 *
 * @module
 */
import { hashOf, statementValue } from '@entente/core/crypto'
import {
  type Designation,
  type Label,
  LabelError,
  levelOf,
  parseInstant,
  parseSpif,
  resolveLabel,
  type Spif,
} from '@entente/core/label'
import type { Circumstances, Received, Zone } from '@entente/core/marking'
import {
  findEquivalent,
  findLevel,
  findMember,
  localLabel,
  parseTerms,
  type Terms,
} from '@entente/core/pact'
import { xmlParser } from '@entente/host/xml'
import { z } from 'zod'

import type { Command, Input } from './command.ts'
import { readPact } from './commands/pact.ts'
import { CliError } from './errors.ts'
import { readBytes, readJson } from './files.ts'
import type { Terminal } from './terminal.ts'

/** Options that say them. */
export const circumstanceOptions: Command['options'] = {
  marking: {
    value: 'en|ja|both',
    text: {
      en: 'language of the marking; default: that of the output',
      ja: '表示の言語（省略時は出力の言語）',
    },
  },
  pact: {
    value: 'PACT',
    text: {
      en: 'for what was received: the pact, which names the provider and the corresponding level',
      ja: '受領した文書の場合、提供者の名称と対応する秘密区分を定める協定',
    },
  },
  member: {
    value: 'ID',
    text: { en: 'the member that received it', ja: '受領した締約者' },
  },
  'own-policy': {
    value: 'SPIF',
    text: { en: 'the policy of that member', ja: '受領した締約者の制度の定義' },
  },
  'translated-into': {
    value: 'en|ja',
    text: {
      en: 'it is a translation, into this language',
      ja: '翻訳である場合、翻訳先の言語',
    },
  },
  designation: {
    value: 'JSON',
    text: {
      en: 'the designation under Japanese law, as its register has it',
      ja: '指定（特定秘密、重要経済安保情報）の管理簿の記載',
    },
  },
  copy: { value: 'NUMBER', text: { en: 'number of the copy', ja: '写しの番号' } },
  reader: {
    value: 'ID',
    text: { en: 'who looks at it: makes a watermark', ja: '閲覧者（透かしを入れる）' },
  },
  'reader-name': { value: 'NAME', text: { en: 'name of the reader', ja: '閲覧者の氏名' } },
  zone: {
    value: 'ZONE',
    text: {
      en: 'of the time in the watermark: Asia/Tokyo, Pacific/Auckland, UTC (default)',
      ja: '透かしの時刻の時間帯：Asia/Tokyo、Pacific/Auckland、UTC（省略時）',
    },
  },
}

/** The policy of a label, and the digest of its file, by which a pact names it. */
export interface PolicyFile {
  readonly spif: Spif
  readonly digest: string
}

/**
 * Reads a policy with its digest.
 *
 * @throws {CliError} `cli/no-file`; {LabelError}
 */
export async function readPinnedPolicy(terminal: Terminal, file: string): Promise<PolicyFile> {
  const bytes = await readBytes(terminal, file)
  return { spif: parseSpif(bytes, xmlParser), digest: hashOf(bytes) }
}

/**
 * Reads the circumstances of a document.
 *
 * @throws {CliError} `cli/usage`, `cli/no-file`; {LabelError} `label/wrong-policy` where a policy is not
 *   the one that the pact names, `label/no-equivalent`, `label/bad-designation`
 */
export async function readCircumstances(
  { text }: Input,
  terminal: Terminal,
  { label, policy }: { readonly label: Label; readonly policy: PolicyFile },
): Promise<Circumstances> {
  const marking = text('marking') ?? terminal.lang
  const reader = text('reader')
  const name = text('reader-name') ?? null
  if (reader === undefined && name !== null) {
    throw new CliError('cli/usage', '--reader-name needs --reader')
  }
  const designation = text('designation')
  const at = terminal.now()
  return {
    languages: languagesOf(marking, terminal),
    at,
    received: await readReceived(text, terminal, { label, policy }),
    designation: designation === undefined ? null : await readDesignation(terminal, designation),
    copy: text('copy') ?? null,
    viewing:
      reader === undefined
        ? null
        : { reader: { id: reader, name }, at, zone: zoneOf(text('zone')) },
  }
}

function languagesOf(marking: string, { lang }: Terminal): Circumstances['languages'] {
  if (marking === 'en' || marking === 'ja') return [marking]
  if (marking === 'both') return lang === 'ja' ? ['ja', 'en'] : ['en', 'ja']
  throw new CliError('cli/usage', `--marking: no language \`${marking}\``)
}

function zoneOf(zone = 'UTC'): Zone {
  if (zone === 'Asia/Tokyo' || zone === 'Pacific/Auckland' || zone === 'UTC') return zone
  throw new CliError('cli/usage', `--zone: no zone \`${zone}\``)
}

async function readReceived(
  text: Input['text'],
  terminal: Terminal,
  { label, policy }: { readonly label: Label; readonly policy: PolicyFile },
): Promise<Received | null> {
  const [pact, member, own] = [text('pact'), text('member'), text('own-policy')]
  const language = text('translated-into')
  if (pact === undefined && member === undefined && own === undefined && language === undefined) {
    return null
  }
  if (pact === undefined || member === undefined || own === undefined) {
    throw new CliError('cli/usage', 'what was received takes --pact, --member and --own-policy')
  }
  if (language !== undefined && language !== 'en' && language !== 'ja') {
    throw new CliError('cli/usage', `--translated-into: no language \`${language}\``)
  }
  const terms = parseTerms(statementValue(await readPact(terminal, pact)))
  const theirs = findLevel(terms, levelOf(label))?.regime
  const provider = theirs && findMember(terms, theirs.member)
  const equivalent = findEquivalent(terms, levelOf(label), member)
  const ours = equivalent && findLevel(terms, equivalent)?.regime
  if (!theirs || !provider || !ours || provider.id === member) {
    throw new LabelError('label/no-equivalent', `nothing of \`${member}\` corresponds by the pact`)
  }
  const ownPolicy = await readPinnedPolicy(terminal, own)
  requirePinned(theirs, policy)
  requirePinned(ours, ownPolicy)
  const at = parseInstant(terminal.now().toISOString())
  const policies = new Map([
    [theirs.regime, policy.spif],
    [ours.regime, ownPolicy.spif],
  ])
  const { alternative } = localLabel(label, { terms, policies }, { recipient: member, at })
  return {
    provider: provider.name,
    country: provider.country,
    equivalent: resolveLabel(alternative, ownPolicy.spif, at),
    translatedInto: language ?? null,
  }
}

/** A pact names policies by digest (D5b); another one with the same names may say other words. */
function requirePinned({ spif }: Terms['regimes'][number], { digest }: PolicyFile): void {
  if (spif !== null && spif !== digest) {
    throw new LabelError('label/wrong-policy', 'not the policy that the pact names')
  }
}

const designationFile = z.strictObject({
  regime: z.enum(['keizai-anpo', 'tokutei-himitsu']),
  number: z.string(),
  organ: z.strictObject({ en: z.string(), ja: z.string() }),
  designatedOn: z.string(),
  validUntil: z.string(),
  extensions: z.int(),
  cabinetApproval: z.string().nullable(),
})

async function readDesignation(terminal: Terminal, file: string): Promise<Designation> {
  const parsed = designationFile.safeParse(await readJson(terminal, file))
  if (!parsed.success) {
    throw new LabelError('label/bad-designation', 'not the entry of a register', {
      cause: parsed.error,
    })
  }
  return parsed.data
}
