/**
 * `entente facility`, `person show`, `person access`, `ledger events`: who may read what and where, on any
 * day, and what is on record; for officers who answer for it.
 *
 * @module
 */
import { type Client, call, expectForm, listItems } from '@entente/sdk'
import { z } from 'zod'

import type { Command, Input } from '../command.ts'
import { openClient, profileOption } from '../profile.ts'
import type { Language } from '../terminal.ts'
import { readInstant } from '../time.ts'

const at: Command['options'] = {
  at: {
    value: 'TIME',
    text: { en: 'as it stood on this day; default: now', ja: 'この日の状態（省略時は現在）' },
  },
}
const held = { from: z.string(), until: z.string(), grant: z.string() }
const level = { regime: z.string(), level: z.string() }

const facilities: Command = {
  name: 'facility list',
  summary: {
    en: 'List the facilities and the levels they are accredited for',
    ja: '施設と、その承認された区分を一覧する',
  },
  positionals: [],
  options: { ...at, ...profileOption },
  examples: ['entente facility list', 'entente facility list --at 2026-04-01'],
  async run(input, terminal) {
    const form = z.object({
      facility: z.string(),
      levels: z.array(z.object({ ...level, ...held })),
    })
    const found = await itemsOf(await openClient(input, terminal), '/api/facilities', form, input)
    const lines = found.flatMap((one) =>
      one.levels.map(
        (accredited) => `${one.facility}  ${levelOf(accredited)}  ${spanOf(accredited)}`,
      ),
    )
    return { json: { facilities: found }, text: listOf(lines, terminal.lang) }
  },
}

const register: Command = {
  name: 'facility register',
  summary: {
    en: 'Show who is on the register of a facility, or was on a day',
    ja: '施設の取扱者名簿を表示する（過去の日付も可）',
  },
  positionals: ['FACILITY'],
  options: { ...at, ...profileOption },
  examples: [
    'entente facility register wellington',
    'entente facility register wellington --at 2026-04-01',
  ],
  async run(input, terminal) {
    const [facility = ''] = input.positionals
    const form = z.object({ person: z.string(), organ: z.string(), ...held })
    const path = `/api/facilities/${encodeURIComponent(facility)}/register`
    const found = await itemsOf(await openClient(input, terminal), path, form, input)
    const lines = found.map((one) => `${one.person}  ${one.organ}  ${spanOf(one)}`)
    return { json: { facility, register: found }, text: listOf(lines, terminal.lang) }
  },
}

const personForm = z.object({
  at: z.string(),
  person: z.string(),
  post: z
    .object({ nationality: z.string(), organ: z.string(), offices: z.array(z.string()), ...held })
    .nullable(),
  clearances: z.array(z.object({ ...level, organ: z.string(), ...held })),
  facilities: z.array(z.object({ facility: z.string(), ...held })),
  needs: z.array(
    z.object({
      scope: z.union([z.object({ document: z.string() }), z.object({ case: z.string() })]),
      purposes: z.array(z.string()),
      ...held,
    }),
  ),
})

const show: Command = {
  name: 'person show',
  summary: {
    en: 'Show what is granted to a person, or was on a day: post, clearances, registers, needs',
    ja: '人物への付与内容を表示する（所属、適格性、取扱者名簿、知る必要。過去の日付も可）',
  },
  positionals: ['PERSON'],
  options: { ...at, ...profileOption },
  examples: ['entente person show mori', 'entente person show mori --at 2026-04-01'],
  async run(input, terminal) {
    const [person = ''] = input.positionals
    const day = dayOf(input)
    const query = day === undefined ? '' : `?at=${encodeURIComponent(day)}`
    const path = `/api/people/${encodeURIComponent(person)}${query}`
    const client = await openClient(input, terminal)
    const found = expectForm(personForm, await call(client, 'GET', path))
    const w = words[terminal.lang]
    const { post } = found
    const lines = [
      `${found.person}  ${found.at}`,
      post
        ? `${w.post} ${post.organ}  ${post.nationality}  ${post.offices.join(' ')}`.trimEnd()
        : w.noPost,
      ...found.clearances.map(
        (one) => `${w.clearance} ${levelOf(one)}  ${one.organ}  ${spanOf(one)}`,
      ),
      ...found.facilities.map((one) => `${w.facility} ${one.facility}  ${spanOf(one)}`),
      ...found.needs.map(
        ({ scope, purposes, ...one }) =>
          `${w.need} ${'document' in scope ? scope.document : scope.case}  ${purposes.join(' ')}  ${spanOf(one)}`,
      ),
    ]
    return { json: found, text: lines.join('\n') }
  },
}

