/**
 * `entente label render`: a document with its marking on every page.
 *
 * @module
 */
import type { Label } from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import {
  markPages,
  markText,
  type PageMarking,
  parsePlainText,
  renderHtml,
  renderText,
} from '@entente/core/marking'
import { readCertificate, requireDocumentKind } from '@entente/host/xml'

import { circumstanceOptions, readCircumstances, readPinnedPolicy } from '../circumstances.ts'
import type { Command, Input } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes, writeBytes } from '../files.ts'
import { readStrictLabel, resolveNow } from '../label-files.ts'
import type { Language, Terminal } from '../terminal.ts'

const render: Command = {
  name: 'label render',
  summary: {
    en: 'Show a document with its marking on every page, as text, HTML or PDF',
    ja: '文書を、全ページに表示を付けて、テキスト、HTML または PDF で出力する',
  },
  positionals: ['FILE'],
  options: {
    policy: {
      value: 'SPIF',
      required: true,
      text: { en: 'the policy of the label', ja: '標記の制度の定義' },
    },
    to: {
      value: 'html|text|pdf',
      required: true,
      text: {
        en: 'what to make; of an existing PDF, a PDF',
        ja: '出力の形式（既存の PDF からは PDF のみ）',
      },
    },
    label: {
      value: 'XML',
      text: {
        en: 'the label, of a document that has none inside',
        ja: '秘密標記情報（文書の中にない場合）',
      },
    },
    trust: {
      value: 'PEM',
      text: {
        en: 'of a PDF with its label inside: the signer’s certificate; what is made has no binding',
        ja: '標記を含む PDF の場合、署名者の証明書（出力には結び付けがない）',
      },
    },
    ...circumstanceOptions,
    out: {
      value: 'FILE',
      short: 'o',
      text: { en: 'where to write it; a PDF needs one', ja: '出力先（PDF では必須）' },
    },
  },
  examples: [
    'entente label render report.txt --label label.xml --policy nzl.spif.xml --to text',
    'entente label render report.txt --label label.xml --policy jpn.spif.xml --to pdf --pact pact.json --member nzl --own-policy nzl.spif.xml --translated-into en --copy 3 --reader aroha --zone Pacific/Auckland -o report.pdf',
    'entente label render labelled.pdf --trust signer.crt --policy nzl.spif.xml --to pdf -o marked.pdf',
  ],
  async run(input, terminal) {
    const [file = ''] = input.positionals
    const [to, out] = [input.need('to'), input.text('out')]
    if (to !== 'html' && to !== 'pdf' && to !== 'text') {
      throw new CliError('cli/usage', `--to: nothing is made as \`${to}\``)
    }
    if (to === 'pdf' && out === undefined) throw new CliError('cli/usage', 'a PDF needs --out')
    const bytes = await readBytes(terminal, file)
    const { marking, made } = await make(input, terminal, { bytes, to })
    if (out !== undefined) await writeBytes(terminal, out, made)
    const json = { to, out: out ?? null, bytes: made.length, marking }
    if (out === undefined) {
      const content = fromUtf8(made)
      return { json: { ...json, content }, text: content.trimEnd() }
    }
    return { json, text: summary(marking, out, terminal.lang) }
  },
}

/** The command that shows documents. */
export const labelRenderCommands: readonly Command[] = [render]

interface Made {
  readonly marking: PageMarking
  readonly made: Uint8Array
}

async function make(
  input: Input,
  terminal: Terminal,
  { bytes, to }: { readonly bytes: Uint8Array; readonly to: 'html' | 'pdf' | 'text' },
): Promise<Made> {
  const isPdf = startOf(bytes) === '%PDF-'
  if (isPdf && to !== 'pdf') throw new CliError('cli/usage', 'of a PDF, only a PDF is made')
  const policy = await readPinnedPolicy(terminal, input.need('policy'))
  const label = await findLabel(input, terminal, bytes)
  const circumstances = await readCircumstances(input, terminal, { label, policy })
  const resolved = resolveNow(terminal, label, policy.spif)
  const at = terminal.now()
  if (isPdf) {
    const { stampPdf } = await import('@entente/host/pages')
    const marking = markPages(resolved, circumstances)
    const isVerified = input.text('trust') !== undefined
    return { marking, made: await stampPdf(bytes, marking, { at, isVerified }) }
  }
  const text = parsePlainText(fromUtf8(bytes), policy.spif)
  const document = markText(text, resolved, circumstances)
  const { marking } = document
  if (to === 'text') return { marking, made: utf8(renderText(document)) }
  if (to === 'html') return { marking, made: utf8(renderHtml(document)) }
  const { renderPdf } = await import('@entente/host/pages')
  return { marking, made: await renderPdf(document, at) }
}

/** The label beside the document, or that inside of it once its binding is verified. */
async function findLabel(input: Input, terminal: Terminal, bytes: Uint8Array): Promise<Label> {
  const [file, trust] = [input.text('label'), input.text('trust')]
  if ((file === undefined) === (trust === undefined)) {
    throw new CliError('cli/usage', 'one of --label and --trust is wanted')
  }
  if (trust === undefined) return readStrictLabel(terminal, file ?? '')
  const key = readCertificate(fromUtf8(await readBytes(terminal, trust)))
  const { label } = await requireDocumentKind(bytes).verify(bytes, { key, at: terminal.now() })
  return label
}

function startOf(bytes: Uint8Array): string {
  return String.fromCodePoint(...bytes.subarray(0, 5))
}

function summary({ lines, front }: PageMarking, out: string, lang: Language): string {
  const words = { en: `Written: ${out}`, ja: `出力しました：${out}` }
  const [marked, noted] = [lines, front].map((part) => part.map(({ text }) => text))
  return [...(marked ?? []), ...(noted ?? []), words[lang]].join('\n')
}
