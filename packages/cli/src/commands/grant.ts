/**
 * `entente grant list` and `entente grant example`: what is granted on a day, and how a grant is written.
 *
 * @module
 */
import { type Hash, type Statement, statementId } from '@entente/core/crypto'
import { type GrantAct, type Instant, parseGrant } from '@entente/core/pact'
import { readStatements } from '@entente/sdk'

import { describeAct } from '../act-words.ts'
import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { grantExamples, isGrantKind } from '../grant-examples.ts'
import { openClient, profileOption } from '../profile.ts'
import { dayIn, readDay } from '../time.ts'

const example: Command = {
  name: 'grant example',
  summary: {
    en: 'Write an example of a grant of one kind, to be changed and signed',
    ja: '一種類の付与の例を書き出す（書き換えて署名する）',
  },
  positionals: ['KIND'],
  options: {},
  examples: [
    'entente grant example exemption',
    'entente grant example emergency-access',
    'entente grant example administrator',
    'entente grant example eyes-only-approval',
    'entente grant example visit',
    'entente grant example designation',
    'entente grant example organ-consent',
    'entente grant example contractor',
  ],
  run(input) {
    const act = grantExamples[requireKind(input.positionals[0] ?? '')]
    return Promise.resolve({ json: act, text: JSON.stringify(act, null, 2) })
  },
}

const list: Command = {
  name: 'grant list',
  summary: {
    en: 'List the grants that hold, now or on a day, as an officer who gives them',
    ja: '効力を有する付与を一覧する（過去・将来の日付も可。付与を行う担当官用）',
  },
  positionals: [],
  options: {
    at: {
      value: 'TIME',
      text: {
        en: 'as they hold at the beginning of this day, or at this time; default: now',
        ja: 'この日の始まり、またはこの時刻の状態（省略時は現在）',
      },
    },
    zone: {
      value: 'ZONE',
      text: {
        en: 'time zone of the days, `Asia/Tokyo`; default: UTC',
        ja: '日付の時間帯。例 `Asia/Tokyo`（省略時は UTC）',
      },
    },
    person: { value: 'PERSON', text: { en: 'about this person alone', ja: 'この人物のみ' } },
    kind: { value: 'KIND', text: { en: 'of this kind alone', ja: 'この種類のみ' } },
    ...profileOption,
  },
  examples: [
    'entente grant list --person mori',
    'entente grant list --kind visit --at 2026-12-01 --zone Pacific/Auckland',
  ],
  async run(input, terminal) {
    const zone = input.text('zone') ?? 'UTC'
    const day = input.text('at')
    const at = day === undefined ? terminal.now().toISOString() : readDay('--at', day, zone)
    const named = input.text('kind')
    const kind = named === undefined ? undefined : requireKind(named)
    const person = input.text('person')
    const client = await openClient(input, terminal)
    const grants = grantsAt(await readStatements(client, 'grant'), at).filter(
      ({ act }) =>
        (kind === undefined || act.kind === kind) &&
        (person === undefined || ('person' in act && act.person === person)),
    )
    const { lang } = terminal
    const lines = grants.map(
      ({ id, act }) =>
        `${describeAct(act, lang)}  ${dayIn(zone, act.from)}/${dayIn(zone, act.until)}  ${id}`,
    )
    const none = { en: 'Nothing holds.', ja: '効力を有する付与はありません。' }[lang]
    return {
      json: { at, zone, grants },
      text: [`${at}  ${zone}`, ...(lines.length === 0 ? [none] : lines)].join('\n'),
    }
  },
}

/** The commands of this noun that sign nothing. */
export const grantCommands: readonly Command[] = [example, list]

/** An act that holds, and the grant that gave it. */
interface HeldGrant {
  readonly id: Hash
  readonly issuer: Hash
  readonly number: number
  readonly act: Exclude<GrantAct, { readonly kind: 'withdrawal' }>
}

/** What was granted by `at`, holds then, and was not withdrawn by then, in the order in which it was given. */
export function grantsAt(statements: readonly Statement[], at: Instant): readonly HeldGrant[] {
  const given = statements
    .map((statement) => ({ id: statementId(statement), said: parseGrant(statement) }))
    .filter(({ said }) => said.at <= at)
  const ended = new Set(
    given.flatMap(({ said: { act } }) => (act.kind === 'withdrawal' ? [act.grant] : [])),
  )
  return given.flatMap(({ id, said: { issuer, number, act } }) =>
    act.kind === 'withdrawal' || ended.has(id) || at < act.from || act.until <= at
      ? []
      : [{ id, issuer, number, act }],
  )
}

function requireKind(kind: string): GrantAct['kind'] {
  if (isGrantKind(kind)) return kind
  throw new CliError('cli/usage', `kinds are ${Object.keys(grantExamples).join(', ')}`)
}
