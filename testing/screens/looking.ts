/**
 * Screens of those who look after the pact, the record, people and machines.
 *
 * @module
 */
import type { Page } from 'playwright-core'

import { at, type State } from './state.ts'

const table = (page: Page, name: string) => page.getByRole('table', { name, exact: true })

/** The states. */
export const looking: readonly State[] = [
  at('pact', 'author', 'pact', (page) => page.getByRole('heading', { name: 'Equivalence' })),
  at('ledger', 'security', 'ledger', (page) => page.getByRole('row').nth(1)),
  {
    name: 'ledger-verified',
    who: 'security',
    async reach({ page, home }) {
      await page.goto(`${home}ledger`)
      await page.getByRole('button', { name: 'Verify now' }).click()
      await page.getByText('The record holds').waitFor()
      await page
        .getByText(/^Entry \d+$/)
        .first()
        .click()
    },
  },
  at('ledger-closed', 'author', 'ledger', (page) => page.locator('.empty')),
  at('people', 'security', 'people', (page) => table(page, 'What ends within a year')),
  at('people-closed', 'author', 'people', (page) => page.locator('.empty, [role=alert]')),
  at('facility', 'security', 'people/facility.tokyo', (page) => page.getByRole('row').nth(1)),
  {
    name: 'person',
    who: 'security',
    async reach({ page, home }) {
      await page.goto(`${home}people/person.jpn-author`)
      await page.getByLabel('To the organ').fill('jpn-other')
      await page.getByRole('button', { name: 'Ask what would end' }).click()
      await page.getByText('Line in the register').first().waitFor()
    },
  },
  at('person-unknown', 'security', 'people/person.nobody', (page) => page.getByRole('alert')),
  {
    name: 'system',
    who: 'security',
    async reach({ page, home }) {
      await page.goto(`${home}system`)
      await page.locator('.plot canvas').first().waitFor()
      await page.getByText(/^As a table/).click()
    },
  },
  at('system-closed', 'author', 'system', (page) => page.getByRole('alert')),
]
