/**
 * `entente ledger`: a member's record verified, exported and shown, beside its server or without it.
 *
 * @module
 */
import { resolve } from 'node:path'

import {
  eventKinds,
  formatDisclosure,
  formatVerifierKey,
  openCheckpoint,
} from '@entente/core/ledger'
import { fromUtf8, toHex, utf8 } from '@entente/core/lib'
import type { MemberReader } from '@entente/server'

import type { Command, Input, Output } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes, writeBytes } from '../files.ts'
import { readVerifierKey, verifierKeyOption, verifyFolder } from '../ledger-files.ts'
import { readDirOption, memberDir } from '../member-folder.ts'
import { showProgress } from '../progress.ts'
import type { Language, Terminal } from '../terminal.ts'

import { check } from './ledger-check.ts'

const out = {
  value: 'FILE',
  short: 'o',
  required: true,
  text: { en: 'where to write', ja: '出力先' },
}

const verify: Command = {
  name: 'ledger verify',
  summary: {
    en: 'Compute a ledger again from its entries: a member’s, an exported one, or a checkpoint alone',
    ja: '台帳を全項目から計算し直して検証する（締約者、書き出した台帳、検証点のいずれか）',
  },
  positionals: [],
  options: {
    ...readDirOption,
    tiles: {
      value: 'FOLDER',
      text: { en: 'an exported ledger, with --key', ja: '書き出した台帳（--key と併用）' },
    },
    checkpoint: {
      value: 'FILE',
      text: {
        en: 'a signed checkpoint alone, with --key',
        ja: '署名済み検証点のみ（--key と併用）',
      },
    },
    ...verifierKeyOption,
  },
  examples: [
    'entente ledger verify --dir tokyo',
    'entente ledger verify --tiles ledger --key jpn.example/ledger+4a1b0c2d+AQ…',
  ],
  async run(input, terminal) {
    const { text } = input
    const [member, tiles, checkpoint] = [text('dir'), text('tiles'), text('checkpoint')]
    if ([member, tiles, checkpoint].filter((one) => one !== undefined).length > 1) {
      throw new CliError('cli/usage', 'wanted: one of --dir, --tiles and --checkpoint')
    }
    if (tiles === undefined && checkpoint === undefined) return verifyMember(input, terminal)
    const key = readVerifierKey(text('key'))
    const found =
      tiles === undefined
        ? await openCheckpoint(fromUtf8(await readBytes(terminal, checkpoint ?? '')), key)
        : await verifyFolder(resolve(terminal.cwd, tiles), key)
    const { origin, size, root } = found.checkpoint
    const w = words[terminal.lang]
    return {
      json: { origin, size, root: toHex(root), entries: tiles !== undefined },
      text: [
        ...headLines({ origin, size, root }, terminal.lang),
        tiles === undefined ? w.signatureOnly : w.recomputed,
      ].join('\n'),
    }
  },
}

const exportTiles: Command = {
  name: 'ledger export',
  summary: {
    en: 'Write a ledger as static files (C2SP tlog-tiles) that anybody can verify',
    ja: '誰でも検証できる静的ファイル（C2SP tlog-tiles）として台帳を書き出す',
  },
  positionals: [],
  options: {
    ...readDirOption,
    out: {
      value: 'FOLDER',
      short: 'o',
      required: true,
      text: {
        en: 'where to write; tiles that are there are kept',
        ja: '出力先（既にあるタイルはそのまま残す）',
      },
    },
  },
  examples: ['entente ledger export --dir tokyo --out ledger'],
  async run(input, terminal) {
    const { need } = input
    await using member = await open(input, terminal)
    const progress = showProgress(terminal, 'files')
    const { size } = await member.ledger.exportStatic(resolve(terminal.cwd, need('out')), progress)
    const { name } = member.ledger.key
    const key = formatVerifierKey(member.ledger.key)
    return {
      json: { origin: name, size, key },
      text: words[terminal.lang].exported(need('out'), size, key),
    }
  },
}

const prove: Command = {
  name: 'ledger prove',
  summary: {
    en: 'Write the proof that an entry stands in the ledger (C2SP tlog-proof), without what it says',
    ja: '項目が台帳にあることの証明（C2SP tlog-proof）を、内容を示さずに書き出す',
  },
  positionals: ['INDEX'],
  options: { ...readDirOption, out },
  examples: ['entente ledger prove 17 --dir tokyo --out entry-17.tlog-proof'],
  async run(input, terminal) {
    const { need } = input
    const index = readIndex(input.positionals[0])
    await using member = await open(input, terminal)
    const proof = await member.ledger.prove(index)
    const entry = await leafOf(member, index)
    await writeBytes(terminal, need('out'), utf8(proof))
    return {
      json: { index, entry, key: formatVerifierKey(member.ledger.key) },
      text: words[terminal.lang].proved(need('out'), entry),
    }
  },
}

