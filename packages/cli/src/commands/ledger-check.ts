/**
 * `entente ledger check`: a proof or a disclosure, judged by the file and the keys alone.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import {
  eventKinds,
  type LedgerEvent,
  type LedgerTrust,
  parseDisclosure,
  parseTlogProof,
  parseVerifierKey,
  type ProvenEntry,
  type ProvenEvent,
  verifyDisclosure,
  verifyTlogProof,
} from '@entente/core/ledger'
import { fromHex, fromUtf8, utf8 } from '@entente/core/lib'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes } from '../files.ts'
import { readVerifierKey, verifierKeyOption } from '../ledger-files.ts'
import type { Language } from '../terminal.ts'

/** Checks what `ledger disclose` and `ledger prove` write, on any machine. */
export const check: Command = {
  name: 'ledger check',
  summary: {
    en: 'Check a disclosed event, or a proof, with nothing but the file and the ledger’s key',
    ja: '開示された事象または証明を、ファイルと台帳の鍵だけで検証する',
  },
  positionals: ['FILE'],
  options: {
    ...verifierKeyOption,
    witness: {
      value: 'KEY',
      multiple: true,
      text: {
        en: 'verifier key of a witness that has to have cosigned; may stand several times',
        ja: '立会署名を必須とする立会者の検証鍵（複数可）',
      },
    },
    entry: {
      value: 'HEX',
      text: {
        en: 'the entry that a .tlog-proof is about, 64 hexadecimal digits',
        ja: '.tlog-proof の対象となる項目（16 進 64 桁）',
      },
    },
  },
  examples: [
    'entente ledger check entry-17.json --key jpn.example/ledger+4a1b0c2d+AQ…',
    'entente ledger check entry-17.tlog-proof --entry 6f2c…9d --key jpn.example/ledger+4a1b0c2d+AQ…',
  ],
  async run({ positionals: [file = ''], text, list }, terminal) {
    const { lang } = terminal
    const witnesses = list('witness').map(parseVerifierKey)
    const quorum = new Set(witnesses.map(({ name }) => name)).size
    const trust = { ledger: readVerifierKey(text('key')), witnesses, quorum }
    const bytes = await readBytes(terminal, file)
    const proven: ProvenEntry & Partial<ProvenEvent> = isProof(bytes)
      ? await checkProof(bytes, text('entry'), trust)
      : await verifyDisclosure(parseDisclosure(bytes), trust)
    const { event } = proven
    const { notProven } = words[lang]
    return {
      json: {
        origin: proven.checkpoint.origin,
        index: proven.index,
        size: proven.checkpoint.size,
        cosignatures: proven.cosignatures.map(({ name, at }) => ({ name, at })),
        ...(event ? { event } : {}),
        notProven: words.en.notProven,
      },
      text: [
        words[lang].proven,
        `  ✔ ${words[lang].stands(proven.index, proven.checkpoint.origin, proven.checkpoint.size)}`,
        ...cosigned(proven, lang),
        ...(event ? described(event, lang) : []),
        words[lang].unproven,
        ...notProven.map((line) => `  – ${line}`),
      ].join('\n'),
    }
  },
}

const proofStart = utf8('c2sp.org/tlog-proof@')

function isProof(bytes: Uint8Array): boolean {
  return proofStart.every((byte, at) => bytes[at] === byte)
}

async function checkProof(
  bytes: Uint8Array,
  entry: string | undefined,
  trust: LedgerTrust,
): Promise<ProvenEntry> {
  if (!isHash(entry)) throw new CliError('cli/usage', '--entry takes 64 hexadecimal digits')
  return verifyTlogProof(parseTlogProof(fromUtf8(bytes)), fromHex(entry), trust)
}

function cosigned({ cosignatures }: ProvenEntry, lang: Language): readonly string[] {
  return cosignatures.map(({ name, at }) => `  ✔ ${words[lang].cosigned(name, timeOf(at))}`)
}

/** A witness may claim a time that no calendar has. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1000)
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString()
}

function described(event: LedgerEvent, lang: Language): readonly string[] {
  const { kind, ...fields } = event
  return [
    `  ✔ ${words[lang].says(eventKinds[kind][lang])}`,
    ...Object.entries(fields).map(([name, value]) => `      ${name}  ${JSON.stringify(value)}`),
  ]
}

const words = {
  en: {
    proven: 'Proven:',
    unproven: 'Not proven, by this or any record:',
    notProven: [
      'that nothing was left out of the ledger',
      'that what the event says is true, its time included: the member claims it',
    ],
    stands: (index: number, origin: string, size: number) =>
      `entry ${index} stands in the ledger ${origin}, under its signed head of ${size} entries`,
    cosigned: (name: string, at: string) =>
      `${name} has cosigned that head, ${at} by its own clock`,
    says: (kind: string) => `it says: ${kind}`,
  },
  ja: {
    proven: '証明されたこと:',
    unproven: 'この記録によっても、いかなる記録によっても証明されないこと:',
    notProven: [
      '台帳から何も省かれていないこと',
      '事象の内容（時刻を含む）が真実であること（締約者の申告による）',
    ],
    stands: (index: number, origin: string, size: number) =>
      `台帳 ${origin} の署名済み検証点（${size} 項目）の下に第 ${index} 項目がある`,
    cosigned: (name: string, at: string) =>
      `${name} がその検証点に立会署名した（同者の時計で ${at}）`,
    says: (kind: string) => `内容: ${kind}`,
  },
} as const
