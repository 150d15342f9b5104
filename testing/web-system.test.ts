/** Peers and system: the state of real servers, in a real browser, in both languages. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { fromBase64Url, parseJson } from '@entente/core/lib'
import { backupMember } from '@entente/server'
import { builtWeb } from '@entente/web/build'

import {
  accessFaults,
  askEnrolment,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  signInAt,
  startBrowser,
} from './browser.ts'
import { deriveIdentityKeys } from '../packages/server/src/identity/index.ts'
import { denseOf, rowsOf, sumOf } from '../packages/web/src/pages/system/series.ts'

import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, levels, term } from './federation.ts'

let net: Federation
let tokyo: TestEdge
let later = 0
before(async () => {
  later = -1_200_000
  net = await federation({ operators: ['elsewhere'], now: () => new Date(Date.now() + later) })
  later = 0
  await net.tokyo.server.federation.witnessRound()
  tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const state = async (): Promise<State> =>
  JSON.parse(JSON.stringify((await ask(await tokyo.as('security'), 'GET', '/api/system')).body))
interface State {
  readonly alarms: readonly { readonly code: string; readonly since: string | null }[]
  readonly ledger: { readonly entries: number; readonly cosigned: number }
  readonly peers: readonly {
    readonly peer: string
    readonly failingSince: string | null
    readonly queue: { readonly waiting: number; readonly code: string | null }
    readonly sequence: Readonly<Record<'answered' | 'received' | 'sent' | 'witnessed', number>>
  }[]
  readonly backup: { readonly entries: number } | null
}
const codes = async (): Promise<readonly string[]> =>
  (await state()).alarms.map(({ code }) => code).toSorted()

test('the state is for operators whom the configuration names, and for security', async () => {
  for (const [name, status] of [
    ['elsewhere', 200],
    ['security', 200],
    ['reader', 403],
    ['releaser', 403],
    ['clerk', 403],
    ['registrar', 403],
  ] as const) {
    const client = await tokyo.as(name)
    const answer = await ask(client, 'GET', '/api/system')
    assert.equal(answer.status, status, name)
    assert.equal(answer.code, status === 200 ? '' : 'http/role-required', name)
    const { body } = await ask(client, 'GET', '/api/member')
    assert.equal(objectOf(body)['operator'], status === 200, name)
  }
})

test('how much is sent and refused is counted for those who work on it', async () => {
  const counted = async (name: string) => {
    const client = await tokyo.as(name)
    const { code } = await ask(client, 'GET', '/api/queue')
    const { body } = await ask(client, 'GET', '/api/pacts')
    return [code, /"refused":\d/.test(JSON.stringify(body))]
  }
  assert.deepEqual(await counted('security'), ['', true])
  assert.deepEqual(await counted('pact'), ['', false])
  assert.deepEqual(await counted('elsewhere'), ['', false], 'an operator')
  assert.deepEqual(await counted('reader'), ['http/role-required', false])
})

test('it says how far both directions have come, and no title, person or path', async () => {
  const client = await tokyo.as('elsewhere')
  const text = JSON.stringify((await ask(client, 'GET', '/api/system')).body)
  for (const { person } of Object.values(net.tokyo.people)) assert.ok(!text.includes(person))
  assert.ok(!text.includes(net.tokyo.folder))
  const { peers } = await state()
  assert.deepEqual(
    peers.map(({ peer }) => peer),
    ['nzl'],
  )
  const [{ sequence } = assert.fail()] = peers
  assert.ok(sequence.sent > 0 && sequence.answered === sequence.sent && sequence.received > 0)
})

test('a member whose pact has been in force for a day shows its first steps to nobody', async () => {
  const { keyring } = net.tokyo.server
  const keys = await deriveIdentityKeys(fromBase64Url(keyring.get('token').seed))
  const headers = { 'x-first-steps': keys.firstSteps }
  const answer = await fetch(`${tokyo.edge.origin}/api/first-steps`, { headers })
  assert.equal(answer.status, 404)
  assert.equal(textOf(parseJson(await answer.text()), 'code'), 'http/first-steps-closed')
  assert.equal(tokyo.edge.firstSteps, undefined)
})

test('traffic is counted by the minute, for the same people, for a day at most', async () => {
  const asked = (name: string, query: string) =>
    tokyo.as(name).then((client) => ask(client, 'GET', `/api/system/traffic${query}`))
  assert.equal((await asked('reader', '')).code, 'http/role-required')
  for (const minutes of ['0', '1441', 'x']) {
    assert.equal((await asked('security', `?minutes=${minutes}`)).code, 'http/bad-request')
  }
  const { body, status } = await asked('elsewhere', '?minutes=1440')
  assert.equal(status, 200)
  const traffic: {
    from: number
    until: number
    series: { kind: string; name: string; minute: number[]; count: number[]; mean: number[] }[]
  } = JSON.parse(JSON.stringify(body))
  assert.equal(traffic.until - traffic.from, 1439)
  const names = traffic.series.map(({ kind, name }) => `${kind} ${name}`)
  assert.deepEqual(names, ['listener edge', 'peer nzl'])
  for (const { minute, count, mean } of traffic.series) {
    assert.ok(minute.length > 0 && minute.length === count.length && count.length === mean.length)
    assert.ok(minute.every((one) => one >= traffic.from && one <= traffic.until))
  }
  // The cosignature of the beginning; what was asked while founding lies before the clock was set.
  assert.ok((traffic.series[1]?.count.at(-1) ?? 0) >= 1)
})

test('minutes in which nothing happened are plotted, and rows come to what the whole does', () => {
  const since = new Date(90 * 60_000).toISOString()
  const one = { kind: 'peer', name: 'nzl', minute: [98, 100], failed: [0, 2] } as const
  const series = { ...one, count: [1, 3], mean: [10, 30], slowest: [10, 50] }
  const traffic = { since, from: 41, until: 100, series: [series] }
  const dense = denseOf(series, traffic)
  assert.equal(dense.at[0], 90 * 60, 'nothing is plotted before counting began')
  assert.deepEqual(dense.count, [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3])
  assert.deepEqual(dense.mean.slice(-3), [10, null, 30])
  const whole = { at: 90 * 60, count: 4, failed: 2, mean: 25, slowest: 50 }
  assert.deepEqual(sumOf(dense), whole)
  const rows = rowsOf(dense, 5)
  assert.deepEqual(
    rows.map(({ at, count, mean }) => [at / 60, count, mean]),
    [
      [90, 0, null],
      [91, 0, null],
      [96, 4, 25],
    ],
  )
  assert.deepEqual(denseOf(undefined, traffic).count, Array<number>(11).fill(0))
})

test('a backup, a cosignature and a peer that comes back end their alarms', async () => {
  assert.deepEqual(await codes(), ['no-backup'])
  const note = join(net.tokyo.server.folder, 'last-backup.json')
  for (const bytes of [
    '',
    '{',
    '{"at":1}',
    '{"at":"2026-11-25T00:00:00.000Z","origin":"x","size":-1}',
  ]) {
    await writeFile(note, bytes)
    assert.deepEqual(await codes(), ['backup-unreadable'], bytes)
  }
  const { size } = await backupMember(
    net.tokyo.folder,
    join(net.tokyo.folder, '..', 'copy'),
    net.tokyo.now(),
  )
  assert.equal((await state()).backup?.entries, size)
  assert.deepEqual(await codes(), [])

  await net.tokyo.notice({ kind: 'assured', levels: levels.jpn, ...term })
  await net.settle()
  later = 3_700_000
  assert.deepEqual(await codes(), ['witness-behind'])
  await net.tokyo.server.federation.witnessRound()
  await net.wellington.server.federation.witnessRound()
  const { ledger, peers } = await state()
  assert.ok(ledger.cosigned > 0)
  assert.ok((peers[0]?.sequence.witnessed ?? 0) > 0)
  // HTTP says the time of the machine, which is an hour behind the clock of this test.
  assert.deepEqual(await codes(), ['clock'])
  later = 0
  await net.tokyo.notice({ kind: 'assured', levels: levels.jpn, ...term })
  await net.settle()
  assert.deepEqual(await codes(), [])
})

const skip = noBrowser

test(
  'an operator sees that all is well, and the traffic in a plot, a sentence and a table',
  { skip },
  async () => {
    const browser = await startBrowser([net.tokyo])
    try {
      await using desk = await openDesk(browser)
      const { page } = desk
      await openSystem(desk, 'elsewhere')
      await page.getByText('Nothing is wrong').waitFor()
      await page.getByRole('cell', { name: 'answers', exact: true }).waitFor()
      await page.getByRole('img', { name: /^Requests per minute: Requests of our own/ }).waitFor()
      assert.equal(await page.locator('.plot canvas').count(), 2)
      await page.getByText('As a table, 5 minutes a row').click()
      await page
        .getByRole('rowheader', { name: /\d\d:\d\d/ })
        .first()
        .waitFor()
      await page.getByRole('combobox', { name: /^Time/ }).selectOption({ label: 'Last 24 hours' })
      await page.getByText('As a table, 120 minutes a row').waitFor()
      await page
        .getByRole('combobox', { name: /^Requests/ })
        .selectOption({ label: 'of ours to nzl' })
      await page.getByText(/^Requests of ours to nzl, last \d+ minutes/).waitFor()

      assert.deepEqual(desk.faults, [])
    } finally {
      await browser.close()
    }
  },
)

test('an operator is told what is wrong, since when, and what to do', { skip }, async () => {
  // Before anybody signs in: no session outlives a clock that jumps.
  later = -1_000_000
  await net.wellington.server.listener.close(0)
  await net.tokyo.notice({ kind: 'assured', levels: levels.jpn, ...term })
  await net.settle()
  later = 0
  const browser = await startBrowser([net.tokyo])
  try {
    await using desk = await openDesk(browser)
    const { page } = desk
    await openSystem(desk, 'elsewhere')
    await page.getByRole('heading', { name: /nzl does not answer/ }).waitFor()
    await page
      .getByRole('heading', { name: /Messages to nzl wait to be answered: [1-9]/ })
      .waitFor()
    assert.equal(await page.getByText('What to do').count(), 2)
    assert.ok((await page.getByText('federation/unreachable').count()) >= 3)
    assert.deepEqual(await accessFaults(desk), [])
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('heading', { name: /nzl が応答しません/ }).waitFor()
    assert.equal(await page.locator('.alarm strong').first().innerText(), '対応')
    assert.deepEqual(await accessFaults(desk), [])
    assert.deepEqual(desk.faults, [])
  } finally {
    await browser.close()
  }
})

test(
  'nobody else is shown the way there, and who goes there is told why not',
  { skip },
  async () => {
    const browser = await startBrowser([net.tokyo])
    try {
      await using desk = await openDesk(browser)
      const { page } = desk
      await openSystem(desk, 'reader')
      await page.getByRole('alert').waitFor()
      await page.getByText('operators whom member.json names').waitFor()
      assert.equal(await page.getByRole('link', { name: 'Peers and system' }).count(), 0)
    } finally {
      await browser.close()
    }
  },
)

async function openSystem(desk: Desk, name: string): Promise<void> {
  const person = net.tokyo.people[name]
  assert.ok(person)
  const origin = tokyo.edge.webOrigin ?? ''
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin, person))
  await signInAt(desk, origin)
  await desk.page.goto(`${origin}/#/system`)
}
