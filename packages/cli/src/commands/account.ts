/**
 * `entente account`: what two members hold of each other, as files, after one of them was restored.
 *
 * @module
 */
import type { Missing, MissingKind } from '@entente/server'

import type { Command } from '../command.ts'
import { readBytes, writeBytes } from '../files.ts'
import { readDirOption, memberDir } from '../member-folder.ts'
import type { Language } from '../terminal.ts'

const make: Command = {
  name: 'account make',
  summary: {
    en: 'Write down what you hold of another member, for it to restore from or to compare with',
    ja: '相手方の復元または照合のため、相手方について保持するものを書き出す',
  },
  positionals: ['MEMBER'],
  options: {
    ...readDirOption,
    out: {
      value: 'FILE',
      short: 'o',
      required: true,
      text: { en: 'where to write', ja: '出力先' },
    },
  },
  examples: ['entente account make jpn --dir wellington --out nzl-about-jpn.json'],
  async run(input, terminal) {
    const {
      positionals: [about = ''],
      need,
    } = input
    const { formatAccount, makeAccount, readMember } = await import('@entente/server')
    await using member = await readMember(memberDir(input, terminal), terminal.now)
    const account = await makeAccount(about, member, terminal.now())
    await writeBytes(terminal, need('out'), formatAccount(account))
    const { sent, received } = account
    return {
      json: { by: account.by, about, sent: sent.length, received: received.length },
      text: words[terminal.lang].made(need('out'), about, sent.length, received.length),
    }
  },
}

const compare: Command = {
  name: 'account compare',
  summary: {
    en: 'List what was acknowledged and is missing, here or at the member whose account it is',
    ja: '受領確認済みでありながら、自国または相手方で失われているものを一覧する',
  },
  positionals: ['FILE'],
  options: readDirOption,
  examples: ['entente account compare nzl-about-jpn.json --dir tokyo'],
  async run(input, terminal) {
    const [file = ''] = input.positionals
    const { compareAccount, parseAccount, readMember } = await import('@entente/server')
    const account = parseAccount(await readBytes(terminal, file))
    await using member = await readMember(memberDir(input, terminal), terminal.now)
    const missing = await compareAccount(account, member)
    return {
      json: { by: account.by, missing },
      text: missingLines(account.by, missing, terminal.lang).join('\n'),
      exit: missing.length === 0 ? 0 : 1,
    }
  },
}

/** The commands of this noun. */
export const accountCommands: readonly Command[] = [make, compare]

/** What is missing between us and `peer`, a line each under what to do about it. */
export function missingLines(
  peer: string,
  missing: readonly Missing[],
  lang: Language,
): readonly string[] {
  if (missing.length === 0) return [words[lang].nothing(peer)]
  const byKind = Map.groupBy(missing, ({ kind }) => kind)
  return [...byKind].flatMap(([kind, list]) => [
    words[lang].kinds[kind](peer),
    ...list.map(
      ({ release, document, copy }) =>
        `  ${words[lang].release} ${release}  ${words[lang].document} ${document}  ${words[lang].copy(copy)}`,
    ),
  ])
}

type Words = {
  readonly [Lang in Language]: {
    readonly made: (file: string, about: string, sent: number, received: number) => string
    readonly nothing: (peer: string) => string
    readonly release: string
    readonly document: string
    readonly copy: (copy: number) => string
    readonly kinds: Readonly<Record<MissingKind, (peer: string) => string>>
  }
}

const words: Words = {
  en: {
    made: (file, about, sent, received) =>
      `Written to ${file}: ${sent} releases sent to ${about}, ${received} received.\nGive it to the operator of ${about}.`,
    nothing: (peer) => `Nothing that was acknowledged is missing, here or at ${peer}.`,
    release: 'release',
    document: 'document',
    copy: (copy) => `copy ${copy}`,
    kinds: {
      'copy-here': (peer) =>
        `Missing here: copies that this member signed for. Ask ${peer} to send them again (entente release send-again).`,
      'copy-there': (peer) =>
        `Missing at ${peer}: copies that it signed for. Send them again (entente release send-again).`,
      'release-here': (peer) =>
        `Missing here: releases that ${peer} holds copies of. They stay valid; keep the account as evidence.`,
      'release-there': (peer) =>
        `Missing at ${peer}: releases that this member holds copies of. They stay valid; keep them as evidence.`,
      'receipt-here': () =>
        'Missing here: receipts that were given. They come again when the release is sent again.',
      'receipt-there': (peer) =>
        `Missing at ${peer}: receipts that this member gave. They go again when ${peer} sends the release again.`,
    },
  },
  ja: {
    made: (file, about, sent, received) =>
      `${file} に書き出しました（${about} への提供 ${sent} 件、${about} からの受領 ${received} 件）。\n${about} の運用者に渡してください。`,
    nothing: (peer) => `受領確認済みのもので、自国にも ${peer} にも失われたものはありません。`,
    release: '提供',
    document: '文書',
    copy: (copy) => `写し第${copy}号`,
    kinds: {
      'copy-here': (peer) =>
        `自国で失われたもの: 受領に署名した写し。${peer} に再送を求めてください（entente release send-again）。`,
      'copy-there': (peer) =>
        `${peer} で失われたもの: 相手方が受領に署名した写し。再送してください（entente release send-again）。`,
      'release-here': (peer) =>
        `自国で失われたもの: ${peer} が写しを保持する提供の記録。提供は有効です。照合表を証拠として保存してください。`,
      'release-there': (peer) =>
        `${peer} で失われたもの: 自国が写しを保持する提供の記録。提供は有効です。証拠として保存してください。`,
      'receipt-here': () =>
        '自国で失われたもの: 交付された受領証。提供を再送すると、改めて届きます。',
      'receipt-there': (peer) =>
        `${peer} で失われたもの: 自国が交付した受領証。${peer} が提供を再送すると、改めて交付します。`,
    },
  },
}
