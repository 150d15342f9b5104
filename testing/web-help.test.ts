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
  await page.getByRole('button', { name: 'Help' }).press('Enter')
  const help = page.getByRole('dialog', { name: 'Help: Sign in' })
  await help.getByText('There is no password').waitFor()
  assert.deepEqual(await accessFaults(desk), [])
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
      if (name === names[0]) assert.deepEqual(await accessFaults(desk), [])
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
  await page.getByRole('button', { name: 'Help' }).focus()
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

  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('checkbox', { name: 'Use these keys' }).check()
  await page.getByRole('button', { name: 'Close the help' }).click()
  await page.keyboard.press('3')
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
  assert.deepEqual(desk.faults, [])
})
