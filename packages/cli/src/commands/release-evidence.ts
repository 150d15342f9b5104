/**
 * `entente release evidence`: what a third party gets who trusts neither side.
 *
 * @module
 */
import { parseEvidence, verifyEvidence } from '@entente/core/evidence'
import { type Bytes } from '@entente/core/lib'
import { parseRelease } from '@entente/core/pact'
import { type Client, fetchBytes } from '@entente/sdk'

import type { Command } from '../command.ts'
import { writeBytes } from '../files.ts'
import { openClient, profileOption } from '../profile.ts'
import { waitOption, waitSeconds } from '../wait.ts'

const evidence: Command = {
  name: 'release evidence',
  summary: {
    en: 'Write evidence of a release and its receipts, for somebody who trusts neither side',
    ja: '提供とその受領の証拠を書き出す（どちらの側も信頼しない者のため）',
  },
  positionals: ['RELEASE'],
  options: {
    out: {
      value: 'FILE',
      short: 'o',
      required: true,
      text: { en: 'where to write the evidence', ja: '証拠の出力先' },
    },
    ...waitOption,
    ...profileOption,
  },
  examples: [
    'entente release evidence RELEASE --out release.entente',
    'entente release evidence RELEASE --out release.entente --wait 120',
  ],
  async run(input, terminal) {
    const [release = ''] = input.positionals
    const file = input.need('out')
    const client = await openClient(input, terminal)
    let collected = await collect(client, release)
    for (
      let left = waitSeconds(input);
      left > 0 && !(collected.cosigned && collected.whole);
      left--
    ) {
      await terminal.sleep(1)
      collected = await collect(client, release)
    }
    const { bytes, pact, recipients, received, cosigned } = collected
    await writeBytes(terminal, file, bytes)
    const w = words[terminal.lang]
    return {
      json: { file, bytes: bytes.length, pact, recipients, received, cosigned },
      text: [
        w.written(file, bytes.length),
        w.received(received.length, recipients.length),
        cosigned ? w.cosigned : w.notCosigned,
        `entente verify ${file} --pact ${pact}`,
      ].join('\n'),
    }
  },
}

/** This command. */
export const releaseEvidenceCommands: readonly Command[] = [evidence]

interface Collected {
  readonly bytes: Bytes
  readonly pact: string
  readonly recipients: readonly string[]
  /** Who has signed a receipt. */
  readonly received: readonly string[]
  /** Whether another member has cosigned a head above each entry. */
  readonly cosigned: boolean
  /** Whether every receipt is there; a recipient, who has none of the others, shows its own entries. */
  readonly whole: boolean
}

/** Evidence that this machine has verified itself; it proves nothing about which pact is the right one. */
async function collect(client: Client, release: string): Promise<Collected> {
  const path = `/api/releases/${encodeURIComponent(release)}/evidence`
  const bytes = new Uint8Array(await (await fetchBytes(client, path)).arrayBuffer())
  const { pact, recipients } = parseRelease(parseEvidence(bytes).release)
  const findings = await verifyEvidence(bytes, pact.id)
  const recorded = findings.filter((one) => one.kind === 'recorded')
  const received = findings.flatMap((one) => (one.kind === 'receipt' ? [one.recipient] : []))
  return {
    bytes,
    pact: pact.id,
    recipients,
    received,
    cosigned: recorded.length > 0 && recorded.every(({ witnesses }) => witnesses.length > 0),
    whole: recorded.some(({ event }) => event === 'released')
      ? received.length === recipients.length
      : recorded.length > 0,
  }
}

const words = {
  en: {
    written: (file: string, bytes: number) => `${bytes} bytes written to ${file}`,
    received: (received: number, recipients: number) =>
      `${received} of ${recipients} recipients have signed for it.`,
    cosigned: 'Every entry is cosigned by another member.',
    notCosigned:
      'Not every entry is cosigned by another member yet: until then it rests on one ledger’s word. Write it again later.',
  },
  ja: {
    written: (file: string, bytes: number) => `${file} に ${bytes} バイトを書き出しました`,
    received: (received: number, recipients: number) =>
      `受領に署名した締約者: ${recipients} のうち ${received}`,
    cosigned: '全ての項目に他の締約者の立会署名があります。',
    notCosigned:
      '他の締約者の立会署名がまだない項目があります。それまでは一方の台帳のみによる証拠です。後でもう一度書き出してください。',
  },
} as const
