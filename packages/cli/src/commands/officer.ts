/**
 * What officers sign on their own machines and hand in: appointments, notices, grants.
 *
 * @module
 */
import {
  type Hash,
  type HybridSigner,
  type Statement,
  statementId,
  statementValue,
} from '@entente/core/crypto'
import { parseLevel } from '@entente/core/label'
import {
  type AppointmentAct,
  type ChainHead,
  emptyChain,
  findMember,
  type Instant,
  issueAppointment,
  issueGrant,
  issueNotice,
  type NoticeAct,
  parseAppointment,
  parseGrant,
  parseNotice,
  parseTerms,
} from '@entente/core/pact'
import { type Client, handInStatement, readMember, readStatements } from '@entente/sdk'

import { describeAct } from '../act-words.ts'
import type { Command, Input, Output } from '../command.ts'
import { CliError } from '../errors.ts'
import { openSigner, signerOptions } from '../keys.ts'
import { choosePact, pactOption } from '../pact-choice.ts'
import { openClient, profileOption } from '../profile.ts'
import type { Language } from '../terminal.ts'
import { readInstant } from '../time.ts'
import { waitFor, waitOption } from '../wait.ts'

import { readAppointmentActs, readGrantActs } from './acts.ts'

const act: Command['options'] = {
  act: {
    value: 'FILE',
    required: true,
    text: { en: 'the act as JSON, or a list of acts', ja: '行為の JSON、またはそのリスト' },
  },
}
const appoint: Command = {
  name: 'appoint',
  summary: {
    en: 'Appoint an officer, registrar, device or key, or withdraw an appointment',
    ja: '担当者・登録官・端末・鍵を任命し、または任命を撤回する',
  },
  positionals: [],
  options: {
    ...signerOptions,
    ...act,
    ...profileOption,
  },
  examples: ['entente appoint --key /media/registrar --act device.json'],
  async run(input, terminal) {
    const acts = await readAppointmentActs(terminal, input.need('act'))
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    return handedIn(await appointAll(client, acts, signer, terminal.now), terminal.lang)
  },
}

const grant: Command = {
  name: 'grant',
  summary: {
    en: 'Grant as an officer, by a file; `entente grant example KIND` writes one of each kind',
    ja: '担当者としてファイルの内容を付与する（例は `entente grant example 種類` で書き出す）',
  },
  positionals: [],
  options: { ...signerOptions, ...act, ...profileOption },
  examples: [
    'entente grant --key /media/officer --act need-to-know.json',
    'entente grant --key /media/security --act exemption.json',
    'entente grant --key /media/head --act emergency-access.json',
    'entente grant --key /media/security --act administrator.json',
    'entente grant --key /media/head --act eyes-only-approval.json',
    'entente grant --key /media/security --act visit.json',
    'entente grant --key /media/head --act designation.json',
    'entente grant --key /media/head --act organ-consent.json',
    'entente grant --key /media/security --act contractor.json',
  ],
  async run(input, terminal) {
    const acts = await readGrantActs(terminal, input.need('act'))
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    const { member } = await readMember(client)
    const all = await readStatements(client, 'grant')
    const own = all.filter((statement) => parseGrant(statement).issuer === signer.id)
    let head = headOf(own)
    const made: { readonly act: (typeof acts)[number]; readonly id: Hash }[] = []
    for (const one of acts) {
      const grants = { member, heads: new Map([[signer.id, head]]) }
      const statement = await issueGrant(grants, one, signer, terminal.now().toISOString())
      await handInStatement(client, 'grant', statement)
      head = { number: head.number + 1, id: statementId(statement) }
      made.push({ act: one, id: statementId(statement) })
    }
    return handedIn(made, terminal.lang)
  },
}

const notice: Command = {
  name: 'notice',
  summary: {
    en: 'Give a notice on a pact, or acknowledge that of another member',
    ja: '協定に関する通告を行い、または相手方の通告を受領確認する',
  },
  positionals: [],
  options: {
    ...signerOptions,
    ...pactOption,
    kind: {
      value: 'KIND',
      required: true,
      text: {
        en: 'signed, in-force, suspended, resumed, terminated or assured',
        ja: 'signed（署名）、in-force（発効）、suspended（停止）、resumed（再開）、terminated（終了）、assured（保護保証）',
      },
    },
    from: {
      value: 'TIME',
      text: { en: 'when it takes effect; default: now', ja: '効力発生時刻（省略時は現在）' },
    },
    until: {
      value: 'TIME',
      text: { en: 'when an assurance ends', ja: '保護保証の期限' },
    },
    level: {
      value: 'LEVEL',
      multiple: true,
      text: {
        en: 'a level of ours that we assure to protect, as `REGIME LEVEL`; once for each',
        ja: '保護を保証する自らの区分（`制度 区分`の形、区分ごとに一度）',
      },
    },
    acknowledge: {
      value: 'MEMBER',
      text: {
        en: 'acknowledge the newest notice of this kind by this member, in place of giving one',
        ja: '通告を行う代わりに、この締約者による同種の最新の通告を受領確認する',
      },
    },
    ...waitOption,
    ...profileOption,
  },
  examples: [
    'entente notice --kind in-force --from 2026-12-01',
    'entente notice --kind in-force --acknowledge nzl --wait 60',
    'entente notice --kind assured --level "urn:entente:regime:nzl:psr SECRET" --until 2027-12-01',
  ],
  async run(input, terminal) {
    const kind = kinds.find((one) => one === input.need('kind'))
    if (!kind) throw new CliError('cli/usage', `--kind is one of ${kinds.join(', ')}`)
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    const { member, pacts } = await readMember(client)
    const id = choosePact(input, pacts)
    const from = readInstant('--from', input.text('from') ?? terminal.now().toISOString())
    const peer = input.text('acknowledge')
    const word =
      peer === undefined
        ? readWord(input, kind, from)
        : await waitFor(input, terminal, () => findNotice(client, id, peer, kind))
    const own = (await readStatements(client, 'notice')).filter(
      (statement) => parseNotice(statement).pact === id,
    )
    const chain = { pact: id, member, head: headOf(own), entries: [] }
    const statement = await issueNotice(chain, word, signer, terminal.now().toISOString())
    await handInStatement(client, 'notice', statement)
    return handedIn([{ act: word, id: statementId(statement) }], terminal.lang)
  },
}

