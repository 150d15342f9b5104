/**
 * `entente label check` and `show`: what a label says, and what it is worth under its policy.
 *
 * @module
 */
import {
  type AccessDecision,
  decideAccess,
  type Label,
  type LabelFault,
  labelFaults,
  markingOf,
  type MarkingPosition,
  obsoleteValues,
  parseClearance,
  resolveClearance,
  type ResolvedLabel,
} from '@entente/core/label'
import { xmlParser } from '@entente/host/xml'

import type { Command, OptionHelp, Output } from '../command.ts'
import { CliError } from '../errors.ts'
import { readBytes } from '../files.ts'
import { labelJson, readLabelFile, readPolicyFile, resolveNow } from '../label-files.ts'
import { formatRows, labelWords } from '../label-words.ts'
import type { Language, Terminal } from '../terminal.ts'

type Rows = Parameters<typeof formatRows>[0]

/** The policy option, which most commands about labels have. */
export const policyOption: OptionHelp = {
  value: 'SPIF',
  text: { en: 'the security policy (Open XML SPIF)', ja: '秘密標記制度の定義（Open XML SPIF）' },
}

const check: Command = {
  name: 'label check',
  summary: {
    en: 'Check a label against the standard, its policy and a clearance',
    ja: '秘密標記情報を規格、制度、適格性に照らして確かめる',
  },
  positionals: ['LABEL'],
  options: {
    policy: policyOption,
    clearance: {
      value: 'XML',
      text: { en: 'a clearance (ADatP-4774)', ja: '適格性情報（ADatP-4774）' },
    },
  },
  examples: [
    'entente label check label.xml',
    'entente label check label.xml --policy nzl.spif.xml --clearance reader.xml',
  ],
  async run({ positionals: [file = ''], text }, terminal) {
    const policyFile = text('policy')
    const clearanceFile = text('clearance')
    if (clearanceFile !== undefined && policyFile === undefined) {
      throw new CliError('cli/usage', '--clearance needs --policy')
    }
    const policy = policyFile === undefined ? undefined : await readPolicyFile(terminal, policyFile)
    const { label, findings, isStrict } = await readLabelFile(terminal, file, policy)
    const resolved = policy && resolveNow(terminal, label, policy)
    const faults = resolved ? labelFaults(resolved) : undefined
    const access =
      resolved && clearanceFile !== undefined
        ? await decideFor(terminal, resolved, clearanceFile)
        : undefined
    const isGood = isStrict && (faults ?? []).length === 0 && access?.kind !== 'deny'
    const words = labelWords[terminal.lang]
    const yesNo = (yes: boolean): string => words.answer[yes ? 'yes' : 'no']
    return {
      json: {
        strict: isStrict,
        findings,
        valid: faults ? faults.length === 0 : null,
        faults: faults ?? null,
        obsolete: resolved ? obsoleteValues(resolved) : null,
        access: access ?? null,
      },
      text: formatRows(
        [
          ['standard', yesNo(isStrict)],
          ...findings.map((one) => ['finding', words.finding[one]] as const),
          ...(faults ? [['valid', yesNo(faults.length === 0)] as const] : []),
          ...(faults ?? []).map((one) => ['fault', faultText(one, terminal.lang)] as const),
          ...(resolved ? obsoleteValues(resolved) : []).map((one) => ['obsolete', one] as const),
          ...(access ? [['access', accessText(access, terminal.lang)] as const] : []),
        ],
        terminal.lang,
      ),
      exit: isGood ? 0 : 1,
    }
  },
}

const show: Command = {
  name: 'label show',
  summary: {
    en: 'Show what a label says, and the marking its policy asks for',
    ja: '秘密標記情報の内容と、制度が定める表示を示す',
  },
  positionals: ['LABEL'],
  options: {
    policy: policyOption,
    marking: {
      value: 'LANG',
      text: {
        en: 'language of the marking; default: that of the output',
        ja: '表示の言語（省略時は出力の言語）',
      },
    },
    top: {
      text: { en: 'the marking at the top of the page', ja: 'ページ上部の表示' },
    },
  },
  examples: [
    'entente label show label.xml',
    'entente label show label.xml --policy jpn.spif.xml --marking ja',
  ],
  async run({ positionals: [file = ''], text, flag }, terminal) {
    const policyFile = text('policy')
    const policy = policyFile === undefined ? undefined : await readPolicyFile(terminal, policyFile)
    const { label } = await readLabelFile(terminal, file, policy)
    const position: MarkingPosition = flag('top') ? 'pageTop' : 'pageBottom'
    const language = text('marking') ?? terminal.lang
    const marking = policy
      ? markingOf(resolveNow(terminal, label, policy), { language, position })
      : null
    return describeLabel(label, terminal, marking)
  },
}

/** Commands that look at labels. */
export const labelCommands: readonly Command[] = [check, show]

/** A label for people and machines. */
export function describeLabel(label: Label, terminal: Terminal, marking: string | null): Output {
  const { policy, classification, privacyMark, categories, originator, succession } = label
  const overdue = label.review !== null && label.review < terminal.now().toISOString()
  const late = overdue ? `  (${labelWords[terminal.lang].answer.notToday})` : ''
  const rows: Rows = [
    ['kind', labelWords[terminal.lang].kind[label.kind]],
    ['policy', `${policy.name}  ${policy.uri}`],
    ['classification', classification],
    ...(privacyMark === null ? [] : [['privacyMark', privacyMark] as const]),
    ...categories.map(
      ({ type, tagName, values }) =>
        ['categories', `${tagName}: ${values.join(', ')}  (${type})`] as const,
    ),
    ...(originator ? [['originator', originator.id] as const] : []),
    ['created', label.created],
    ...(label.review === null ? [] : [['review', `${label.review}${late}`] as const]),
    ...(succession
      ? [['succession', `${succession.at}  ${succession.label.classification}`] as const]
      : []),
    ...(marking === null ? [] : [['marking', marking] as const]),
  ]
  return { json: { label: labelJson(label), marking }, text: formatRows(rows, terminal.lang) }
}

async function decideFor(
  terminal: Terminal,
  label: ResolvedLabel,
  file: string,
): Promise<AccessDecision> {
  const clearance = parseClearance(await readBytes(terminal, file), xmlParser)
  return decideAccess(label, resolveClearance(clearance, label.spif, terminal.now().toISOString()))
}

function faultText({ kind, rule, value }: LabelFault, lang: Language): string {
  return `${rule} ${labelWords[lang].fault[kind]} ${value}`.trim()
}

function accessText(decision: AccessDecision, lang: Language): string {
  const { answer, deny } = labelWords[lang]
  if (decision.kind === 'allow') return answer.allowed
  return `${answer.denied}  ${deny[decision.reason]} ${decision.missing}`
}