const disclose: Command = {
  name: 'ledger disclose',
  summary: {
    en: 'Write one event with its salt and its proof, and nothing else of the ledger',
    ja: '一つの事象だけを、ソルトと証明とともに書き出す',
  },
  positionals: ['INDEX'],
  options: { ...readDirOption, out },
  examples: ['entente ledger disclose 17 --dir tokyo --out entry-17.json'],
  async run(input, terminal) {
    const { need } = input
    const index = readIndex(input.positionals[0])
    await using member = await open(input, terminal)
    const disclosure = await member.ledger.disclose(index)
    await writeBytes(terminal, need('out'), formatDisclosure(disclosure))
    const { event } = disclosure
    const kind = eventKinds[event.kind]
    const { lang } = terminal
    return {
      json: { index, event, sees: kind.sees, key: formatVerifierKey(member.ledger.key) },
      text: words[lang].disclosed(need('out'), kind[lang], words[lang].sees[kind.sees]),
    }
  },
}

/** The commands of this noun. */
export const ledgerCommands: readonly Command[] = [verify, exportTiles, prove, disclose, check]

/** The server may be running. */
async function open(input: Input, terminal: Terminal): Promise<MemberReader> {
  const { readMember } = await import('@entente/server')
  return readMember(memberDir(input, terminal), terminal.now)
}

async function verifyMember(input: Input, terminal: Terminal): Promise<Output> {
  await using member = await open(input, terminal)
  const { ledger, mark } = member
  const { erased } = await ledger.verify(mark)
  const { origin, size, root, cosigned } = ledger.head
  const { lang } = terminal
  const w = words[lang]
  const key = formatVerifierKey(ledger.key)
  return {
    json: {
      origin,
      size,
      root: toHex(root),
      entries: true,
      erased,
      signed: ledger.head.signed?.size ?? null,
      cosigned: cosigned?.size ?? null,
      mark: mark?.size ?? null,
      key,
    },
    text: [
      ...headLines({ origin, size, root }, lang),
      w.recomputed,
      w.erased(erased),
      cosigned ? w.cosigned(cosigned.size) : w.notCosigned,
      mark ? w.marked(mark.size) : w.unmarked,
      `${w.key}  ${key}`,
    ].join('\n'),
  }
}

async function leafOf({ store }: MemberReader, index: number): Promise<string> {
  const { leaf } = await store.db
    .selectFrom('ledger_entries')
    .select('leaf')
    .where('idx', '=', index)
    .executeTakeFirstOrThrow()
  return toHex(leaf)
}

function readIndex(text: string | undefined): number {
  const index = Number(text)
  if (!/^\d{1,15}$/.test(text ?? '')) throw new CliError('cli/usage', `\`${text}\` is no index`)
  return index
}

function headLines(
  {
    origin,
    size,
    root,
  }: { readonly origin: string; readonly size: number; readonly root: Uint8Array },
  lang: Language,
): readonly string[] {
  const w = words[lang]
  return [`${w.origin}  ${origin}`, `${w.size}  ${size}`, `${w.root}  ${toHex(root)}`]
}

const words = {
  en: {
    origin: 'ledger',
    size: 'entries',
    root: 'root',
    key: 'verifier key',
    recomputed:
      'Every tile and the root were computed again from the entries; the checkpoint is signed.',
    signatureOnly: 'The checkpoint is signed by this key. Entries were not looked at.',
    erased: (count: number) => `${count} entries are erased: salt and event were destroyed.`,
    cosigned: (size: number) => `Cosigned by a witness up to entry ${size}.`,
    notCosigned: 'No witness has cosigned yet.',
    marked: (size: number) => `Its high-water mark stands at ${size} and agrees.`,
    unmarked: 'There is no high-water mark: this cannot be told from an older state put back.',
    exported: (folder: string, size: number, key: string) =>
      `${size} entries written to ${folder}.\nVerify it anywhere:\n  entente ledger verify --tiles ${folder} --key ${key}`,
    proved: (file: string, entry: string) =>
      `Proof written to ${file}.\nIt proves that this entry is in the ledger:\n  ${entry}`,
    disclosed: (file: string, kind: string, sees: string) =>
      `${kind}: written to ${file} with its salt and its proof.\nMay be shown to: ${sees}.`,
    sees: {
      self: 'nobody outside of this member',
      parties: 'the parties of the pact',
      anyone: 'anyone',
    },
  },
  ja: {
    origin: '台帳',
    size: '項目数',
    root: 'ルート',
    key: '検証鍵',
    recomputed: '全タイルとルートを項目から計算し直し、検証点の署名を確認しました。',
    signatureOnly: '検証点はこの鍵で署名されています。項目は確認していません。',
    erased: (count: number) => `消去済みの項目: ${count} 件（ソルトと事象を破棄）。`,
    cosigned: (size: number) => `第 ${size} 項目まで立会署名があります。`,
    notCosigned: '立会署名はまだありません。',
    marked: (size: number) => `最高水位標は ${size} で、一致しています。`,
    unmarked: '最高水位標がありません。古い状態が戻されたものと区別できません。',
    exported: (folder: string, size: number, key: string) =>
      `${size} 項目を ${folder} に書き出しました。\nどこでも次のように検証できます:\n  entente ledger verify --tiles ${folder} --key ${key}`,
    proved: (file: string, entry: string) =>
      `証明を ${file} に書き出しました。\n次の項目が台帳にあることを証明します:\n  ${entry}`,
    disclosed: (file: string, kind: string, sees: string) =>
      `${kind}: ソルトと証明とともに ${file} に書き出しました。\n示してよい相手: ${sees}。`,
    sees: { self: 'この締約者の内部のみ', parties: '協定の締約者', anyone: '制限なし' },
  },
} as const
