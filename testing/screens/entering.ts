/**
 * Screens of somebody who is not signed in.
 *
 * @module
 */
import { at, type State } from './state.ts'

/** The states. */
export const entering: readonly State[] = [
  at('sign-in', 'nobody', '', (page) => page.getByRole('button', { name: /^Sign in through/ })),
  {
    name: 'sign-in-ways',
    who: 'nobody',
    async reach({ page, home }) {
      await page.goto(home)
      await page.getByText('weaker way').click()
      await page.getByText('Another browser, or a lost passkey').click()
      await page.getByLabel('Sign-in name').waitFor()
    },
  },
  {
    name: 'sign-in-not-enrolled',
    who: 'nobody',
    async reach({ page, home }) {
      await page.goto(home)
      await page.reload()
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  at('enrol', 'nobody', 'enrol?person=jpn-reader&facility=tokyo', (page) =>
    page.getByRole('button', { name: 'Make the keys of this browser' }),
  ),
  at('enrol-no-name', 'nobody', 'enrol', (page) => page.getByRole('alert')),
  {
    name: 'enrol-made',
    who: 'nobody',
    async reach({ page, home }) {
      await page.goto(`${home}enrol?person=jpn-reader&facility=tokyo`)
      await page.getByRole('button', { name: 'Make the keys of this browser' }).click()
      await page.getByRole('textbox').waitFor()
    },
  },
  {
    name: 'sign-in-refused',
    who: 'nobody',
    async reach({ page, home }) {
      await page.goto(home)
      await page.getByText('weaker way').click()
      await page.getByLabel('Sign-in name').fill('author')
      await page.getByLabel('Password', { exact: true }).fill('wrong')
      await page.getByRole('button', { name: /^Sign in with the password/ }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'start',
    who: 'nobody',
    async reach({ page, world }) {
      await page.goto(world.firstSteps)
      await page.locator('[aria-current=step]').waitFor()
    },
  },
  {
    name: 'start-no-code',
    who: 'nobody',
    async reach({ page, world }) {
      await page.goto(`${new URL(world.firstSteps).origin}/#/start`)
      await page.getByText('The link to this page is printed by the server').waitFor()
    },
  },
  {
    name: 'start-wrong-code',
    who: 'nobody',
    async reach({ page, world }) {
      await page.goto(`${new URL(world.firstSteps).origin}/#/start?code=wrong`)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'help-sign-in',
    who: 'nobody',
    async reach({ page, home }) {
      await page.goto(home)
      await page.getByRole('button', { name: 'Help' }).click()
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
]
