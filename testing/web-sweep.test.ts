/**
 * Every screen in every state, in both languages: WCAG 2.2 AA by axe in light and dark, at the width of a desk and
 * at 320 px (400 % of 1280), forced colours, reduced motion, keys, and no word of the other language.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { noBrowser } from './browser.ts'
import { openWorld, settled, speak, type State, states, type World } from './screens/index.ts'
import {
  axeFaults,
  fitFaults,
  focusFaults,
  forcedFaults,
  languageFaults,
  motionFaults,
} from './screens/look.ts'
import { readWords, type Words } from './screens/words.ts'

const skip = noBrowser
const desk = { width: 1366, height: 768 }
const zoomed = { width: 320, height: 640 }

let world: World
let words: Words
before(async () => {
  if (noBrowser !== false) return
  words = await readWords()
  world = await openWorld()
})
after(async () => {
  if (noBrowser === false) await world[Symbol.asyncDispose]()
})

for (const state of states.filter(({ picturesOnly }) => picturesOnly !== true)) {
  test(`${state.name} is for everybody`, { skip }, async () => {
    const { page } = await world.desk(state.who)
    page.setDefaultTimeout(10_000)
    const here = { page, world, home: `${world.origin(state.who)}/#/` }
    await page.setViewportSize(desk)
    await state.reach(here)
    await settled(page)
    const faults = await faultsOf(state)
    await state.leave?.(here)
    assert.deepEqual(faults, [])
  })
}

/** Screens that ask the server before they can show anything. */
const asking = ', inbox, register, new, approvals, pact, ledger, people, passkeys, system'.split(
  ', ',
)

test(
  'while the server is slow each screen says that it comes; while it is away, that it did not',
  {
    skip,
  },
  async () => {
    const { page } = await world.desk('security')
    page.setDefaultTimeout(10_000)
    await page.setViewportSize(zoomed)
    const home = `${world.origin('security')}/#/`
    const found: string[] = []
    const look = async (where: string, language: 'en' | 'ja'): Promise<void> => {
      const faults = [
        ...(await fitFaults(page)),
        ...(await languageFaults(page, language, words, world.data)),
        // What says so is one part: it is looked at where it stands alone, and in a list.
        ...(/^(?:register)? /.test(where) ? await axeFaults(page) : []),
      ]
      found.push(...faults.map((fault) => `${where}: ${fault}`))
    }
    await page.goto(home)
    await page.reload()
    await settled(page)
    for (const screen of asking) {
      await page.goto(`${home}no-such-page`)
      world.line.set('held')
      await page.goto(`${home}${screen}`)
      await page.locator('.loading').first().waitFor()
      await look(`${screen} slow`, 'en')
      world.line.set('open')
      await settled(page)

      await page.goto(`${home}no-such-page`)
      world.line.set('cut')
      await page.goto(`${home}${screen}`)
      const alert = page.getByRole('alert')
      await alert
        .getByText(/did not answer/)
        .first()
        .waitFor()
      await look(`${screen} away`, 'en')
      await speak(page, 'ja')
      await alert.getByText(/応答/).first().waitFor()
      await look(`${screen} away`, 'ja')
      world.line.set('open')
      await settled(page)
      for (let tried = 0; tried < 50 && (await alert.count()) > 0; tried += 1) {
        await alert.getByRole('button').first().click()
        await page.waitForTimeout(100)
        await settled(page)
      }
      if ((await alert.count()) > 0) found.push(`${screen} does not come back`)
      await speak(page, 'en')
    }
    assert.deepEqual(found, [])
  },
)

test(
  'a part that is not loaded yet while the server is away is asked for again',
  { skip },
  async () => {
    const { page } = await world.desk('security')
    await page.goto(`${world.origin('security')}/#/`)
    await page.reload()
    await settled(page)
    world.line.set('cut')
    await page.getByRole('link', { name: 'Pact', exact: true }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    await page.getByRole('navigation').waitFor()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await alert.waitFor()
    world.line.set('open')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Equivalence' }).waitFor()
  },
)

async function faultsOf({ who }: State): Promise<readonly string[]> {
  const { page, faults } = await world.desk(who)
  const found: string[] = []
  const add = (where: string, some: readonly string[]): void => {
    found.push(...some.map((fault) => `${where}: ${fault}`))
  }
  for (const [language, window, other] of [
    ['en', desk, zoomed],
    ['ja', zoomed, desk],
  ] as const) {
    if (language === 'ja') await speak(page, language)
    await page.setViewportSize(other)
    add(`${language} ${other.width}`, await fitFaults(page))
    await page.setViewportSize(window)
    add(language, await languageFaults(page, language, words, world.data))
    add(`${language} ${window.width}`, await fitFaults(page))
    add(`${language} ${window.width}`, await axeFaults(page))
  }
  add('keys', await focusFaults(page))
  await page.emulateMedia({ colorScheme: 'dark' })
  add('dark', await axeFaults(page, 'contrast'))
  await page.emulateMedia({ colorScheme: 'light' })
  add('forced colours', await forcedFaults(page))
  add('reduced motion', await motionFaults(page))
  await page.setViewportSize(desk)
  await speak(page, 'en')
  add('page', faults)
  return found
}
