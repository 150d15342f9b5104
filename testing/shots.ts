/**
 * `npm run shots`: each screen in both languages, light and dark, at three widths, into `shots/`. With names,
 * `npm run shots -- register pact`, only these.
 *
 * @module
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { builtWeb } from '@entente/web/build'

import { askEnrolment, enrol, noBrowser, openDesk, signInAt, startBrowser } from './browser.ts'
import { releasedDocument } from './documents.ts'
import { openTestEdge } from './edge.ts'
import { federation, term } from './federation.ts'
import { japanesePdf, officeTypes, pngOf, sheetsOf, slidesOf, wordOf } from './viewing.ts'

if (noBrowser !== false) throw new Error(noBrowser)
const folder = fileURLToPath(new URL('../shots', import.meta.url))
await mkdir(folder, { recursive: true })
const widths = [
  [390, 844],
  [820, 1180],
  [1366, 768],
] as const

await using net = await federation({ operators: ['reader'] })
await using edge = await openTestEdge(net.wellington, { web: await builtWeb() })
const { document } = await releasedDocument(net)
const reader = net.wellington.people['reader']
if (!reader) throw new Error('nobody reads')
const { person } = reader
const scope = { kind: 'document', document } as const
const purposes = ['maritime-security']
await net.wellington.grant('controller', { kind: 'need-to-know', person, scope, purposes, ...term })

const browser = await startBrowser([net.wellington])
await using desk = await openDesk(browser)
const { page } = desk
const origin = edge.edge.webOrigin ?? ''
const wanted = process.argv.slice(2)
const shoot = async (name: string, at = page): Promise<void> => {
  if (wanted.length > 0 && !wanted.includes(name)) return
  for (const language of ['English', '日本語']) {
    await at.getByRole('button', { name: language }).click()
    for (const colorScheme of ['light', 'dark'] as const) {
      await at.emulateMedia({ colorScheme })
      for (const [width, height] of widths) {
        await at.setViewportSize({ width, height })
        const code = language === 'English' ? 'en' : 'ja'
        const path = join(folder, `${name}-${code}-${colorScheme}-${width}.png`)
        await at.screenshot({ path, fullPage: true })
      }
    }
  }
}

await page.goto(`${origin}/#/`)
await shoot('sign-in')
const acts = await askEnrolment(desk, origin, reader)
await shoot('enrol')
await enrol(net.wellington, edge, acts)
await signInAt(desk, origin)
await page.getByRole('main').getByRole('link').first().waitFor()
await shoot('today')
for (const screen of ['inbox', 'register', 'pact', 'system', `documents/${document}`]) {
  await page.goto(`${origin}/#/${screen}`)
  await page.getByText('jpn').first().waitFor()
  await page.getByRole('status').filter({ hasText: /…$/ }).waitFor({ state: 'detached' })
  await shoot(screen.split('/')[0] ?? screen)
}
await page.getByRole('button', { name: '開く', exact: true }).click()
await page.getByRole('radio').first().waitFor()
await page.getByRole('radio').nth(1).click({ force: true })
await page.getByRole('button', { name: '開く', exact: true }).click()
await page.getByRole('alert').waitFor()
await page.screenshot({ path: join(folder, 'refused-ja.png'), fullPage: true })
await page.getByRole('button', { name: '再試行' }).click()
await page.getByRole('radio').first().click({ force: true })
await page.getByRole('button', { name: '開く', exact: true }).click()
await page.getByRole('button', { name: '文書を閉じる' }).waitFor()
await shoot('reader')
const kinds = {
  pdf: ['application/pdf', japanesePdf()],
  picture: ['image/png', pngOf(400)],
  word: [officeTypes.word, wordOf()],
  sheets: [officeTypes.sheets, sheetsOf()],
  slides: [officeTypes.slides, slidesOf()],
  marked: ['text/plain', '# 報告\n\n(S) 二隻を確認した。\n\n(R) Two vessels were seen.'],
} as const
for (const [name, [mediaType, content]] of Object.entries(kinds)) {
  const given = await releasedDocument(net, { mediaType, content })
  const need = { kind: 'need-to-know', person, purposes, ...term } as const
  const about = { kind: 'document', document: given.document } as const
  await net.wellington.grant('controller', { ...need, scope: about })
  await page.goto(`${origin}/#/documents/${given.document}`)
  await page.getByRole('button', { name: '開く', exact: true }).click()
  await page.getByRole('radio').first().click({ force: true })
  await page.getByRole('button', { name: '開く', exact: true }).click()
  await page.getByRole('button', { name: '文書を閉じる' }).waitFor()
  await page.waitForTimeout(500)
  const path = join(folder, `viewer-${name}-ja.png`)
  await page.screenshot({ path, fullPage: true })
}
await tellNewDocument()
await tellOfficers()
await browser.close()
console.log(`in ${folder}`)

/** The screen of new documents: empty, chosen, refused, and as a report. */
async function tellNewDocument(): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click()
  await page.goto(`${origin}/#/new`)
  await page.getByRole('radio').first().waitFor()
  await shoot('new')
  await page.getByRole('button', { name: 'English' }).click()
  const buffer = Buffer.from('x')
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer })
  await page.getByRole('radio', { name: /^SECRET/ }).check()
  await page.getByRole('checkbox', { name: 'Japan', exact: true }).check()
  await page.getByRole('checkbox', { name: /Maritime security/ }).check()
  await page.waitForLoadState('networkidle')
  await shoot('new-chosen')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('radio', { name: /^RESTRICTED/ }).check()
  await page.getByRole('region', { name: 'Pre-check' }).getByRole('listitem').first().waitFor()
  await shoot('new-refused')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('radio', { name: 'A short report' }).check()
  await page.getByLabel('Paragraph 1').fill('Three vessels were seen.')
  await shoot('new-report')
}

/** What officers look at. */
async function tellOfficers(): Promise<void> {
  const clerk = net.wellington.people['clerk']
  if (!clerk) throw new Error('nobody keeps the register')
  await using officer = await openDesk(browser)
  const { page: at } = officer
  await net.wellington.server.federation.witnessRound()
  await enrol(net.wellington, edge, await askEnrolment(officer, origin, clerk))
  await signInAt(officer, origin)
  await at.goto(`${origin}/#/ledger`)
  await at.getByRole('button', { name: 'Verify now' }).click()
  await at.getByText('The record holds').waitFor()
  await at
    .getByText(/^Entry \d+$/)
    .first()
    .click()
  await shoot('ledger', at)
  await at.getByRole('button', { name: 'English' }).click()
  await at.goto(`${origin}/#/people`)
  await at
    .getByRole('table', { name: 'What ends within a year' })
    .or(at.getByText('Nothing ends'))
    .waitFor()
  await shoot('people', at)
  await at.getByRole('button', { name: 'English' }).click()
  await at.goto(`${origin}/#/people/person.${person}`)
  await at.getByRole('table', { name: 'Could read' }).waitFor()
  await at.getByLabel('To the organ').fill('nzl-other')
  await at.getByRole('button', { name: 'Ask what would end' }).click()
  await at.getByText('Line in the register').waitFor()
  await shoot('person', at)
}
