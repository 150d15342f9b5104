/** Help, keys and commands of the web application in a real browser. */
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
import { federation, type Federation } from './federation.ts'

const skip = noBrowser
let net: Federation
let browser: Browser
let tokyo: TestEdge
let desk: Desk
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
  await clear(net.tokyo)
  await draftDocument(net.tokyo, '秘', undefined, { title: 'カイジョウ計画１２' })
  browser = await startBrowser([net.tokyo])
  desk = await openDesk(browser)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const origin = (): string => tokyo.edge.webOrigin ?? ''
/** What has the focus, in words. */
const focused = (): Promise<string> =>
  desk.page.evaluate(
    `(({ activeElement: at }) => at.getAttribute('aria-label') ?? (at.id || at.textContent))(document)`,
  )

test('who cannot sign in yet has help, and Escape gives the focus back', { skip }, async () => {
  const { page } = desk
  await page.goto(`${origin()}/#/`)
  await page.getByRole('button', { name: 'Help', exact: true }).press('Enter')
  const help = page.getByRole('dialog', { name: 'Help: Sign in' })
  await help.getByText('If your member has opened other ways').waitFor()
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'detached' })
  assert.equal(await focused(), 'Help')

  const author = net.tokyo.people['author']
  assert.ok(author)
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin(), author))
  await signInAt(desk, origin())
})

test('each screen has help of its own, in both languages', { skip }, async () => {
  const { page } = desk
  const links = page.getByRole('navigation').getByRole('link')
  for (const language of ['日本語', 'English']) {
    await page.getByRole('button', { name: language }).click()
    const seen = new Set<string>()
    const names = await links.allInnerTexts()
    for (const name of names) {
      await links.getByText(name, { exact: true }).click()
      await page.keyboard.press('?')
      const help = page.getByRole('dialog', { name })
      await help.getByRole('listitem').first().waitFor()
      assert.ok((await help.getByRole('listitem').count()) >= 3, name)
      const text = await help.getByRole('paragraph').first().innerText()
      assert.equal(/[ぁ-ん]/.test(text), language === '日本語', text)
      seen.add(text)
      await page.keyboard.press('Escape')
      await help.waitFor({ state: 'detached' })
    }
    assert.equal(seen.size, names.length, 'no two screens have the same help')
  }
})

test('keys lead to screens, and never while somebody types or composes', { skip }, async () => {
  const { page } = desk
  await page.goto(`${origin()}/#/`)
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  await page.keyboard.press('3')
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
  assert.equal(await focused(), 'content')

  const field = page.getByLabel('Title or id')
  await field.pressSequentially('12?')
  assert.equal(await field.inputValue(), '12?')
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()

  // A key that an input method has taken is no key of ours, wherever the focus is.
  await page.getByRole('button', { name: 'Help', exact: true }).focus()
  for (const composing of ['isComposing: true', 'keyCode: 229']) {
    const init = `{ key: '1', bubbles: true, cancelable: true, ${composing} }`
    const free = `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${init}))`
    assert.equal(await page.evaluate(free), true)
  }
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
  await page.keyboard.press('1')
  await page.getByRole('heading', { name: 'Today' }).waitFor()
})

test('keys can be turned off, and stay off at this browser', { skip }, async () => {
  const { page } = desk
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: 'Use these keys' }).uncheck()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  for (const key of ['3', '?', 'Control+k']) await page.keyboard.press(key)
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.getByRole('heading', { name: 'Today' }).waitFor()

  await page.getByRole('button', { name: 'Help', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Use these keys' }).check()
  await page.getByRole('button', { name: 'Close the help' }).click()
  await page.keyboard.press('3')
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
})

/** What the palette would do on Enter. */
const option = (): Promise<string> =>
  desk.page.evaluate(
    `document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent ?? ''`,
  )

test(
  'commands lead to documents by their titles, whatever kana and width, and to screens',
  { skip },
  async () => {
    const { page } = desk
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Search and commands' })
    await palette.getByRole('option', { name: 'Sign out' }).waitFor()
    await page.keyboard.type('かいじょう計画12')
    await palette.getByRole('option', { name: /カイジョウ計画１２/ }).waitFor()
    assert.match(await option(), /^カイジョウ計画１２.*秘/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'カイジョウ計画１２', level: 1 }).waitFor()
    assert.equal(await focused(), 'content')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('no such thing')
    await palette.getByText('Nothing that you may open or do').waitFor()
    await page.keyboard.press('Enter')
    assert.equal(await palette.count(), 1)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('ｐａｃ')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Equivalence' }).waitFor()
    await page.keyboard.press('Control+k')
    await palette.getByRole('option', { name: 'Today' }).waitFor()
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key)
    assert.match(await option(), /^Help/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Help: Pact' }).waitFor()
    await page.keyboard.press('Escape')
  },
)

test('Enter that ends a composition chooses no command', { skip }, async () => {
  const { page, context } = desk
  const devtools = await context.newCDPSession(page)
  await page.getByRole('button', { name: 'Search and commands' }).click()
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.getByRole('option', { name: 'Today' }).waitFor()
  const text = '今日'
  await devtools.send('Input.imeSetComposition', { text, selectionStart: 2, selectionEnd: 2 })
  await palette.getByRole('option', { name: 'Inbox' }).waitFor({ state: 'detached' })
  assert.match(await option(), /^Today/)
  for (const key of ['Enter', 'Escape']) await page.keyboard.press(key)
  assert.equal(await palette.count(), 1)
  await devtools.send('Input.insertText', { text })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
})

