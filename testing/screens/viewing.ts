/**
 * Documents of each kind in the reader: for pictures, for `web-viewers.test.ts` goes through them.
 *
 * @module
 */
import { releasedDocument } from '../documents.ts'
import { japanesePdf, officeTypes, pngOf, sheetsOf, slidesOf, wordOf } from '../viewing.ts'

import type { State } from './state.ts'
import { know } from './world.ts'

const kinds: Readonly<Record<string, () => readonly [string, Uint8Array | string]>> = {
  pdf: () => ['application/pdf', japanesePdf()],
  picture: () => ['image/png', pngOf(400)],
  word: () => [officeTypes.word, wordOf()],
  sheets: () => [officeTypes.sheets, sheetsOf()],
  slides: () => [officeTypes.slides, slidesOf()],
  marked: () => ['text/plain', '# 報告\n\n(S) 二隻を確認した。\n\n(R) Two vessels were seen.'],
}

/** The states. */
export const viewing: readonly State[] = Object.entries(kinds).map(([name, make]) => ({
  name: `viewer-${name}`,
  who: 'wellington-reader',
  picturesOnly: true,
  async reach({ page, world: { net }, home }) {
    const [mediaType, content] = make()
    const { document } = await releasedDocument(net, { mediaType, content })
    await know(net.wellington, 'reader', document)
    await page.goto(`${home}documents/${document}`)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('radio', { name: /Maritime security/ }).click({ force: true })
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('button', { name: 'Close the document' }).waitFor()
    await page.waitForTimeout(500)
  },
  leave: ({ page }) => page.getByRole('button', { name: 'Close the document' }).click(),
}))
