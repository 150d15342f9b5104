/** Peers and system: the state of real servers, in a real browser, in both languages. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

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
import { ask, objectOf, openTestEdge, type TestEdge } from './edge.ts'
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

test('a backup, a cosignature and a peer that comes back end their alarms', async () => {
  assert.deepEqual(await codes(), ['no-backup'])
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

test('an operator sees what is wrong and what to do, as it comes and goes', { skip }, async () => {
  const browser = await startBrowser([net.tokyo])
  try {
    await using desk = await openDesk(browser)
    const { page } = desk
    await openSystem(desk, 'elsewhere')
    await page.getByText('Nothing is wrong').waitFor()
    await page.getByRole('cell', { name: 'answers', exact: true }).waitFor()
    assert.deepEqual(await accessFaults(desk), [])

    // It has been so for a quarter of an hour: sessions do not outlive a clock that jumps.
    later = -1_000_000
    await net.wellington.server.listener.close(0)
    await net.tokyo.notice({ kind: 'assured', levels: levels.jpn, ...term })
    await net.settle()
    later = 0
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.getByRole('heading', { name: /nzl does not answer/ }).waitFor()
    await page.getByRole('heading', { name: /Messages to nzl wait to be answered: 1/ }).waitFor()
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
      assert.deepEqual(await accessFaults(desk), [])
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
