/**
 * `entente tdf`: containers in the hands of an operator, without any server.
 *
 * @module
 */
import { resolve } from 'node:path'

import { formatLabelJson, type Label } from '@entente/core/label'
import type { AssertionKey } from '@entente/core/tdf'
import { fromUtf8 } from '@entente/core/lib'
import { inspectFile, type Inspection, recoverFile, sealFile } from '@entente/host/tdf-files'
import { importSPKI } from 'jose'

import type { Command, Output } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes } from '../files.ts'
import { showProgress } from '../progress.ts'
import type { Language, Terminal } from '../terminal.ts'

const out = {
  value: 'FILE',
  short: 'o',
  required: true,
  text: { en: 'where to write', ja: '出力先' },
}

const seal: Command = {
  name: 'tdf seal',
  summary: {
    en: 'Seal a file to the key of a Key Access Service',
    ja: 'ファイルを鍵管理サービスの鍵あてに封印する',
  },
  positionals: ['FILE'],
  options: {
    to: {
      value: 'PEM',
      required: true,
      text: { en: 'public key of the service', ja: '鍵管理サービスの公開鍵' },
    },
    'kas-url': {
      value: 'URL',
      text: { en: 'where the service answers', ja: '鍵管理サービスの所在' },
    },
    kid: {
      value: 'KID',
      text: {
        en: 'name of the key; default: from its digest',
        ja: '鍵の名前（省略時はダイジェストから）',
      },
    },
    label: {
      value: 'XML',
      text: {
        en: 'ADatP-4774 label to bind to the content; nobody signs it here',
        ja: '内容に結合する ADatP-4774 秘密標記情報（署名はしない）',
      },
    },
    out,
  },
  examples: [
    'entente tdf seal report.pdf --to kas-public.pem --out report.pdf.tdf',
    'entente tdf seal report.pdf --to kas-public.pem --label label.xml --out report.pdf.tdf',
  ],
  async run({ positionals: [file = ''], need, text }, terminal) {
    const input = resolve(terminal.cwd, file)
    const to = fromUtf8(await readBytes(terminal, need('to')))
    const kid = text('kid')
    const label = text('label')
    const labelXml = label === undefined ? undefined : await readBytes(terminal, label)
    const sealed = await sealFile({
      input,
      output: resolve(terminal.cwd, need('out')),
      to,
      kasUrl: text('kas-url') ?? 'https://kas.invalid',
      ...(kid === undefined ? {} : { kid }),
      ...(labelXml === undefined ? {} : { labelXml }),
      progress: showProgress(terminal),
    })
    return answer(sealed, terminal.lang, [
      ['document', sealed.document],
      ['payload', sealed.payload],
      ['commitment', sealed.commitment],
    ])
  },
}

const inspect: Command = {
  name: 'tdf inspect',
  summary: {
    en: 'Show what a container says without a key',
    ja: '鍵を使わずに容器の内容を表示する',
  },
  positionals: ['FILE'],
  options: {},
  examples: ['entente tdf inspect report.pdf.tdf', 'entente tdf inspect report.pdf.tdf --json'],
  run: async ({ positionals: [file = ''] }, terminal) =>
    describe(await inspectFile(resolve(terminal.cwd, file)), terminal.lang),
}

const verify: Command = {
  name: 'tdf verify',
  summary: {
    en: 'Check a container as far as it can be checked without a key',
    ja: '鍵を使わずに確かめられる範囲で容器を検証する',
  },
  positionals: ['FILE'],
  options: {},
  examples: ['entente tdf verify report.pdf.tdf'],
  async run({ positionals: [file = ''] }, terminal) {
    const { payload, storedBytes } = await inspectFile(resolve(terminal.cwd, file))
    const notChecked = words[terminal.lang].notChecked
    const { json, text } = answer({ payload, storedBytes, wellFormed: true }, terminal.lang, [
      ['wellFormed', words[terminal.lang].yes],
      ['payload', payload],
    ])
    return { json, text: `${text}\n${notChecked}` }
  },
}

const recover: Command = {
  name: 'tdf recover',
  summary: {
    en: 'Open a container with the private keys of the services (disaster recovery)',
    ja: '鍵管理サービスの秘密鍵で容器を開く（災害復旧用）',
  },
  positionals: ['FILE'],
  options: {
    'kas-key': {
      value: 'PEM',
      required: true,
      multiple: true,
      text: {
        en: 'private key of a service; may stand several times',
        ja: '鍵管理サービスの秘密鍵（複数可）',
      },
    },
    'assertion-key': {
      value: 'ID=FILE',
      multiple: true,
      text: {
        en: 'key of an assertion: PEM public key, or raw bytes for HS256',
        ja: '表明の検証鍵: PEM 公開鍵、または HS256 の生の鍵',
      },
    },
    out,
  },
  examples: ['entente tdf recover report.pdf.tdf --kas-key kas-private.pem --out report.pdf'],
  async run({ positionals: [file = ''], need, list }, terminal) {
    const kasKeys = await Promise.all(
      list('kas-key').map(async (name) => fromUtf8(await readBytes(terminal, name))),
    )
    const recovered = await recoverFile({
      file: resolve(terminal.cwd, file),
      output: resolve(terminal.cwd, need('out')),
      kasKeys,
      assertionKeys: await readAssertionKeys(terminal, list('assertion-key')),
      progress: showProgress(terminal),
    })
    return answer(recovered, terminal.lang, [
      ['document', recovered.document],
      ['bytes', String(recovered.bytes)],
    ])
  },
}

