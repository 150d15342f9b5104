/**
 * Screens of those who read: Today, the lists, a document and its content.
 *
 * @module
 */
import type { Page } from 'playwright-core'

import { at, type Here, type State } from './state.ts'
import type { Who } from './world.ts'

const opener = (page: Page) => page.getByRole('button', { name: 'Open', exact: true })

async function ask({ page, world, home }: Here, purpose: RegExp): Promise<void> {
  await page.goto(`${home}documents/${world.document}`)
  await opener(page).click()
  await page.getByRole('radio', { name: purpose }).click({ force: true })
  await opener(page).click()
}

const close = async ({ page }: Here): Promise<void> => {
  await page.getByRole('button', { name: /Close the document|文書を閉じる/ }).click()
}

const documentAt = (name: string, who: Who): State =>
  at(
    name,
    who,
    ({ document }) => `documents/${document}`,
    (page) => page.getByRole('heading', { name: 'History' }),
  )

/** The states. */
export const reading: readonly State[] = [
  at('today', 'author', '', (page) => page.getByText('Not approved by').first()),
  at('today-newest', 'wellington-reader', '', (page) => page.locator('.card').first()),
  at('today-empty', 'uncleared', '', (page) => page.getByText('Nothing waits for you.')),
  at('inbox', 'wellington-reader', 'inbox', (page) => page.getByRole('row').nth(1)),
  at('inbox-empty', 'uncleared', 'inbox', (page) => page.locator('.empty')),
  at('register', 'author', 'register', (page) => page.getByRole('row').nth(1)),
  at('register-empty', 'uncleared', 'register', (page) => page.locator('.empty')),
  {
    name: 'register-none-found',
    who: 'author',
    async reach({ page, home }) {
      await page.goto(`${home}register`)
      await page.getByLabel('Title or id').fill('no such thing')
      await page.locator('.empty').waitFor()
    },
    leave: ({ page }) => page.getByRole('searchbox').fill(''),
  },
  documentAt('document', 'author'),
  documentAt('document-received', 'wellington-reader'),
  {
    name: 'document-proofs',
    who: 'author',
    async reach({ page, world, home }) {
      await page.goto(`${home}documents/${world.document}`)
      await page.getByRole('button', { name: 'Verify the proofs' }).click()
      await page.getByText('Verified.').waitFor()
    },
  },
  {
    name: 'document-denied',
    who: 'uncleared',
    async reach({ page, world, home }) {
      await page.goto(`${home}documents/${world.document}`)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'reader-purpose',
    who: 'wellington-reader',
    async reach({ page, world, home }) {
      await page.goto(`${home}documents/${world.document}`)
      await opener(page).click()
      await page.getByRole('radio').first().waitFor()
    },
    leave: ({ page }) => page.getByRole('button', { name: /^(?:Cancel|キャンセル)$/ }).click(),
  },
  {
    name: 'reader-refused',
    who: 'wellington-reader',
    async reach(here) {
      await ask(here, /arms transfers/)
      await here.page.getByRole('alert').waitFor()
    },
    leave: ({ page, home }) => page.goto(home),
  },
  {
    name: 'reader',
    who: 'wellington-reader',
    async reach(here) {
      await ask(here, /Maritime security/)
      const content = here.page.frameLocator('iframe.document')
      await content.getByText('maritime report').first().waitFor()
    },
    leave: close,
  },
  at('not-found', 'author', 'no-such-page', (page) => page.locator('.empty')),
]
