/**
 * `entente verify`: evidence, checked on a machine that has nothing but the file and the pact's id.
 *
 * @module
 */
import { type Finding, notProven, verifyEvidence } from '@entente/core/evidence'
import { isHash } from '@entente/core/crypto'
import { type EventKind, eventKinds } from '@entente/core/ledger'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes } from '../files.ts'
import type { Language } from '../terminal.ts'

const verify: Command = {
  name: 'verify',
  summary: {
    en: 'Verify evidence of a release, trusting neither side',
    ja: 'どちらの側も信頼せずに、提供の証拠を検証する',
  },
  positionals: ['EVIDENCE'],
  options: {
    pact: {
      value: 'PACT_ID',
      required: true,
      text: {
        en: 'id of the pact, from somebody you believe: the file cannot say it itself',
        ja: '協定の識別子（信頼できる相手から得たもの。ファイル自身は証明できない）',
      },
    },
  },
  examples: ['entente verify release.entente --pact 8f3c…e1'],
  async run({ positionals: [file = ''], need }, terminal) {
    const pact = need('pact')
    if (!isHash(pact)) throw new CliError('cli/usage', '--pact takes 64 hexadecimal digits')
    const findings = await verifyEvidence(await readBytes(terminal, file), pact)
    const { lang } = terminal
    const lines = [
      words[lang].proven,
      ...findings.map((finding) => `  ✔ ${sentence(finding, lang)}`),
      words[lang].notProven,
      ...notProven.map((text) => `  – ${text[lang]}`),
    ]
    return { json: { findings, notProven: notProven.map(({ en }) => en) }, text: lines.join('\n') }
  },
}

/** The commands of this noun. */
export const verifyCommands: readonly Command[] = [verify]

function sentence(finding: Finding, lang: Language): string {
  const w = words[lang]
  switch (finding.kind) {
    case 'pact':
      return w.pact(finding.id, finding.members.join(', '))
    case 'chains':
      return w.chains(finding.member, finding.appointments, finding.notices)
    case 'release':
      return w.release(finding.release, finding.originator, finding.approvers, finding.byPasskey)
    case 'receipt':
      return w.receipt(finding.recipient, finding.copy)
    case 'opening':
      return (
        w.opening[finding.event](finding.reader, finding.purpose) +
        (finding.released ? '' : w.notReleased)
      )
    case 'acknowledgement':
      return w.acknowledgement(finding.person, finding.member, finding.at, finding.byPasskey)
    case 'recorded':
      break
  }
  const { event, member, index, at, witnesses } = finding
  return w.recorded(nameOf(event, lang), member, index, at, witnesses.join(', '))
}

/** `the event “Released”`, as the table of kinds calls it. */
function nameOf(event: EventKind, lang: Language): string {
  const name = eventKinds[event][lang]
  return lang === 'en' ? `the event “${name}”` : `事象「${name}」`
}

const words = {
  en: {
    proven: 'Proven:',
    notProven: 'Not proven, by this or any record:',
    pact: (id: string, members: string) => `pact ${id} is signed by its members: ${members}`,
    chains: (member: string, appointments: number, notices: number) =>
      `${member}: ${appointments} appointments and ${notices} notices, complete up to the heads it names`,
    release: (release: string, originator: string, approvers: number, byPasskey: number) =>
      `release ${release} by ${originator}, approved by ${approvers}, none of them the author` +
      (byPasskey === 0 ? '' : `; ${byPasskey} by a passkey, which the pact admits at this level`),
    receipt: (recipient: string, copy: number) => `${recipient} has signed for copy no. ${copy}`,
    opening: {
      opened: (reader: string, purpose: string) => `${reader} has opened it for ${purpose}`,
      'share-granted': (reader: string, purpose: string) =>
        `a share of the key was given for ${reader}, for ${purpose}`,
    },
    acknowledgement: (person: string, member: string, at: string, byPasskey: boolean) =>
      `${person} of ${member} has acknowledged it, ${at} by their own word, ` +
      (byPasskey ? 'by a passkey, which the pact admits at this level' : 'by their own key'),
    notReleased: ': THE RELEASE IS NOT FOR THAT PURPOSE',
    recorded: (event: string, member: string, index: number, at: string, witnesses: string) =>
      `${event} is entry ${index} of the ledger of ${member}, ${at} by its own clock, ` +
      (witnesses === '' ? 'not cosigned yet' : `cosigned by ${witnesses}`),
  },
  ja: {
    proven: '証明されたこと:',
    notProven: 'この記録によっても、いかなる記録によっても証明されないこと:',
    pact: (id: string, members: string) => `協定 ${id} に全締約者（${members}）が署名している`,
    chains: (member: string, appointments: number, notices: number) =>
      `${member}: 任命 ${appointments} 件、通告 ${notices} 件。申告された先頭まで揃っている`,
    release: (release: string, originator: string, approvers: number, byPasskey: number) =>
      `${originator} による提供 ${release}。承認者 ${approvers} 名、作成者を含まない` +
      (byPasskey === 0
        ? ''
        : `。うち ${byPasskey} 名はパスキーによる（この秘密区分で協定が認める）`),
    receipt: (recipient: string, copy: number) =>
      `${recipient} が写し第${copy}号の受領に署名している`,
    opening: {
      opened: (reader: string, purpose: string) => `${reader} が ${purpose} のために開封した`,
      'share-granted': (reader: string, purpose: string) =>
        `${reader} の ${purpose} のための開封に、分割鍵を交付した`,
    },
    acknowledgement: (person: string, member: string, at: string, byPasskey: boolean) =>
      `${member} の ${person} が受領確認に署名している（申告時刻 ${at}、` +
      (byPasskey ? 'パスキーによる。この秘密区分で協定が認める）' : '本人の鍵による）'),
    notReleased: '（提供の目的に含まれない）',
    recorded: (event: string, member: string, index: number, at: string, witnesses: string) =>
      `${event}は ${member} の台帳の第 ${index} 項目（同台帳の時計で ${at}）、` +
      (witnesses === '' ? '立会署名はまだない' : `${witnesses} の立会署名がある`),
  },
} as const