const access: Command = {
  name: 'person access',
  summary: {
    en: 'List what a person can read, or could on a day, where and for what; without titles',
    ja: '人物が閲覧できる（できた）文書を、場所と目的とともに一覧する（件名は表示しない）',
  },
  positionals: ['PERSON'],
  options: { ...at, ...profileOption },
  examples: ['entente person access mori', 'entente person access mori --at 2026-04-01'],
  async run(input, terminal) {
    const [person = ''] = input.positionals
    const form = z.object({
      document: z.string(),
      release: z.string().nullable(),
      originator: z.string(),
      ...level,
      facilities: z.array(z.string()),
      purposes: z.array(z.string()),
    })
    const path = `/api/people/${encodeURIComponent(person)}/access`
    const found = await itemsOf(await openClient(input, terminal), path, form, input)
    const lines = found.map(
      (one) =>
        `${one.document}  ${one.originator}  ${levelOf(one)}  ${one.facilities.join(' ') || '-'}  ${one.purposes.join(' ')}`,
    )
    return { json: { person, documents: found }, text: listOf(lines, terminal.lang) }
  },
}

const events: Command = {
  name: 'ledger events',
  summary: {
    en: 'List what is on record, newest first, as an officer who inspects it',
    ja: '台帳の記録を新しい順に一覧する（点検担当者用）',
  },
  positionals: [],
  options: {
    kind: { value: 'KIND', text: { en: 'of this kind alone', ja: 'この種類のみ' } },
    audience: {
      value: 'WHO',
      text: {
        en: 'what may be shown to `parties` of the pact, or to `anyone`; default: all',
        ja: '協定の締約者（parties）または誰にでも（anyone）示せる記録のみ（省略時は全て）',
      },
    },
    limit: { value: 'N', text: { en: 'how many; default: 50', ja: '件数（省略時は 50）' } },
    ...profileOption,
  },
  examples: ['entente ledger events', 'entente ledger events --kind released --audience parties'],
  async run(input, terminal) {
    const form = z.object({
      index: z.int(),
      at: z.string(),
      kind: z.string(),
      name: z.object({ en: z.string(), ja: z.string() }),
      article: z.string().nullable(),
      sees: z.string(),
      event: z.record(z.string(), z.unknown()).nullable(),
    })
    const query = new URLSearchParams()
    for (const name of ['kind', 'audience']) {
      const value = input.text(name)
      if (value !== undefined) query.set(name, value)
    }
    const most = Number(input.text('limit') ?? 50)
    const found: z.infer<typeof form>[] = []
    const client = await openClient(input, terminal)
    for await (const one of listItems(client, `/api/ledger/events?${query.toString()}`, form)) {
      if (found.length >= most) break
      found.push(one)
    }
    const lines = found.map(
      (one) =>
        `${one.index}  ${one.at}  ${one.name[terminal.lang]}  ${one.article ?? '-'}  ${detailOf(one.event)}`,
    )
    return { json: { events: found }, text: listOf(lines, terminal.lang) }
  },
}

/** The commands of those who answer for access. */
export const peopleCommands: readonly Command[] = [facilities, register, show, access, events]

async function itemsOf<T>(
  client: Client,
  path: string,
  form: z.ZodType<T>,
  input: Pick<Input, 'text'>,
): Promise<readonly T[]> {
  const day = dayOf(input)
  const asked = day === undefined ? path : `${path}?at=${encodeURIComponent(day)}`
  return Array.fromAsync(listItems(client, asked, form))
}

function dayOf({ text }: Pick<Input, 'text'>): string | undefined {
  const day = text('at')
  return day === undefined ? undefined : readInstant('at', day)
}

function levelOf(one: { readonly regime: string; readonly level: string }): string {
  return `${one.level} (${one.regime})`
}

function spanOf({ from, until }: { readonly from: string; readonly until: string }): string {
  return `${from.slice(0, 10)}/${until.slice(0, 10)}`
}

/** What an event says beside its kind and time: ids, codes and counts. */
function detailOf(event: Readonly<Record<string, unknown>> | null): string {
  if (event === null) return '-'
  return Object.entries(event)
    .filter(([name]) => name !== 'kind' && name !== 'at')
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')
}

function listOf(lines: readonly string[], lang: Language): string {
  return lines.length === 0 ? words[lang].nothing : lines.join('\n')
}

const words = {
  en: {
    post: 'serves at',
    noPost: 'holds no post',
    clearance: 'clearance',
    facility: 'facility',
    need: 'need-to-know',
    nothing: 'Nothing.',
  },
  ja: {
    post: '所属',
    noPost: '所属なし',
    clearance: '適格性',
    facility: '施設',
    need: '知る必要',
    nothing: '該当なし。',
  },
} as const
