/** Today in a real browser: it hears of what changes for its person, and of nothing else. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { issueAppointment, requireDirectory } from '@entente/core/pact'
import { dpopFetch, handInStatement } from '@entente/sdk'
import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

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
import { releasedDocument } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let net: Federation
let browser: Browser
let wellington: TestEdge
let desk: Desk
let enrolments: readonly string[]
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  wellington = await openTestEdge(net.wellington, { web: await builtWeb() })
  browser = await startBrowser([net.wellington])
  await know('reader', (await releasedDocument(net)).document)
  const reader = net.wellington.people['reader']
  assert.ok(reader)
  desk = await openDesk(browser)
  const origin = wellington.edge.webOrigin ?? ''
  enrolments = await enrol(net.wellington, wellington, await askEnrolment(desk, origin, reader))
  await signInAt(desk, origin)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

function know(who: string, document: string): Promise<void> {
  return net.wellington.grant('controller', {
    kind: 'need-to-know',
    person: net.wellington.people[who]?.person ?? '',
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  })
}

const skip = noBrowser
const usedAt = async (): Promise<number> => {
  const { db } = net.wellington.server.store
  const { used_at: at } = await db
    .selectFrom('web_sessions')
    .select('used_at')
    .executeTakeFirstOrThrow()
  return at
}

test(
  'what is new is announced, moves nothing, takes no focus, and keeps no session awake',
  { skip },
  async () => {
    const { page } = desk
    const cards = page.locator('section[aria-labelledby=newest] .card')
    await cards.first().waitFor()
    assert.equal(await cards.count(), 1)
    await cards.getByRole('link').focus()
    const earlier = Math.floor(Date.now() / 1000) - 300
    await net.wellington.server.store.db
      .updateTable('web_sessions')
      .set({ used_at: earlier })
      .execute()

    await know('reader', (await releasedDocument(net)).document)
    await page.getByText('New here: 1').waitFor({ timeout: 60_000 })
    assert.equal(await cards.count(), 1, 'what is shown stays until it is asked for')
    assert.equal(await page.evaluate('document.activeElement.textContent'), '海上保安情報')
    assert.deepEqual(await accessFaults(desk), [])
    assert.equal(await usedAt(), earlier)

    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForFunction(
      "document.querySelectorAll('section[aria-labelledby=newest] .card').length === 2",
    )
    await page.getByRole('link', { name: 'Register' }).click()
    await page.getByText('2 of 2 shown').waitFor()
    assert.ok((await usedAt()) > earlier)
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('link', { name: '今日' }).click()
    await page.getByRole('heading', { name: '今日' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'an event says that something changed, not what; who may not know hears nothing',
  { skip },
  async () => {
    const listeners = ['reader', 'uncleared', 'releaser'] as const
    // A stream by a token ends after one look: on a busy machine something may come after it.
    for (let turn = 0; turn < 5; turn++) {
      const { document } = await releasedDocument(net)
      const heard = listeners.map(async (who) => {
        const { ports, session } = await wellington.as(who)
        const init = { method: 'GET' }
        return (await dpopFetch(ports, session.accessToken, '/api/changes', init)).text()
      })
      await new Promise((resolve) => {
        setTimeout(resolve, 300)
      })
      await know('reader', document)
      await know('uncleared', document)
      const [reader, ...others] = await Promise.all(heard)
      assert.deepEqual(others, [': open\n\n', ': open\n\n'])
      if (reader === ': open\n\n') continue
      const event = 'id: 1\nevent: changed\ndata: {"kind":"register","cursor":1}\n\n'
      assert.equal(reader, `: open\n\n${event}`)
      return
    }
    assert.fail('nothing was heard')
  },
)

test('a session whose enrolment is withdrawn ends by itself', { skip }, async () => {
  const { page } = desk
  const { people, server, id } = net.wellington
  const registrar = people['registrar']
  const directory = requireDirectory(server.standing.current(), id)
  const appointment = directory.ids.find((one) => one === enrolments[0])
  assert.ok(registrar && appointment)
  await page.goto(`${wellington.edge.webOrigin ?? ''}/#/`)
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  const act = { kind: 'withdrawal', appointment } as const
  const at = new Date().toISOString()
  const statement = await issueAppointment(directory, act, registrar.signer, at)
  await handInStatement(await wellington.as('registrar'), 'appointment', statement)
  await page.getByText('Your session has ended.').waitFor({ timeout: 60_000 })
})
