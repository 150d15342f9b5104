/**
 * `entente release`: preparing, looking at and approving what goes to other members.
 *
 * @module
 */
import { type Hash, parseStatement, statementId, statementValue } from '@entente/core/crypto'
import { parseRelease, parseTerms } from '@entente/core/pact'
import { webSegmentCipher } from '@entente/core/tdf'
import { xmlParser } from '@entente/host'
import {
  approveRelease,
  call,
  type Client,
  expectForm,
  listItems,
  prepareRelease,
  readMember,
  readStatements,
} from '@entente/sdk'
import { z } from 'zod'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { openSigner, signerOptions } from '../keys.ts'
import { choosePact, pactOption } from '../pact-choice.ts'
import { openClient, profileOption } from '../profile.ts'
import { stateWord } from '../state-words.ts'
import { readInstant } from '../time.ts'
import { waitOption, waitSeconds } from '../wait.ts'

const prepare: Command = {
  name: 'release prepare',
  summary: {
    en: 'Prepare a release of your draft, or learn which article refuses it',
    ja: '自分の下書きの提供を準備する（不可の場合は根拠条項を示す）',
  },
  positionals: ['DOCUMENT'],
  options: {
    ...pactOption,
    to: {
      value: 'MEMBER',
      required: true,
      multiple: true,
      text: { en: 'recipient; may stand several times', ja: '受領者（複数可）' },
    },
    purpose: {
      value: 'ID',
      required: true,
      multiple: true,
      text: { en: 'what it may be used for; may stand several times', ja: '利用目的（複数可）' },
    },
    until: {
      value: 'DATE',
      required: true,
      text: { en: 'when it ends', ja: '提供の終期' },
    },
    ...profileOption,
  },
  examples: [
    'entente release prepare DOCUMENT --to nzl --purpose maritime-security --until 2030-01-01',
  ],
  async run(input, terminal) {
    const [document = ''] = input.positionals
    const { need, list } = input
    const notAfter = readInstant('--until', need('until'))
    if (notAfter <= terminal.now().toISOString()) {
      throw new CliError('cli/usage', `--until ${notAfter} is past`)
    }
    const client = await openClient(input, terminal)
    const pact = choosePact(input, (await readMember(client)).pacts)
    await requirePurposes(client, pact, list('purpose'))
    const release = await prepareRelease(client, document, {
      pact,
      recipients: list('to'),
      purposes: list('purpose'),
      notAfter,
    })
    return { json: { release }, text: words[terminal.lang].prepared(release) }
  },
}

const show: Command = {
  name: 'release show',
  summary: {
    en: 'Show what a release says, who approved it and where it stands',
    ja: '提供の内容、承認、状況を表示する',
  },
  positionals: ['RELEASE'],
  options: { ...waitOption, ...profileOption },
  examples: ['entente release show RELEASE', 'entente release show RELEASE --wait 60'],
  async run(input, terminal) {
    const [id = ''] = input.positionals
    const client = await openClient(input, terminal)
    const path = `/api/releases/${encodeURIComponent(id)}`
    const ask = async () => expectForm(releaseForm, await call(client, 'GET', path))
    let shown = await ask()
    for (let left = waitSeconds(input); left > 0 && isUnderWay(shown); left--) {
      await terminal.sleep(1)
      shown = await ask()
    }
    const statement = parseStatement(shown.statement)
    const said = parseRelease(statement)
    const w = words[terminal.lang]
    return {
      json: {
        state: shown.state,
        release: said,
        acts: statement.acts.length,
        deliveries: shown.deliveries,
      },
      text: [
        `${w.document} ${shown.document}`,
        `${w.state} ${stateWord(shown.state, terminal.lang)}`,
        `${w.level} ${said.level.level}  ${said.level.regime}`,
        `${w.recipients} ${said.recipients.join(' ')}`,
        `${w.purposes} ${said.purposes.join(' ')}`,
        `${w.until} ${said.notAfter}`,
        `${w.approvals} ${statement.acts.length}`,
        ...shown.deliveries.map(
          ({ recipient, copy, state, code }) =>
            `${w.delivery} ${recipient}  ${w.copy(copy)}  ${stateWord(state, terminal.lang)}${code === null ? '' : `  ${code}`}`,
        ),
      ].join('\n'),
    }
  },
}

const approve: Command = {
  name: 'release approve',
  summary: {
    en: 'Open the draft, recompute the release, and approve it',
    ja: '下書きを開いて提供の内容を検算し、承認する',
  },
  positionals: ['RELEASE'],
  options: { ...signerOptions, ...profileOption },
  examples: ['entente release approve RELEASE --key /media/officer'],
  async run(input, terminal) {
    const [id = ''] = input.positionals
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    const ports = { cipher: webSegmentCipher, xml: xmlParser }
    const approval = await approveRelease(client, id, signer, ports)
    const { state, approvals, needed } = approval
    return { json: approval, text: words[terminal.lang].approved(state, approvals, needed) }
  },
}

