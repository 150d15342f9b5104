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

const files = (): readonly string[] => readdirSync(join(folder, 'assets'))
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const zipped = (name: string): number =>
  gzipSync(readFileSync(join(folder, 'assets', name))).length / 1024

test('what is loaded first is at most 250 KB as sent', () => {
  const page = read('index.html')
  const first = files().filter((name) => page.includes(name))
  const size = first.reduce((sum, name) => sum + zipped(name), gzipSync(page).length / 1024)
  assert.ok(first.length > 2 && size > 10 && size <= 250, `${size} KB`)
})

test('screens are loaded when somebody goes there: each at most 60 KB, the reader 100 KB', () => {
  const page = read('index.html')
  const later = files().filter((name) => !page.includes(name))
  assert.ok(later.some((name) => name.startsWith('reader-')))
  for (const name of later) {
    const most = name.startsWith('reader-') ? 100 : 60
    assert.ok(zipped(name) <= most, `${name} ${zipped(name)} KB`)
  }
})

test('nothing built asks another server, and no page has script or style inline', () => {
  assert.doesNotMatch(read('index.html'), /<script(?![^>]* src=)|<style|style=|https?:\/\//)
  for (const name of files().filter((one) => one.endsWith('.css'))) {
    assert.doesNotMatch(read(join('assets', name)), /https?:\/\/|@import/)
  }
})