const list: Command = {
  name: 'notice list',
  summary: {
    en: 'List the notices of all members on a pact',
    ja: '協定に関する全締約者の通告を一覧する',
  },
  positionals: [],
  options: { ...pactOption, ...profileOption },
  examples: ['entente notice list'],
  async run(input, terminal) {
    const client = await openClient(input, terminal)
    const id = choosePact(input, (await readMember(client)).pacts)
    const notices: { member: string; id: Hash; number: number; act: NoticeAct }[] = []
    for (const member of await membersOf(client, id)) {
      for (const statement of await readStatements(client, 'notice', member)) {
        const read = parseNotice(statement)
        if (read.pact !== id) continue
        notices.push({ member, id: statementId(statement), number: read.number, act: read.act })
      }
    }
    return {
      json: { notices },
      text: notices
        .map(
          (one) => `${one.member}:${one.id}  ${one.number}  ${describeAct(one.act, terminal.lang)}`,
        )
        .join('\n'),
    }
  },
}

/** The commands of officers. */
export const officerCommands: readonly Command[] = [appoint, grant, notice, list]

/** An act that was signed, and the id of its statement. */
interface Made {
  readonly act: Parameters<typeof describeAct>[0]
  readonly id: Hash
}

/** Signs acts as the next entries of the chain and hands each in. */
export async function appointAll(
  client: Client,
  acts: readonly AppointmentAct[],
  signer: HybridSigner,
  now: () => Date,
): Promise<readonly Made[]> {
  const { member } = await readMember(client)
  const chain = await readStatements(client, 'appointment')
  const appointingKey = await appointingKeyOf(client, member, signer, chain)
  let head = headOf(chain)
  const made: Made[] = []
  for (const one of acts) {
    const place = { member, appointingKey, head }
    const statement = await issueAppointment(place, one, signer, now().toISOString())
    await handInStatement(client, 'appointment', statement)
    head = { number: head.number + 1, id: statementId(statement) }
    made.push({ act: one, id: statementId(statement) })
  }
  return made
}

/** The head as the server tells it; were it wrong, what is signed next would be refused. */
export function headOf(chain: readonly Statement[]): ChainHead {
  const last = chain.at(-1)
  return last ? { number: chain.length, id: statementId(last) } : emptyChain
}

/** A registrar knows the appointing key from the pact, which pins it. */
export async function appointingKeyOf(
  client: Client,
  member: string,
  signer: HybridSigner,
  [first]: readonly Statement[],
): Promise<HybridSigner['publicKey']> {
  if (first && parseAppointment(first).appointingKey === signer.id) return signer.publicKey
  const [known] = await readStatements(client, 'pact')
  const self = known && findMember(parseTerms(statementValue(known)), member)
  if (!self)
    throw new CliError('cli/usage', 'before the first pact only the appointing key appoints')
  return self.appointingKey
}

async function membersOf(client: Client, pactId: Hash): Promise<readonly string[]> {
  const pacts = await readStatements(client, 'pact')
  const known = pacts.find((statement) => statementId(statement) === pactId)
  return known ? parseTerms(statementValue(known)).members.map(({ id }) => id) : []
}

const kinds = ['signed', 'in-force', 'suspended', 'resumed', 'terminated', 'assured'] as const

/** What is said of the pact; an assurance, and nothing else, has levels and an end. */
function readWord(input: Input, kind: (typeof kinds)[number], from: Instant): NoticeAct {
  const levels = input.list('level')
  const until = input.text('until')
  if (kind === 'assured' && levels.length > 0 && until !== undefined) {
    return { kind, levels: levels.map(parseLevel), from, until: readInstant('--until', until) }
  }
  if (kind !== 'assured' && levels.length === 0 && until === undefined) return { kind, from }
  throw new CliError('cli/usage', 'an assurance, and nothing else, has --level and --until')
}

/** What acknowledges the newest notice of `kind` by `peer`, once it is here. */
async function findNotice(
  client: Client,
  pact: Hash,
  peer: string,
  kind: (typeof kinds)[number],
): Promise<NoticeAct | undefined> {
  const theirs = await readStatements(client, 'notice', peer)
  const last = theirs.findLast((statement) => {
    const read = parseNotice(statement)
    return read.pact === pact && read.act.kind === kind
  })
  return last && { kind: 'acknowledged', member: peer, notice: statementId(last) }
}

/** What was signed, a line each, so that a slip is seen while it can still be withdrawn. */
export function handedIn(made: readonly Made[], lang: Language): Output {
  const title = { en: 'Signed and handed in:', ja: '署名し、提出しました:' }[lang]
  const lines = made.map(({ act: one, id }) => `${describeAct(one, lang)}  ${id}`)
  return { json: { statements: made.map(({ id }) => id) }, text: [title, ...lines].join('\n') }
}
