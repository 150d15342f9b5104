/**
 * `entente label map` and `combine`: labels made of labels.
 *
 * @module
 */
import {
  combineLabels,
  earliestReview,
  formatLabel,
  type Label,
  labelOf,
  mapFromSource,
  mapToTarget,
  markingOf,
  type ResolvedLabel,
} from '@entente/core/label'

import type { Command, Output } from '../command.ts'
import { writeBytes } from '../files.ts'
import { readPolicyFile, readStrictLabel, resolveNow } from '../label-files.ts'
import type { Terminal } from '../terminal.ts'

import { describeLabel, policyOption } from './label.ts'

const outOption = {
  value: 'FILE',
  short: 'o',
  text: { en: 'where to write the label', ja: '標記の出力先' },
}

const map: Command = {
  name: 'label map',
  summary: {
    en: 'Find the equivalent of a label under another policy; none is ever lowered',
    ja: '別の制度での対応する標記を求める（引き下げは行わない）',
  },
  positionals: ['LABEL'],
  options: {
    policy: { ...policyOption, required: true },
    to: {
      value: 'SPIF',
      required: true,
      text: { en: 'the other policy', ja: '対応先の制度の定義' },
    },
    received: {
      text: {
        en: 'go by what the other policy declares for received labels',
        ja: '受領した標記について対応先の制度が定める対応に従う',
      },
    },
    out: outOption,
  },
  examples: [
    'entente label map label.xml --policy jpn.spif.xml --to nzl.spif.xml',
    'entente label map label.xml --policy jpn.spif.xml --to nzl.spif.xml --received -o alternative.xml',
  ],
  async run({ positionals: [file = ''], need, flag, text }, terminal) {
    const source = await readPolicyFile(terminal, need('policy'))
    const target = await readPolicyFile(terminal, need('to'))
    const label = await readStrictLabel(terminal, file)
    const own = resolveNow(terminal, label, source)
    const mapped = flag('received') ? mapFromSource(own, target) : mapToTarget(own, target)
    return give(mapped, [label], 'alternative', terminal, text('out'))
  },
}

const combine: Command = {
  name: 'label combine',
  summary: {
    en: 'Make the label of a document that is made of labelled parts',
    ja: '標記のある部分から成る文書の標記を求める',
  },
  positionals: ['LABEL', 'LABEL...'],
  options: { policy: { ...policyOption, required: true }, out: outOption },
  examples: ['entente label combine a.xml b.xml --policy nzl.spif.xml -o whole.xml'],
  async run({ positionals, need, text }, terminal) {
    const policy = await readPolicyFile(terminal, need('policy'))
    const labels = await Promise.all(positionals.map((file) => readStrictLabel(terminal, file)))
    const combined = combineLabels(labels.map((label) => resolveNow(terminal, label, policy)))
    return give(combined, labels, 'originator', terminal, text('out'))
  },
}

/** Commands that make labels. */
export const labelMakeCommands: readonly Command[] = [map, combine]

async function give(
  made: ResolvedLabel,
  of: readonly Label[],
  kind: Label['kind'],
  terminal: Terminal,
  out: string | undefined,
): Promise<Output> {
  const created = terminal.now().toISOString()
  const label = labelOf(made, { kind, originator: null, created, review: earliestReview(of) })
  if (out !== undefined) await writeBytes(terminal, out, formatLabel(label))
  return describeLabel(label, terminal, markingOf(made, { language: terminal.lang }))
}
