/**
 * The screen of new documents at two real members, with an author at its desk.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { builtWeb } from '@entente/web/build'
import type { Browser, Page } from 'playwright-core'

import { askEnrolment, type Desk, enrol, openDesk, signInAt, startBrowser } from './browser.ts'
import { clear } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, type TestMember } from './federation.ts'

/** Both members, and an author in Tokyo whose browser is Japanese. */
export interface SealingDesks extends AsyncDisposable {
  readonly net: Federation
  readonly browser: Browser
  readonly tokyo: TestEdge
  readonly wellington: TestEdge
  readonly desk: Desk
}

/** Starts them. */
export async function openSealingDesks(): Promise<SealingDesks> {
  const net = await federation()
  await clear(net.tokyo)
  await clear(net.wellington)
  const web = await builtWeb()
  const tokyo = await openTestEdge(net.tokyo, { web })
  const wellington = await openTestEdge(net.wellington, { web })
  const browser = await startBrowser([net.tokyo, net.wellington])
  const desk = await authorDesk(browser, net.tokyo, tokyo, { locale: 'ja-JP' })
  return {
    net,
    browser,
    tokyo,
    wellington,
    desk,
    async [Symbol.asyncDispose]() {
      await browser.close()
      await tokyo[Symbol.asyncDispose]()
      await wellington[Symbol.asyncDispose]()
      await net[Symbol.asyncDispose]()
    },
  }
}

/** Where an edge serves the application. */
export const originOf = ({ edge }: TestEdge): string => edge.webOrigin ?? ''

/** The desk of a member's author, enrolled and signed in. */
export async function authorDesk(
  browser: Browser,
  member: TestMember,
  edge: TestEdge,
  options: Parameters<typeof openDesk>[1],
): Promise<Desk> {
  const author = member.people['author']
  assert.ok(author)
  const opened = await openDesk(browser, options)
  await enrol(member, edge, await askEnrolment(opened, originOf(edge), author))
  await signInAt(opened, originOf(edge))
  return opened
}

/** A file whose bytes follow from its seed. */
export function fileOf(name: string, size: number, seed = 7) {
  const buffer = Buffer.alloc(size)
  for (let at = 0; at < size; at += 1) buffer[at] = (at * seed + (at >> 11)) & 255
  return { name, mimeType: 'application/octet-stream', buffer }
}

/** Opens the screen in a language, anew. */
export async function openNew(page: Page, edge: TestEdge, language = 'English'): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${originOf(edge)}/#/new`)
  await page.getByRole('button', { name: language }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('radio').first().waitFor()
}

/** Chooses what makes a release that may be asked for. */
export async function choose(page: Page, level = '極秘'): Promise<void> {
  await page.getByRole('radio', { name: 'Ministerial secrets' }).check()
  await page.getByRole('radio', { name: new RegExp(`^${level}`) }).check()
  await page.getByRole('checkbox', { name: 'New Zealand' }).check()
  await page.getByRole('checkbox', { name: /Maritime security/ }).check()
}

/** What is kept of the newest document of a title; nothing where there is none. */
export async function stateOf(title: string, { tokyo: { server } }: Federation) {
  return server.store.db
    .selectFrom('documents')
    .select(['document', 'state', 'size', 'media_type'])
    .where('title', '=', title)
    .executeTakeFirst()
}
