/** What the web application's build puts on the wire. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { builtWeb } from '@entente/web/build'

let folder = ''
before(async () => {
  folder = await builtWeb()
})

const files = (place = 'assets'): readonly string[] =>
  readdirSync(join(folder, place)).filter((name) => /\.(?:css|js)$/.test(name))
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const zipped = (name: string, place = 'assets'): number =>
  gzipSync(readFileSync(join(folder, place, name))).length / 1024

test('what is loaded first is at most 250 KB as sent', () => {
  const page = read('index.html')
  const first = files().filter((name) => page.includes(name))
  const size = first.reduce((sum, name) => sum + zipped(name), gzipSync(page).length / 1024)
  assert.ok(first.length > 2 && size > 10 && size <= 250, `${size} KB`)
})

test('screens are loaded when somebody goes there: each at most 60 KB, the reader and its worker 100 KB', () => {
  const page = read('index.html')
  const later = files().filter((name) => !page.includes(name))
  assert.ok(later.some((name) => name.startsWith('reader-')))
  for (const name of later) {
    const most = /^(?:reader|worker)-/.test(name) ? 100 : 60
    assert.ok(zipped(name) <= most, `${name} ${zipped(name)} KB`)
  }
})

/** KB of each file of the frame, as sent. */
const view: Readonly<Record<string, number>> = {
  image: 2,
  // It holds both halves of Mozilla's viewer.
  pdf: 560,
  sheets: 3,
  slides: 2,
  view: 8,
  word: 2,
  zip: 3,
}

test('the frame loads 8 KB, and each viewer by itself', () => {
  const found = Object.fromEntries(
    files('view/assets')
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name.replace(/-[\w-]{8}\.js$/, ''), zipped(name, 'view/assets')]),
  )
  assert.deepEqual(Object.keys(found).toSorted(), Object.keys(view).toSorted())
  for (const [name, size] of Object.entries(found)) {
    assert.ok(size <= (view[name] ?? 0), `${name} ${size} KB`)
  }
})

test('nothing built asks another server, and no page has script or style inline', () => {
  for (const page of ['index.html', 'view/view.html']) {
    assert.doesNotMatch(read(page), /<script(?![^>]* src=)|<style|style=|https?:\/\//)
  }
  for (const place of ['assets', 'view/assets']) {
    for (const name of files(place).filter((one) => one.endsWith('.css'))) {
      assert.doesNotMatch(read(join(place, name)), /https?:\/\/|@import/)
    }
  }
})
