/** The main job by keyboard alone: from signing in to signing out, with the focus in sight after each key. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { builtWeb } from '@entente/web/build'
import type { Browser, Page } from 'playwright-core'

import { askEnrolment, type Desk, enrol, noBrowser, openDesk, startBrowser } from './browser.ts'
import { clear } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let desk: Desk
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
  browser = await startBrowser([net.tokyo])
  await clear(net.tokyo)
  desk = await openDesk(browser)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

interface Focus {
  readonly name: string
  readonly kind: string
  /** Whether all of its middle is in the window, with nothing over it. */
  readonly inSight: boolean
  readonly outlined: boolean
}

const look = `(() => {
  const at = document.activeElement
  const box = at.getBoundingClientRect()
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2]
  const over = document.elementFromPoint(x, y)
  const shown = [at, ...(at.labels ?? []), at.parentElement, at.closest('label')].filter(Boolean)
  return {
    name: (at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? at.id).trim(),
    kind: at.type || at.tagName.toLowerCase(),
    inSight: shown.some((one) => over !== null && (one === over || one.contains(over))),
    outlined: shown.some((one) => getComputedStyle(one).outlineStyle !== 'none'),
  }
})()`

async function focused(page: Page): Promise<Focus> {
  return page.evaluate(look)
}

/** Goes on with a key until something of this name has the focus; everything on the way is in sight. */
async function go(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  const seen: string[] = []
  for (let pressed = 0; pressed < 120; pressed++) {
    await page.keyboard.press(key)
    const at = await focused(page)
    seen.push(at.kind === 'body' ? '–' : at.name)
    if (at.kind !== 'body' && at.kind !== 'iframe') {
      assert.ok(at.inSight, `${at.kind} “${at.name}” is out of sight`)
      assert.ok(at.outlined, `${at.kind} “${at.name}” does not show its focus`)
    }
    if (at.kind !== 'body' && wanted.test(at.name)) return
  }
  assert.fail(`${String(wanted)} is not reached: ${seen.join(' | ')}`)
}

test('the main job is done by keyboard alone', { skip: noBrowser }, async () => {
  const { page } = desk
  const author = net.tokyo.people['author']
  assert.ok(author)
  const origin = tokyo.edge.webOrigin ?? ''
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin, author))
  await page.goto(`${origin}/#/`)
  await page.getByRole('button', { name: /passkey/ }).waitFor()
  await go(page, /passkey/)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()

  await go(page, /^New document/)
  await page.keyboard.press('Enter')
  await page.getByRole('radio').first().waitFor()
  const file = join(tmpdir(), `entente-keyboard-${process.pid}.txt`)
  await writeFile(file, 'Written without a mouse.\n')
  const choosing = page.waitForEvent('filechooser')
  await go(page, /^File$/)
  await page.keyboard.press('Enter')
  await (await choosing).setFiles(file)
  await go(page, /^Title for the register/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Without a mouse')
  await go(page, /^General administrative/)
  await go(page, /^Ministerial secrets/, 'ArrowDown')
  await go(page, /^(秘|極秘)/)
  if (!(await focused(page)).name.startsWith('極秘')) await go(page, /^極秘/, 'ArrowDown')
  else await page.keyboard.press('Space')
  await go(page, /^New Zealand/)
  await page.keyboard.press('Space')
  await go(page, /^Maritime security/)
  await page.keyboard.press('Space')
  await page.getByText('Nothing in the pact or the label stands against it.').waitFor()
  await go(page, /^Seal and ask for approval/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sealed and registered' }).waitFor()
  assert.match((await focused(page)).name, /^Sealed and registered/)

  await go(page, /^Register/, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Without a mouse' }).waitFor()
  await go(page, /^Without a mouse/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Without a mouse' }).waitFor()
  await go(page, /^Open$/)
  await page.keyboard.press('Enter')
  await page.getByRole('radio').first().waitFor()
  assert.equal((await focused(page)).name, 'Open this document')
  await go(page, /^Drafting/)
  await page.keyboard.press('Space')
  await go(page, /^Open$/)
  await page.keyboard.press('Enter')
  const content = page.frameLocator('iframe[title=Content]')
  await content.getByText('Written without a mouse.').waitFor()
  await go(page, /^Close/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  assert.equal((await focused(page)).name, 'Open')

  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: 'Sign out' }).waitFor()
  await page.keyboard.type('sign out')
  await page.getByRole('option', { name: 'Sign out', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /passkey/ }).waitFor()
  assert.deepEqual(desk.faults, [])
})
