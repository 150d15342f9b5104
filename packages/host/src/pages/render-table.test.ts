/** A register on paper, as poppler, a stranger, reads it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { markPages } from '@entente/core/marking'

import { at, label, plain, psr } from './examples.fixture.ts'
import { type MarkedTable, printTable } from './index.ts'
import { pagesOf, poppler, skip } from './poppler.fixture.ts'

const table: MarkedTable = {
  marking: markPages(label(psr, 'SECRET'), plain),
  title: { text: 'Register of documents', lang: 'en' },
  lang: 'en',
  columns: [
    { head: 'Reference', share: 2 },
    { head: 'Title', share: 3 },
    { head: 'Addressee', share: 1 },
  ],
  rows: Array.from({ length: 200 }, (_, number) => [
    `ref-${number}`,
    number % 2 === 0 ? `調査船の動向について（第${number}報）` : `The vessel, report ${number}`,
    number % 3 === 0 ? '' : 'nzl',
  ]),
}

test(
  'every page has the marking, the heads and whole rows, none twice and none lost',
  { skip },
  async () => {
    const pages = pagesOf(await printTable(table, at))
    assert.ok(pages.length > 4, `${pages.length} pages`)
    const found: string[] = []
    for (const [index, page] of pages.entries()) {
      assert.equal(page[0], 'SECRET//REL TO NZL, JPN')
      assert.equal(page.at(-1), `${index + 1}/${pages.length}`)
      assert.ok(page.some((line) => /^Reference +Title +Addressee$/.test(line)))
      for (const line of page) found.push(...(line.match(/ref-\d+/g) ?? []))
    }
    assert.deepEqual(
      found,
      table.rows.map(([reference]) => reference),
    )
  },
)

test(
  'who listens hears a table: rows of cells, each with its language, and the heads once',
  { skip },
  async () => {
    const pdf = await printTable({ ...table, rows: table.rows.slice(0, 60) }, at)
    const said = poppler('pdfinfo', pdf, ['-struct-text']).toString()
    const count = (kind: string): number =>
      said.match(new RegExp(`^ *${kind}\\b`, 'gm'))?.length ?? 0
    assert.deepEqual(
      { table: count('Table'), rows: count('TR'), heads: count('TH'), cells: count('TD') },
      { table: 1, rows: 61, heads: 3, cells: 180 },
    )
    assert.match(said, /TH.*\n(?:.*\n)*? +"Reference"/)
  },
)

test(
  'a title that the font cannot show, or that hides what it says, stays one row',
  { skip },
  async () => {
    const hostile = ['\u{1F600} smile', '\u202Egnp.exe', 'a\nb\u0000c', '']
    const rows = hostile.map((title, number) => [`ref-${number}`, title, 'nzl'])
    const [page] = pagesOf(await printTable({ ...table, rows }, at))
    const lines = page?.filter((line) => line.startsWith('ref-')) ?? []
    assert.deepEqual(
      lines.map((line) => line.replaceAll(/ {2,}/g, '|')),
      ['ref-0|〓 smile|nzl', 'ref-1|[U+202E]gnp.exe|nzl', 'ref-2|a b[U+0000]c|nzl', 'ref-3|nzl'],
    )
  },
)

test('so many tables wait and no more; what waited is made all the same', async () => {
  const small = { ...table, rows: table.rows.slice(0, 1) }
  const made = Array.from({ length: 8 }, () => printTable(small, at))
  await assert.rejects(printTable(small, at), { code: 'marking/busy' })
  for (const one of made) assert.ok((await one).length > 0)
  assert.ok((await printTable(small, at)).length > 0)
})

test('a row that no page has room for is refused, and none is cut', async () => {
  const rows = [['ref', 'word '.repeat(20_000), 'nzl']]
  await assert.rejects(printTable({ ...table, rows }, at), { code: 'marking/too-long' })
})

test('no rows are a table with its heads alone', { skip }, async () => {
  const [page, ...more] = pagesOf(await printTable({ ...table, rows: [] }, at))
  assert.deepEqual(more, [])
  assert.ok(page?.includes('Register of documents'))
})
