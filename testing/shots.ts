/**
 * `npm run shots`: each screen in each state, in both languages, light and dark, at three widths, into `shots/`. With
 * names, `npm run shots -- register pact`, those whose names begin so.
 *
 * @module
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { noBrowser } from './browser.ts'
import { languages, openWorld, settled, speak, states } from './screens/index.ts'

if (noBrowser !== false) throw new Error(noBrowser)
const folder = fileURLToPath(new URL('../shots', import.meta.url))
await mkdir(folder, { recursive: true })
const windows = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1366, height: 768 },
] as const

const wanted = process.argv.slice(2)
const chosen = states.filter(
  ({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)),
)
if (chosen.length === 0) throw new Error(`there are: ${states.map(({ name }) => name).join(' ')}`)

await using world = await openWorld()
for (const { name, who, reach, leave } of chosen) {
  const { page } = await world.desk(who)
  const here = { page, world, home: `${world.origin(who)}/#/` }
  await page.setViewportSize(windows[2])
  await reach(here)
  await settled(page)
  for (const language of languages) {
    await speak(page, language)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const window of windows) {
        await page.setViewportSize(window)
        const path = join(folder, `${name}-${language}-${colorScheme}-${window.width}.png`)
        // What lies above a page, and bars that stay, are seen as in the window.
        const fullPage = (await page.locator('dialog[open], .countdown').count()) === 0
        await page.screenshot({ path, fullPage })
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await speak(page, 'en')
  await leave?.(here)
}
console.log(`${chosen.length * 12} pictures in ${folder}`)