/** The commands of this noun. */
export const tdfCommands: readonly Command[] = [seal, inspect, verify, recover]

async function readAssertionKeys(
  terminal: Terminal,
  named: readonly string[],
): Promise<ReadonlyMap<string, AssertionKey>> {
  const keys = new Map<string, AssertionKey>()
  for (const text of named) {
    const at = text.indexOf('=')
    if (at < 1) throw new CliError('cli/usage', `--assertion-key \`${text}\` is not ID=FILE`)
    const bytes = await readBytes(terminal, text.slice(at + 1))
    keys.set(text.slice(0, at), await assertionKey(bytes))
  }
  return keys
}

async function assertionKey(bytes: Uint8Array): Promise<AssertionKey> {
  const pem = new TextDecoder().decode(bytes)
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----')) return { alg: 'HS256', key: bytes }
  for (const alg of ['RS256', 'ES256'] as const) {
    try {
      return { alg, key: await importSPKI(pem, alg) }
    } catch {
      // The key is of the other kind, or of none: the last line says so.
    }
  }
  throw new CliError('cli/usage', 'the assertion key is neither RSA nor P-256')
}

function describe(inspection: Inspection, lang: Language): Output {
  const { manifest, document, attributes, payload, storedBytes, label } = inspection
  const keyAccess = manifest.keyAccess.map(({ type, url, kid, sid }) => ({ type, url, kid, sid }))
  return answer(
    {
      version: manifest.version,
      document,
      mimeType: manifest.mimeType,
      attributes,
      keyAccess,
      segments: manifest.segments.length,
      storedBytes,
      payload,
      assertions: manifest.assertions.map(({ id }) => id),
      label: label === undefined ? null : formatLabelJson(label),
    },
    lang,
    [
      ['version', manifest.version],
      ['document', document],
      ['mimeType', manifest.mimeType],
      ['segments', String(manifest.segments.length)],
      ['payload', payload],
      ...attributes.map((attribute) => ['attribute', attribute] as const),
      ...keyAccess.map(
        ({ type, url, kid }) => ['keyAccess', `${type} ${kid ?? '-'} ${url}`] as const,
      ),
      ...manifest.assertions.map(({ id }) => ['assertion', id] as const),
      ...(label === undefined ? [] : [['label', labelText(label)] as const]),
    ],
  )
}

/** Level and policy as the label has them; nobody has vouched for it here. */
function labelText({ classification, policy }: Label): string {
  return `${classification}  ${policy.uri}`
}

type Field = keyof (typeof words)['en']

function answer(
  json: unknown,
  lang: Language,
  rows: readonly (readonly [Field, string])[],
): Output {
  const names = rows.map(([field]) => words[lang][field])
  const width = Math.max(...names.map((name) => name.length))
  return {
    json,
    text: rows.map(([, value], at) => `${(names[at] ?? '').padEnd(width)}  ${value}`).join('\n'),
  }
}

const words = {
  en: {
    document: 'document',
    payload: 'payload digest',
    commitment: 'key commitment',
    version: 'format',
    mimeType: 'media type',
    segments: 'segments',
    attribute: 'attribute',
    keyAccess: 'key access',
    assertion: 'assertion',
    label: 'label',
    bytes: 'bytes',
    wellFormed: 'well-formed',
    yes: 'yes: both entries, every size, the CRC',
    notChecked:
      'Not checked, for want of a key: policy bindings, root signature, tags of the segments, assertions.',
  },
  ja: {
    document: '文書',
    payload: '本体ダイジェスト',
    commitment: '鍵コミットメント',
    version: '形式',
    mimeType: 'メディア種別',
    segments: 'セグメント数',
    attribute: '属性',
    keyAccess: '鍵アクセス',
    assertion: '表明',
    label: '秘密標記情報',
    bytes: 'バイト数',
    wellFormed: '形式の検証',
    yes: '適正（二つの項目、各サイズ、CRC）',
    notChecked: '鍵がないため未検証: 方針の結合、ルート署名、各セグメントのタグ、表明。',
  },
} as const
