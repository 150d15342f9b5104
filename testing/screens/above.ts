/**
 * What lies above pages: commands, help, and the bar that counts down.
 *
 * @module
 */
import { closeDialog, type State } from './state.ts'

/** The states. */
export const above: readonly State[] = [
  {
    name: 'palette',
    who: 'author',
    async reach({ page, home }) {
      await page.goto(home)
      await page.getByRole('button', { name: 'Search and commands' }).click()
      await page.getByRole('option').first().waitFor()
      await page.keyboard.type('supply')
      await page.getByRole('option', { name: /Supply-chain/ }).waitFor()
    },
    leave: closeDialog,
  },
  {
    name: 'palette-none',
    who: 'author',
    async reach({ page, home }) {
      await page.goto(home)
      await page.getByRole('button', { name: 'Search and commands' }).click()
      await page.keyboard.type('no such thing')
      await page.getByText('Nothing that you may open or do').waitFor()
    },
    leave: closeDialog,
  },
  {
    name: 'help',
    who: 'author',
    async reach({ page, home }) {
      await page.goto(`${home}new`)
      await page.getByRole('radio').first().waitFor()
      await page.getByRole('button', { name: 'Help' }).click()
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
    leave: closeDialog,
  },
]
