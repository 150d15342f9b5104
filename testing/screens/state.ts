/**
 * A state of a screen: how a browser gets there, at real servers.
 *
 * @module
 */
import type { Page } from 'playwright-core'

import type { Who, World } from './world.ts'

/** Languages of the application. */
export const languages = ['en', 'ja'] as const

/** A language of the application. */
export type Language = (typeof languages)[number]

/** Where a state is brought about. */
export interface Here {
  readonly page: Page
  readonly world: World
  /** Address of the application, with `#/` at its end. */
  readonly home: string
}

/** One state. */
export interface State {
  /** Of its pictures. */
  readonly name: string
  readonly who: Who
  /** Brings an English page there. What it says in Japanese comes by the switch of the language, as for a person. */
  readonly reach: (here: Here) => Promise<unknown>
  /** Ends what would be in the way of the next one. */
  readonly leave?: (here: Here) => Promise<unknown>
  /** Looked at in pictures alone: a test of its own goes there. */
  readonly picturesOnly?: boolean
}

/** A state that is nothing but an address. `seen` says what is there once it is whole. */
export function at(
  name: string,
  who: Who,
  path: string | ((world: World) => string),
  seen: (page: Page) => { readonly waitFor: () => Promise<void> },
): State {
  return {
    name,
    who,
    async reach({ page, world, home }) {
      await page.goto(`${home}${typeof path === 'string' ? path : path(world)}`)
      await seen(page).waitFor()
    },
  }
}

/** Switches the language as the buttons do, also where a dialog lies above them. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(`document.querySelector('.languages [lang=${language}]').click()`)
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
  await settled(page)
}

/** Waits until nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, dialog[open]').first().waitFor()
  await page.locator('.loading').first().waitFor({ state: 'detached' })
  // What has just come is drawn, and has taken the focus that it takes.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
}

/** Leaves whatever is open above the page. */
export async function closeDialog({ page }: Here): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
}
