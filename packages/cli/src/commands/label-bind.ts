/**
 * `entente label bind` and `verify`: labels of files that leave Entente.
 *
 * @module
 */
import { parsePem } from '@entente/core/crypto'
import {
  formatBinding,
  importBindingSigner,
  requireDataSigned,
  verifyBinding,
} from '@entente/core/label'
import { fromUtf8 } from '@entente/core/lib'
import {
  findDocumentKind,
  readCertificate,
  requireDocumentKind,
  xmlParser,
} from '@entente/host/xml'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes, writeBytes } from '../files.ts'
import { labelJson, readBoundFiles, readStrictLabel } from '../label-files.ts'
import { formatRows } from '../label-words.ts'

import { describeLabel } from './label.ts'

const bind: Command = {
  name: 'label bind',
  summary: {
    en: 'Bind a label to files by a signature (ADatP-4778)',
    ja: '署名により秘密標記情報をファイルに結び付ける（ADatP-4778）',
  },
  positionals: ['FILE', 'FILE...'],
  options: {
    label: { value: 'XML', required: true, text: { en: 'the label', ja: '秘密標記情報' } },
    key: {
      value: 'PEM',
      required: true,
      text: {
        en: 'file with the private key of the signer (PKCS #8, ECDSA or RSA)',
        ja: '署名者の秘密鍵のファイル（PKCS #8、ECDSA または RSA）',
      },
    },
    embed: {
      text: {
        en: 'put the label into the one document (Word, Excel, PowerPoint, PDF) instead of beside it',
        ja: '標記を別ファイルとせず、一つの文書（Word、Excel、PowerPoint、PDF）の中に入れる',
      },
    },
    certificate: {
      value: 'PEM',
      text: { en: 'certificate to put beside the signature', ja: '署名に添える証明書' },
    },
    out: {
      value: 'FILE',
      short: 'o',
      required: true,
      text: { en: 'where to write the binding', ja: '出力先' },
    },
  },
  examples: [
    'entente label bind report.docx --label label.xml --key signer.pem --certificate signer.crt -o report.docx.bdo',
    'entente label bind report.docx --embed --label label.xml --key signer.pem -o labelled.docx',
  ],
  async run({ positionals, need, text, flag }, terminal) {
    const label = await readStrictLabel(terminal, need('label'))
    const key = parsePem('PRIVATE KEY', fromUtf8(await readBytes(terminal, need('key'))))
    const certificateFile = text('certificate')
    const certificate =
      certificateFile === undefined
        ? null
        : readCertificate(fromUtf8(await readBytes(terminal, certificateFile))).der
    const signer = await importBindingSigner(key)
    if (flag('embed')) {
      const [file = '', ...more] = positionals
      if (more.length > 0) throw new CliError('cli/usage', '--embed takes one document')
      const document = await readBytes(terminal, file)
      await writeBytes(
        terminal,
        need('out'),
        await requireDocumentKind(document).embed(document, { label, certificate }, signer),
      )
      return describeLabel(label, terminal, null)
    }
    const data = await readBoundFiles(terminal, positionals)
    const bytes = await formatBinding({ label, data, certificate }, signer, xmlParser)
    await writeBytes(terminal, need('out'), bytes)
    return {
      json: { label: labelJson(label), data: [...data.keys()] },
      text: formatRows(
        [
          ['classification', label.classification],
          ...[...data.keys()].map((uri) => ['bound', uri] as const),
        ],
        terminal.lang,
      ),
    }
  },
}

const verify: Command = {
  name: 'label verify',
  summary: {
    en: 'Verify that a label is bound to files by a trusted signer',
    ja: '信頼する署名者が秘密標記情報をファイルに結び付けたことを検証する',
  },
  positionals: ['BINDING', 'FILE...'],
  options: {
    trust: {
      value: 'PEM',
      required: true,
      text: {
        en: 'certificate of the signer, from elsewhere than the binding',
        ja: '署名者の証明書（結び付けとは別に入手したもの）',
      },
    },
  },
  examples: [
    'entente label verify report.docx.bdo report.docx --trust signer.crt',
    'entente label verify labelled.docx --trust signer.crt',
  ],
  async run({ positionals: [file = '', ...files], need }, terminal) {
    const key = readCertificate(fromUtf8(await readBytes(terminal, need('trust'))))
    const trust = { key, at: terminal.now() }
    const bytes = await readBytes(terminal, file)
    const kind = findDocumentKind(bytes)
    if (kind) {
      if (files.length > 0) throw new CliError('cli/usage', 'the label is inside of the document')
      const { label } = await kind.verify(bytes, trust)
      return describeLabel(label, terminal, null)
    }
    const data = await readBoundFiles(terminal, files)
    const binding = await verifyBinding(bytes, { ...trust, data }, xmlParser)
    requireDataSigned(binding, [...data.keys()])
    const { text } = describeLabel(binding.label, terminal, null)
    const bound = binding.signedData.map((uri) => ['bound', uri] as const)
    return {
      json: { label: labelJson(binding.label), data: binding.signedData },
      text: `${text}\n${formatRows(bound, terminal.lang)}`,
    }
  },
}

/** Commands about labels of files. */
export const labelBindCommands: readonly Command[] = [bind, verify]
