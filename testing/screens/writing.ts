/**
 * Screens of those who write and approve.
 *
 * @module
 */
import type { Page } from 'playwright-core'

import { at, type Here, type State } from './state.ts'

const pdf = { name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') }

async function choose(
  { page, home }: Here,
  level: RegExp,
  regime: RegExp = /^Ministerial secrets/,
): Promise<void> {
  await page.goto(home)
  await page.goto(`${home}new`)
  await page.getByRole('radio').first().waitFor()
  await page.getByLabel('File', { exact: true }).setInputFiles(pdf)
  await page.getByRole('radio', { name: regime }).check()
  await page.getByRole('radio', { name: level }).check()
  await page.getByRole('checkbox', { name: 'New Zealand' }).check()
  await page.getByRole('checkbox', { name: /Maritime security/ }).check()
}

const check = (page: Page) => page.getByRole('region', { name: 'Pre-check' })

/** The states. */
export const writing: readonly State[] = [
  at('new', 'author', 'new', (page) => page.getByRole('radio').first()),
  {
    name: 'new-chosen',
    who: 'author',
    async reach(here) {
      await choose(here, /^極秘/)
      await here.page.getByText('Nothing in the pact or the label stands against it.').waitFor()
    },
  },
  {
    name: 'new-refused',
    who: 'author',
    async reach(here) {
      await choose(here, /^重要経済安保情報/, /economic security/)
      await check(here.page).getByText('pact/no-equivalent').waitFor()
    },
  },
  {
    name: 'new-report',
    who: 'author',
    async reach({ page, home }) {
      await page.goto(home)
      await page.goto(`${home}new`)
      await page.getByRole('radio', { name: 'A short report' }).check()
      await page.getByRole('radio', { name: /^Ministerial secrets/ }).check()
      await page.getByRole('textbox', { name: 'Paragraph 1' }).fill('海上保安情報')
    },
  },
  {
    name: 'new-sealed',
    who: 'author',
    async reach(here) {
      const { page } = here
      await choose(here, /^秘/)
      await page.getByText('Nothing in the pact or the label stands against it.').waitFor()
      await page.getByRole('button', { name: 'Seal as a draft' }).click()
      await page.getByRole('heading', { name: 'Sealed and registered' }).waitFor()
    },
  },
  at('approvals', 'releaser', 'approvals', (page) => page.locator('.card').first()),
  at('approvals-empty', 'author', 'approvals', (page) => page.locator('.empty')),
  at(
    'release',
    'releaser',
    ({ release }) => `approvals/${release}`,
    (page) => page.getByRole('button', { name: 'Open it and check' }),
  ),
  {
    name: 'release-refusing',
    who: 'releaser',
    async reach({ page, world, home }) {
      await page.goto(`${home}approvals/${world.release}`)
      await page.getByText('Do not approve').click()
      await page.getByRole('textbox', { name: 'Reason' }).fill('第３段落')
    },
  },
  {
    name: 'release-checked',
    who: 'releaser',
    async reach({ page, world, home }) {
      await page.goto(home)
      await page.goto(`${home}approvals/${world.release}`)
      await page.getByRole('button', { name: 'Open it and check' }).click()
      await page.getByText('The document is the one of this statement').waitFor()
    },
  },
  {
    name: 'release-beside',
    who: 'releaser',
    async reach({ page, world, home }) {
      await page.goto(home)
      await page.goto(`${home}approvals/${world.release}`)
      await page.getByRole('button', { name: 'Read the document' }).click()
      const content = page.frameLocator('iframe.document')
      await content.getByText('maritime report').first().waitFor()
    },
  },
  at(
    'release-above',
    'releaser',
    ({ above }) => `approvals/${above}`,
    (page) => page.getByText('entente release approve'),
  ),
  at(
    'release-own',
    'author',
    ({ release }) => `approvals/${release}`,
    (page) => page.getByText('An author never approves their own release.'),
  ),
  at('passkeys', 'releaser', 'passkeys', (page) => page.getByRole('row').nth(1)),
  {
    name: 'passkeys-made',
    who: 'second',
    async reach({ page, home }) {
      await page.goto(`${home}passkeys`)
      await page.getByRole('button', { name: 'Make a passkey for approvals' }).click()
      await page.getByRole('textbox').waitFor()
    },
  },
]
