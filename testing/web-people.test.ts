/** People in a real browser: who may read what on a day, what a move ends, and what ends by itself. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

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
import { clear, draftDocument } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let desk: Desk
let origin = ''
let document = ''
const reader = 'jpn-reader'
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
  browser = await startBrowser([net.tokyo])
  await clear(net.tokyo)
  document = await draftDocument(net.tokyo, '秘')
  const scope = { kind: 'document', document } as const
  const purposes = ['maritime-security']
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString()
  await net.tokyo.grant(
    'controller',
    { kind: 'need-to-know', person: reader, scope, purposes, ...term },
    {
      kind: 'need-to-know',
      person: reader,
      scope: { kind: 'case', case: 'convoy' },
      purposes,
      from: term.from,
      until: soon,
    },
  )
  origin = tokyo.edge.webOrigin ?? ''
  desk = await openDesk(browser)
  const security = net.tokyo.people['security']
  assert.ok(security)
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin, security))
  await signInAt(desk, origin)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser
const inBoth = async (look: (language: 'en' | 'ja') => Promise<void>): Promise<void> => {
  for (const [name, language] of [
    ['日本語', 'ja'],
    ['English', 'en'],
  ] as const) {
    await desk.page.getByRole('button', { name }).click()
    await look(language)
    assert.deepEqual(await accessFaults(desk), [])
  }
}

test('people, facilities and what ends are listed', { skip }, async () => {
  const { page } = desk
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await inBoth(async (language) => {
    const [people, facilities, ends, what] =
      language === 'en'
        ? ['People', 'Facilities', 'What ends within a year', 'Need-to-know']
        : ['取扱者', '施設', '1年以内に期限を迎えるもの', '知る必要']
    await page.getByRole('table', { name: people, exact: true }).getByText(reader).waitFor()
    await page.getByRole('table', { name: facilities, exact: true }).getByText('極秘').waitFor()
    const calendar = page.getByRole('table', { name: ends })
    await calendar.getByText('convoy maritime-security').waitFor()
    await calendar.getByText(what, { exact: true }).waitFor()
    assert.equal(await calendar.getByRole('row').count(), 2, 'and nothing that lasts')
  })
})

test(
  'a register is told as of a day, and the day stays while one looks around',
  { skip },
  async () => {
    const { page } = desk
    await page.getByRole('link', { name: 'tokyo', exact: true }).click()
    await page.getByRole('table', { name: 'Facility register' }).getByText(reader).waitFor()
    await inBoth(async () => page.getByRole('table').getByText(reader).waitFor())
    await page.locator('input[type=date]').fill('2021-01-01')
    await page.getByText('Nobody is on the register of this facility on that day.').waitFor()
    await page.getByRole('link', { name: 'All people and facilities' }).click()
    await page.getByText('Nobody is on record on that day.').waitFor()
    await page.getByText('No facility is accredited on that day.').waitFor()
    await inBoth(async (language) => {
      const none = language === 'en' ? 'Nobody is on record' : '記録されている取扱者はいません'
      await page.getByText(none).waitFor()
    })
    assert.equal(await page.locator('input[type=date]').inputValue(), '2021-01-01')
    await page.locator('input[type=date]').fill('')
    await page.getByRole('link', { name: reader }).first().click()
  },
)

test(
  'a person is shown with all that is granted, and what can be read by it',
  { skip },
  async () => {
    const { page } = desk
    await inBoth(async (language) => {
      const [clearances, readable] =
        language === 'en' ? ['Clearances', 'Could read'] : ['適性評価', '閲覧できた文書']
      await page.getByRole('region', { name: clearances }).getByText('機密').waitFor()
      await page.getByRole('table', { name: readable }).getByText(document).waitFor()
    })
  },
)

test(
  'what a move would end is told before it is recorded, and is what it then ends',
  { skip },
  async () => {
    const { page } = desk
    const moves = page.getByRole('region', { name: 'If this person moves' })
    const size = net.tokyo.server.ledger.checkpoint().size
    await moves.getByLabel('To the organ').fill('Not an id')
    assert.ok(await moves.getByRole('button').isDisabled())
    await moves.getByLabel('To the organ').fill('jpn-ministry')
    await moves.getByRole('button').click()
    await moves.getByText('Nothing would end.').waitFor()
    await moves.getByLabel('To the organ').fill('jpn-other')
    await moves.getByRole('button').click()
    await moves.getByText('Line in the register of tokyo').waitFor()
    await moves.getByText('Need-to-know of convoy').waitFor()
    await moves.getByText(`Could read no more: ${document}`).waitFor()
    assert.equal(net.tokyo.server.ledger.checkpoint().size, size, 'nothing is recorded by asking')
    assert.deepEqual(await accessFaults(desk), [])

    await net.tokyo.grant('security', {
      kind: 'person',
      person: reader,
      nationality: 'JPN',
      organ: 'jpn-other',
      offices: [],
      ...term,
    })
    await page.reload()
    await page.getByRole('region', { name: 'Could read' }).getByText('No document').waitFor()
    for (const name of ['Facility registers', 'Need-to-know']) {
      await page.getByRole('region', { name, exact: true }).getByText('None on that day.').waitFor()
    }
    await page.getByRole('region', { name: 'Clearances' }).getByText('機密').waitFor()
    assert.deepEqual(desk.faults, [])
  },
)

test('who is no such officer sees their own record, and of others nothing', { skip }, async () => {
  await using other = await openDesk(browser)
  const { page } = other
  const author = net.tokyo.people['author']
  assert.ok(author)
  await enrol(net.tokyo, tokyo, await askEnrolment(other, origin, author))
  await signInAt(other, origin)
  for (const [language, said] of [
    ['日本語', '他の取扱者の記録は、保全責任者'],
    ['English', 'Others are shown to officers'],
  ] as const) {
    await page.getByRole('button', { name: language }).click()
    for (const id of ['', `/person.${reader}`, '/facility.tokyo']) {
      await page.goto(`${origin}/#/people${id}`)
      await page.getByText(said).waitFor()
      assert.equal(await page.getByRole('table').count(), 0, id)
    }
  }
  await page.goto(`${origin}/#/people`)
  await page.getByRole('link', { name: 'What is on record of you' }).click()
  await page.getByRole('region', { name: 'Clearances' }).getByText('機密').waitFor()
  assert.deepEqual(other.faults, [])
})
