/** What the sweep through all screens would see: each of its looks at a page that has this fault. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { Browser, Page } from 'playwright-core'

import { launchBrowser, noBrowser } from './browser.ts'
import {
  axeFaults,
  fitFaults,
  focusFaults,
  forcedFaults,
  languageFaults,
  motionFaults,
} from './screens/look.ts'

const skip = noBrowser
let browser: Browser
let page: Page
before(async () => {
  if (noBrowser !== false) return
  browser = await launchBrowser([])
  page = await browser.newPage({ viewport: { width: 320, height: 640 } })
})
after(async () => {
  if (noBrowser === false) await browser.close()
})

const style =
  ':focus-visible{outline:3px solid #06c} @media (prefers-color-scheme: dark){.dim{color:#222}body{background:#111}}'
const show = (body: string): Promise<void> =>
  page.setContent(
    `<!doctype html><html lang="en"><title>Page</title><style>${style}</style><main><h1>Page</h1>${body}</main></html>`,
  )
const words = { en: ['Nothing waits for you.', 'Open'], ja: ['対応を待つものはありません。'] }

test('a page without fault has none', { skip }, async () => {
  await show('<p>All is well.</p><button>Go</button><p class="marking">SECRET</p>')
  assert.deepEqual(await axeFaults(page), [])
  assert.deepEqual(await axeFaults(page, 'contrast'), [])
  for (const look of [fitFaults, focusFaults, forcedFaults, motionFaults]) {
    assert.deepEqual(await look(page), [])
  }
  assert.deepEqual(await languageFaults(page, 'en', words, []), [])
})

for (const [what, body, look, fault] of [
  ['a field without a name', '<input>', axeFaults, /^label/],
  [
    'a target that is too small',
    '<button style="all:unset;width:9px;height:9px;display:block">a</button><button style="all:unset;width:9px;height:9px;display:block">b</button>',
    axeFaults,
    /^target-size/,
  ],
  ['pale text', '<p style="color:#bbb">pale</p>', axeFaults, /^color-contrast/],
  ['a page that is too wide', '<div style="width:400px">wide</div>', fitFaults, /400|wide in 320/],
  [
    'text that is cut off',
    '<p style="width:3em;overflow:hidden;white-space:nowrap">longer than that</p>',
    fitFaults,
    /^cut off/,
  ],
  [
    'a bar over what has the focus',
    '<button style="position:fixed;bottom:0">Go</button><p style="position:fixed;inset:auto 0 0;height:9em;margin:0;background:#fff">bar</p>',
    focusFaults,
    /hidden behind/,
  ],
  [
    'a focus that nobody sees',
    '<button style="outline:none">Go</button>',
    focusFaults,
    /does not show/,
  ],
  [
    'a focus that is a colour',
    '<style>button:focus-visible{outline:none;background:#fc0}</style><button>Go</button>',
    forcedFaults,
    /does not show/,
  ],
  [
    'a marking that is a colour',
    '<p class="marking" style="background:#800;width:9em;height:2em"></p>',
    forcedFaults,
    /marking/,
  ],
  [
    'what moves',
    '<style>@keyframes a{to{opacity:.5}} p{animation:a 9s infinite}</style><p>moves</p>',
    motionFaults,
    /^moves/,
  ],
] as const) {
  test(`${what} is seen`, { skip }, async () => {
    await show(body)
    assert.match((await look(page)).join('\n'), fault)
  })
}

test('what is pale in the dark alone is seen there', { skip }, async () => {
  await show('<p class="dim">dim</p>')
  assert.deepEqual(await axeFaults(page, 'contrast'), [])
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.match((await axeFaults(page, 'contrast')).join(), /^color-contrast/)
  await page.emulateMedia({ colorScheme: 'light' })
})

test(
  'the other language is seen, in text and in names, but not where it is marked',
  { skip },
  async () => {
    await show(
      '<p>対応を待つものはありません。</p><button aria-label="ひらく">x</button><p lang="ja">ひらく</p>',
    )
    assert.deepEqual(await languageFaults(page, 'en', words, []), [
      '対応を待つものはありません。',
      'ひらく',
    ])
    await show(
      '<p>Nothing waits for you.</p><a href="#x">Open</a><p>It was said by a server</p><p>極秘</p>',
    )
    await page.evaluate(`document.documentElement.lang = 'ja'`)
    assert.deepEqual(await languageFaults(page, 'ja', words, []), [
      'Nothing waits for you.',
      'Open',
      'It was said by a server',
    ])
    assert.deepEqual(await languageFaults(page, 'ja', words, ['It was said by a server', 'Open']), [
      'Nothing waits for you.',
    ])
  },
)