test(
  'a term says what it means to who points, comes by keyboard or taps, until they leave',
  { skip },
  async () => {
    const { page } = desk
    await page.goto(`${origin()}/#/register`)
    const term = page.getByRole('main').getByRole('button', { name: 'member', exact: true })
    const said = page.getByRole('tooltip').filter({ hasText: 'A party to a pact' })
    await term.hover()
    await said.getByText('締約者').waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    // The pointer may go into it, and what is said stays; Escape closes it and moves nothing.
    await said.hover()
    await page.waitForTimeout(600)
    assert.ok(await said.isVisible())
    await page.keyboard.press('Escape')
    await said.waitFor({ state: 'hidden' })

    await page.mouse.move(0, 0)
    await term.focus()
    await said.waitFor()
    await page.keyboard.press('Tab')
    await said.waitFor({ state: 'hidden' })

    // Above a dialog, Escape closes what is said and leaves the dialog.
    await page.getByRole('button', { name: 'Help', exact: true }).click()
    const help = page.getByRole('dialog')
    await help.getByRole('button', { name: 'ledger' }).focus()
    const inHelp = help.getByRole('tooltip').filter({ hasText: '台帳' })
    await inHelp.waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    await page.keyboard.press('Escape')
    await inHelp.waitFor({ state: 'hidden' })
    assert.equal(await help.count(), 1)
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })

    await using tablet = await openDesk(browser, { hasTouch: true, locale: 'ja-JP' })
    await tablet.page.goto(`${origin()}/#/enrol?person=x&facility=y`)
    const facility = tablet.page.getByRole('main').getByRole('button', { name: '施設' })
    const there = tablet.page.getByRole('tooltip').filter({ hasText: 'facility' })
    await facility.tap()
    await there.waitFor()
    assert.deepEqual(await accessFaults(tablet), [])
    await tablet.page.getByRole('heading', { level: 1 }).tap()
    await there.waitFor({ state: 'hidden' })
    assert.deepEqual(tablet.faults, [])
  },
)

test(
  'Japanese dates are by the calendar that is set, with the zone; English ones stay',
  { skip },
  async () => {
    const { page } = desk
    const moment = page.getByRole('main').getByRole('time').first()
    const setEra = async (name: string, isOn: boolean): Promise<void> => {
      await page.keyboard.press('?')
      await page.getByRole('checkbox', { name }).setChecked(isOn)
      assert.deepEqual(await accessFaults(desk), [])
      await page.keyboard.press('Escape')
    }
    await page.goto(`${origin()}/#/register`)
    const english = await moment.innerText()
    assert.match(english, / JST$/)
    await page.getByRole('button', { name: '日本語' }).click()
    assert.match(await moment.innerText(), /^20\d\d\/\d\d\/\d\d \d{1,2}:\d\d JST$/)
    await setEra('元号', true)
    const era = /^令和(?:元|\d+)年\d+月\d+日 \d\d:\d\d JST$/
    assert.match(await moment.innerText(), era)
    await page.reload()
    assert.match(await moment.innerText(), era)
    await page.getByRole('button', { name: 'English' }).click()
    assert.equal(await moment.innerText(), english)
    await setEra('years of the era', false)
  },
)

test('the menu, the keys and the commands offer what its person may see', { skip }, async () => {
  const { page } = desk
  const menu = page.getByRole('navigation')
  assert.equal(await menu.getByRole('link', { name: 'Ledger' }).count(), 0)
  assert.equal(await menu.getByRole('link', { name: 'Peers and system' }).count(), 0)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('people')
  const options = page.getByRole('dialog').getByRole('option')
  await options.filter({ hasText: 'People' }).waitFor()
  assert.equal(await options.count(), 1)
  await page.keyboard.press('Enter')
  await page
    .getByRole('heading', { name: `${net.tokyo.people['author']?.person}`, level: 1 })
    .waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('ledger')
  await page.getByText('Nothing that you may open or do matches.').waitFor()
  await page.keyboard.press('Escape')
  // The address leads there all the same, and the server decides.
  await page.goto(`${origin()}/#/ledger`)
  await page.getByText('The ledger is shown to officers for security').waitFor()
  await page.goto(`${origin()}/#/register`)
})

test('what failed is said in the language that is chosen now', { skip }, async () => {
  const { page } = desk
  await page.goto(`${origin()}/#/documents/${crypto.randomUUID()}`)
  const said = page.getByRole('alert').getByRole('paragraph').first()
  assert.match(await said.innerText(), /^[A-Z][ -~’]+$/)
  await page.getByRole('button', { name: '日本語' }).click()
  await said.filter({ hasText: /[ぁ-ん]/ }).waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await said.filter({ hasText: /^[A-Z][ -~’]+$/ }).waitFor()
  await page.goto(`${origin()}/#/register`)
})

test('the other language and the end of the session are commands', { skip }, async () => {
  const { page } = desk
  await page.keyboard.press('Control+k')
  await page.keyboard.type('japan')
  await page.getByRole('option', { name: '日本語' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '登録簿', level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'サインアウト' }).waitFor()
  await page.keyboard.type('サインアウト')
  await page.getByRole('option', { name: '今日' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'サインイン' }).waitFor()
  await page.keyboard.press('Control+k')
  assert.equal(await page.getByRole('dialog').count(), 0)
  assert.deepEqual(desk.faults, [])
})