const again: Command = {
  name: 'release send-again',
  summary: {
    en: 'Send a release again that its recipient has lost; its copy keeps its number',
    ja: '受領者が失った提供を再送する（写しの番号は変わらない）',
  },
  positionals: ['RELEASE'],
  options: {
    to: { value: 'MEMBER', required: true, text: { en: 'the recipient', ja: '受領者' } },
    ...profileOption,
  },
  examples: ['entente release send-again RELEASE --to nzl'],
  async run(input, terminal) {
    const [release = ''] = input.positionals
    const recipient = input.need('to')
    const client = await openClient(input, terminal)
    const path = `/api/releases/${encodeURIComponent(release)}/deliveries/${encodeURIComponent(recipient)}`
    await call(client, 'POST', path)
    return { json: { release, recipient }, text: words[terminal.lang].again(recipient) }
  },
}

const queue: Command = {
  name: 'queue show',
  summary: {
    en: 'Show what waits to be sent to other members, and why',
    ja: '他の締約者への送信待ちとその理由を表示する',
  },
  positionals: [],
  options: profileOption,
  examples: ['entente queue show'],
  async run(input, terminal) {
    const client = await openClient(input, terminal)
    const peers = await Array.fromAsync(listItems(client, '/api/queue', queueForm))
    const w = words[terminal.lang]
    const lines = peers.map(
      ({ peer, waiting, attempts, nextAt, lastError }) =>
        `${peer}  ${w.waiting(waiting, attempts)}  ${nextAt ?? '-'}  ${lastError ?? '-'}`,
    )
    return { json: { peers }, text: lines.length === 0 ? w.empty : lines.join('\n') }
  },
}

/** The commands of these nouns. */
export const releaseCommands: readonly Command[] = [prepare, show, approve, again, queue]

/**
 * Purposes are named as the pact names them: a slip of the pen is answered with those there are. Anything
 * else that speaks against a release the server says, with its article.
 */
async function requirePurposes(
  client: Client,
  pact: Hash,
  purposes: readonly string[],
): Promise<void> {
  const known = (await readStatements(client, 'pact')).find((one) => statementId(one) === pact)
  if (!known) return
  const ids = parseTerms(statementValue(known)).purposes.map(({ id }) => id)
  const unknown = purposes.find((purpose) => !ids.includes(purpose))
  if (unknown === undefined) return
  throw new CliError('cli/usage', `no purpose \`${unknown}\`; there are: ${ids.join(', ')}`)
}

const releaseForm = z.object({
  document: z.string(),
  state: z.string(),
  statement: z.object({ payload: z.string(), acts: z.array(z.unknown()) }),
  deliveries: z.array(
    z.object({
      recipient: z.string(),
      copy: z.int(),
      state: z.string(),
      code: z.string().nullable(),
    }),
  ),
})

/** Whether a recipient has still to answer. */
function isUnderWay({ deliveries }: z.infer<typeof releaseForm>): boolean {
  return deliveries.length === 0 || deliveries.some(({ state }) => state === 'queued')
}

const queueForm = z.object({
  peer: z.string(),
  waiting: z.int(),
  attempts: z.int(),
  nextAt: z.string().nullable(),
  lastError: z.string().nullable(),
})

const words = {
  en: {
    document: 'document',
    state: 'state',
    level: 'level',
    recipients: 'recipients',
    purposes: 'purposes',
    until: 'until',
    approvals: 'approvals',
    delivery: 'delivery',
    empty: 'Nothing waits.',
    copy: (copy: number) => `copy ${copy}`,
    prepared: (release: string) => `Prepared, to be approved by somebody else: ${release}`,
    approved: (state: string, approvals: number, needed: number) =>
      `${approvals} of ${needed} approvals; ${state === 'released' ? 'released' : 'not yet released'}`,
    again: (recipient: string) => `Queued for ${recipient}; its receipt will follow.`,
    waiting: (waiting: number, attempts: number) => `${waiting} waiting, ${attempts} attempts`,
  },
  ja: {
    document: '文書',
    state: '状態',
    level: '区分',
    recipients: '受領者',
    purposes: '目的',
    until: '終期',
    approvals: '承認数',
    delivery: '送達',
    empty: '送信待ちはありません。',
    copy: (copy: number) => `写し第${copy}号`,
    prepared: (release: string) => `準備しました。作成者以外の承認が必要です: ${release}`,
    approved: (state: string, approvals: number, needed: number) =>
      `承認 ${approvals}／${needed}。${state === 'released' ? '提供しました' : 'まだ提供していません'}`,
    again: (recipient: string) => `${recipient} への再送を待ち行列に入れました。受領証が続きます。`,
    waiting: (waiting: number, attempts: number) => `${waiting} 件待機、試行 ${attempts} 回`,
  },
} as const
